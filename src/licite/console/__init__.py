"""The `licite` command, the demo data it can load and the benchmarks it can run.

Everything here is a door for an operator at a terminal; what it does is done by the rooms below.
"""

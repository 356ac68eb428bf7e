"""The kit: what every room needs and nobody owns. Normalisers, clock, files, mail out; no model, no right.

Normalisers never raise on what a person typed: they answer with a result and a reason in code, which the
screens translate. No reason, warning or error holds a personal value.
"""

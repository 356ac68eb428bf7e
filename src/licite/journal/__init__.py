"""The append-only journal: who read, searched, revealed, changed or was refused what, and when.

This room promises that a row once sealed cannot be edited, removed, added or reordered without `verify` saying
so and naming the block. It holds ids and names of fields, never values. It has no screens.
"""

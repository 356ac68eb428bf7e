"""Whole-house tests; `promises/` is what we sell."""

"""Rows that an import could not settle: kept sealed with it, decided later one by one or by rule, inside the same import."""

"""Reads of sales: actor first, only what the grants open, and every read in the trace."""

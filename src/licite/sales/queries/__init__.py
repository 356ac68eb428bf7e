"""Reads of sales: actor first, only what the grants open, and every read in the trace."""

from licite.sales.queries.deals import DealRow, deal_for, deals_with

__all__ = ["DealRow", "deal_for", "deals_with"]

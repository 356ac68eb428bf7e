"""Writes of sales: the actor first; each leaves its trace, and the database checks it once more."""

from licite.sales.actions.deals import Terms, create_deal, edit_deal
from licite.sales.actions.moving import close_deal, hand_deal, move_deal

__all__ = ["Terms", "close_deal", "create_deal", "edit_deal", "hand_deal", "move_deal"]

"""Deals found by whom they are with: people's own search finds the contacts, the deals follow."""

from licite.access.actor import Actor
from licite.access.permissions import Permission
from licite.people.queries import search
from licite.people.queries.rows import fetch
from licite.sales.queries.deals import DealRow, deals_by_ids, saw

WITH_THEM = """
    SELECT id FROM sales_deal WHERE contact = ANY (%s) ORDER BY closed_at DESC NULLS FIRST, expected_on, id LIMIT %s
"""


def found_with(actor: Actor, *, words: str, limit: int) -> list[DealRow]:
    """The deals with those whom these words find, by name or by company: open ones first, in the trace.

    Nothing for whoever reads no deals, nor for words too short to be searched.
    """
    if not actor.has(Permission.DEAL_READ):
        return []
    contacts = [row.id for row in search(actor, words).rows]
    ids = [raw["id"] for raw in fetch(WITH_THEM, [contacts, limit])] if contacts else []
    rows = deals_by_ids(actor, ids)
    if rows:
        saw(actor, "sales:deal:search", rows)
    return rows

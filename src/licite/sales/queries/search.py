"""Deals found by whom they are with: people's own search finds the contacts, the deals follow."""

from collections.abc import Sequence

from licite.access.actor import Actor
from licite.access.permissions import Permission
from licite.people.queries import search
from licite.people.queries.rows import fetch
from licite.sales.queries.deals import DealRow, deals_by_ids, saw

WITH_THEM = """
    SELECT id FROM sales_deal WHERE contact = ANY (%s) ORDER BY closed_at DESC NULLS FIRST, expected_on, id LIMIT %s
"""


def found_with(
    actor: Actor, *, words: str, limit: int, contacts: Sequence[int] | None = None
) -> list[DealRow]:
    """The deals with those whom these words find, by name or by company: open ones first, in the trace.

    `contacts`: their ids, where the search has been made. Nothing for whoever reads no deals, nor for words too short.
    """
    if not actor.has(Permission.DEAL_READ):
        return []
    if contacts is None:
        contacts = search(actor, words).found
    ids = [raw["id"] for raw in fetch(WITH_THEM, [list(contacts), limit])] if contacts else []
    rows = deals_by_ids(actor, ids)
    if rows:
        saw(actor, "sales:deal:search", rows)
    return rows

"""The list of deals, by the day they should close or by amount, a page at a time, cell by cell from an index."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from licite.access.actor import Actor
from licite.kit.ids import uuid_of
from licite.people.queries.rows import fetch
from licite.sales.queries.deals import DealRow, deals_by_ids, saw
from licite.sales.queries.filters import FIRST, DealFilters

PAGE = 50
# Of the columns of deals: what the filters ask beside the cell and the page.
NARROWED = """
            step = ANY (%(steps)s::text[]) AND (%(owner)s = 0 OR coalesce(owner, -1) = %(owner)s)
            AND expected_on >= %(first)s AND expected_on < %(last)s
            AND (%(any)s OR closed_at IS NULL AND (%(closing)s AND expected_on < %(today)s
                OR %(stepping)s AND next_on < %(today)s OR %(unplanned)s AND next_on IS NULL))
            AND (%(since)s::timestamptz IS NULL OR closed_at >= %(since)s)
            AND (%(until)s::timestamptz IS NULL OR closed_at < %(until)s)
            AND (%(reason)s = '' OR reason = %(reason)s)
"""
BY_DATE = f"""
    SELECT x.id FROM unnest(%(cells)s::int[]) k CROSS JOIN LATERAL (
        SELECT id, expected_on FROM sales_deal
        WHERE cell = k AND (expected_on, id) > (%(day)s, %(id)s) AND {NARROWED}
        ORDER BY expected_on, id LIMIT %(limit)s) x
    ORDER BY x.expected_on, x.id LIMIT %(limit)s
"""
BY_AMOUNT = f"""
    SELECT x.id FROM unnest(%(cells)s::int[]) k CROSS JOIN LATERAL (
        SELECT a.deal AS id, a.cents FROM sales_amount a JOIN sales_deal d ON d.id = a.deal
        WHERE a.cell = k AND (a.cents, a.deal) < (%(cents)s, %(id)s) AND {NARROWED}
        ORDER BY a.cents DESC, a.deal DESC LIMIT %(limit)s) x
    ORDER BY x.cents DESC, x.id DESC LIMIT %(limit)s
"""
SUMS = f"""
    SELECT count(*) AS held, count(a.cents) AS valued, coalesce(sum(a.cents), 0)::bigint AS cents,
        coalesce(sum(a.cents * d.probability / 100), 0)::bigint AS weighted,
        count(*) FILTER (WHERE closed_at IS NULL AND expected_on < %(today)s) AS closing,
        count(*) FILTER (WHERE closed_at IS NULL AND next_on < %(today)s) AS stepping
    FROM sales_deal d LEFT JOIN sales_amount a ON a.deal = d.id
    WHERE d.cell = ANY (%(cells)s::int[]) AND {NARROWED}
"""
# A cursor is a deal's public id: an amount in an address would stay in the browser's history.
PLACE = """
    SELECT d.id, d.expected_on, a.cents FROM sales_deal d LEFT JOIN sales_amount a ON a.deal = d.id WHERE d.public = %s
"""
OWNERS = """
    SELECT id, name FROM access_member m
    WHERE EXISTS (SELECT FROM sales_deal d WHERE d.owner = m.id AND d.cell = ANY (%s::int[])) ORDER BY name
"""
ENDLESS = 2**62


@dataclass(frozen=True)
class Sums:
    """What all the deals of a list come to: how many, the cents of those `valued` whose amounts the reader sees, by their
    probability too; of how many the closing date is past, of how many the next step.
    """

    held: int
    valued: int
    cents: int
    weighted: int
    closing: int
    stepping: int


@dataclass(frozen=True)
class DealList:
    """One page. `after` is the cursor of the next one, empty at the end; `sums` of all pages."""

    rows: Sequence[DealRow]
    sums: Sums
    after: str = ""


def deal_list(actor: Actor, *, filters: DealFilters, after: str = "") -> DealList:
    """One page of 50, the soonest to close first, or the largest amount first where every amount is open.

    A cursor that is not ours starts again from the top. In the trace.
    """
    by_amount = filters.sorted_by_amount(actor)
    asked = filters.parameters(actor) | _start(after) | {"limit": PAGE + 1}
    ids = [raw["id"] for raw in (fetch(BY_AMOUNT, asked) if by_amount else fetch(BY_DATE, asked))]
    rows = deals_by_ids(actor, ids[:PAGE])
    if rows:
        saw(actor, "sales:deal:list", rows)
    return DealList(rows, Sums(**fetch(SUMS, asked)[0]), str(rows[-1].public) if len(ids) > PAGE else "")


def owners(actor: Actor) -> list[tuple[int, str]]:
    """Whose deals are in the actor's sight: ids and names."""
    return [(raw["id"], raw["name"]) for raw in fetch(OWNERS, [DealFilters().cells(actor)])]


def _start(after: str) -> dict[str, Any]:
    """Where a page begins: after the deal that the cursor names."""
    found = fetch(PLACE, [public]) if (public := uuid_of(after)) else []
    if not found:
        return {"day": FIRST, "id": 0, "cents": ENDLESS}
    place = found[0]
    return {"day": place["expected_on"], "id": place["id"], "cents": place["cents"] or 0}


def month_of(text: str) -> date | None:
    """The first day of a month written 2026-11; None for anything else."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None

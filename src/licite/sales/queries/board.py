"""The board: what each step holds in number and value, and its first cards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from licite.access.actor import Actor
from licite.kit import clock
from licite.people.queries.rows import fetch
from licite.sales.choices import CLOSED, OPEN, Step
from licite.sales.queries.deals import DealRow, deals_by_ids, saw
from licite.sales.queries.filters import DealFilters

CARDS = 30
LATELY = timedelta(days=30)
# Those under way and those that ended lately, each from its own index.
SUMS = """
    SELECT d.step, count(*) AS held, count(a.cents) AS valued, coalesce(sum(a.cents), 0)::bigint AS cents
    FROM (
        SELECT id, step FROM sales_deal
        WHERE cell = ANY (%(cells)s::int[]) AND closed_at IS NULL AND (%(owner)s = 0 OR owner = %(owner)s)
        UNION ALL
        SELECT id, step FROM sales_deal
        WHERE cell = ANY (%(cells)s::int[]) AND closed_at >= %(since)s AND (%(owner)s = 0 OR owner = %(owner)s)
    ) d LEFT JOIN sales_amount a ON a.deal = d.id
    GROUP BY d.step
"""
FIRST_OF_EACH = """
    SELECT id FROM (
        SELECT x.id, row_number() OVER (PARTITION BY s ORDER BY x.expected_on, x.id) AS place
        FROM unnest(%(open)s::text[]) s CROSS JOIN unnest(%(cells)s::int[]) k CROSS JOIN LATERAL (
            SELECT id, expected_on FROM sales_deal
            WHERE cell = k AND step = s AND closed_at IS NULL AND (%(owner)s = 0 OR owner = %(owner)s)
            ORDER BY expected_on, id LIMIT %(limit)s) x
        UNION ALL
        SELECT x.id, row_number() OVER (PARTITION BY s ORDER BY x.closed_at DESC, x.id) AS place
        FROM unnest(%(closed)s::text[]) s CROSS JOIN unnest(%(cells)s::int[]) k CROSS JOIN LATERAL (
            SELECT id, closed_at FROM sales_deal
            WHERE cell = k AND step = s AND closed_at >= %(since)s AND (%(owner)s = 0 OR owner = %(owner)s)
            ORDER BY closed_at DESC, id LIMIT %(limit)s) x
    ) found WHERE place <= %(limit)s ORDER BY place
"""


@dataclass(frozen=True)
class Column:
    """One step of the board. `cents` is the sum over the `valued` deals whose amounts the reader sees."""

    step: Step
    deals: Sequence[DealRow]
    held: int
    valued: int
    cents: int

    @property
    def more(self) -> int:
        """How many deals of the step are not shown."""
        return self.held - len(self.deals)


def board(actor: Actor, *, filters: DealFilters) -> list[Column]:
    """Every step with thirty deals at most, in the trace; of those that ended, the last thirty days. Three statements."""
    asked = filters.parameters(actor) | {
        "since": clock.now() - LATELY,
        "open": [str(step) for step in OPEN],
        "closed": [str(step) for step in CLOSED],
        "limit": CARDS,
    }
    sums = {raw["step"]: raw for raw in fetch(SUMS, asked)}
    rows = deals_by_ids(actor, [raw["id"] for raw in fetch(FIRST_OF_EACH, asked)])
    if rows:
        saw(actor, "sales:deal:list", rows)
    empty = {"held": 0, "valued": 0, "cents": 0}
    return [
        Column(
            step=step,
            deals=[row for row in rows if row.step == step],
            held=(found := sums.get(step, empty))["held"],
            valued=found["valued"],
            cents=found["cents"],
        )
        for step in Step
    ]

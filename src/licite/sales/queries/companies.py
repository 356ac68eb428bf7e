"""What is being sold to a company, and was: its deals and their sums, as far as they are in the reader's sight."""

from collections.abc import Sequence
from dataclasses import dataclass

from licite.access.actor import Actor
from licite.people.queries.companies import CompanyRow
from licite.people.queries.rows import fetch
from licite.sales.choices import CLOSED, Step
from licite.sales.queries.deals import DealRow, deals_of
from licite.sales.queries.purchases import Bought, bought_at

SUMS = """
    SELECT d.step, count(*) AS held, count(a.cents) AS valued, coalesce(sum(a.cents), 0)::bigint AS cents
    FROM sales_deal d LEFT JOIN sales_amount a ON a.deal = d.id WHERE d.company_id = %s GROUP BY d.step
"""


@dataclass(frozen=True)
class Sum:
    """So many deals; the cents of those of them (`valued`) whose amounts the reader sees."""

    held: int
    valued: int
    cents: int


@dataclass(frozen=True)
class Sold:
    """The deals with a company's contacts: those under way first, fifty at most; what is under way, won, and was bought."""

    deals: Sequence[DealRow]
    under_way: Sum
    won: Sum
    bought: Bought | None


def sold_to(actor: Actor, *, company: CompanyRow) -> Sold:
    """The company's deals in the actor's sight, in the trace; nothing tells of the others. Three statements."""
    sums = fetch(SUMS, [company.id])
    rows = deals_of(actor, company=company.id) if sums else []
    return Sold(
        rows,
        _total([raw for raw in sums if raw["step"] not in CLOSED]),
        _total([raw for raw in sums if raw["step"] == Step.WON]),
        bought_at(actor, company=company),
    )


def _total(raws: Sequence[dict[str, int]]) -> Sum:
    return Sum(*(sum(raw[name] for raw in raws) for name in ("held", "valued", "cents")))

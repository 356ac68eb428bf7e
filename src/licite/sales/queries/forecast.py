"""What the pipeline is worth, by month, member and portfolio; and what was won and lost, and why.

Sums are over the amounts that the database shows the reader; a deal whose amount is closed to them counts as a deal.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from licite.access.actor import Actor
from licite.kit.dates import add_months
from licite.people.queries.rows import fetch
from licite.sales.choices import Step
from licite.sales.queries.filters import DealFilters
from licite.web.dates import today

AHEAD, BACK = 12, 12
OPEN_DEALS = """
    SELECT date_trunc('month', d.expected_on)::date AS month, d.owner, d.cell / 10 AS portfolio, count(*) AS held,
        coalesce(sum(a.cents), 0)::bigint AS cents, coalesce(sum(a.cents * d.probability / 100), 0)::bigint AS weighted
    FROM sales_deal d LEFT JOIN sales_amount a ON a.deal = d.id
    WHERE d.cell = ANY (%(cells)s::int[]) AND d.closed_at IS NULL AND (%(owner)s = 0 OR coalesce(d.owner, -1) = %(owner)s)
    GROUP BY 1, 2, 3
"""
ENDED_DEALS = """
    SELECT date_trunc('month', d.closed_at AT TIME ZONE 'Europe/Paris')::date AS month, d.step, d.reason, count(*) AS held,
        coalesce(sum(a.cents), 0)::bigint AS cents
    FROM sales_deal d LEFT JOIN sales_amount a ON a.deal = d.id
    WHERE d.cell = ANY (%(cells)s::int[]) AND d.closed_at >= %(since)s
        AND (%(owner)s = 0 OR coalesce(d.owner, -1) = %(owner)s)
    GROUP BY 1, 2, 3
"""
EVERY_DEAL = DealFilters()
NAMES = "SELECT id, name FROM access_member WHERE id = ANY (%s)"


@dataclass
class Value:
    """So many deals, worth so many cents: all of it, and by probability."""

    held: int = 0
    cents: int = 0
    weighted: int = 0

    def add(self, raw: dict[str, Any]) -> None:
        """Counts a group of deals in."""
        self.held += raw["held"]
        self.cents += raw["cents"]
        self.weighted += raw.get("weighted", 0)


@dataclass(frozen=True)
class Ended:
    """One month, or one reason: what was won and what was lost."""

    won: Value
    lost: Value


@dataclass(frozen=True)
class Forecast:
    """`late`: deals that should have closed before this month; `later`: those beyond twelve months.

    `narrowed`: the member and the portfolio that it was narrowed to, as the list of deals calls them.
    Months are their first days. Portfolios and members are keyed by id, None for nobody, the most valuable first.
    """

    late: Value
    months: Sequence[tuple[date, Value]]
    later: Value
    owners: Sequence[tuple[int | None, Value]]
    portfolios: Sequence[tuple[int, Value]]
    total: Value
    ended: Sequence[tuple[date, Ended]]
    reasons: Sequence[tuple[Step, str, Value]]
    names: dict[int, str]
    narrowed: Mapping[str, int]


def forecast(actor: Actor, *, filters: DealFilters = EVERY_DEAL) -> Forecast:
    """The pipeline in the actor's sight, over its open deals and those that ended in the last twelve months. Journalled.

    Of the filters, the member and the portfolio narrow it.
    """
    first = today().replace(day=1)
    since = add_months(first, 1 - BACK)
    asked = {
        "cells": filters.cells(actor),
        "owner": filters.owner,
        "since": timezone.make_aware(datetime.combine(since, time.min)),
    }
    raws, ended = fetch(OPEN_DEALS, asked), fetch(ENDED_DEALS, asked)
    months = {add_months(first, number): Value() for number in range(AHEAD)}
    late, later, total = Value(), Value(), Value()
    for raw in raws:
        total.add(raw)
        (late if raw["month"] < first else months.get(raw["month"], later)).add(raw)
    owners = _grouped(raws, lambda raw: raw["owner"])
    actor.trace.saw("sales:forecast:read", [], ["amount"])
    return Forecast(
        late=late,
        months=list(months.items()),
        later=later,
        owners=owners,
        portfolios=_grouped(raws, lambda raw: raw["portfolio"]),
        total=total,
        ended=_by_month(ended, [add_months(since, number) for number in range(BACK)]),
        reasons=_by_reason(ended),
        names={raw["id"]: raw["name"] for raw in fetch(NAMES, [[one for one, _ in owners if one]])},
        narrowed={
            name: value
            for name, value in (("owner", filters.owner), ("portfolio", filters.portfolio))
            if value
        },
    )


def _grouped(raws: list[dict[str, Any]], key: Callable[[dict[str, Any]], Any]) -> list[tuple[Any, Value]]:
    found: dict[Any, Value] = defaultdict(Value)
    for raw in raws:
        found[key(raw)].add(raw)
    return sorted(found.items(), key=lambda pair: (-pair[1].weighted, -pair[1].held, str(pair[0])))


def _by_month(raws: list[dict[str, Any]], months: list[date]) -> list[tuple[date, Ended]]:
    found = {month: Ended(Value(), Value()) for month in months}
    for raw in raws:
        both = found[raw["month"]]
        (both.won if raw["step"] == Step.WON else both.lost).add(raw)
    return list(found.items())


def _by_reason(raws: list[dict[str, Any]]) -> list[tuple[Step, str, Value]]:
    grouped = _grouped(raws, lambda raw: (raw["step"], raw["reason"]))
    lines = [(Step(step), reason, value) for (step, reason), value in grouped]
    return sorted(lines, key=lambda line: (line[0] == Step.LOST, -line[2].held))

"""How the demo's records came to their stages, over the last year, and who is about to be away."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final

from django.db import connection

from licite.access import gate
from licite.access.standing import stand_in
from licite.console.demo.records import COLD, CUSTOMER, FORMER, LEAD, DemoContact
from licite.console.demo.workdays import Calendar
from licite.console.demo.write import Ground, Stored
from licite.kit.cells import cell_of, portfolio_of

MOVES = """
    INSERT INTO people_change (contact, cell, at, field, cell_before, cell_after, member)
    SELECT contact, cell, at, 'cell', before, after, member
    FROM unnest(%s::bigint[], %s::int[], %s::timestamptz[], %s::int[], %s::int[], %s::int[])
        AS m (contact, cell, at, before, after, member)
"""
_ROADS: Final[Mapping[int, tuple[int, ...]]] = {
    LEAD: (COLD, LEAD),
    CUSTOMER: (COLD, LEAD, CUSTOMER),
    FORMER: (LEAD, CUSTOMER, FORMER),
}
_LOST: Final = 0.15
"""Share of the cold prospects that were leads once."""
_YEAR: Final = timedelta(days=365)


def add_moves(
    people: Sequence[DemoContact], stored: Mapping[str, Stored], ground: Ground, now: datetime
) -> None:
    """Writes the moves of everybody who did not enter at the present stage."""
    rng = Random("moves")
    calendar = Calendar(now)
    rows = [row for one in people for row in _moves(rng, one, stored[one.key], ground, calendar)]
    if rows:
        with gate.as_system("demo"), connection.cursor() as cursor:
            cursor.execute(MOVES, [list(column) for column in zip(*rows, strict=True)])


def send_away(*, manager: int, absent: int, instead: int, now: datetime) -> None:
    """Somebody takes ten days off from the day after tomorrow, and a colleague stands in."""
    since = now + timedelta(days=2)
    with gate.acting_for(manager, "demo") as actor:
        stand_in(actor, absent=absent, instead=instead, since=since, until=since + timedelta(days=10))


def _moves(
    rng: Random, one: DemoContact, stored: Stored, ground: Ground, calendar: Calendar
) -> Iterator[tuple[Any, ...]]:
    road, now = _ROADS.get(one.stage, ()), calendar.now
    if one.stage == COLD and rng.random() < _LOST:
        road = (COLD, LEAD, COLD)
    begun = max(one.collected_at, now - _YEAR)
    drawn = (calendar.usual(rng, begun + (now - begun) * rng.random()) for _ in road[1:])
    moments = sorted(max(begun, at) for at in drawn)
    portfolio = portfolio_of(stored.cell)
    for before, after, at in zip(road, road[1:], moments, strict=False):
        keeper = ground.keepers[stored.cell]
        yield stored.id, stored.cell, at, cell_of(portfolio, before), cell_of(portfolio, after), keeper

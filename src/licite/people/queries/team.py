"""What a team did and has before it, in counts: no name of a person is read here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from licite.access.actor import Actor
from licite.access.permissions import Act
from licite.kit.cells import Stage
from licite.people.queries.rows import fetch

SEEN = "people:team:read"
# Five counts in one statement, each from an index that its member or its cell leads.
ACTIVITY = """
    SELECT member, 'calls' AS what, count(*) AS n FROM people_interaction
        WHERE member = ANY (%(members)s::int[]) AND at >= %(start)s AND at < %(end)s AND direction = 'ours' AND kind = 'call'
        AND outcome NOT IN ('planned', 'unmade') GROUP BY member
    UNION ALL
    SELECT member, 'meetings', count(*) FROM people_interaction
        WHERE member = ANY (%(members)s::int[]) AND at >= %(start)s AND at < %(end)s AND kind IN ('meeting', 'visit')
        AND outcome <> 'absent' GROUP BY member
    UNION ALL
    SELECT member, 'mails', count(*) FROM people_interaction
        WHERE member = ANY (%(members)s::int[]) AND at >= %(start)s AND at < %(end)s AND direction = 'ours'
        AND kind IN ('email', 'letter') GROUP BY member
    UNION ALL
    SELECT n.created_by, 'newcomers', count(*) FROM unnest(%(cells)s::int[]) k CROSS JOIN LATERAL (
        SELECT created_by FROM people_contact WHERE cell = k AND created_at >= %(start)s AND created_at < %(end)s) n
        WHERE n.created_by = ANY (%(members)s::int[]) GROUP BY n.created_by
    UNION ALL
    SELECT member, 'moves', count(*) FROM people_change
        WHERE field = 'cell' AND cell = ANY (%(cells)s::int[]) AND at >= %(start)s AND at < %(end)s
        AND cell_before / 10 = cell_after / 10 AND member = ANY (%(members)s::int[]) GROUP BY member
    UNION ALL
    SELECT member, 'late', count(*) FROM people_task
        WHERE member = ANY (%(members)s::int[]) AND done_at IS NULL AND due_at < %(today)s GROUP BY member
"""
ENTERED = """
    SELECT k %% 10 AS stage, count(*) AS n FROM unnest(%(cells)s::int[]) k CROSS JOIN LATERAL (
        SELECT FROM people_contact WHERE cell = k AND created_at >= %(start)s) n GROUP BY 1
"""
# Where those who entered began: the stage before their first move. The moves of the period are few, its newcomers many.
BEGAN = """
    SELECT m.before, m.cell %% 10 AS after, count(*) AS n FROM (
        SELECT DISTINCT ON (contact) contact, cell, cell_before %% 10 AS before FROM people_change
        WHERE field = 'cell' AND cell = ANY (%(cells)s::int[]) AND at >= %(start)s AND cell_before %% 10 <> cell_after %% 10
        ORDER BY contact, at, id) m
    JOIN people_contact c ON c.id = m.contact AND c.cell = m.cell AND c.created_at >= %(start)s GROUP BY 1, 2
"""
MOVED = """
    SELECT cell_before %% 10 AS before, cell_after %% 10 AS after, count(*) AS n FROM people_change
    WHERE field = 'cell' AND cell = ANY (%(cells)s::int[]) AND at >= %(start)s AND cell_before %% 10 <> cell_after %% 10
    GROUP BY 1, 2
"""
LEFT_BEHIND = """
    SELECT count(*) AS n FROM people_task t JOIN access_member m ON m.id = t.member
    WHERE t.done_at IS NULL AND m.left_at IS NOT NULL
"""


@dataclass(frozen=True)
class Activity:
    """A member's counts over a span; `late` is of today, whatever the span."""

    member: int
    calls: int = 0
    meetings: int = 0
    mails: int = 0
    newcomers: int = 0
    moves: int = 0
    late: int = 0


@dataclass(frozen=True)
class Conversion:
    """Since a day: how many entered as prospects or leads and what became of them; the moves between stages, whoever
    entered when.

    `straight`: entered as customers already, whom nobody converted; `prospects`: of `entered`, those who began as such.
    """

    entered: int
    straight: int
    prospects: int
    leads: int
    customers: int
    advanced: int
    won: int
    lost: int


def activity(
    actor: Actor, *, members: Iterable[int], start: datetime, end: datetime, today: datetime
) -> list[Activity]:
    """What each member did between two moments in the actor's cells, in the order given; in the trace."""
    ids = list(members)
    cells = list(actor.cells(Act.READ))
    values = {"members": ids, "cells": cells, "start": start, "end": end, "today": today}
    counts: dict[int, dict[str, int]] = {member: {} for member in ids}
    for raw in fetch(ACTIVITY, values):
        counts[raw["member"]][raw["what"]] = raw["n"]
    actor.trace.saw(SEEN, [], [])
    return [Activity(member, **found) for member, found in counts.items()]


def conversion(actor: Actor, *, start: datetime) -> Conversion:
    """How people went from stage to stage since a moment, in the actor's cells. Three statements; in the trace."""
    values = {"cells": list(actor.cells(Act.READ)), "start": start}
    now = {raw["stage"]: raw["n"] for raw in fetch(ENTERED, values)}
    began, moved = fetch(BEGAN, values), fetch(MOVED, values)
    at_first = dict(now)
    for raw in began:
        at_first[raw["before"]] = at_first.get(raw["before"], 0) + raw["n"]
        at_first[raw["after"]] -= raw["n"]
    prospects, leads = at_first.get(Stage.COLD, 0), at_first.get(Stage.LEAD, 0)
    actor.trace.saw(SEEN, [], [])
    return Conversion(
        entered=prospects + leads,
        straight=sum(now.values()) - prospects - leads,
        prospects=prospects,
        leads=_moves(began, (Stage.COLD,), (Stage.LEAD, Stage.CUSTOMER, Stage.FORMER)),
        customers=_moves(began, (Stage.COLD, Stage.LEAD), (Stage.CUSTOMER, Stage.FORMER)),
        advanced=_moves(moved, (Stage.COLD,), (Stage.LEAD, Stage.CUSTOMER)),
        won=_moves(moved, (Stage.LEAD,), (Stage.CUSTOMER,)),
        lost=_moves(moved, (Stage.LEAD,), (Stage.COLD,)),
    )


def left_behind(actor: Actor) -> int:
    """Open tasks in sight of members who have left."""
    return int(fetch(LEFT_BEHIND, [])[0]["n"])


def _moves(rows: Sequence[dict[str, Any]], before: tuple[Stage, ...], after: tuple[Stage, ...]) -> int:
    return sum(row["n"] for row in rows if row["before"] in before and row["after"] in after)

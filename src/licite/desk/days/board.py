"""A member's own day: what is late, today's calls and appointments in order, what is promised, what was closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from licite.access.actor import Actor
from licite.access.permissions import Act, Field
from licite.access.queries import member_names
from licite.desk.columns import lacking
from licite.kit import clock
from licite.lawful.panels.ways import Wanted, Way, ways
from licite.people.choices import REACHES, TaskKind
from licite.people.panels.coordinates import may_reach
from licite.people.panels.days import BoardLine, line
from licite.people.queries.tasks import SEEN, TaskRow, reminders_due, tasks_of_day

AHEAD = timedelta(days=7)
"""To the end of the seventh day after today: what is planned “in a week” is there."""


@dataclass(frozen=True)
class Part:
    """One heading of the board."""

    key: str
    title: str | Promise
    lines: Sequence[BoardLine]


@dataclass(frozen=True)
class Board:
    """A member's day; `more`: how many open tasks are left out, the latest ones; `reminders`: the band above it."""

    parts: Sequence[Part]
    more: int
    reminders: Sequence[BoardLine]

    @property
    def idle(self) -> bool:
        """Whether there is nothing on it."""
        return not any(part.lines for part in self.parts)


def board(actor: Actor, *, members: Sequence[int]) -> Board:
    """The day of these members (the reader, and whoever the reader stands in for)."""
    now = clock.now()
    today = start_of(now)
    tomorrow = start_of(now + timedelta(days=1))
    found = tasks_of_day(actor, members=members, before=tomorrow + AHEAD, since=today)
    lines = judged_lines(actor, found.rows)
    to_do = [one for one in lines if one.row.done_at is None]
    parts = [
        Part("late", _("Overdue"), [one for one in to_do if one.row.due_at < today]),
        Part("today", _("Today"), [one for one in to_do if today <= one.row.due_at < tomorrow]),
        Part("soon", _("In the next seven days"), [one for one in to_do if one.row.due_at >= tomorrow]),
        Part("closed", _("Closed today"), [one for one in lines if one.row.done_at is not None]),
    ]
    return Board(parts, found.more, lines_of(actor, found.reminders))


def reminders_of(actor: Actor) -> list[BoardLine]:
    """The band of what has fallen due to be reminded of: the reader's own, and of whom the reader stands in for."""
    return lines_of(actor, reminders_due(actor, members=[actor.member, *actor.stands_for]))


def judged_lines(actor: Actor, rows: Sequence[TaskRow]) -> list[BoardLine]:
    """The words of tasks, and of those open that reach somebody, whether the law lets them now: two statements more."""
    asked = [row for row in rows if row.done_at is None and row.kind in REACHES]
    found = ways(actor, [wanted(actor, row) for row in asked], act=SEEN)
    judged = {row.public: undialled(row, way) for row, way in zip(asked, found, strict=True)}
    return lines_of(actor, rows, judged=judged)


def wanted(actor: Actor, row: TaskRow) -> Wanted:
    """How a task would reach its person: a number that no call may start from is none."""
    phone = row.has_phone and (row.dialable or row.kind != TaskKind.CALL)
    lacks = lacking(actor, row.cell, phone=phone, email=row.has_email, address=row.has_address)
    return Wanted(row.person, row.contact_public, REACHES[row.kind], lacks)


def undialled(row: TaskRow, way: Way) -> Way:
    """The way of a call that only its number stops, said as such and leading to where it is corrected."""
    if way.tone != "none" or row.kind != TaskKind.CALL or not row.has_phone:
        return way
    where = reverse("desk:contact", args=[row.contact_public])
    return replace(way, why=gettext("number to correct"), url=f"{where}#coordinates")


def lines_of(
    actor: Actor, rows: Sequence[TaskRow], *, judged: Mapping[UUID, Way] = MappingProxyType({})
) -> list[BoardLine]:
    """The words of tasks; one statement more where some are a colleague's."""
    names = member_names(actor) if any(row.member != actor.member for row in rows) else {}
    return [
        line(
            row,
            me=actor.member,
            names=names,
            acts=actor.may(Act.COMMUNICATE, row.cell),
            may_call=may_reach(actor, row.cell, Field.PHONE),
            may_write=may_reach(actor, row.cell, Field.EMAIL),
            way=judged.get(row.public),
        )
        for row in rows
    ]


def start_of(moment: datetime) -> datetime:
    """Midnight before a moment, where the organisation is."""
    return timezone.localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)

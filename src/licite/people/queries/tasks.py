"""What is promised: the tasks of a day, of a week, one of them; and how many new records wait to be examined."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404

from licite.access.actor import Actor
from licite.access.permissions import Act, Field, Level
from licite.kit import clock, phones
from licite.lawful.facts import Record
from licite.people import sealing
from licite.people.choices import TaskKind, contradicts
from licite.people.queries.records import ContactRow
from licite.people.queries.rows import company_name, fetch, shown_name

SELECTED = """
    SELECT t.public, t.contact, t.kind, t.title, t.place, t.due_at, t.ends_at, t.done_at, t.cancelled, t.remind, t.remind_at,
        t.member, c.public AS contact_public, c.cell, c.listing, c.objections, c.company_id,
        c.country, c.department, c.capacity, c.mailbox, c.source, c.purpose, c.basis, c.restricted, c.minor, c.informed_at,
        c.notice_due, c.phone, c.email IS NOT NULL AS has_email,
        c.address IS NOT NULL AS has_address
"""
JOINED = "    FROM people_task t JOIN people_contact c ON c.id = t.contact\n"
COLUMNS = SELECTED + JOINED
# The names of the companies in sight come last: few rows are left to look one up for.
NAMED = "SELECT t.*, o.public AS company_public, o.name AS company, o.identity FROM (\n"
BY_HOUR = "\n) t LEFT JOIN people_company o ON o.id = t.company_id ORDER BY t.due_at"
REMINDED = f"""
    {COLUMNS} LEFT JOIN people_day d ON d.member = %(me)s
        WHERE t.member = ANY (%(members)s::int[]) AND t.done_at IS NULL AND t.remind_at <= %(now)s
        AND t.remind_at > coalesce(d.reminded_to, '-infinity') AND t.due_at > %(over)s ORDER BY t.due_at LIMIT 12
"""
# Walks of three indexes: what is open before an hour, what was closed since another, what was to be reminded of.
DAY = f"""
    {NAMED}
    (SELECT 'open' AS part, * FROM ({SELECTED}, count(*) OVER () AS held {JOINED}
        WHERE t.member = ANY (%(members)s::int[]) AND t.done_at IS NULL AND t.due_at < %(before)s
        ORDER BY t.due_at LIMIT %(cap)s) a)
    UNION ALL
    (SELECT 'closed', *, 0 FROM ({COLUMNS}
        WHERE t.member = ANY (%(members)s::int[]) AND t.done_at >= %(since)s ORDER BY t.done_at DESC LIMIT 12) b)
    UNION ALL
    (SELECT 'remind', *, 0 FROM ({REMINDED}) r)
    {BY_HOUR}
"""
BETWEEN = f"""
    {NAMED}
    SELECT * FROM (
        ({COLUMNS} WHERE t.member = ANY (%(members)s::int[]) AND t.done_at IS NULL
            AND t.due_at >= %(start)s AND t.due_at < %(end)s ORDER BY t.due_at LIMIT %(cap)s)
        UNION ALL
        ({COLUMNS} WHERE t.member = ANY (%(members)s::int[]) AND t.done_at IS NOT NULL AND NOT t.cancelled
            AND t.due_at >= %(start)s AND t.due_at < %(end)s ORDER BY t.due_at LIMIT %(cap)s)
    ) t ORDER BY t.due_at LIMIT %(cap)s
    {BY_HOUR}
"""
REMIND = f"{NAMED}{REMINDED}{BY_HOUR}"
# The soonest of each record, cell by cell, from an index of the records.
AROUND = f"""
    {NAMED}
    {SELECTED} FROM unnest(%(cells)s::int[]) k CROSS JOIN LATERAL (
        SELECT id FROM people_contact WHERE cell = k AND next_task_at > %(since)s
        ORDER BY next_task_at, id LIMIT %(few)s) p
    JOIN people_task t ON t.contact = p.id JOIN people_contact c ON c.id = t.contact
    WHERE t.done_at IS NULL AND t.due_at > %(since)s ORDER BY t.due_at LIMIT %(few)s
    {BY_HOUR}
"""
ONE = f"{NAMED}{COLUMNS} WHERE t.public = %(task)s AND t.contact = %(contact)s{BY_HOUR}"
LATE = """
    SELECT count(*) AS n FROM (
        SELECT FROM people_task WHERE member = %(whose)s AND done_at IS NULL AND due_at < %(before)s LIMIT %(cap)s) t
"""
CAP = 60
WEEK = 200
SEEN = "people:task:list"
OVER = timedelta(hours=1)
"""From when on a reminder is of no use any more, after the hour of the task."""


@dataclass(frozen=True)
class TaskRow:
    """One thing to do, with the name of whom it is for. `title` and `place` are None where the reader's level hides them.

    `closed`: the person has closed its channel since. `member`: whose it is. `person`: what the law looks at; `has_phone`
    and the like: whether there is anything to reach them by; `dialable`: of a call to make, whether it may start from one
    of the numbers.
    """

    public: UUID
    contact: int
    contact_public: UUID
    contact_name: str
    company: str
    cell: int
    kind: str
    title: str | None
    place: str | None
    due_at: datetime
    ends_at: datetime | None
    done_at: datetime | None
    cancelled: bool
    remind: str
    remind_at: datetime | None
    member: int
    closed: bool
    person: Record
    has_phone: bool
    has_email: bool
    has_address: bool
    dialable: bool

    @property
    def kind_label(self) -> str:
        """The kind in words."""
        return str(TaskKind(self.kind).label)


@dataclass(frozen=True)
class Day:
    """What members have on a day: tasks by their hour, how many more are open, and what they asked to be reminded of."""

    rows: Sequence[TaskRow]
    more: int
    reminders: Sequence[TaskRow]


def tasks_of_day(actor: Actor, *, members: Sequence[int], before: datetime, since: datetime) -> Day:
    """What these members have open before a moment (at most 60), the twelve they closed last since another, and the
    reminders due, in the trace. One statement.
    """
    raws = fetch(DAY, _due(actor, members) | {"before": before, "since": since, "cap": CAP})
    held = max((raw["held"] for raw in raws), default=0)
    rows = _rows(actor, raws)
    parts = [raw["part"] == "remind" for raw in raws]
    return Day(
        [row for row, reminds in zip(rows, parts, strict=True) if not reminds],
        max(0, held - CAP),
        [row for row, reminds in zip(rows, parts, strict=True) if reminds],
    )


def tasks_between(actor: Actor, *, members: Sequence[int], start: datetime, end: datetime) -> list[TaskRow]:
    """What these members have in a span, open or done, by its hour (at most 200); in the trace."""
    return _rows(actor, fetch(BETWEEN, {"members": list(members), "start": start, "end": end, "cap": WEEK}))


def late_before(actor: Actor, *, member: int, moment: datetime) -> int:
    """How many open tasks of a member, in the actor's sight, were due before a moment, up to 200; shows nobody."""
    return int(fetch(LATE, {"whose": member, "before": moment, "cap": WEEK})[0]["n"])


def reminders_due(actor: Actor, *, members: Sequence[int]) -> list[TaskRow]:
    """What these members asked to be reminded of, whose moment has come and which the reader has not put away; twelve at
    most, by their hour, in the trace. What is over is on the day itself.
    """
    return _rows(actor, fetch(REMIND, _due(actor, members)))


def tasks_around(actor: Actor, *, since: datetime, few: int) -> list[TaskRow]:
    """Open tasks of whomever in the actor's sight, due after a moment, the soonest first; in the trace."""
    return _rows(actor, fetch(AROUND, {"cells": list(actor.cells(Act.READ)), "since": since, "few": few}))


def task_of(actor: Actor, *, contact: ContactRow, task: UUID) -> TaskRow:
    """One task of this record, open or closed, in the trace. Raises Http404."""
    found = _rows(actor, fetch(ONE, {"task": task, "contact": contact.id}))
    if not found:
        raise Http404
    return found[0]


def tray_count(actor: Actor) -> int:
    """How many new records wait for the actor's decision."""
    return int(fetch("SELECT count(*) AS n FROM people_tray", [])[0]["n"])


def _due(actor: Actor, members: Sequence[int]) -> dict[str, object]:
    now = clock.now()
    return {"me": actor.member, "members": list(members), "now": now, "over": now - OVER}


def _rows(actor: Actor, raws: Sequence[Mapping[str, Any]]) -> list[TaskRow]:
    if not raws:
        return []
    opened = sealing.open_listings([(raw["contact_public"], raw["listing"]) for raw in raws])
    actor.trace.saw(SEEN, [raw["contact"] for raw in raws], ["name", "title", "place", "company"])
    return [_row(actor, raw, listing) for raw, listing in zip(raws, opened, strict=True)]


def _row(actor: Actor, raw: Mapping[str, Any], listing: sealing.Listing) -> TaskRow:
    reads = raw["member"] == actor.member or actor.level(raw["cell"], Field.NOTE) is Level.OPEN
    return TaskRow(
        public=raw["public"],
        contact=raw["contact"],
        contact_public=raw["contact_public"],
        contact_name=shown_name(actor, raw["cell"], listing),
        company=_company(raw),
        cell=raw["cell"],
        kind=raw["kind"],
        title=_text("task", raw, raw["title"], reads=reads),
        place=_text("place", raw, raw["place"], reads=reads),
        due_at=raw["due_at"],
        ends_at=raw["ends_at"],
        done_at=raw["done_at"],
        cancelled=raw["cancelled"],
        remind=raw["remind"],
        remind_at=raw["remind_at"],
        member=raw["member"],
        closed=contradicts(raw["kind"], raw["objections"]),
        person=Record(raw["contact"], *(raw[name] for name in Record._fields[1:])),
        has_phone=raw["phone"] is not None,
        has_email=raw["has_email"],
        has_address=raw["has_address"],
        dialable=_dialable(raw),
    )


def _dialable(raw: Mapping[str, Any]) -> bool:
    if raw["kind"] != TaskKind.CALL or raw["done_at"]:
        return False
    return any(map(phones.dialable, sealing.open_values("phone", raw["contact_public"], raw["phone"])))


def _company(raw: Mapping[str, Any]) -> str:
    return (
        company_name({**raw, "public": raw["company_public"], "name": raw["company"]})
        if raw["company_public"]
        else ""
    )


def _text(field_class: str, raw: Mapping[str, Any], envelope: bytes | None, *, reads: bool) -> str | None:
    """Where the level hides it None, empty where there is none."""
    if not envelope:
        return ""
    return " ".join(sealing.open_values(field_class, raw["contact_public"], envelope)) if reads else None

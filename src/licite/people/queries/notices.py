"""Whom to inform, soonest first; what a person was given, with what proves it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from licite.access.actor import Actor
from licite.access.permissions import Act, Field, Level
from licite.kit.cells import portfolio_of
from licite.lawful.models import Dispatch
from licite.lawful.notices.due import Why, delay, why_due
from licite.lawful.queries.notices import Given, given_to
from licite.people import sealing
from licite.people.queries.records import ContactRow
from licite.people.queries.rows import HIDDEN_TEXT, Row, fetch, rows_of
from licite.web.dates import midnight, today

PAGE = 50
SOON = timedelta(days=14)
CAP = 10_000
FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(9000, 1, 1)

# Both bounds are always bound; what narrows the list further is tested on the few rows of the index.
DUE = """
    SELECT x.id, x.due, x.source, x.collected_at, x.mailed FROM unnest(%(cells)s::int[]) k CROSS JOIN LATERAL (
        SELECT id, notice_due AS due, source, collected_at, email IS NOT NULL AS mailed FROM people_contact
        WHERE cell = k AND informed_at IS NULL AND notice_due IS NOT NULL AND (notice_due, id) > (%(day)s, %(id)s)
          AND notice_due <= %(until)s AND (%(source)s = '' OR source = %(source)s)
          AND collected_at >= %(collected_from)s AND collected_at < %(collected_to)s
        ORDER BY notice_due, id LIMIT %(limit)s) x
    ORDER BY x.due, x.id LIMIT %(limit)s
"""
COUNT = """
    SELECT count(*) FROM (
        SELECT FROM unnest(%(cells)s::int[]) k CROSS JOIN LATERAL (
            SELECT FROM people_contact
            WHERE cell = k AND informed_at IS NULL AND notice_due IS NOT NULL AND notice_due <= %(until)s
              AND (%(source)s = '' OR source = %(source)s)
              AND collected_at >= %(collected_from)s AND collected_at < %(collected_to)s
            LIMIT %(limit)s) x LIMIT %(limit)s) y
"""


def mailed(contact: ContactRow) -> str:
    """Where the mail with the notice stands: "waiting" for a server, "failed" for good, or ""."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.notice_mail(%s)", [contact.id])
        (found,) = cursor.fetchone()
    return str(found)


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to: `show` is overdue, soon or all; `collected` a day."""

    show: str = "soon"
    portfolio: int = 0
    source: str = ""
    collected: date | None = None

    @property
    def together(self) -> bool:
        """Whether it is of one day and one source that is the person: one sentence can prove what all were told."""
        return bool(self.source and self.collected) and self.source not in delay().indirect

    def as_json(self) -> dict[str, str]:
        """As an order keeps it: closed choices and a day."""
        return {
            "show": self.show,
            "portfolio": str(self.portfolio),
            "source": self.source,
            "collected": self.collected.isoformat() if self.collected else "",
        }

    @classmethod
    def from_json(cls, raw: dict[str, str]) -> "Wanted":
        """What `as_json` wrote."""
        collected = raw.get("collected", "")
        return cls(
            show=raw.get("show", "all"),
            portfolio=int(raw.get("portfolio", "0")),
            source=raw.get("source", ""),
            collected=date.fromisoformat(collected) if collected else None,
        )

    def cells(self, actor: Actor) -> list[int]:
        """The cells in which the actor may inform somebody."""
        cells = actor.cells(Act.COMMUNICATE)
        return [cell for cell in cells if self.portfolio in (0, portfolio_of(cell))]

    def bounds(self, today: date) -> dict[str, Any]:
        """What the statements bind."""
        until = {"overdue": today - timedelta(days=1), "soon": today + SOON}.get(self.show, LAST_DAY)
        first = self.collected or FIRST_DAY
        after = self.collected + timedelta(days=1) if self.collected else LAST_DAY
        return {
            "until": until,
            "source": self.source,
            "collected_from": midnight(first),
            "collected_to": midnight(after),
        }


@dataclass(frozen=True)
class DueKey:
    """One person to inform, as the index knows them."""

    id: int
    due: date
    source: str
    collected_at: datetime
    mailed: bool


@dataclass(frozen=True)
class DueRow:
    """One person to inform, as the list shows them. `late`: past the day, the record is blocked from use; `why`: what the
    day follows from.
    """

    row: Row
    due: date
    late: bool
    source: str
    collected_at: datetime
    mailed: bool
    why: Why


@dataclass(frozen=True)
class DueList:
    """A page; `after` is the cursor of the next one, empty at the end."""

    rows: Sequence[DueRow]
    after: str = ""


@dataclass(frozen=True)
class Proven:
    """A notice given, and its proof as far as the reader may read notes; "" for none."""

    given: Given
    proof: str


def due_list(actor: Actor, *, wanted: Wanted, after: str = "", limit: int = PAGE) -> DueList:
    """A page of those who are still to be informed, most urgent first."""
    keys = due_keys(actor, wanted=wanted, after=after, limit=limit + 1)
    shown = keys[:limit]
    rows = {row.id: row for row in rows_of(actor, [key.id for key in shown])}
    if rows:
        actor.trace.saw("people:contact:list", rows, ["name", "title", "company", "notices"])
    day, law = today(), delay()
    lines = [
        DueRow(
            rows[key.id],
            key.due,
            key.due < day,
            key.source,
            key.collected_at,
            key.mailed,
            why_due(key.collected_at, key.due, law=law),
        )
        for key in shown
        if key.id in rows
    ]
    return DueList(lines, cursor_of(shown[-1]) if len(keys) > limit else "")


def due_keys(actor: Actor, *, wanted: Wanted, after: str = "", limit: int = PAGE) -> list[DueKey]:
    """The next of them, without anything that names them. A cursor that is not ours starts again from the top."""
    day, last = _place(after)
    asked = {"cells": wanted.cells(actor), "day": day, "id": last, "limit": limit}
    return [DueKey(**raw) for raw in fetch(DUE, asked | wanted.bounds(today()))]


def due_count(actor: Actor, *, wanted: Wanted) -> int:
    """How many there are, counted no further than 10,000."""
    asked = {"cells": wanted.cells(actor), "limit": CAP}
    return int(fetch(COUNT, asked | wanted.bounds(today()))[0]["count"])


def cursor_of(key: DueKey) -> str:
    """Where the next page begins."""
    return f"{key.due.isoformat()}_{key.id}"


def proven(actor: Actor, contact: ContactRow) -> list[Proven]:
    """The notices given to a person; the sentence that proves one is read by whoever reads notes."""
    reads = actor.level(contact.cell, Field.NOTE) is Level.OPEN
    found = given_to(actor, contact=contact.id)
    if reads and any(one.proof for one in found):
        actor.trace.saw("people:contact:read", [contact.id], ["proof"])
    return [Proven(one, _proof(contact, one, reads=reads)) for one in found]


def _proof(contact: ContactRow, one: Given, *, reads: bool) -> str:
    if one.proof is None:
        return ""
    if not reads:
        return HIDDEN_TEXT
    return "".join(sealing.open_values("proof", contact.public, one.proof))


def sentence_of(dispatch: Dispatch) -> str:
    """The proof that one's own order carries to every person it is about; "" for none."""
    return "".join(sealing.open_values("proof", dispatch.public, dispatch.proof))


def _place(after: str) -> tuple[date, int]:
    day, _, last = after.partition("_")
    try:
        return date.fromisoformat(day), int(last) if len(last) < 19 else 0
    except ValueError:
        return FIRST_DAY, 0

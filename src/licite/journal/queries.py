"""Reading the journal, newest first. Row policies decide: one's own rows, or all with the permission.

This room is below access, so it names of its reader only what it uses: `Reader` is what an actor offers it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from django.db import connection

PAGE = 50
LONG_PAGE = 500
"""Rows of a page made to be printed."""
EXTRACT = 10_000
"""Rows of a file at most: it is made in one transaction, and its trace with it."""
FIRST, LAST = (
    datetime.fromisoformat("0001-01-02T00:00:00+00:00"),
    datetime.fromisoformat("9999-01-01T00:00:00+00:00"),
)
READINGS = ["journal:entry:open", "journal:entry:read", "people:contact:names"]
"""What reading the journal writes of its reader."""
HIGHEST = UUID(int=2**128 - 1)

EPOCH = datetime.fromisoformat("2000-01-01T00:00:00+00:00")
HOUR = timedelta(hours=1)

SHOWN = "SELECT id, at, actor, ticket, purpose, act, subjects, fields, detail::text::json, origin"
# Hours say the same as moments, to the indexes; moments say it to the partitions, and to the minute.
WINDOW = """
    WHERE at >= %(since)s AND at < %(until)s AND (at, id) < (%(at)s, %(last)s)
      AND hour >= %(first_hour)s AND hour <= %(last_hour)s
"""
FROM_ALL = " FROM journal.entry"
FROM_ABOUT = " FROM gate.entries_about(%(contact)s)"
# Left out rather than made optional, so that each index serves whatever plan is kept.
ONE_MEMBER = " AND actor = %(member)s"
# By their deeds, looked up first: how many rows a deed has that is newer than the planner's statistics, it cannot know.
THESE_ACTS = " AND deed = ANY (ARRAY(SELECT d.id FROM journal.deed d WHERE d.act = ANY (%(acts)s::text[])))"
# Nobody who acted is nobody in particular: such rows stay.
WITHOUT = " AND (actor IS DISTINCT FROM %(without)s OR act <> ALL (%(readings)s::text[]))"
NEWEST = " ORDER BY hour DESC, at DESC, id DESC LIMIT %(limit)s"
# The newest of each deed, then the newest of these: however rare they are, nothing else is read. Deed and hour are
# compared as the row that the index holds, so that no index of hours alone seems as good.
OF_ACTS = f"""
    {SHOWN} FROM (SELECT d.id AS kind FROM journal.deed d WHERE d.act = ANY (%(acts)s::text[]) OFFSET 0) kinds,
        LATERAL (SELECT * FROM journal.entry WHERE at >= %(since)s AND at < %(until)s AND (at, id) < (%(at)s, %(last)s)
            AND (deed, hour) >= (kind, %(first_hour)s) AND (deed, hour) <= (kind, %(last_hour)s)
"""
EACH_NEWEST = f" ORDER BY deed DESC, hour DESC, at DESC, id DESC LIMIT %(limit)s) e {NEWEST}"
ONE_ROW = SHOWN + FROM_ALL + " WHERE hour = %s AND at = %s AND id = %s"
OLDEST = "SELECT at FROM journal.entry ORDER BY hour, at LIMIT 1"
SEALED_BY = """
    SELECT b.seq, b.sealed_at FROM journal.block b, journal.entry e
    WHERE e.hour = %s AND e.at = %s AND e.id = %s AND b.first_xid <= e.xid AND e.xid < b.horizon
"""


class Trace(Protocol):
    """Where reading leaves its own trace."""

    def saw(self, act: str, subjects: Iterable[int], fields: Iterable[str], **detail: Any) -> None:
        """Adds to what will be journalled."""


class Reader(Protocol):
    """Who reads the journal."""

    @property
    def member(self) -> int:
        """The member's id."""

    @property
    def trace(self) -> Trace:
        """The trace of this page."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row. `actor` is None for the house's own work (`purpose` says which) and before a sign-in."""

    id: UUID
    at: datetime
    actor: int | None
    ticket: str
    purpose: str
    act: str
    subjects: Sequence[int]
    fields: Sequence[str]
    detail: Mapping[str, Any]
    origin: str


@dataclass(frozen=True, slots=True)
class Page:
    """Fifty rows, or as many as were asked for; `before` is the cursor of older ones, empty at the end."""

    rows: Sequence[Entry]
    before: str = ""


@dataclass(frozen=True, slots=True)
class Seal:
    """The block that holds a row."""

    seq: int
    sealed_at: datetime


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a reader asks for: [since, until), acts (none: all), one member; `without` the readings of the
    journal by one member, with the names that they show.
    """

    since: datetime = FIRST
    until: datetime = LAST
    acts: Sequence[str] = ()
    member: int | None = None
    without: int | None = None


EVERYTHING = Narrowing()


def recent(actor: Reader, *, narrowing: Narrowing = EVERYTHING, before: str = "", limit: int = PAGE) -> Page:
    """All that the reader may see, newest first."""
    actor.trace.saw("journal:entry:read", [], [], **_asked(narrowing))
    return _page(narrowing, before, limit=limit)


def entries_about(
    actor: Reader, *, contact: int, narrowing: Narrowing = EVERYTHING, before: str = "", limit: int = PAGE
) -> Page:
    """What was done about one contact. Raises the database's error without journal:entry:read."""
    actor.trace.saw("journal:entry:read", [contact], [], **_asked(narrowing))
    return _page(narrowing, before, contact, limit=limit)


def extract(
    actor: Reader, *, narrowing: Narrowing = EVERYTHING, contact: int | None = None, family: str = ""
) -> Page:
    """The newest rows to take out as a file, `before` where older ones are left; the trace says by which filters (of the
    kind of act, its family) and how many. About a contact, raises the database's error without journal:entry:read.
    """
    page = _page(narrowing, "", contact, limit=EXTRACT)
    days = {
        name: at.isoformat()
        for name, at, none in (("since", narrowing.since, FIRST), ("until", narrowing.until, LAST))
        if at != none
    }
    filters = days | ({"family": family} if family else {})
    subjects = [] if contact is None else [contact]
    actor.trace.saw(
        "journal:entry:extract", subjects, [], rows=len(page.rows), **_asked(narrowing), **filters
    )
    return page


def entries_of_own(actor: Reader, *, before: str = "") -> Page:
    """What was written about what the reader did."""
    actor.trace.saw("journal:own:read", [], [])
    return _page(Narrowing(member=actor.member), before)


def entry_of(actor: Reader, *, entry: UUID, at: datetime) -> tuple[Entry, Seal | None] | None:
    """One row by its key, and its block once it is sealed; None for one that the reader may not see."""
    actor.trace.saw("journal:entry:open", [], [], row=str(entry))
    with connection.cursor() as cursor:
        cursor.execute(ONE_ROW, [hour_of(at), at, entry])
        found = cursor.fetchone()
        if found is None:
            return None
        cursor.execute(SEALED_BY, [hour_of(at), at, entry])
        seal = cursor.fetchone()
    return Entry(*found), Seal(*seal) if seal else None


def begins() -> datetime | None:
    """When the oldest row that the reader may see was written; nothing of a person."""
    with connection.cursor() as cursor:
        cursor.execute(OLDEST)
        found = cursor.fetchone()
    return found[0] if found else None


def last_verification(actor: Reader) -> Entry | None:
    """The newest verification that was run from a page, of those the reader may see; nothing of a person."""
    asked = _parameters(Narrowing(acts=["journal:entry:verify"]), "", 1)
    with connection.cursor() as cursor:
        cursor.execute(OF_ACTS + EACH_NEWEST, asked)
        found = cursor.fetchone()
    return Entry(*found) if found else None


def _asked(narrowing: Narrowing) -> dict[str, int]:
    return {} if narrowing.member is None else {"member": narrowing.member}


def _page(narrowing: Narrowing, before: str, contact: int | None = None, *, limit: int = PAGE) -> Page:
    asked = _parameters(narrowing, before, limit + 1) | {"contact": contact}
    with connection.cursor() as cursor:
        if narrowing.acts and narrowing.member is None and contact is None:
            cursor.execute(OF_ACTS + ("" if narrowing.without is None else WITHOUT) + EACH_NEWEST, asked)
        else:
            cursor.execute(
                SHOWN
                + (FROM_ALL if contact is None else FROM_ABOUT)
                + WINDOW
                + (THESE_ACTS if narrowing.acts else "")
                + ("" if narrowing.member is None else ONE_MEMBER)
                + ("" if narrowing.without is None else WITHOUT)
                + NEWEST,
                asked,
            )
        found = [Entry(*row) for row in cursor.fetchall()]
    rows = found[:limit]
    return Page(rows, f"{rows[-1].at.isoformat()}_{rows[-1].id}" if len(found) > limit else "")


def _parameters(narrowing: Narrowing, before: str, limit: int) -> dict[str, Any]:
    at, last = cursor_of(before)
    return {
        "since": narrowing.since,
        "until": narrowing.until,
        "acts": list(narrowing.acts),
        "member": narrowing.member,
        "without": narrowing.without,
        "readings": READINGS,
        "at": at,
        "last": last,
        "first_hour": hour_of(narrowing.since),
        "last_hour": hour_of(min(narrowing.until, at)),
        "limit": limit,
    }


def hour_of(at: datetime) -> int:
    """Hours since 2000, as `journal.hour` counts them."""
    return (at - EPOCH) // HOUR


def cursor_of(text: str) -> tuple[datetime, UUID]:
    """The cursor that a page gave; one that is not ours starts again from the top."""
    at, _, identity = text.partition("_")
    try:
        found = datetime.fromisoformat(at), UUID(identity)
    except ValueError:
        return LAST, HIGHEST
    return found if found[0].tzinfo else (LAST, HIGHEST)

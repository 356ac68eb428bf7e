"""Pairs of records alike, the merges that can be taken back, and where a merged record went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import Http404

from licite.access.actor import Actor
from licite.access.permissions import Act, Field, Level, Permission
from licite.kit import answers
from licite.people.queries.records import ContactRow
from licite.people.queries.rows import Row, fetch, rows_of

PAGE = 50
SHOWN = (Field.NAME, Field.TITLE, Field.EMAIL, Field.PHONE, Field.ADDRESS, Field.NOTE)
"""What both records must show for somebody to merge them."""

PAIRS = """
    SELECT id, one, other, score, reasons FROM people_pair
    WHERE dismissed_at IS NULL AND (%(all)s OR (score, id) < (%(score)s, %(id)s))
    ORDER BY score DESC, id DESC LIMIT %(limit)s
"""
COUNT = "SELECT count(*) AS n FROM (SELECT FROM people_pair WHERE dismissed_at IS NULL LIMIT 1000) p"
HUNT = "SELECT started_at, done_at, after, last, found FROM people_hunt ORDER BY id DESC LIMIT 1"
MERGES = """
    SELECT m.id, m.public AS merge, c.public, c.id AS contact, m.gone, m.gone_public, m.at, m.member,
        NOT EXISTS (SELECT FROM people_merge n WHERE n.contact = m.contact AND n.id > m.id) AS last
    FROM people_merge m JOIN people_contact c ON c.id = m.contact
"""
INTO = "SELECT gate.merged_into(%s) AS public"


HELD = """
    SELECT c.id, (SELECT count(*) FROM people_interaction i WHERE i.contact = c.id) AS interactions,
        (SELECT count(*) FROM people_task t WHERE t.contact = c.id AND t.done_at IS NULL) AS tasks,
        (SELECT count(*) FROM lawful_consent k WHERE k.contact = c.id) AS consents
    FROM people_contact c WHERE c.id = ANY (%s)
"""


@dataclass(frozen=True)
class Held:
    """How much hangs on a record."""

    id: int
    interactions: int
    tasks: int
    consents: int


@dataclass(frozen=True)
class Alike:
    """Two records in sight that look like one person; `score` in hundredths, `reasons` closed codes."""

    one: Row
    other: Row
    score: int
    reasons: Sequence[str]

    @property
    def apart(self) -> bool:
        """Whether one of the two refused what the other did not."""
        return self.one.objections != self.other.objections


@dataclass(frozen=True)
class Pairs:
    """A page of pairs, the most alike first; `next` is the cursor of the following, empty at the end."""

    rows: Sequence[Alike]
    next: str
    count: int


@dataclass(frozen=True)
class Hunting:
    """How far the last search went; `done_at` None while it is under way."""

    started_at: datetime
    done_at: datetime | None
    after: int
    last: int
    found: int


@dataclass(frozen=True)
class Merged:
    """A merge that can be taken back; `public` is the record kept. `last`: nothing was merged into it since."""

    id: int
    merge: UUID
    public: UUID
    contact: int
    gone: int
    gone_public: UUID
    at: datetime
    member: int | None
    last: bool


def merges(actor: Actor, cell: int) -> bool:
    """Whether the actor may merge records of this cell: all that the page shows must be open to them."""
    return (
        actor.has(Permission.CONTACT_MERGE)
        and actor.may(Act.EDIT, cell)
        and all(actor.level(cell, field) is Level.OPEN for field in SHOWN)
    )


def merges_both(actor: Actor, one: ContactRow, other: ContactRow) -> bool:
    """Whether these two may be merged by the actor."""
    return one.id != other.id and merges(actor, one.cell) and merges(actor, other.cell)


def pairs(actor: Actor, *, after: str = "") -> Pairs:
    """Pairs to look at, in the trace."""
    score, _, number = after.partition(".")
    known = score.isdecimal() and number.isdecimal() and len(number) < 19 and len(score) < 4
    raws = fetch(
        PAIRS,
        {
            "all": not known,
            "score": int(score) if known else 0,
            "id": int(number) if known else 0,
            "limit": PAGE + 1,
        },
    )
    more, raws = len(raws) > PAGE, raws[:PAGE]
    rows = {
        row.id: row for row in rows_of(actor, [one for raw in raws for one in (raw["one"], raw["other"])])
    }
    actor.trace.saw("people:pair:read", list(rows), ["name", "title", "email", "phone"])
    found = [
        Alike(rows[raw["one"]], rows[raw["other"]], raw["score"], answers.read(raw["reasons"]))
        for raw in raws
        if raw["one"] in rows and raw["other"] in rows
    ]
    cursor = f"{raws[-1]['score']}.{raws[-1]['id']}" if more else ""
    return Pairs(found, cursor, fetch(COUNT, [])[0]["n"])


def hunting() -> Hunting | None:
    """The last search; None before the first, and for whoever may not merge."""
    found = fetch(HUNT, [])
    return Hunting(**found[0]) if found else None


def held_by(*contacts: ContactRow) -> dict[int, Held]:
    """How much hangs on each of these records."""
    return {row["id"]: Held(**row) for row in fetch(HELD, [[one.id for one in contacts]])}


def recent_merges(actor: Actor, *, limit: int = 20) -> list[tuple[Merged, Row]]:
    """The last merges in sight, each with the record kept."""
    raws = fetch(MERGES + " ORDER BY m.id DESC LIMIT %s", [limit])
    rows = {row.id: row for row in rows_of(actor, list({raw["contact"] for raw in raws}))}
    if rows:
        actor.trace.saw("people:contact:names", list(rows), ["name"])
    return [(Merged(**raw), rows[raw["contact"]]) for raw in raws if raw["contact"] in rows]


def merge_for(actor: Actor, merge: UUID) -> Merged:
    """A merge by its public id; Http404 for one that the actor could not take back."""
    found = fetch(MERGES + " WHERE m.public = %s", [merge])
    if not found or not actor.has(Permission.CONTACT_MERGE):
        raise Http404
    return Merged(**found[0])


def merged_into(public: UUID) -> UUID | None:
    """The record that a merged one is part of now, where the actor sees it."""
    found: UUID | None = fetch(INTO, [public])[0]["public"]
    return found

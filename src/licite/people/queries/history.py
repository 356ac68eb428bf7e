"""What happened with a contact and what is promised: sealed notes and titles opened as the level allows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404

from licite.access.actor import Actor
from licite.access.permissions import Field, Level
from licite.access.queries import called
from licite.lawful.queries.objections import Said
from licite.people import sealing
from licite.people.choices import ChangedField
from licite.people.queries.records import ContactRow
from licite.people.queries.rows import fetch

LATEST = 60
SHORTER = 20
"""How many moments a page shows before one asks for more."""
HAPPENED = """
    SELECT x.public, x.at, x.kind, x.direction, x.outcome, x.evidence, x.text, x.member, x.cell_before, x.cell_after,
        coalesce(m.name, '') AS by
    FROM (
        SELECT public, at, kind, direction, outcome, evidence, note AS text, member, NULL::int AS cell_before,
            NULL::int AS cell_after
        FROM people_interaction WHERE contact = %(contact)s AND (%(kinds)s::text[] IS NULL OR kind = ANY (%(kinds)s))
        UNION ALL
        SELECT NULL, at, field, 'change', '', '', NULL, member, cell_before, cell_after
        FROM people_change WHERE contact = %(contact)s AND field = ANY (%(fields)s)
    ) x LEFT JOIN access_member m ON m.id = x.member
    WHERE (%(before)s::timestamptz IS NULL OR x.at < %(before)s)
        AND CASE %(by)s WHEN 'theirs' THEN x.direction = 'theirs'
            WHEN 'mine' THEN x.direction <> 'theirs' AND x.member = %(me)s
            WHEN 'others' THEN x.direction <> 'theirs' AND x.member IS DISTINCT FROM %(me)s ELSE true END
    ORDER BY x.at DESC FETCH FIRST %(limit)s ROWS WITH TIES
"""
PROMISED = """
    SELECT t.public, kind, title AS text, place, due_at, ends_at, member, coalesce(m.name, '') AS by
    FROM people_task t LEFT JOIN access_member m ON m.id = t.member
    WHERE contact = %s AND done_at IS NULL ORDER BY due_at LIMIT %s
"""


MINE = "SELECT outcome FROM people_interaction WHERE contact = %s AND public = %s AND member = %s AND kind = 'call'"


OWN = "SELECT kind FROM people_interaction WHERE contact = %s AND public = %s AND member = %s"


@dataclass(frozen=True)
class Wanted:
    """What a timeline is narrowed to: kinds of interactions (None for all), fields whose changes count, by whom
    ("theirs", "mine", "others", empty for all), what is before a moment.
    """

    kinds: Sequence[str] | None = None
    fields: Sequence[str] = (ChangedField.CELL.value,)
    by: str = ""
    before: datetime | None = None


ALL = Wanted()


@dataclass(frozen=True)
class Happened:
    """One interaction, or a change of the record (`direction` "change", `kind` its field, without a public id).

    `note` is None where there is one that the reader's level hides.
    """

    public: UUID | None
    at: datetime
    kind: str
    direction: str
    outcome: str
    evidence: str
    note: str | None
    mine: bool
    by: str
    cell_before: int | None = None
    cell_after: int | None = None


@dataclass(frozen=True)
class Promised:
    """One open task. `title` is None where there is one that the reader's level hides, `place` is then empty."""

    public: UUID
    kind: str
    title: str | None
    place: str
    due_at: datetime
    ends_at: datetime | None
    mine: bool
    by: str


@dataclass(frozen=True)
class Objected:
    """One objection, by channel; `about`: the purpose, empty for every one; `by`: who noted it, empty where nobody did."""

    at: datetime
    channel: str
    told_by: str
    about: str
    by: str


def happened_with(
    actor: Actor, *, contact: ContactRow, wanted: Wanted = ALL, limit: int = SHORTER
) -> tuple[list[Happened], bool]:
    """The latest interactions and changes, newest first, in the trace; and whether there may be more.

    What happened at one moment stays on one page, for the next begins before it: a page may be longer than `limit`.
    """
    asked = vars(wanted) | {"contact": contact.id, "me": actor.member, "limit": limit + 1}
    asked |= {
        "kinds": list(wanted.kinds) if wanted.kinds is not None else None,
        "fields": list(wanted.fields),
    }
    raws = _opened(actor, contact, fetch(HAPPENED, asked), "note", "interactions")
    found = [
        Happened(
            public=raw["public"],
            at=raw["at"],
            kind=raw["kind"],
            direction=raw["direction"],
            outcome=raw["outcome"],
            evidence=raw["evidence"],
            note=raw["text"],
            mine=raw["mine"],
            by=raw["by"],
            cell_before=raw["cell_before"],
            cell_after=raw["cell_after"],
        )
        for raw in raws
        if len(raws) <= limit or raw["at"] >= raws[limit - 1]["at"]
    ]
    return found, len(raws) > limit


def call_of(actor: Actor, *, contact: ContactRow, interaction: UUID) -> str:
    """The outcome of one's own call on this record. Raises Http404."""
    found = fetch(MINE, [contact.id, interaction, actor.member])
    if not found:
        raise Http404
    actor.trace.saw("people:contact:read", [contact.id], ["interactions"])
    return str(found[0]["outcome"])


def kind_of(actor: Actor, *, contact: ContactRow, interaction: UUID) -> str:
    """The kind of one's own interaction on this record. Raises Http404."""
    found = fetch(OWN, [contact.id, interaction, actor.member])
    if not found:
        raise Http404
    actor.trace.saw("people:contact:read", [contact.id], ["interactions"])
    return str(found[0]["kind"])


def refused_by(said: Sequence[Said]) -> list[Objected]:
    """What a person objected to, with the names of those who noted it."""
    people = called(one.member for one in said)
    return [
        Objected(one.at, one.channel, one.told_by, one.about or "", people.get(one.member or 0, ""))
        for one in said
    ]


def promised_to(actor: Actor, *, contact: ContactRow) -> list[Promised]:
    """The open tasks, most urgent first, in the trace."""
    return [
        Promised(
            public=raw["public"],
            kind=raw["kind"],
            title=raw["text"],
            place=_place(
                contact, raw, reads=raw["mine"] or actor.level(contact.cell, Field.NOTE) is Level.OPEN
            ),
            due_at=raw["due_at"],
            ends_at=raw["ends_at"],
            mine=raw["mine"],
            by=raw["by"],
        )
        for raw in _opened(actor, contact, fetch(PROMISED, [contact.id, LATEST]), "task", "tasks")
    ]


def _opened(
    actor: Actor, contact: ContactRow, raws: list[dict[str, Any]], field_class: str, seen: str
) -> Sequence[Mapping[str, Any]]:
    if not raws:
        return []
    reads_all = actor.level(contact.cell, Field.NOTE) is Level.OPEN
    for raw in raws:
        raw["mine"] = raw["member"] == actor.member
        if not raw["text"]:
            raw["text"] = ""
        elif reads_all or raw["mine"]:
            raw["text"] = " ".join(sealing.open_values(field_class, contact.public, raw["text"]))
        else:
            raw["text"] = None
    read = [field_class] if any(raw["text"] for raw in raws) else []
    actor.trace.saw("people:contact:read", [contact.id], [seen, *read])
    return raws


def _place(contact: ContactRow, raw: Mapping[str, Any], *, reads: bool) -> str:
    return (
        " ".join(sealing.open_values("place", contact.public, raw["place"])) if reads and raw["place"] else ""
    )

"""Free texts to be read again, each with its author and what it seems to speak of; one's own text to rewrite."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404

from licite.access.actor import Actor
from licite.access.permissions import Field, Level
from licite.access.queries import member_names, watchers_of
from licite.lawful.models.notes import Category, Place
from licite.people import sealing
from licite.people.queries.records import ContactRow
from licite.people.queries.rows import fetch, shown_name

AT_ONCE = 50
# One row a text, by its first open flag; a text that has gone shows nothing.
OPEN = """
    WITH flagged AS (
        SELECT min(id) AS flag, place, row_id, contact, array_agg(category) AS categories, min(found_at) AS found_at,
            max(asked_at) AS asked_at
        FROM lawful_flag WHERE state = 'open' AND (%(flag)s::bigint IS NULL OR (place, row_id) IN
            (SELECT place, row_id FROM lawful_flag WHERE id = %(flag)s))
        GROUP BY place, row_id, contact
    )
    SELECT f.*, c.public AS contact_public, c.cell, c.listing, x.text AS envelope, x.author, x.written_at, x.public,
        count(*) OVER () AS held
    FROM flagged f JOIN people_contact c ON c.id = f.contact CROSS JOIN LATERAL gate.text_flagged(f.flag) x
    ORDER BY f.found_at, f.flag LIMIT %(limit)s
"""
CLASSES = {
    Place.INTERACTION: "note",
    Place.TASK: "task",
    Place.MEETING_PLACE: "place",
    Place.FIELD: "custom",
    Place.TAG: "tag",
    Place.FILE: "file_name",
    Place.DEAL: "deal",
    Place.DEAL_NEXT: "deal_next",
    Place.DEAL_NOTE: "deal_note",
}
OWN_NOTE = (
    "SELECT id, note AS envelope FROM people_interaction WHERE contact = %s AND public = %s AND member = %s"
)
OWN_TITLE = "SELECT id, title AS envelope FROM people_task WHERE contact = %s AND public = %s AND member = %s"


# Texts, and rows without a text any more whose flag is still open; in the order of their numbers. Only one table is
# looked at: the planner leaves the others out.
TEXTS = """
    SELECT * FROM (
        SELECT t.*, EXISTS (SELECT FROM lawful_flag f
            WHERE f.place = %(place)s AND f.row_id = t.id AND f.contact = t.contact AND f.state = 'open') AS flagged
        FROM (
        SELECT id, contact, note AS envelope FROM people_interaction WHERE %(place)s = 'interaction' AND id > %(after)s
        UNION ALL SELECT id, contact, title AS envelope FROM people_task WHERE %(place)s = 'task' AND id > %(after)s
        UNION ALL SELECT id, contact, place AS envelope FROM people_task WHERE %(place)s = 'place' AND id > %(after)s
        UNION ALL SELECT id, contact, value AS envelope FROM people_value WHERE %(place)s = 'field' AND id > %(after)s
        UNION ALL SELECT id, contact, value AS envelope FROM people_tag WHERE %(place)s = 'tag' AND id > %(after)s
        UNION ALL SELECT id, contact, name AS envelope FROM people_file WHERE %(place)s = 'file' AND id > %(after)s
        UNION ALL SELECT id, contact, title AS envelope FROM sales_deal WHERE %(place)s = 'deal' AND id > %(after)s
        UNION ALL SELECT id, contact, next_step AS envelope FROM sales_deal WHERE %(place)s = 'deal_next' AND id > %(after)s
        UNION ALL SELECT id, contact, note AS envelope FROM sales_deal WHERE %(place)s = 'deal_note' AND id > %(after)s
        ) t
    ) read WHERE envelope IS NOT NULL OR flagged ORDER BY id LIMIT %(limit)s
"""
SUBJECTS = "SELECT id, public FROM people_contact WHERE id = ANY (%s)"
BATCH = 1000


@dataclass(frozen=True)
class Text:
    """A text as the nightly reading opens it; `flagged`: one of its flags is open."""

    id: int
    contact: int
    text: str
    flagged: bool


@dataclass(frozen=True)
class Flagged:
    """A text to be read again, by its first open flag. `text` is None where the reader's level hides it.

    `author_here`: its author still reaches the record, and may be asked to rewrite it. `public`: the interaction or
    the task, None for a field.
    """

    flag: int
    place: Place
    row_id: int
    contact: int
    contact_public: UUID
    cell: int
    name: str
    categories: Sequence[Category]
    text: str | None
    author: int | None
    author_name: str
    author_here: bool
    written_at: datetime
    found_at: datetime
    asked_at: datetime | None
    public: UUID | None


@dataclass(frozen=True)
class OwnText:
    """A text that the actor wrote: its row, and what it says."""

    id: int
    text: str


def flagged_texts(actor: Actor) -> tuple[list[Flagged], int]:
    """The fifty that wait longest, in the trace; and how many more there are."""
    raws = fetch(OPEN, {"flag": None, "limit": AT_ONCE})
    found = _flagged(actor, raws)
    return found, raws[0]["held"] - len(found) if raws else 0


def flagged_text(actor: Actor, flag: int) -> Flagged:
    """The text of one open flag, in the trace. Raises Http404."""
    found = _flagged(actor, fetch(OPEN, {"flag": flag, "limit": 1}))
    if not found:
        raise Http404
    return found[0]


def flag_count(actor: Actor) -> int:
    """How many texts wait to be read again by this actor."""
    return int(
        fetch("SELECT count(DISTINCT (place, row_id)) AS n FROM lawful_flag WHERE state = 'open'", [])[0]["n"]
    )


def own_note(actor: Actor, *, contact: ContactRow, interaction: UUID) -> OwnText:
    """A note that the actor wrote, in the trace. Raises Http404."""
    return _own(actor, contact, OWN_NOTE, interaction, "note")


def own_title(actor: Actor, *, contact: ContactRow, task: UUID) -> OwnText:
    """The title of a task of the actor's, in the trace. Raises Http404."""
    return _own(actor, contact, OWN_TITLE, task, "task")


def texts_after(place: Place, after: int) -> list[Text]:
    """The next thousand texts of a table, by number, for the house's own reading (no actor: the caller journals it)."""
    raws = fetch(TEXTS, {"place": place.value, "after": after, "limit": BATCH})
    ids = list({raw["contact"] for raw in raws})
    subjects = {raw["id"]: raw["public"] for raw in fetch(SUBJECTS, [ids])}
    return [
        Text(
            raw["id"],
            raw["contact"],
            " ".join(sealing.open_values(CLASSES[place], subjects[raw["contact"]], raw["envelope"])),
            raw["flagged"],
        )
        for raw in raws
    ]


def _own(actor: Actor, contact: ContactRow, sql: str, public: UUID, field_class: str) -> OwnText:
    found = fetch(sql, [contact.id, public, actor.member])
    if not found:
        raise Http404
    actor.trace.saw("people:contact:read", [contact.id], ["note"])
    return OwnText(
        found[0]["id"], " ".join(sealing.open_values(field_class, contact.public, found[0]["envelope"]))
    )


def _flagged(actor: Actor, raws: Sequence[Mapping[str, Any]]) -> list[Flagged]:
    if not raws:
        return []
    people = member_names(actor)
    reach = {cell: {one.member for one in watchers_of(actor, cell)} for cell in {raw["cell"] for raw in raws}}
    listings = sealing.open_listings([(raw["contact_public"], raw["listing"]) for raw in raws])
    actor.trace.saw("lawful:note:read", [raw["contact"] for raw in raws], ["name", "note"])
    return [
        Flagged(
            flag=raw["flag"],
            place=Place(raw["place"]),
            row_id=raw["row_id"],
            contact=raw["contact"],
            contact_public=raw["contact_public"],
            cell=raw["cell"],
            name=shown_name(actor, raw["cell"], listing),
            categories=[one for one in Category if one in raw["categories"]],
            text=_text(actor, raw),
            author=raw["author"],
            author_name=people.get(raw["author"], ""),
            author_here=raw["author"] in reach[raw["cell"]],
            written_at=raw["written_at"],
            found_at=raw["found_at"],
            asked_at=raw["asked_at"],
            public=raw["public"],
        )
        for raw, listing in zip(raws, listings, strict=True)
    ]


def _text(actor: Actor, raw: Mapping[str, Any]) -> str | None:
    if actor.level(raw["cell"], Field.NOTE) is not Level.OPEN:
        return None
    return " ".join(sealing.open_values(CLASSES[Place(raw["place"])], raw["contact_public"], raw["envelope"]))

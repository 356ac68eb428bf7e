"""What a record meets: its entry in the tray, and the records that look like it, for whoever decides over them; where the
objection stands that it waits for, for whoever reads both.
"""

from base64 import b64decode
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from licite.access.actor import Actor
from licite.access.permissions import Permission
from licite.people import sealing
from licite.people.queries.records import ContactRow, names_of
from licite.people.queries.rows import fetch, shown_name

MEETS = """
    SELECT (
        SELECT json_build_object('id', t.id, 'objected', t.objected, 'settled', t.settled)
        FROM people_tray t WHERE t.contact = %(id)s AND %(decides)s
    ) AS waits, (
        SELECT json_agg(json_build_object('id', c.id, 'public', c.public, 'cell', c.cell,
            'listing', encode(c.listing, 'base64')) ORDER BY p.score DESC, c.id)
        FROM (
            SELECT other AS id, score FROM people_pair WHERE one = %(id)s AND dismissed_at IS NULL
            UNION ALL SELECT one, score FROM people_pair WHERE other = %(id)s AND dismissed_at IS NULL
            ORDER BY score DESC LIMIT 3
        ) p JOIN people_contact c ON c.id = p.id WHERE %(merges)s
    ) AS alike
"""
ELSEWHERE = "SELECT gate.objected_elsewhere(%s) AS found"


@dataclass(frozen=True)
class Awaits:
    """A record's entry in the tray: whether on the suppression list, and whether an older record with a new value."""

    id: int
    objected: bool
    settled: bool


@dataclass(frozen=True)
class Resembling:
    """A record that looks like another."""

    public: UUID
    name: str


@dataclass(frozen=True)
class Meets:
    """How a record waits, None unless it does and the actor decides; at most three that look like it, the most first."""

    waits: Awaits | None = None
    alike: Sequence[Resembling] = ()


def meets(actor: Actor, *, contact: ContactRow) -> Meets:
    """Both, in the trace. One statement; none for whoever may neither decide nor merge."""
    decides, merges = actor.has(Permission.TRAY_DECIDE), actor.has(Permission.CONTACT_MERGE)
    if not (decides or merges):
        return Meets()
    (raw,) = fetch(MEETS, {"id": contact.id, "decides": decides, "merges": merges})
    found = raw["alike"] or []
    subjects = [(UUID(one["public"]), b64decode(one["listing"])) for one in found]
    opened = sealing.open_listings(subjects)
    if raw["waits"]:
        actor.trace.saw("people:tray:read", [contact.id], [])
    if found:
        actor.trace.saw("people:contact:names", [one["id"] for one in found], ["name"])
    return Meets(
        Awaits(**raw["waits"]) if raw["waits"] else None,
        [
            Resembling(public, shown_name(actor, one["cell"], listing))
            for one, (public, _), listing in zip(found, subjects, opened, strict=True)
        ],
    )


def objected_elsewhere(actor: Actor, *, contact: ContactRow) -> list[Resembling]:
    """The records in sight that bear the objection which this one waits for (decision 3), in the trace. One statement."""
    return named_elsewhere(actor, contact=contact, found=fetch(ELSEWHERE, [contact.id])[0]["found"])


def named_elsewhere(actor: Actor, *, contact: ContactRow, found: Sequence[int] | None) -> list[Resembling]:
    """The same by the numbers that another statement brought; none costs none."""
    if not found:
        return []
    actor.trace.saw("people:tray:read", [contact.id, *found], ["objections"])
    return [Resembling(*one) for one in names_of(actor, found).values()]

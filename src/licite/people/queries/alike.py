"""The records that look like one that is open, for whoever could merge them."""

from dataclasses import dataclass
from uuid import UUID

from licite.access.actor import Actor
from licite.access.permissions import Permission
from licite.people import sealing
from licite.people.queries.records import ContactRow
from licite.people.queries.rows import fetch, shown_name

ALIKE = """
    SELECT c.id, c.public, c.cell, c.listing, p.score FROM (
        SELECT other AS id, score FROM people_pair WHERE one = %(id)s AND dismissed_at IS NULL
        UNION ALL SELECT one, score FROM people_pair WHERE other = %(id)s AND dismissed_at IS NULL
    ) p JOIN people_contact c ON c.id = p.id ORDER BY p.score DESC LIMIT 5
"""


@dataclass(frozen=True)
class Resembling:
    """A record that looks like another; `score` in hundredths."""

    public: UUID
    name: str
    score: int


def alike(actor: Actor, *, contact: ContactRow) -> list[Resembling]:
    """At most five, the most alike first, in the trace. One statement; none for whoever may not merge."""
    if not actor.has(Permission.CONTACT_MERGE):
        return []
    raws = fetch(ALIKE, {"id": contact.id})
    opened = sealing.open_listings([(raw["public"], raw["listing"]) for raw in raws])
    if raws:
        actor.trace.saw("people:contact:names", [raw["id"] for raw in raws], ["name"])
    return [
        Resembling(raw["public"], shown_name(actor, raw["cell"], one), raw["score"])
        for raw, one in zip(raws, opened, strict=True)
    ]

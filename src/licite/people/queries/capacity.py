"""Records of unknown capacity, each with what may be said of it and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from licite import packs
from licite.access import reveal
from licite.access.actor import Actor
from licite.access.permissions import Field
from licite.lawful.capacity import Classified, classify
from licite.lawful.choices import Capacity
from licite.people import sealing
from licite.people.queries.records import ContactRow
from licite.people.queries.rows import Row, fetch, rows_of

A_PAGE = 50
# The cells are named one by one: a page walks the index of what is unknown, cell by cell.
UNKNOWN = """
    SELECT c.id FROM unnest((SELECT gate.cells_with('people:capacity:bulk'))) AS cell
    CROSS JOIN LATERAL (
        SELECT id FROM people_contact
        WHERE people_contact.cell = cell.cell AND capacity = 'unknown' AND id > %(after)s ORDER BY id LIMIT %(limit)s
    ) c ORDER BY c.id LIMIT %(limit)s
"""
SEALED = """
    SELECT c.id, c.public, c.email, c.listing, c.country, k.kind
    FROM people_contact c LEFT JOIN people_company k ON k.id = c.company_id WHERE c.id = ANY (%s)
"""


KNOWN = "SELECT capacity, mailbox, capacity_why AS why, minor FROM people_contact WHERE id = %s"


@dataclass(frozen=True)
class Known:
    """What a record says of its person: the stored codes."""

    capacity: str
    mailbox: str
    why: str
    minor: bool


@dataclass(frozen=True)
class Proposal:
    """A record as a list shows it, and what the house would say of it."""

    row: Row
    said: Classified


def unclassified(actor: Actor, *, after: int = 0) -> tuple[list[Proposal], int | None]:
    """Fifty records of unknown capacity, where the actor may settle them in bulk, by id, in the trace; and the id to go
    on after, or None.

    What is sealed is opened to be told apart and shown to nobody: a proposal names a kind of mailbox, no address.
    """
    ids = [raw["id"] for raw in fetch(UNKNOWN, {"after": after, "limit": A_PAGE + 1})]
    rows = rows_of(actor, ids[:A_PAGE])
    said = proposals(actor, [row.id for row in rows])
    if rows:
        actor.trace.saw(
            "people:contact:list", [row.id for row in rows], ["name", "title", "company", "capacity"]
        )
    following = ids[A_PAGE - 1] if len(ids) > A_PAGE else None
    return [Proposal(row, said[row.id]) for row in rows], following


def proposals(actor: Actor, ids: Sequence[int]) -> dict[int, Classified]:
    """What each record in sight says of its person's capacity and mailbox, by id."""
    return {raw["id"]: _classified(raw) for raw in fetch(SEALED, [list(ids)])}


def proposal(actor: Actor, *, contact: ContactRow) -> Classified:
    """What one record says."""
    return proposals(actor, [contact.id])[contact.id]


def known_of(actor: Actor, *, contact: ContactRow) -> Known:
    """What one record says now, in the trace."""
    found = Known(**fetch(KNOWN, [contact.id])[0])
    actor.trace.saw("people:contact:read", [contact.id], ["capacity", "mailbox", "minor"])
    return found


def _classified(raw: Mapping[str, Any]) -> Classified:
    emails = reveal.for_keys(Field.EMAIL, raw["public"], raw["email"])
    (listing,) = sealing.open_listings([(raw["public"], raw["listing"])])
    return classify(
        law=packs.law(raw["country"] or None),
        email=emails[0] if emails else "",
        company_kind=raw["kind"] or "",
        title_present=bool(listing.title),
        declared=Capacity.UNKNOWN,
    )

"""One record: the only road to a contact by its public id."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404

from licite.access.actor import Actor
from licite.people import sealing
from licite.people.queries.rows import fetch

RECORD = """
    SELECT id, public, cell, company_id, listing, email, phone, address, capacity, country, department, source,
           purpose, basis, collected_at, created_at, created_by, active_at, person_act_at, objections, next_task_at
    FROM people_contact WHERE public = %s
"""


@dataclass(frozen=True)
class ContactRow:
    """A contact in the actor's sight. Names are open; `email`, `phone`, `address` are still envelopes."""

    id: int
    public: UUID
    cell: int
    company_id: int | None
    listing: sealing.Listing
    email: bytes | None
    phone: bytes | None
    address: bytes | None
    capacity: str
    country: str
    department: str
    source: str
    purpose: str
    basis: str
    collected_at: datetime
    created_at: datetime
    created_by: int | None
    active_at: datetime
    person_act_at: datetime | None
    objections: int
    next_task_at: datetime | None


def contact_for(actor: Actor, public: UUID) -> ContactRow:
    """The contact, in the trace. Http404 for a missing one and for one outside the grants alike."""
    found = fetch(RECORD, [public])
    if not found:
        raise Http404
    row = _record(found[0])
    actor.trace.saw("people:contact:read", [row.id], ["name", "title"])
    return row


def names_of(actor: Actor, ids: Iterable[int]) -> dict[int, tuple[UUID, str]]:
    """Public id and name of those of the ids that the actor may see, in the trace."""
    raws = fetch("SELECT id, public, listing FROM people_contact WHERE id = ANY (%s)", [list(ids)])
    opened = sealing.open_listings([(raw["public"], raw["listing"]) for raw in raws])
    actor.trace.saw("people:contact:names", [raw["id"] for raw in raws], ["name"])
    return {raw["id"]: (raw["public"], one.name) for raw, one in zip(raws, opened, strict=True)}


def _record(raw: Mapping[str, Any]) -> ContactRow:
    (listing,) = sealing.open_listings([(raw["public"], raw["listing"])])
    return ContactRow(**{**raw, "listing": listing})

"""One record: the only road to a contact by its public id."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import Http404

from licite.access.actor import Actor
from licite.access.permissions import Field, Level
from licite.lawful.channels import Channel, closed
from licite.people import sealing
from licite.people.queries.rows import HIDDEN_TEXT, clear_fields, fetch, shown_name, shown_title

CHANNELS = {Field.PHONE: Channel.PHONE, Field.EMAIL: Channel.EMAIL, Field.ADDRESS: Channel.POST}

RECORD = """
    SELECT id, public, cell, company_id, listing, email, phone, address, capacity, mailbox, country, department, source,
           purpose, basis, collected_at, created_at, created_by, active_at, person_act_at, objections, next_task_at,
           restricted, minor, informed_at, notice_due, email_kinds, phone_kinds, address_kinds, language, prefers, moment
    FROM people_contact WHERE public = %s
"""


@dataclass(frozen=True)
class ContactRow:
    """A contact in the actor's sight. `email`, `phone`, `address` are still envelopes.

    `listing` is in clear, for keys and comparisons; a page shows `shown_name` and `shown_title`, as the level allows.
    """

    id: int
    public: UUID
    cell: int
    company_id: int | None
    listing: sealing.Listing
    email: bytes | None
    phone: bytes | None
    address: bytes | None
    capacity: str
    mailbox: str
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
    restricted: bool
    minor: bool
    informed_at: datetime | None
    notice_due: date | None
    email_kinds: str = ""
    phone_kinds: str = ""
    address_kinds: str = ""
    language: str = ""
    prefers: int = 0
    moment: str = ""
    shown_name: str = HIDDEN_TEXT
    shown_title: str = ""

    def level(self, actor: Actor, field: Field) -> Level:
        """How much of a field the actor sees here: a channel that the person closed shows no more than its mask.

        A phone number is for calls: it closes with the phone, and an objection to text messages alone leaves it.
        """
        level = actor.level(self.cell, field)
        return min(level, Level.MASKED) if self.opposed(field) else level

    def opposed(self, field: Field) -> bool:
        """Whether the person closed the channel that this coordinate is for."""
        return field in CHANNELS and closed(self.objections, CHANNELS[field])


def contact_for(actor: Actor, public: UUID) -> ContactRow:
    """The contact, in the trace. Http404 for a missing one and for one outside the grants alike."""
    found = fetch(RECORD, [public])
    if not found:
        raise Http404
    row = _record(actor, found[0])
    actor.trace.saw("people:contact:read", [row.id], clear_fields(actor, [row.cell]))
    return row


def name_for(actor: Actor, public: UUID) -> tuple[int, str]:
    """Id and shown name, for a page that is not the record: its trace is that of a name. Http404 as above."""
    found = fetch(RECORD, [public])
    if not found:
        raise Http404
    row = _record(actor, found[0])
    actor.trace.saw("people:contact:names", [row.id], ["name"])
    return row.id, row.shown_name


def contact_to_edit(actor: Actor, contact: ContactRow) -> ContactRow:
    """The same contact as it is now, held until the transaction ends; Http404 once it has left the editor's cells."""
    found = fetch(RECORD + " FOR UPDATE", [contact.public])
    if not found:
        raise Http404
    return _record(actor, found[0])


def names_of(actor: Actor, ids: Iterable[int]) -> dict[int, tuple[UUID, str]]:
    """Public id and name of those of the ids that the actor may see, in the trace."""
    raws = fetch("SELECT id, public, cell, listing FROM people_contact WHERE id = ANY (%s)", [list(ids)])
    opened = sealing.open_listings([(raw["public"], raw["listing"]) for raw in raws])
    actor.trace.saw("people:contact:names", [raw["id"] for raw in raws], ["name"])
    return {
        raw["id"]: (raw["public"], shown_name(actor, raw["cell"], one))
        for raw, one in zip(raws, opened, strict=True)
    }


def publics_of(ids: Iterable[int]) -> dict[int, UUID]:
    """Public ids of those of the ids that are in sight; nothing of a person, so nothing in the trace."""
    raws = fetch("SELECT id, public FROM people_contact WHERE id = ANY (%s)", [list(ids)])
    return {raw["id"]: raw["public"] for raw in raws}


def _record(actor: Actor, raw: Mapping[str, Any]) -> ContactRow:
    (listing,) = sealing.open_listings([(raw["public"], raw["listing"])])
    return ContactRow(
        **{**raw, "listing": listing},
        shown_name=shown_name(actor, raw["cell"], listing),
        shown_title=shown_title(actor, raw["cell"], listing),
    )

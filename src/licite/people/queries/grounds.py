"""For what a person is held, beyond the record's own first purpose: references opened as the level allows."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from licite.access.actor import Actor
from licite.access.permissions import Field, Level
from licite.access.queries import called
from licite.people import sealing
from licite.people.queries.records import ContactRow
from licite.people.queries.rows import fetch

GROUNDS = """
    SELECT public, purpose, basis, source, since, evidence, evidence_at, until, opted, reference, member, ended_at
    FROM lawful_ground WHERE contact = %s ORDER BY ended_at IS NOT NULL, since DESC, id DESC LIMIT 60
"""


@dataclass(frozen=True)
class HeldFor:
    """One ground. `reference` and `family` are None where there is one that the reader's level hides."""

    public: UUID
    purpose: str
    basis: str
    source: str
    since: datetime
    evidence: str
    evidence_at: datetime | None
    until: date | None
    opted: bool
    reference: str | None
    family: str | None
    by: str
    ended_at: datetime | None


def grounds_of(actor: Actor, *, contact: ContactRow) -> list[HeldFor]:
    """The grounds of a record in sight, those that hold first, in the trace."""
    raws = fetch(GROUNDS, [contact.id])
    if not raws:
        return []
    names = called(raw["member"] for raw in raws)
    reads_all = actor.level(contact.cell, Field.NOTE) is Level.OPEN
    found = []
    for raw in raws:
        opens = reads_all or raw["member"] == actor.member
        envelope = raw.pop("reference")
        told: list[Any] = ["", ""]
        if envelope:
            told = sealing.open_values("ground", contact.public, envelope) if opens else [None, None]
        by = names.get(raw.pop("member"), "")
        found.append(HeldFor(**raw, reference=told[0], family=told[1], by=by))
    opened = any(one.reference or one.family for one in found)
    actor.trace.saw("people:contact:read", [contact.id], ["grounds", *(["reference"] if opened else [])])
    return found

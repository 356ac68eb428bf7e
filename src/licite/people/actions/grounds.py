"""Saying for what else a person is held, and that it has ended."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import DateTimeField, Func
from django.http import Http404

from licite.access.actor import Actor
from licite.access.permissions import Act, Permission
from licite.access.refusals import Refused
from licite.kit import clock
from licite.lawful.actions.purposes import require_ground
from licite.lawful.choices import Basis
from licite.lawful.models import Ground, GroundEvidence
from licite.lawful.queries.purposes import purposes_now
from licite.lawful.standing import category_of
from licite.people import sealing
from licite.people.actions import values
from licite.people.queries import ContactRow

SIGNED = frozenset({GroundEvidence.CONTRACT, GroundEvidence.SALE, GroundEvidence.ORDER})
"""What shows that the person is a party."""
NOW = Func(function="gate.now", output_field=DateTimeField())
"""The database's own clock, by which its policy judges."""


@dataclass(frozen=True, kw_only=True)
class NewGround:
    """A purpose and what shows that it holds: `at` when the person bought, signed or acted; `until` for a contract;
    `opted`: at the sale the person could refuse further offers; `reference`, `family`: free words, kept sealed.
    """

    purpose: str
    source: str
    since: datetime
    evidence: GroundEvidence
    at: datetime | None = None
    until: date | None = None
    opted: bool = False
    reference: str = ""
    family: str = ""


def add_ground(actor: Actor, *, contact: ContactRow, new: NewGround) -> None:
    """Holds the person for a further purpose, on the basis that the organisation chose for it.

    Raises Refused: act (outside the grants), purpose, basis (none for such persons, or consent, which is given and
    not declared), balancing, evidence (missing, or not of a party to the contract), future, mask.
    """
    _demand(actor, contact)
    purpose = purposes_now().get(new.purpose)
    basis = purpose.basis(category_of(contact.capacity)) if purpose else ""
    require_ground(actor, purpose=new.purpose, basis=basis, capacity=contact.capacity)
    if basis == Basis.CONSENT:
        raise Refused("basis", subject=contact.id)
    proven = new.evidence != GroundEvidence.DECLARED
    if proven is (new.at is None) or (basis == Basis.CONTRACT and new.evidence not in SIGNED):
        raise Refused("evidence", subject=contact.id)
    now = clock.now()
    if new.since > now or (new.at and new.at > now):
        raise Refused("future", subject=contact.id)
    told = [values.clean_name(new.reference), values.clean_name(new.family)]
    Ground.objects.create(
        contact=contact.id,
        cell=contact.cell,
        purpose=new.purpose,
        basis=basis,
        source=new.source,
        since=new.since,
        evidence=new.evidence,
        evidence_at=new.at,
        until=new.until if new.evidence == GroundEvidence.CONTRACT else None,
        opted=new.opted and new.evidence == GroundEvidence.SALE,
        reference=sealing.seal_values("ground", contact.public, told),
        member=actor.member,
        created_at=now,
    )
    actor.trace.saw("lawful:ground:add", [contact.id], ["grounds"], purpose=new.purpose, basis=basis)


def end_ground(actor: Actor, *, contact: ContactRow, ground: UUID) -> None:
    """Says that it holds no more. Raises Refused: act; Http404 for one that is not there or has ended."""
    _demand(actor, contact)
    held = Ground.objects.filter(contact=contact.id, public=ground, ended_at=None)
    if not held.update(ended_at=NOW, ended_by=actor.member):
        raise Http404
    actor.trace.saw("lawful:ground:end", [contact.id], ["grounds"])


def _demand(actor: Actor, contact: ContactRow) -> None:
    if not (actor.has(Permission.CONSENT_WRITE) and actor.may(Act.EDIT, contact.cell)):
        raise Refused("act", subject=contact.id)

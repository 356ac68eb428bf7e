"""What happened with a contact. Notes are sealed under the contact."""

from datetime import datetime
from uuid import UUID

from django.http import Http404

from licite.access.actor import Actor
from licite.access.permissions import Act
from licite.access.refusals import Refused
from licite.kit import clock, names
from licite.lawful.actions.notes import flag_text, screen
from licite.lawful.choices import Evidence
from licite.lawful.models.notes import Place
from licite.people import sealing
from licite.people.actions.reaching import demand_for_act, reaches
from licite.people.choices import Direction, InteractionKind, Outcome
from licite.people.models import Interaction
from licite.people.queries import ContactRow


def add_interaction(
    actor: Actor,
    *,
    contact: ContactRow,
    kind: InteractionKind,
    direction: Direction,
    outcome: Outcome,
    at: datetime | None = None,
    evidence: Evidence | None = None,
    note: str = "",
    took_place: bool = False,
) -> UUID:
    """Notes what happened, now or at a past moment; returns its public id.

    An act of ours that reaches the person is asked of the law first, at its moment. One that `took_place` against it is
    noted all the same, for the register has to be true, and the trace says against which rule.

    Raises Barred (law), Refused: act (outside the grants), evidence (an act of the person needs what proves it, one of
    ours has none), future, number (one that may not be kept, in the note).
    """
    _must_communicate(actor, contact)
    if reaches(kind, direction):
        demand_for_act(actor, contact=contact, kind=kind, at=at, took_place=took_place)
    if (direction == Direction.THEIRS) is not bool(evidence):
        raise Refused("evidence", subject=contact.id)
    now = clock.now()
    if at and at > now:
        raise Refused("future", subject=contact.id)
    found = screen(note, subject=contact.id)
    made = Interaction.objects.create(
        contact=contact.id,
        cell=contact.cell,
        at=at or now,
        kind=kind,
        direction=direction,
        outcome=outcome,
        evidence=evidence or "",
        note=_sealed("note", contact.public, note),
        member=actor.member,
        created_at=now,
    )
    fields = [
        "kind",
        "direction",
        "outcome",
        *(["evidence"] if evidence else []),
        *(["note"] if note else []),
    ]
    if found:
        flag_text(actor, contact=contact.id, place=Place.INTERACTION, row_id=made.id, found=found)
    actor.trace.saw("people:interaction:write", [contact.id], fields, interaction=str(made.public))
    return made.public


def finish_interaction(
    actor: Actor, *, contact: ContactRow, interaction: UUID, outcome: Outcome, note: str = ""
) -> None:
    """Says how one's own interaction ended; an empty note keeps what there is. Http404 for others'."""
    changes: dict[str, object] = {"outcome": outcome}
    found = screen(note, subject=contact.id)
    if note:
        changes["note"] = _sealed("note", contact.public, note)
    own = Interaction.objects.filter(public=interaction, contact=contact.id, member=actor.member)
    if not own.update(**changes):
        raise Http404
    if note:
        row_id = own.values_list("id", flat=True).get()
        flag_text(actor, contact=contact.id, place=Place.INTERACTION, row_id=row_id, found=found)
    actor.trace.saw("people:interaction:finish", [contact.id], changes, interaction=str(interaction))


def _must_communicate(actor: Actor, contact: ContactRow) -> None:
    if not actor.may(Act.COMMUNICATE, contact.cell):
        raise Refused("act", subject=contact.id)


def _sealed(field_class: str, subject: UUID, text: str) -> bytes | None:
    return sealing.seal_values(field_class, subject, [names.clean(text)]) if text else None

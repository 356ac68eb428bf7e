"""The acts of this room that open a coordinate, each creating what it says."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from licite.access.actor import Actor
from licite.access.permissions import Field
from licite.access.reveal import RevealAct
from licite.lawful.channels import BITS, Channel
from licite.people.actions.history import add_interaction
from licite.people.actions.reaching import GIVE_NOTICE
from licite.people.actions.tasks import add_task
from licite.people.choices import Direction, InteractionKind, Outcome, TaskKind
from licite.people.queries import ContactRow


def _call(actor: Actor, contact: ContactRow, field: Field, at: datetime | None) -> UUID:
    return add_interaction(
        actor, contact=contact, kind=InteractionKind.CALL, direction=Direction.OURS, outcome=Outcome.PLANNED
    )


def _appointment(actor: Actor, contact: ContactRow, field: Field, at: datetime | None) -> UUID:
    assert at is not None
    return add_task(actor, contact=contact, kind=TaskKind.APPOINTMENT, due_at=at)


def _write(actor: Actor, contact: ContactRow, field: Field, at: datetime | None) -> UUID:
    kind = InteractionKind.LETTER if field is Field.ADDRESS else InteractionKind.EMAIL
    return add_interaction(
        actor, contact=contact, kind=kind, direction=Direction.OURS, outcome=Outcome.PLANNED
    )


def _answer(actor: Actor, contact: ContactRow, field: Field, at: datetime | None) -> UUID:
    return _duty(actor, contact, gettext("Answer to a request of the person"))


def _notice(actor: Actor, contact: ContactRow, field: Field, at: datetime | None) -> UUID:
    return _duty(actor, contact, gettext("Contact details opened to give the information notice"))


def _duty(actor: Actor, contact: ContactRow, note: str) -> UUID:
    """A duty towards the person is a note: no exchange of ours, so that no law of exchanges is asked."""
    return add_interaction(
        actor,
        contact=contact,
        kind=InteractionKind.NOTE,
        direction=Direction.OURS,
        outcome=Outcome.PLANNED,
        note=note,
    )


PHONE, EMAIL, POST = BITS[Channel.PHONE], BITS[Channel.EMAIL], BITS[Channel.POST]
CALL_NOW, WRITE = "call_now", "write_to_person"
ACTS = (
    RevealAct(CALL_NOW, _("Call now"), {Field.PHONE: PHONE}, _call),
    RevealAct(
        "plan_appointment",
        _("Plan an appointment"),
        {Field.PHONE: PHONE, Field.EMAIL: EMAIL},
        _appointment,
        dated=True,
    ),
    RevealAct(WRITE, _("Write to the person"), {Field.EMAIL: EMAIL, Field.ADDRESS: POST}, _write),
    # No commercial act: what a data protection officer, or anybody asked by the person, opens a value for.
    RevealAct(
        "answer_person",
        _("Answer a request of the person"),
        {Field.PHONE: PHONE, Field.EMAIL: EMAIL, Field.ADDRESS: POST},
        _answer,
    ),
    # What the law asks while the person is not informed, a record past its day too (GDPR article 14(3)); the gate says
    # whether it is still owed.
    RevealAct(
        GIVE_NOTICE,
        _("Give the notice"),
        {Field.PHONE: PHONE, Field.EMAIL: EMAIL, Field.ADDRESS: POST},
        _notice,
    ),
)

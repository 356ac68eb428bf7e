"""Beginning a call: the number opens for it, and the call is in the history at once, under way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from licite.access import reveal
from licite.access.actor import Actor
from licite.access.permissions import Field, Level, Permission
from licite.access.refusals import Refused
from licite.people.actions.history import add_interaction
from licite.people.actions.reaching import open_coordinate
from licite.people.choices import Direction, InteractionKind, Outcome
from licite.people.queries import ContactRow


@dataclass(frozen=True)
class Dialled:
    """The numbers to dial (E.164), none where the record has none; `until`: when they close again, None where open."""

    numbers: Sequence[str]
    until: datetime | None = None


def begin_call(actor: Actor, *, contact: ContactRow) -> Dialled:
    """Opens the phone of one record to call now. Raises Barred (law), Refused: act, level, quota, waiting, restricted."""
    if not actor.has(Permission.CONTACT_REVEAL):
        raise Refused("act", subject=contact.id)
    if contact.phone is None:
        return Dialled(())
    if actor.level(contact.cell, Field.PHONE) is Level.OPEN:
        kind, direction = InteractionKind.CALL, Direction.OURS
        add_interaction(actor, contact=contact, kind=kind, direction=direction, outcome=Outcome.PLANNED)
        until = None
    else:
        until = open_coordinate(actor, contact=contact, field=Field.PHONE, act="call_now").until
    opened = reveal.opened(actor, contact=contact, field=Field.PHONE, envelope=contact.phone, until=until)
    return Dialled(opened.values, opened.until) if opened else Dialled(())

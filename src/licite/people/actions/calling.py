"""Beginning a call or an e-mail: the number or the address opens for it, and it is in the history at once, under way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from licite.access import reveal
from licite.access.actor import Actor
from licite.access.permissions import Field, Level
from licite.kit import phones
from licite.people.actions import calls
from licite.people.actions.history import add_interaction
from licite.people.actions.reaching import open_coordinate
from licite.people.choices import Direction, InteractionKind, Outcome
from licite.people.queries import ContactRow
from licite.people.reveals import WRITE


@dataclass(frozen=True)
class Dialled:
    """The numbers to dial (E.164), or the addresses to write to; none where the record has none that this may start from.
    `until`: when they close again, None where open.
    """

    numbers: Sequence[str]
    until: datetime | None = None


def begin_call(actor: Actor, *, contact: ContactRow) -> Dialled:
    """Opens a phone of one record to call now: the preferred one, or the next that a call may start from.

    Raises Barred (law), Refused: level, quota, waiting, restricted.
    """
    numbers = reveal.for_keys(Field.PHONE, contact.public, contact.phone)
    place = next((place for place, one in enumerate(numbers) if phones.dialable(one)), None)
    if place is None:
        return Dialled(())
    calls.begin_call(actor, contact=contact, place=place)
    return _open_now(actor, contact, Field.PHONE)


def begin_mail(actor: Actor, *, contact: ContactRow) -> Dialled:
    """Opens the preferred e-mail of one record to write to now. Raises Barred (law), Refused as `begin_call`."""
    if contact.email is None:
        return Dialled(())
    if contact.level(actor, Field.EMAIL) is Level.OPEN:
        add_interaction(
            actor,
            contact=contact,
            kind=InteractionKind.EMAIL,
            direction=Direction.OURS,
            outcome=Outcome.PLANNED,
        )
    else:
        open_coordinate(actor, contact=contact, field=Field.EMAIL, act=WRITE)
    return _open_now(actor, contact, Field.EMAIL)


def still_open(actor: Actor, *, contact: ContactRow, field: Field) -> Dialled | None:
    """The numbers or addresses of what is under way, as long as they are open: None once they are masked again. In the
    trace.
    """
    if contact.opposed(field) or (contact.phone if field is Field.PHONE else contact.email) is None:
        return None
    found = _open_now(actor, contact, field)
    return found if found.numbers else None


def _open_now(actor: Actor, contact: ContactRow, field: Field) -> Dialled:
    live = reveal.live(actor, contact=contact).get(field, {})
    envelope = contact.phone if field is Field.PHONE else contact.email
    found = reveal.shown(actor, contact=contact, field=field, envelope=envelope, live=live, closed=False)
    open_ones = [one for one in found if one.parts and (one.dialable or field is Field.EMAIL)]
    return Dialled(
        [part for one in open_ones for part in one.parts], open_ones[0].until if open_ones else None
    )

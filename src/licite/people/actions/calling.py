"""Beginning a call: the number opens for it, and the call is in the history at once, under way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from licite.access import reveal
from licite.access.actor import Actor
from licite.access.permissions import Field
from licite.kit import phones
from licite.people.actions import calls
from licite.people.queries import ContactRow


@dataclass(frozen=True)
class Dialled:
    """The numbers to dial (E.164), none where the record has none that a call may start from; `until`: when they close
    again, None where open.
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
    return _open_now(actor, contact)


def still_open(actor: Actor, *, contact: ContactRow) -> Dialled | None:
    """The numbers of a call under way, as long as they are open: None once they are masked again. In the trace."""
    if contact.phone is None or contact.opposed(Field.PHONE):
        return None
    found = _open_now(actor, contact)
    return found if found.numbers else None


def _open_now(actor: Actor, contact: ContactRow) -> Dialled:
    live = reveal.live(actor, contact=contact).get(Field.PHONE, {})
    found = reveal.shown(
        actor, contact=contact, field=Field.PHONE, envelope=contact.phone, live=live, closed=False
    )
    open_ones = [one for one in found if one.parts and one.dialable]
    return Dialled(
        [part for one in open_ones for part in one.parts], open_ones[0].until if open_ones else None
    )

"""Beginning a call: the number opens for it, and the call is in the history at once, under way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from licite.access import reveal
from licite.access.actor import Actor
from licite.access.permissions import Field
from licite.people.actions import calls
from licite.people.queries import ContactRow


@dataclass(frozen=True)
class Dialled:
    """The numbers to dial (E.164), none where the record has none; `until`: when they close again, None where open."""

    numbers: Sequence[str]
    until: datetime | None = None


def begin_call(actor: Actor, *, contact: ContactRow) -> Dialled:
    """Opens the preferred phone of one record to call now.

    Raises Barred (law), Refused: level, quota, waiting, restricted.
    """
    if contact.phone is None:
        return Dialled(())
    calls.begin_call(actor, contact=contact)
    live = reveal.live(actor, contact=contact).get(Field.PHONE, {})
    found = reveal.shown(
        actor, contact=contact, field=Field.PHONE, envelope=contact.phone, live=live, closed=False
    )
    return Dialled([part for one in found for part in one.parts], found[0].until)

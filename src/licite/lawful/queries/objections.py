"""Reading objections."""

from collections.abc import Sequence

from licite.access.actor import Actor
from licite.lawful.models import Objection


def objections_of(actor: Actor, *, contact: int) -> Sequence[Objection]:
    """What the person objected to, latest first; nothing for a record out of sight."""
    found = list(Objection.objects.filter(contact=contact).order_by("-at", "-id"))
    if found:
        actor.trace.saw("people:contact:read", [contact], ["objections"])
    return found

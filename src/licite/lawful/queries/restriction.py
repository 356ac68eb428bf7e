"""Reading restrictions."""

from collections.abc import Sequence

from licite.access.actor import Actor
from licite.access.queries import called
from licite.lawful.models.notes import Restriction


def restrictions_of(actor: Actor, *, contact: int) -> Sequence[Restriction]:
    """The restrictions of a record, running ones first, then the latest; nothing for a record out of sight."""
    found = sorted(
        Restriction.objects.filter(contact=contact).order_by("-since", "-id"),
        key=lambda one: one.lifted_at is not None,
    )
    if found:
        actor.trace.saw("people:contact:read", [contact], ["restrictions"])
    return found


def names_of(actor: Actor, restrictions: Sequence[Restriction]) -> dict[int, str]:
    """The members who restricted or lifted, by id."""
    return called(member for one in restrictions for member in (one.member, one.lifted_by))

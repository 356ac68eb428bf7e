"""In what capacity persons are here, said of one record or of many at once."""

from collections.abc import Sequence

from licite.access.actor import Actor
from licite.access.permissions import Act, Permission
from licite.access.refusals import Refused
from licite.lawful.actions.capacity import Said, say_capacity, say_minor
from licite.lawful.choices import Capacity, CapacityWhy, Mailbox
from licite.people.queries.capacity import known_of, proposals
from licite.people.queries.records import ContactRow


def may_say(actor: Actor, *, contact: ContactRow) -> bool:
    """Who says it of one record: whoever edits it, or settles capacities in bulk and sees it."""
    return (actor.has(Permission.CONTACT_EDIT) and actor.may(Act.EDIT, contact.cell)) or (
        actor.has(Permission.CAPACITY_BULK) and actor.may(Act.READ, contact.cell)
    )


def say_of_one(
    actor: Actor, *, contact: ContactRow, capacity: Capacity, mailbox: Mailbox, minor: bool
) -> None:
    """What is known of the person, by `may_say`. Raises Refused("act") outside the grants."""
    if not may_say(actor, contact=contact):
        raise Refused("act", subject=contact.id)
    why = CapacityWhy.ASKED if capacity != Capacity.UNKNOWN else None
    now = known_of(actor, contact=contact)
    if (now.capacity, now.mailbox) != (capacity, mailbox):
        say_capacity(actor, said=[Said(contact.id, capacity, mailbox, why)])
    if now.minor is not minor:
        say_minor(actor, contact=contact.id, minor=minor)


def confirm(actor: Actor, *, chosen: Sequence[tuple[int, Capacity]]) -> int:
    """Writes what was ticked on the page of unknown capacities; returns how many.

    A capacity that the record itself says keeps its own reason; another one was asked. The kind of mailbox is what
    the address says.
    """
    found = proposals(actor, [contact for contact, _capacity in chosen])
    said = []
    for contact, capacity in chosen:
        if contact in found and capacity != Capacity.UNKNOWN:
            why = found[contact].why if found[contact].capacity == capacity else CapacityWhy.ASKED
            said.append(Said(contact, capacity, found[contact].mailbox, why))
    return say_capacity(actor, said=said)

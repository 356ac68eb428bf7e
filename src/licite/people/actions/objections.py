"""An objection of a contact, with the fingerprints of the coordinates it closes."""

from datetime import datetime

from licite.access import reveal
from licite.access.actor import Actor
from licite.access.permissions import Field
from licite.kit import clock
from licite.lawful.actions import acknowledging
from licite.lawful.actions.objections import take_back_objection, write_objection
from licite.lawful.channels import Channel
from licite.lawful.choices import MistakenFor
from licite.lawful.models import ToldBy
from licite.lawful.queries.objections import Said
from licite.people.actions import values
from licite.people.choices import Outcome
from licite.people.queries import ContactRow


def record_objection(
    actor: Actor, *, contact: ContactRow, channel: Channel, at: datetime, told_by: ToldBy
) -> None:
    """Closes the channel at once, and answers by e-mail where the law wants it.

    E-mail and phone are opened for their fingerprints, shown to nobody.
    """
    write_objection(
        actor,
        contact=contact.id,
        channel=channel,
        at=at,
        told_by=told_by,
        emails=values.canonical(reveal.for_keys(Field.EMAIL, contact.public, contact.email)),
        phones=reveal.for_keys(Field.PHONE, contact.public, contact.phone),
    )
    acknowledging.order(actor, contact=contact.id, country=contact.country, channel=channel)


def hear_objection(
    actor: Actor, *, contact: ContactRow, outcome: Outcome, at: datetime | None = None
) -> None:
    """Closes the phone where a call ended by the person wanting no more of them; `at`: when, now if None."""
    if outcome == Outcome.OPPOSED:
        at = at or clock.now()
        record_objection(actor, contact=contact, channel=Channel.PHONE, at=at, told_by=ToldBy.PHONE)


def correct_objection(actor: Actor, *, contact: ContactRow, said: Said, because: MistakenFor) -> None:
    """Takes back an objection noted by mistake. Raises what `take_back_objection` raises."""
    take_back_objection(
        actor,
        contact=contact.id,
        objection=said.id,
        channel=Channel(said.channel),
        because=because,
        emails=values.canonical(reveal.for_keys(Field.EMAIL, contact.public, contact.email)),
        phones=reveal.for_keys(Field.PHONE, contact.public, contact.phone),
    )

"""Whatever reaches a person asks the law first, in the transaction that does it."""

from datetime import datetime

from licite.access import reveal
from licite.access.actor import Actor
from licite.access.permissions import Field
from licite.access.reveal import Revealed
from licite.kit import clock
from licite.lawful.asking import Barred, ask, demand, uses_person
from licite.lawful.channels import Channel
from licite.lawful.facts import ANSWER
from licite.people.choices import REACHES, Direction, InteractionKind, TaskKind
from licite.people.queries import ContactRow

CHANNELS = {Field.PHONE: Channel.PHONE, Field.EMAIL: Channel.EMAIL, Field.ADDRESS: Channel.POST}
# An hour outside those of calls bars a call, not the appointment that the person agreed to.
ONLY_THE_HOUR = "hours"


@uses_person
def open_coordinate(
    actor: Actor, *, contact: ContactRow, field: Field, act: str, at: datetime | None = None
) -> Revealed:
    """Opens one field of one record for one act, and creates that act. Raises Barred (law), else as `reveal.reveal`."""
    if field in CHANNELS:
        demand(actor, contact=contact.id, channel=CHANNELS[field], purpose=ANSWER if act == "answer" else "")
    else:
        ask(actor, contact=contact.id, channel=Channel.POST)
    return reveal.reveal(actor, contact=contact, field=field, act=act, at=at)


def reaches(kind: str, direction: str) -> bool:
    """Whether such an act of ours goes to the person."""
    return direction == Direction.OURS and kind in REACHES


@uses_person
def demand_for_act(
    actor: Actor, *, contact: ContactRow, kind: InteractionKind, at: datetime | None, took_place: bool
) -> None:
    """Asks for a call, a mail or a letter of ours. Raises Barred, unless it `took_place`: then the trace says against
    which rule.
    """
    verdict = ask(actor, contact=contact.id, channel=REACHES[kind], at=at)
    if verdict.allowed:
        return
    if not took_place:
        raise Barred(verdict, subject=contact.id, language=actor.language)
    actor.trace.saw(
        "lawful:verdict:against", [contact.id], [REACHES[kind]], code=verdict.code, rule=verdict.rule
    )


@uses_person
def demand_for_task(actor: Actor, *, contact: ContactRow, kind: TaskKind, due_at: datetime) -> None:
    """Asks for what is planned: a call or a mail at its own moment, an appointment as a call to agree on it.

    Raises Barred.
    """
    if kind in REACHES:
        demand(actor, contact=contact.id, channel=REACHES[kind], at=due_at)
        return
    verdict = ask(actor, contact=contact.id, channel=Channel.PHONE, at=clock.now())
    if not verdict.allowed and verdict.code != ONLY_THE_HOUR:
        other = ask(actor, contact=contact.id, channel=Channel.EMAIL, at=clock.now())
        if not other.allowed:
            raise Barred(verdict, subject=contact.id, language=actor.language)

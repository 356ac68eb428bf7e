"""Whatever reaches a person asks the law first, in the transaction that does it."""

from collections.abc import Sequence
from datetime import datetime

from licite.access import reveal
from licite.access.actor import Actor
from licite.access.permissions import Field
from licite.access.reveal import Revealed
from licite.lawful.asking import Barred, ask, ask_all, uses_person
from licite.lawful.channels import Channel
from licite.lawful.facts import ANSWER
from licite.lawful.may import Verdict
from licite.people.choices import REACHES, Direction, InteractionKind, TaskKind
from licite.people.queries import ContactRow

CHANNELS = {Field.PHONE: Channel.PHONE, Field.EMAIL: Channel.EMAIL, Field.ADDRESS: Channel.POST}
GIVE_NOTICE, APPOINTMENT = "give_notice", "plan_appointment"
# What is owed to the person, not a contact of ours: the answer to what they asked, and the notice.
DUTIES = frozenset({"answer_person", GIVE_NOTICE})
# What bars a contact now and will have passed by another day.
PASSING = frozenset({"hours", "attempts", "unscreened"})
# What a day to come can add to what is known today: its hour is no hour of calls, the consent will have ended.
TO_COME = frozenset({"hours", "consent_expired"})


@uses_person
def open_coordinate(
    actor: Actor, *, contact: ContactRow, field: Field, act: str, at: datetime | None = None, place: int = 0
) -> Revealed:
    """Opens one value of one record, at its place among those of the field, for one act, and creates that act.

    Raises Barred (law), else as `reveal.reveal`.
    """
    if field in CHANNELS:
        purpose = ANSWER if act in DUTIES else ""
        verdict = ask(actor, contact=contact.id, channel=CHANNELS[field], purpose=purpose)
        # An appointment is for another hour, as where it is planned from the record: those of calls do not bar it.
        if not verdict.allowed and not (act == APPOINTMENT and verdict.code == "hours"):
            raise Barred(verdict, subject=contact.id, language=actor.language)
    else:
        ask(actor, contact=contact.id, channel=Channel.POST)
    return reveal.reveal(actor, contact=contact, field=field, act=act, at=at, place=place)


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
    """Asks for what is planned: a call or a mail by what is known today and by what its moment adds; an appointment, by
    whatever channel it can be agreed on. It is asked again when it is carried out. Raises Barred.
    """
    channels = [REACHES[kind]] if kind in REACHES else [Channel.PHONE, Channel.EMAIL]
    today = [ask(actor, contact=contact.id, channel=channel, planned=True) for channel in channels]
    if not any(verdict.allowed or verdict.code in PASSING for verdict in today):
        raise Barred(today[0], subject=contact.id, language=actor.language)
    if kind in REACHES:
        then = ask(actor, contact=contact.id, channel=REACHES[kind], at=due_at, planned=True)
        if not then.allowed and then.code in TO_COME:
            raise Barred(then, subject=contact.id, language=actor.language)


@uses_person
def barred_of_tasks(
    actor: Actor, *, contacts: Sequence[int], kind: TaskKind, due_at: datetime
) -> dict[int, Verdict]:
    """For whom such a task may not be planned, and why; asked of many as `demand_for_task` asks of one."""
    channels = [REACHES[kind]] if kind in REACHES else [Channel.PHONE, Channel.EMAIL]
    today = [ask_all(actor, contacts=contacts, channel=channel) for channel in channels]
    barred = {
        one: today[0][one]
        for one in today[0]
        if not any(found[one].allowed or found[one].code in PASSING for found in today)
    }
    if kind in REACHES:
        then = ask_all(actor, contacts=contacts, channel=REACHES[kind], at=due_at)
        barred |= {
            one: verdict for one, verdict in then.items() if not verdict.allowed and verdict.code in TO_COME
        }
    return barred

"""What is promised to a contact: planned, moved, handed to a colleague, done with its outcome, called off, taken up again.

Titles and places are sealed under the contact.
"""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.http import Http404
from django.utils import timezone

from licite.access.actor import Actor
from licite.access.permissions import Act
from licite.access.refusals import Refused
from licite.kit import clock, names
from licite.lawful.actions.notes import flag_text, screen
from licite.lawful.choices import Evidence
from licite.lawful.models.notes import Place
from licite.people import sealing
from licite.people.actions.history import add_interaction, finish_interaction
from licite.people.actions.objections import hear_objection
from licite.people.actions.reaching import demand_for_task
from licite.people.choices import IN_HOUSE, UNANSWERED, Direction, InteractionKind, Outcome, Remind, TaskKind
from licite.people.models import Interaction, Task
from licite.people.queries import ContactRow
from licite.people.queries.day import UNDER_WAY
from licite.people.queries.tasks import task_of

MORNING = 8
BEFORE = {Remind.QUARTER: timedelta(minutes=15), Remind.HOUR: timedelta(hours=1)}


class Then(NamedTuple):
    """The next step, promised in the same gesture."""

    kind: TaskKind
    due_at: datetime
    title: str = ""


def add_task(
    actor: Actor,
    *,
    contact: ContactRow,
    kind: TaskKind,
    due_at: datetime,
    ends_at: datetime | None = None,
    title: str = "",
    place: str = "",
    remind: str = Remind.NEVER,
) -> UUID:
    """Promises something for oneself; returns the task's public id.

    What will reach the person is asked of the law, at the moment it is planned for. Raises Barred (law), Refused: act,
    number (one that may not be kept, in title or place).
    """
    _must_communicate(actor, contact)
    if kind not in IN_HOUSE:
        demand_for_task(actor, contact=contact, kind=kind, due_at=due_at)
    there = screen(place, subject=contact.id)
    found = screen(title, subject=contact.id)
    made = Task.objects.create(
        contact=contact.id,
        cell=contact.cell,
        kind=kind,
        title=_sealed("task", contact.public, title),
        place=_sealed("place", contact.public, place),
        due_at=due_at,
        ends_at=ends_at,
        remind=remind,
        remind_at=reminder(remind, due_at),
        member=actor.member,
        created_at=clock.now(),
    )
    if found:
        flag_text(actor, contact=contact.id, place=Place.TASK, row_id=made.id, found=found)
    if there:
        flag_text(actor, contact=contact.id, place=Place.MEETING_PLACE, row_id=made.id, found=there)
    given = {"title": title, "place": place}
    fields = ["kind", "due_at", *(name for name, text in given.items() if text)]
    actor.trace.saw("people:task:write", [contact.id], fields)
    return made.public


def move_task(actor: Actor, *, contact: ContactRow, task: UUID, due_at: datetime) -> None:
    """Another day or hour for an open task, as long as before. Raises Barred (law), Http404, Refused: act."""
    held = open_task(actor, contact=contact, task=task)
    if held.kind not in IN_HOUSE:
        demand_for_task(actor, contact=contact, kind=TaskKind(held.kind), due_at=due_at)
    ends_at = due_at + (held.ends_at - held.due_at) if held.ends_at else None
    Task.objects.filter(pk=held.pk).update(
        due_at=due_at, ends_at=ends_at, remind_at=reminder(held.remind, due_at)
    )
    actor.trace.saw("people:task:move", [contact.id], ["due_at"], task=str(task))


def hand_task(actor: Actor, *, contact: ContactRow, task: UUID, member: int) -> None:
    """Gives an open task to a colleague who acts on the same record. Raises Http404, Refused: act."""
    _must_communicate(actor, contact)
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.hand_task(%s, %s)", [task, member])
        (handed,) = cursor.fetchone()
    if not handed:
        raise Http404
    actor.trace.saw("people:task:hand", [contact.id], ["member"], task=str(task), member=member)


def finish_task(actor: Actor, *, contact: ContactRow, task: UUID) -> None:
    """Ticks a task off, one's own or a colleague's in the same scope. Raises Http404."""
    if not Task.objects.filter(public=task, contact=contact.id, done_at=None).update(done_at=clock.now()):
        raise Http404
    actor.trace.saw("people:task:finish", [contact.id], ["done_at"])


def close_task(
    actor: Actor,
    *,
    contact: ContactRow,
    task: UUID,
    outcome: Outcome,
    at: datetime | None = None,
    note: str = "",
    took_place: bool = False,
    then: Then | None = None,
) -> None:
    """Says how a call, an appointment or an e-mail ended: it becomes part of the history, the next step is promised, and a
    call that the person wants no more of closes the phone.

    Raises Barred (law), Http404, Refused.
    """
    held = open_task(actor, contact=contact, task=task)
    if then and then.kind not in IN_HOUSE:
        demand_for_task(actor, contact=contact, kind=then.kind, due_at=then.due_at)
    if held.kind == TaskKind.APPOINTMENT:
        _met(actor, contact, outcome=outcome, at=at or min(held.due_at, clock.now()), note=note)
    else:
        kind = InteractionKind(held.kind)
        _reached(actor, contact, kind=kind, outcome=outcome, at=at, note=note, took_place=took_place)
    finish_task(actor, contact=contact, task=task)
    if then:
        then = still_about(actor, contact=contact, task=task, outcome=outcome, then=then)
        add_task(actor, contact=contact, kind=then.kind, due_at=then.due_at, title=then.title)
    hear_objection(actor, contact=contact, outcome=outcome, at=at)


def still_about(actor: Actor, *, contact: ContactRow, task: UUID, outcome: Outcome, then: Then) -> Then:
    """The next step; a call after one that nobody answered is about the same, unless other words were typed."""
    if then.title or then.kind != TaskKind.CALL or outcome not in UNANSWERED:
        return then
    return then._replace(title=task_of(actor, contact=contact, task=task).title or "")


def cancel_task(actor: Actor, *, contact: ContactRow, task: UUID) -> None:
    """Calls an open task off. Raises Http404, Refused: act."""
    held = open_task(actor, contact=contact, task=task)
    Task.objects.filter(pk=held.pk).update(done_at=clock.now(), cancelled=True)
    actor.trace.saw("people:task:cancel", [contact.id], ["done_at"], task=str(task))


def reopen_task(actor: Actor, *, contact: ContactRow, task: UUID) -> None:
    """Takes up again what was done or called off; what was noted of it stays. Raises Barred, Http404, Refused: act."""
    _must_communicate(actor, contact)
    held = Task.objects.filter(public=task, contact=contact.id, done_at__isnull=False).first()
    if held is None:
        raise Http404
    if held.kind not in IN_HOUSE:
        demand_for_task(actor, contact=contact, kind=TaskKind(held.kind), due_at=held.due_at)
    Task.objects.filter(pk=held.pk).update(done_at=None, cancelled=False)
    actor.trace.saw("people:task:reopen", [contact.id], ["done_at"], task=str(task))


def open_task(actor: Actor, *, contact: ContactRow, task: UUID) -> Task:
    """An open task of this record, one's own or a colleague's. Raises Http404, Refused: act."""
    _must_communicate(actor, contact)
    held = Task.objects.filter(public=task, contact=contact.id, done_at=None).first()
    if held is None:
        raise Http404
    return held


def under_way(
    actor: Actor, *, contact: ContactRow, kind: InteractionKind = InteractionKind.CALL
) -> UUID | None:
    """The latest call (or e-mail) that the actor began to this person a moment ago and said no outcome of; None for none."""
    begun = Interaction.objects.filter(
        contact=contact.id,
        member=actor.member,
        kind=kind,
        direction=Direction.OURS,
        outcome=Outcome.PLANNED,
        at__gte=clock.now() - UNDER_WAY,
    )
    return begun.order_by("-at").values_list("public", flat=True).first()


def reminder(remind: str, due_at: datetime) -> datetime | None:
    """When the member is to be reminded; None for never, and for a moment that is past."""
    if remind in BEFORE:
        at = due_at - BEFORE[Remind(remind)]
    elif remind in (Remind.MORNING, Remind.EVE):
        morning = timezone.localtime(due_at).replace(hour=MORNING, minute=0, second=0, microsecond=0)
        at = min(morning, due_at) if remind == Remind.MORNING else morning - timedelta(days=1)
    else:
        return None
    return at if at > clock.now() else None


def _met(actor: Actor, contact: ContactRow, *, outcome: Outcome, at: datetime, note: str) -> None:
    """The person came, which is an act of theirs; or did not."""
    came = outcome != Outcome.ABSENT
    add_interaction(
        actor,
        contact=contact,
        kind=InteractionKind.MEETING,
        direction=Direction.THEIRS if came else Direction.OURS,
        outcome=outcome,
        at=at,
        evidence=Evidence.MEETING_HELD if came else None,
        note=note,
    )


def _reached(
    actor: Actor,
    contact: ContactRow,
    *,
    kind: InteractionKind,
    outcome: Outcome,
    at: datetime | None,
    note: str,
    took_place: bool,
) -> None:
    """A call or an e-mail begun from here a moment ago gets its outcome; otherwise there is one more in the history."""
    if begun := under_way(actor, contact=contact, kind=kind):
        finish_interaction(actor, contact=contact, interaction=begun, outcome=outcome, note=note)
        return
    add_interaction(
        actor,
        contact=contact,
        kind=kind,
        direction=Direction.OURS,
        outcome=outcome,
        at=at,
        note=note,
        took_place=took_place,
    )


def _must_communicate(actor: Actor, contact: ContactRow) -> None:
    if not actor.may(Act.COMMUNICATE, contact.cell):
        raise Refused("act", subject=contact.id)


def _sealed(field_class: str, subject: UUID, text: str) -> bytes | None:
    return sealing.seal_values(field_class, subject, [names.clean(text)]) if text else None

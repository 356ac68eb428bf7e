"""A call from its first ring to what was promised in it."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from licite.access.actor import Actor
from licite.access.permissions import Field, Level, Permission
from licite.access.refusals import Refused
from licite.people.actions.history import add_interaction, finish_interaction
from licite.people.actions.objections import hear_objection
from licite.people.actions.reaching import open_coordinate
from licite.people.actions.tasks import Then, add_task, finish_task, still_about, under_way
from licite.people.choices import Direction, InteractionKind, Outcome
from licite.people.models import Interaction
from licite.people.queries import ContactRow

CALL_NOW = "call_now"


@dataclass(frozen=True)
class Ended:
    """How a call ended, and what comes next; `task`: what had promised it."""

    outcome: Outcome
    note: str = ""
    next: Then | None = None
    task: UUID | None = None


def begin_call(actor: Actor, *, contact: ContactRow, place: int = 0) -> UUID:
    """Notes a call of ours under way, opening the number at this place for who does not read it; its public id.

    Asks the law first. Raises Barred, and Refused as `reveal.reveal` (level for whoever may not call).
    """
    if not actor.has_in(Permission.CONTACT_REVEAL, contact.cell):
        raise Refused("level", subject=contact.id)
    if contact.level(actor, Field.PHONE) is Level.OPEN:
        return add_interaction(
            actor,
            contact=contact,
            kind=InteractionKind.CALL,
            direction=Direction.OURS,
            outcome=Outcome.PLANNED,
        )
    opened = open_coordinate(actor, contact=contact, field=Field.PHONE, act=CALL_NOW, place=place)
    return opened.made


def end_call(actor: Actor, *, contact: ContactRow, interaction: UUID, ended: Ended) -> None:
    """Notes how one's own call ended, plans the next step, ticks off what had promised it and hears what it closes, all or
    nothing.

    Raises Barred for a step that the law does not let one plan, Http404 for another's call and for a task that is closed.
    """
    step = ended.next
    if step and ended.task:
        step = still_about(actor, contact=contact, task=ended.task, outcome=ended.outcome, then=step)
    if step:
        add_task(actor, contact=contact, kind=step.kind, due_at=step.due_at, title=step.title)
    finish_interaction(
        actor, contact=contact, interaction=interaction, outcome=ended.outcome, note=ended.note
    )
    if ended.task:
        finish_task(actor, contact=contact, task=ended.task)
    hear_objection(actor, contact=contact, outcome=ended.outcome)


def unmake_call(actor: Actor, *, contact: ContactRow, interaction: UUID | None = None) -> None:
    """Notes that one's own call under way was not made: it counts as no attempt, and what had promised it stays open.

    The latest of this record where none is named. Raises Http404 for another's call and for one whose outcome was said.
    """
    interaction = interaction or under_way(actor, contact=contact)
    if interaction is None:
        raise Http404
    begun = Interaction.objects.filter(
        public=interaction,
        contact=contact.id,
        member=actor.member,
        kind=InteractionKind.CALL,
        direction=Direction.OURS,
        outcome=Outcome.PLANNED,
    )
    if not begun.update(outcome=Outcome.UNMADE):
        raise Http404
    actor.trace.saw("people:interaction:finish", [contact.id], ["outcome"], interaction=str(interaction))

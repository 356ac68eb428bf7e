"""What people offers to a contact's page, drawn by `people/_timeline.html`, `_tasks.html`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from licite.access.actor import Actor
from licite.access.permissions import Act, Permission
from licite.kit import clock
from licite.kit.cells import Stage, stage_of
from licite.lawful.heard import NOTHING, calls_due, hear
from licite.people.actions import target_of
from licite.people.choices import ASKED, REACHES, StageAct, TaskKind, contradicts
from licite.people.forms import TaskForm
from licite.people.queries import ContactRow
from licite.people.queries.history import Promised, promised_to
from licite.web.forms import Blank

LABELS: dict[StageAct, Promise] = {
    StageAct.ADVANCE: _("Qualify"),
    StageAct.WIN: _("Won: customer"),
}
LOST = {
    Stage.LEAD: _("Lost: a cold prospect again"),
    Stage.CUSTOMER: _("Lost: a former customer"),
}


@dataclass(frozen=True)
class TaskLine:
    """An open task in words; `closed`: the person has closed its channel since it was planned; `restricted`: it would use a
    record that is kept and used for nothing.
    """

    task: Promised
    kind: str
    late: bool
    closed: bool
    asked: bool
    restricted: bool = False


@dataclass(frozen=True)
class Tasks:
    """The panel, with the form to plan where the reader may; `agreed`: hours of calls that the person asked for."""

    lines: Sequence[TaskLine]
    form: Blank | None
    agreed: Sequence[datetime] = ()


@dataclass(frozen=True)
class StageLink:
    """An act that changes the stage, and its confirmation page."""

    label: str | Promise
    url: str


def tasks(actor: Actor, contact: ContactRow, *, agreed: Sequence[datetime] | None = None) -> Tasks:
    """What is promised, most urgent first, beside the hours of calls that the person asked for; read where not given."""
    writes = actor.has(Permission.TASK_WRITE) and actor.may(Act.COMMUNICATE, contact.cell)
    now = clock.now()
    lines = [
        TaskLine(
            one,
            str(TaskKind(one.kind).label),
            one.due_at < now,
            contradicts(one.kind, contact.objections),
            one.kind in ASKED,
            contact.restricted and one.kind in REACHES,
        )
        for one in promised_to(actor, contact=contact)
    ]
    if agreed is None:
        agreed = calls_due(hear([contact.id], at=now).get(contact.id, NOTHING), at=now)
    return Tasks(lines, Blank(TaskForm) if writes else None, agreed)


def stage_label(act: StageAct, cell: int) -> str | Promise:
    """An act that applies to a record of this cell, with what becomes of it."""
    return LOST[stage_of(cell)] if act == StageAct.LOSE else LABELS[act]


def stage_acts(actor: Actor, contact: ContactRow) -> list[StageLink]:
    """The acts that apply to the record's present stage, for whoever may move it."""
    may = actor.has_in(Permission.STAGE_MOVE, contact.cell) and actor.may(Act.EDIT, contact.cell)
    if contact.restricted or not may:
        return []
    return [
        StageLink(stage_label(act, contact.cell), reverse("people:stage", args=[contact.public, act.value]))
        for act in StageAct
        if target_of(contact.cell, act)
    ]

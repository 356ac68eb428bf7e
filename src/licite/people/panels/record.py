"""What people offers to a contact's page, drawn by `people/_timeline.html`, `_tasks.html`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from licite.access.actor import Actor
from licite.access.permissions import Act, Permission
from licite.kit import clock
from licite.lawful.channels import Channel
from licite.lawful.choices import Evidence
from licite.lawful.models import Objection, ToldBy
from licite.lawful.queries.objections import objections_of
from licite.lawful.queries.phone import agreed_calls
from licite.people.actions import target_of
from licite.people.choices import ASKED, Direction, InteractionKind, Outcome, StageAct, TaskKind, contradicts
from licite.people.forms import InteractionForm, OutcomeForm, TaskForm
from licite.people.queries import ContactRow
from licite.people.queries.history import Happened, Objected, Promised, happened_with, promised_to, refused_by
from licite.web.forms import Blank

STAGE_LABELS: dict[StageAct, Promise] = {
    StageAct.ADVANCE: _("Qualify"),
    StageAct.WIN: _("Won: customer"),
    StageAct.LOSE: _("Lost"),
}


@dataclass(frozen=True)
class Moment:
    """A line of the timeline; `hidden_note` where there is one that the reader does not see.

    `outcome`: to say how the act named by `public` ended. `rewrites`: its note is the reader's own, to write again.
    """

    at: datetime
    theirs: bool
    title: str
    details: Sequence[str]
    hidden_note: bool = False
    outcome: OutcomeForm | None = None
    public: UUID | None = None
    rewrites: bool = False


@dataclass(frozen=True)
class Timeline:
    """The panel, with the form to write where the reader may."""

    moments: Sequence[Moment]
    form: Blank | None


@dataclass(frozen=True)
class TaskLine:
    """An open task in words; `closed`: the person has closed its channel since it was planned."""

    task: Promised
    kind: str
    late: bool
    closed: bool
    asked: bool


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


def timeline(actor: Actor, contact: ContactRow, said: Sequence[Objection] | None = None) -> Timeline:
    """What they did and what we did, newest first; `said`: what they objected to, where it was read before."""
    said = objections_of(actor, contact=contact.id) if said is None else said
    writes = actor.has(Permission.INTERACTION_WRITE) and actor.may(Act.COMMUNICATE, contact.cell)
    moments = [_moment(one, may_finish=writes) for one in happened_with(actor, contact=contact)]
    moments += [_objection(one) for one in refused_by(said)]
    moments.sort(key=lambda moment: moment.at, reverse=True)
    return Timeline(moments, Blank(InteractionForm) if writes else None)


def _objection(one: Objected) -> Moment:
    noted = _("noted by %(name)s") % {"name": one.by} if one.by else ""
    return Moment(
        at=one.at,
        theirs=True,
        title=f"{_('Objection')} · {Channel(one.channel).label}",
        details=[str(part) for part in (ToldBy(one.told_by).label, noted) if part],
    )


def _moment(one: Happened, *, may_finish: bool) -> Moment:
    theirs = one.direction == Direction.THEIRS
    said = one.outcome and (one.kind, one.outcome) != (InteractionKind.NOTE, Outcome.DONE)
    outcome = Outcome(one.outcome).label if said else ""
    proof = (
        _("proof: %(evidence)s") % {"evidence": str(Evidence(one.evidence).label).lower()}
        if one.evidence
        else ""
    )
    return Moment(
        public=one.public,
        at=one.at,
        theirs=theirs,
        title=" · ".join(str(part) for part in (InteractionKind(one.kind).label, outcome) if part),
        details=[str(part) for part in (one.note, proof, one.by if not theirs else "") if part],
        hidden_note=one.note is None,
        rewrites=may_finish and one.mine and bool(one.note),
        outcome=OutcomeForm(one.public)
        if may_finish and one.mine and one.outcome == Outcome.PLANNED
        else None,
    )


def tasks(actor: Actor, contact: ContactRow) -> Tasks:
    """What is promised, most urgent first."""
    writes = actor.has(Permission.TASK_WRITE) and actor.may(Act.COMMUNICATE, contact.cell)
    now = clock.now()
    lines = [
        TaskLine(
            one,
            str(TaskKind(one.kind).label),
            one.due_at < now,
            contradicts(one.kind, contact.objections),
            one.kind in ASKED,
        )
        for one in promised_to(actor, contact=contact)
    ]
    agreed = agreed_calls(contact.id, since=now - timedelta(hours=1))
    return Tasks(lines, Blank(TaskForm) if writes else None, agreed)


def stage_acts(actor: Actor, contact: ContactRow) -> list[StageLink]:
    """The acts that apply to the record's present stage, for whoever may move it."""
    if not (actor.has(Permission.STAGE_MOVE) and actor.may(Act.EDIT, contact.cell)):
        return []
    return [
        StageLink(STAGE_LABELS[act], reverse("people:stage", args=[contact.public, act.value]))
        for act in StageAct
        if target_of(contact.cell, act)
    ]

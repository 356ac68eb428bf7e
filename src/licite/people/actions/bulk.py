"""One act on many records: who can take it and who is left out and why; carried out as one batch, and undone."""

import json
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from licite.access.actor import Actor
from licite.access.permissions import Act, Permission
from licite.access.refusals import Refused
from licite.kit import clock, names
from licite.kit.cells import cell_of, portfolio_of, stage_of
from licite.lawful.actions.notes import flag_text, screen
from licite.lawful.may import Verdict
from licite.lawful.models.notes import Place
from licite.people import sealing
from licite.people.actions.reaching import barred_of_tasks
from licite.people.actions.stages import target_of
from licite.people.actions.tagging import put_tags
from licite.people.choices import IN_HOUSE, BulkAct, StageAct, TaskKind
from licite.people.models import Task
from licite.people.queries.bulk import Target, targets
from licite.people.queries.tags import bearing

MISSING, OUT_OF_REACH, THERE, NO_STAGE, LAW = "missing", "act", "there", "stage", "law"
RESTRICTED: Final = "restricted"
NEEDS: Final = {
    BulkAct.TASK: Act.COMMUNICATE,
    BulkAct.TAG: Act.EDIT,
    BulkAct.ADVANCE: Act.EDIT,
    BulkAct.ASSIGN: Act.EDIT,
}
PERMITS: Final = {
    BulkAct.TASK: Permission.TASK_WRITE,
    BulkAct.TAG: Permission.CONTACT_EDIT,
    BulkAct.ADVANCE: Permission.STAGE_MOVE,
    BulkAct.ASSIGN: Permission.CONTACT_ASSIGN,
}


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is to be done: an act and what it needs (a task's kind, moment and title; a tag; a portfolio)."""

    act: BulkAct
    kind: TaskKind = TaskKind.CALL
    due_at: datetime | None = None
    title: str = ""
    tag: str = ""
    portfolio: int = 0


@dataclass(frozen=True)
class Sorted:
    """Who takes the act, and who is left out, by code; `verdicts`: what the law says to those it leaves out."""

    ready: Sequence[Target]
    left: Mapping[str, Sequence[Target]]
    missing: int = 0
    verdicts: Mapping[int, Verdict] = field(default_factory=dict)

    @property
    def counts(self) -> dict[str, int]:
        """How many are left out, by code."""
        counted = {code: len(some) for code, some in self.left.items()}
        return counted | ({MISSING: self.missing} if self.missing else {})


def may_do(actor: Actor) -> list[BulkAct]:
    """The acts that the actor's profile has and for which there may be records in reach."""
    edited = actor.cells(Act.EDIT)
    idle = set()
    if not any(target_of(cell, StageAct.ADVANCE) for cell in edited):
        idle.add(BulkAct.ADVANCE)
    if len({portfolio_of(cell) for cell in edited}) < 2:
        idle.add(BulkAct.ASSIGN)
    return [act for act in BulkAct if actor.has(PERMITS[act]) and act not in idle]


def sort_out(actor: Actor, *, chosen: Sequence[UUID], plan: Plan) -> Sorted:
    """Says of each record whether it takes the act, as things stand; the law is asked of what goes to persons.

    Raises Refused: act (a profile without it).
    """
    found = _in_reach(actor, chosen, plan)
    if not _goes_to_persons(plan) or not found.ready:
        return found
    due_at = plan.due_at or clock.now()
    ids = [one.id for one in found.ready]
    barred = barred_of_tasks(actor, contacts=ids, kind=plan.kind, due_at=due_at)
    kept = [one for one in found.ready if one.id not in barred]
    refused = [one for one in found.ready if one.id in barred]
    left = {**found.left, LAW: refused} if refused else found.left
    return Sorted(kept, left, found.missing, barred)


def carry_out(actor: Actor, *, chosen: Sequence[UUID], plan: Plan) -> UUID:
    """Does it to those who take it, as one batch; returns its public id. Raises Refused: act, number."""
    found = _in_reach(actor, chosen, plan)
    named, ready, counts = uuid.uuid4(), list(found.ready), found.counts
    ids = [one.id for one in ready]
    if plan.act == BulkAct.TASK:
        made = _plan_tasks(actor, ready, plan)
        if len(made) < len(ready):
            counts |= {LAW: len(ready) - len(made)}
        ids = list(made)
        _keep(named, plan.act, made, counts)
    elif plan.act == BulkAct.TAG:
        _keep(named, plan.act, put_tags(actor, records=ready, text=plan.tag) if ready else {}, counts)
    elif plan.act == BulkAct.ADVANCE:
        _run(ADVANCE, [named, ids, json.dumps(counts)])
    else:
        _run(ASSIGN, [named, ids, plan.portfolio, json.dumps(counts)])
    actor.trace.saw("people:contact:bulk", ids, FIELDS[plan.act], bulk=plan.act.value, records=len(ids))
    return named


def undo(actor: Actor, *, named: UUID) -> int:
    """Takes back what a batch of one's own did and nobody changed since; how many records. Raises Refused: undo."""
    (done,) = _run(UNDO, [named])
    if done is None:
        raise Refused("undo")
    assert isinstance(done, list)
    actor.trace.saw("people:contact:bulk_undo", done, [], records=len(done))
    return len(done)


FIELDS: Final = {
    BulkAct.TASK: ("kind", "due_at", "title"),
    BulkAct.TAG: ("tag",),
    BulkAct.ADVANCE: ("stage",),
    BulkAct.ASSIGN: ("portfolio",),
}
ADVANCE = "SELECT count(*) FROM gate.advance_many(%s, %s::bigint[], %s::jsonb)"
ASSIGN = "SELECT count(*) FROM gate.assign_many(%s, %s::bigint[], %s, %s::jsonb)"
KEEP = "SELECT gate.keep_batch(%s, %s, %s::bigint[], %s::bigint[], %s::jsonb)"
UNDO = "SELECT gate.undo_batch(%s)"


def _in_reach(actor: Actor, chosen: Sequence[UUID], plan: Plan) -> Sorted:
    """Who takes the act, but for the law."""
    if not actor.has(Permission.CONTACT_BULK) or not actor.has(PERMITS[plan.act]):
        raise Refused("act")
    found = targets(actor, chosen)
    there = bearing([one.id for one in found], plan.tag) if plan.act == BulkAct.TAG else set()
    faults = {one.id: _fault(actor, one, plan, there) for one in found}
    left: dict[str, list[Target]] = defaultdict(list)
    for one in found:
        if faults[one.id]:
            left[faults[one.id]].append(one)
    ready = [one for one in found if not faults[one.id]]
    return Sorted(ready, dict(left), len(set(chosen)) - len(found))


def _goes_to_persons(plan: Plan) -> bool:
    return plan.act == BulkAct.TASK and plan.kind not in IN_HOUSE


def _fault(actor: Actor, one: Target, plan: Plan, there: set[int]) -> str:
    """Why a record cannot take the act, but for the law; empty where it can."""
    if not actor.may(NEEDS[plan.act], one.cell) or not actor.has_in(PERMITS[plan.act], one.cell):
        return OUT_OF_REACH
    # A task is the law's to judge; another portfolio is no use made of the person.
    if one.restricted and plan.act in (BulkAct.TAG, BulkAct.ADVANCE):
        return RESTRICTED
    if plan.act == BulkAct.TAG:
        return THERE if one.id in there else ""
    if plan.act == BulkAct.ADVANCE:
        return "" if target_of(one.cell, StageAct.ADVANCE) else NO_STAGE
    if plan.act == BulkAct.ASSIGN:
        if portfolio_of(one.cell) == plan.portfolio:
            return THERE
        return "" if actor.may(Act.EDIT, cell_of(plan.portfolio, stage_of(one.cell))) else OUT_OF_REACH
    return ""


def _plan_tasks(actor: Actor, ready: Sequence[Target], plan: Plan) -> dict[int, int]:
    """Plans it for those whom the law leaves; each record's new task."""
    due_at = plan.due_at or clock.now()
    ids = [one.id for one in ready]
    asked = _goes_to_persons(plan) and bool(ids)
    barred = barred_of_tasks(actor, contacts=ids, kind=plan.kind, due_at=due_at) if asked else {}
    found = screen(plan.title)
    title, now = names.clean(plan.title), clock.now()
    made = Task.objects.bulk_create(
        Task(
            contact=one.id,
            cell=one.cell,
            kind=plan.kind,
            title=sealing.seal_values("task", one.public, [title]) if title else None,
            due_at=due_at,
            member=actor.member,
            created_at=now,
        )
        for one in ready
        if one.id not in barred
    )
    if found:
        for task in made:
            flag_text(actor, contact=task.contact, place=Place.TASK, row_id=task.id, found=found)
    return {task.contact: task.id for task in made}


def _keep(named: UUID, act: BulkAct, made: Mapping[int, int], counts: Mapping[str, int]) -> None:
    _run(KEEP, [named, act.value, list(made), list(made.values()), json.dumps(counts)])


def _run(sql: str, asked: Sequence[Any]) -> tuple[object, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, asked)
        return tuple(cursor.fetchone())

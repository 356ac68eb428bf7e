"""Handing a portfolio over: ordered on a page, carried out a batch at a time."""

import json
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.db import connection

from licite.access.actor import Actor
from licite.kit import clock
from licite.people.actions.assign import assign
from licite.people.models.handover import Handover, HandoverState
from licite.people.queries.handover import records_after

TASK: Final = "people.hand_over"
LIVE = (HandoverState.ORDERED, HandoverState.RUNNING)
AT_ONCE: Final = 200
"""Records a transaction; a worker that dies begins this many again."""


def order(
    actor: Actor,
    *,
    source: int,
    target: int,
    stages: Sequence[int],
    tasks_from: int | None,
    tasks_to: int | None,
    total: int,
) -> Handover:
    """Orders it, inside the caller's transaction; the database checks each batch again."""
    made = Handover.objects.create(
        member=actor.member,
        source=source,
        target=target,
        stages=list(stages),
        tasks_from=tasks_from,
        tasks_to=tasks_to,
        total=total,
        state=HandoverState.ORDERED,
        created_at=clock.now(),
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.defer(%s, %s::jsonb)", [TASK, json.dumps({"handover": str(made.public)})])
    actor.trace.saw("people:handover:order", [], [], portfolio=target, records=total)
    return made


def step(actor: Actor, *, public: UUID, after: int) -> int | None:
    """The next batch of the actor's own order, from the record after this id; the last id of it, None at the end.

    An order that has ended, or that is another's, is at its end.
    """
    found = Handover.objects.filter(public=public, member=actor.member, state__in=LIVE).first()
    if found is None:
        return None
    ids = records_after(actor, portfolio=found.source, stages=found.stages, after=after, limit=AT_ONCE)
    moved = len(assign(actor, contacts=ids, portfolio=found.target)) if found.target != found.source else 0
    tasks = _hand_tasks(ids, found) if ids and found.tasks_to is not None else 0
    counts = {
        "records": found.counts.get("records", 0) + moved,
        "tasks": found.counts.get("tasks", 0) + tasks,
    }
    over = len(ids) < AT_ONCE
    Handover.objects.filter(pk=found.pk).update(
        counts=counts,
        state=HandoverState.DONE if over else HandoverState.RUNNING,
        done_at=clock.now() if over else None,
    )
    if tasks:
        actor.trace.saw("people:handover:tasks", [], ["tasks"], tasks=tasks, member=found.tasks_to)
    return None if over else ids[-1]


def stop(public: UUID) -> None:
    """Over: whoever ordered it has no rights left, or it failed too often. The worker's role only."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.stop_handover(%s)", [public])


def _hand_tasks(ids: Sequence[int], found: Handover) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gate.hand_tasks(%s::bigint[], %s, %s)", [list(ids), found.tasks_from, found.tasks_to]
        )
        return int(cursor.fetchone()[0])

"""Handing a portfolio over: ordered on a page, carried out a batch at a time, and taken back the same way."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import connection

from licite.access.actor import Actor
from licite.access.refusals import Refused
from licite.kit import clock
from licite.people.actions.assign import assign
from licite.people.models.handover import Handed, Handover, HandoverItem, HandoverState
from licite.people.queries.handover import items_after, own_handover, records_after
from licite.people.queries.placing import places_of

TASK: Final = "people.hand_over"
LIVE = (HandoverState.ORDERED, HandoverState.RUNNING, HandoverState.UNDOING)
UNDOABLE = (HandoverState.DONE, HandoverState.STOPPED)
AT_ONCE: Final = 200
"""Records a transaction; a worker that dies begins this many again."""
HAND_TASKS = "SELECT * FROM gate.hand_tasks(%s::bigint[], %s, %s)"
RETURN_TASKS = "SELECT * FROM gate.return_tasks(%s::bigint[], %s::int[], %s)"


@dataclass(frozen=True)
class Deals:
    """How the room of deals hands open deals over and takes them back.

    `hand`: the contacts, whose deals (None: anybody's), to whom; gives (deal, contact, whose it was).
    `take_back`: deals, whose each was, who has them; how many came back.
    """

    hand: Callable[[Actor, Sequence[int], int | None, int], list[tuple[int, int, int | None]]]
    take_back: Callable[[Actor, Sequence[int], Sequence[int | None], int], int]


def order(
    actor: Actor,
    *,
    source: int | None,
    target: int | None,
    stages: Sequence[int],
    total: int,
    tasks_from: int | None = None,
    tasks_to: int | None = None,
    deals_to: int | None = None,
    tray: bool = False,
) -> Handover:
    """Orders it, inside the caller's transaction; the database checks each batch again.

    Without `source` and `target` the rules say where each record goes; `tray`: of those alone that wait there.
    """
    made = Handover.objects.create(
        member=actor.member,
        source=source,
        target=target,
        tray=tray,
        stages=list(stages),
        tasks_from=tasks_from,
        tasks_to=tasks_to,
        deals_to=deals_to,
        total=total,
        state=HandoverState.ORDERED,
        created_at=clock.now(),
    )
    _defer(made.public)
    actor.trace.saw("people:handover:order", [], [], **_where(target), **_said(made, total))
    return made


def undo(actor: Actor, *, public: UUID) -> None:
    """Orders that what the actor's own hand-over moved come back, as far as nobody moved it since.

    Raises Http404, Refused("undo").
    """
    found = own_handover(actor, public=public)
    standing = Handover.objects.filter(pk=found.pk, state__in=UNDOABLE)
    if not standing.update(state=HandoverState.UNDOING):
        raise Refused("undo")
    _defer(public)
    said = _said(found, found.counts.get("records", 0))
    actor.trace.saw("people:handover:undo", [], [], **_where(found.source), **said)


def step(actor: Actor, *, public: UUID, after: int, deals: Deals) -> int | None:
    """The next batch of the actor's own order, there or back, from the record (or the line) after this id; the last id of
    it, None at the end.

    An order that has ended, or that is another's, is at its end.
    """
    found = Handover.objects.filter(public=public, member=actor.member, state__in=LIVE).first()
    if found is None:
        return None
    if found.state == HandoverState.UNDOING:
        return _back(actor, found, after, deals)
    return _forth(actor, found, after, deals)


def stop(public: UUID) -> None:
    """Over: whoever ordered it has no rights left, or it failed too often. The worker's role only."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.stop_handover(%s)", [public])


def _forth(actor: Actor, found: Handover, after: int, deals: Deals) -> int | None:
    ids = records_after(actor, order=found, after=after, limit=AT_ONCE)
    moved = [
        one
        for target, some in _targets(actor, found, ids)
        for one in assign(actor, contacts=some, portfolio=target)
    ]
    tasks = _hand_tasks(actor, ids, found) if ids and found.tasks_to is not None else []
    handed = deals.hand(actor, ids, found.tasks_from, found.deals_to) if ids and found.deals_to else []
    _keep(found, Handed.RECORD, [(None, one.contact, one.before // 10, one.after // 10) for one in moved])
    _keep(found, Handed.TASK, [(*one, found.tasks_to) for one in tasks])
    _keep(found, Handed.DEAL, [(*one, found.deals_to) for one in handed])
    over = len(ids) < AT_ONCE
    state = HandoverState.DONE if over else HandoverState.RUNNING
    _count(found, state, records=len(moved), tasks=len(tasks), deals=len(handed))
    return None if over else ids[-1]


def _targets(actor: Actor, found: Handover, ids: Sequence[int]) -> list[tuple[int, list[int]]]:
    """Where these records go: each portfolio with its own."""
    if found.target is not None:
        return [(found.target, list(ids))] if found.moves and ids else []
    return list(_grouped((to, one) for one, to in places_of(actor, ids).items()).items())


def _back(actor: Actor, found: Handover, after: int, deals: Deals) -> int | None:
    """Records first, so that whoever had the tasks and deals may have them again."""
    lines = items_after(actor, handover=found.pk, after=after, limit=AT_ONCE)
    there = [one for one in lines if one.kind == Handed.RECORD and one.cell // 10 == one.after]
    groups = _grouped((one.before or 0, one.contact) for one in there)
    back = [one for source, some in groups.items() for one in assign(actor, contacts=some, portfolio=source)]
    tasks = _return_tasks(actor, [one for one in lines if one.kind == Handed.TASK], found)
    rows = [one for one in lines if one.kind == Handed.DEAL]
    returned = (
        deals.take_back(actor, [one.row or 0 for one in rows], [one.before for one in rows], found.deals_to)
        if rows and found.deals_to
        else 0
    )
    over = len(lines) < AT_ONCE
    state = HandoverState.UNDONE if over else HandoverState.UNDOING
    _count(found, state, records_back=len(back), tasks_back=tasks, deals_back=returned)
    return None if over else lines[-1].pk


def _grouped(pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for portfolio, contact in pairs:
        found.setdefault(portfolio, []).append(contact)
    return found


def _count(found: Handover, state: HandoverState, **moved: int) -> None:
    counts = found.counts | {name: found.counts.get(name, 0) + many for name, many in moved.items()}
    Handover.objects.filter(pk=found.pk).update(
        counts=counts, state=state, done_at=None if state in LIVE else clock.now()
    )


def _keep(
    found: Handover, kind: Handed, lines: Sequence[tuple[int | None, int, int | None, int | None]]
) -> None:
    if lines:
        with connection.cursor() as cursor:
            cursor.execute(
                KEEP, [found.pk, kind.value, *(list(column) for column in zip(*lines, strict=True))]
            )


KEEP = """
    INSERT INTO people_handoveritem (handover, contact, cell, kind, row, before, after)
    SELECT %s, c.id, c.cell, %s, m.row, m.before, m.after
    FROM unnest(%s::bigint[], %s::bigint[], %s::int[], %s::int[]) m (row, contact, before, after)
    JOIN people_contact c ON c.id = m.contact
"""


def _hand_tasks(
    actor: Actor, ids: Sequence[int], found: Handover
) -> list[tuple[int | None, int, int | None]]:
    with connection.cursor() as cursor:
        cursor.execute(HAND_TASKS, [list(ids), found.tasks_from, found.tasks_to])
        handed: list[tuple[int | None, int, int | None]] = cursor.fetchall()
    if handed:
        about = [contact for _, contact, _ in handed]
        actor.trace.saw("people:handover:tasks", about, ["tasks"], tasks=len(handed), member=found.tasks_to)
    return handed


def _return_tasks(actor: Actor, lines: Sequence[HandoverItem], found: Handover) -> int:
    """Each giver's apart, so that the journal names to whom they went back."""
    back = 0
    for giver in dict.fromkeys(one.before for one in lines):
        own = [one.row for one in lines if one.before == giver]
        with connection.cursor() as cursor:
            cursor.execute(RETURN_TASKS, [own, [giver] * len(own), found.tasks_to])
            about = [row[0] for row in cursor.fetchall()]
        if about:
            actor.trace.saw("people:handover:tasks", about, ["tasks"], tasks=len(about), member=giver)
        back += len(about)
    return back


def _where(portfolio: int | None) -> dict[str, int]:
    return {} if portfolio is None else {"portfolio": portfolio}


def _said(order: Handover, records: int) -> dict[str, int]:
    """Whose work it is, and how many records where some move."""
    said = {} if order.tasks_from is None else {"giver": order.tasks_from}
    return said | {"records": records} if order.moves else said


def _defer(public: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.defer(%s, %s::jsonb)", [TASK, json.dumps({"handover": str(public)})])

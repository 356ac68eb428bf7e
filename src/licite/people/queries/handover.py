"""What a hand-over would move, how far one is, and its batches."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection
from django.http import Http404

from licite.access.actor import Actor
from licite.access.permissions import Act, Permission
from licite.kit.cells import cell_of
from licite.people.models.handover import Handover, HandoverItem

NEXT = """
    SELECT id FROM people_contact WHERE cell = ANY (%s::int[]) AND id > %s
        AND (NOT %s OR EXISTS (SELECT FROM people_tray t WHERE t.contact = people_contact.id)) ORDER BY id LIMIT %s
"""
TASKS = """
    SELECT count(*) FROM people_task
    WHERE cell = ANY (%(cells)s::int[]) AND done_at IS NULL AND member <> %(taker)s
        AND (%(giver)s::int IS NULL OR member = %(giver)s)
"""
BY_MEMBER = """
    SELECT cell, member, count(*) FROM people_task WHERE cell = ANY (%s::int[]) AND done_at IS NULL GROUP BY 1, 2
"""
OF_MEMBER = """
    SELECT cell / 10, count(*) FROM people_task WHERE member = %s AND cell = ANY (%s::int[]) AND done_at IS NULL GROUP BY 1
"""
STILL = """
    SELECT i.kind, count(*) FROM people_handoveritem i LEFT JOIN people_task t ON i.kind = 'task' AND t.id = i.row
    WHERE i.handover = %(order)s AND (i.kind = 'record' AND i.cell / 10 = i.after
        OR i.kind = 'task' AND t.done_at IS NULL AND t.member = i.after)
    GROUP BY i.kind
"""


def records_after(actor: Actor, *, order: Handover, after: int, limit: int) -> list[int]:
    """Ids of the records that a hand-over looks at, by id."""
    within = [cell_of(order.source, stage) for stage in order.stages] if order.source else assigning(actor)
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [within, after, order.tray, limit])
        return [row[0] for row in cursor.fetchall()]


def assigning(actor: Actor) -> list[int]:
    """The cells whose records the actor may move to another portfolio."""
    return [cell for cell in actor.cells(Act.EDIT) if actor.has_in(Permission.CONTACT_ASSIGN, cell)]


def tasks_to_hand(actor: Actor, *, cells: Sequence[int], giver: int | None, taker: int) -> tuple[int, int]:
    """How many tasks are open in these cells that are not the taker's yet, of one member or of anybody; none stays."""
    with connection.cursor() as cursor:
        cursor.execute(TASKS, {"cells": list(cells), "giver": giver, "taker": taker})
        return int(cursor.fetchone()[0]), 0


def tasks_by_portfolio(actor: Actor, *, member: int) -> dict[int, int]:
    """How many tasks of a member are open, by portfolio, inside the actor's sight."""
    with connection.cursor() as cursor:
        cursor.execute(OF_MEMBER, [member, list(actor.cells(Act.READ))])
        return dict(cursor.fetchall())


def tasks_by_member(actor: Actor, *, cells: Sequence[int]) -> dict[tuple[int, int], int]:
    """How many tasks are open in these cells, by (cell, whose they are), inside the actor's sight."""
    with connection.cursor() as cursor:
        cursor.execute(BY_MEMBER, [list(cells)])
        return {(cell, member): many for cell, member, many in cursor.fetchall()}


def own_handover(actor: Actor, *, public: UUID) -> Handover:
    """The actor's own order. Raises Http404."""
    found = Handover.objects.filter(public=public, member=actor.member).first()
    if found is None:
        raise Http404
    return found


def latest_handovers(actor: Actor, *, limit: int = 5) -> list[Handover]:
    """The actor's latest orders."""
    return list(Handover.objects.filter(member=actor.member).order_by("-created_at")[:limit])


def items_after(actor: Actor, *, handover: int, after: int, limit: int) -> list[HandoverItem]:
    """The next lines of what a hand-over moved, in sight."""
    return list(HandoverItem.objects.filter(handover=handover, pk__gt=after).order_by("pk")[:limit])


def still_there(actor: Actor, *, order: Handover) -> dict[str, int]:
    """How many records and tasks are as the hand-over left them, and so would come back; nothing without any."""
    with connection.cursor() as cursor:
        cursor.execute(STILL, {"order": order.pk})
        return {kind: many for kind, many in cursor.fetchall() if many}

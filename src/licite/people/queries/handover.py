"""What a hand-over would move, how far one is, and its batches."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection
from django.http import Http404

from licite.access.actor import Actor
from licite.kit.cells import cell_of
from licite.people.models.handover import Handover

NEXT = "SELECT id FROM people_contact WHERE cell = ANY (%s::int[]) AND id > %s ORDER BY id LIMIT %s"
TASKS = """
    SELECT count(*) FROM people_task
    WHERE cell = ANY (%(cells)s::int[]) AND done_at IS NULL AND member <> %(taker)s
        AND (%(giver)s::int IS NULL OR member = %(giver)s)
"""


def records_after(
    actor: Actor, *, portfolio: int, stages: Sequence[int], after: int, limit: int
) -> list[int]:
    """Ids of the records in these cells, by id."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [[cell_of(portfolio, stage) for stage in stages], after, limit])
        return [row[0] for row in cursor.fetchall()]


def tasks_to_hand(actor: Actor, *, cells: Sequence[int], giver: int | None, taker: int) -> int:
    """How many tasks are open in these cells that are not the taker's yet, of one member or of anybody."""
    with connection.cursor() as cursor:
        cursor.execute(TASKS, {"cells": list(cells), "giver": giver, "taker": taker})
        return int(cursor.fetchone()[0])


def own_handover(actor: Actor, *, public: UUID) -> Handover:
    """The actor's own order. Raises Http404."""
    found = Handover.objects.filter(public=public, member=actor.member).first()
    if found is None:
        raise Http404
    return found


def latest_handovers(actor: Actor, *, limit: int = 5) -> list[Handover]:
    """The actor's latest orders."""
    return list(Handover.objects.filter(member=actor.member).order_by("-created_at")[:limit])

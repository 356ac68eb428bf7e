"""Who else acts on a record: to whom its tasks can be handed."""

from collections.abc import Sequence

from django.db import connection

from licite.access.actor import Actor
from licite.access.permissions import Act, Permission
from licite.access.queries import grants_held, member_names, watchers_of


def colleagues_for(actor: Actor, cell: int) -> list[tuple[int, str]]:
    """Ids and names, by name, of the colleagues whose live grants let them plan and carry out tasks in this cell."""
    return [
        (one.member, one.name)
        for one in watchers_of(actor, cell)
        if one.member != actor.member
        and Act.COMMUNICATE in one.sight.acts
        and any(Permission.TASK_WRITE in grant.permissions for grant in one.sight.because)
    ]


def busy_in(actor: Actor, *, cells: Sequence[int]) -> set[int]:
    """Ids of those who have open tasks in these cells, whoever they are and even if they left."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT member FROM people_task WHERE cell = ANY (%s::int[]) AND done_at IS NULL",
            [list(cells)],
        )
        return {row[0] for row in cursor.fetchall()}


def taking_over(actor: Actor) -> dict[int, str]:
    """Ids and names of those who may take tasks somewhere in the actor's portfolios, the actor too."""
    names = member_names(actor)
    able = {
        held.member
        for held in grants_held(actor)
        if held.now and Act.COMMUNICATE in held.grant.acts and Permission.TASK_WRITE in held.grant.permissions
    }
    return {number: name for number, name in names.items() if number in able}

"""Who else acts on a record: to whom its tasks can be handed."""

from licite.access.actor import Actor
from licite.access.permissions import Act, Permission
from licite.access.queries import watchers_of


def colleagues_for(actor: Actor, cell: int) -> list[tuple[int, str]]:
    """Ids and names, by name, of the colleagues whose live grants let them plan and carry out tasks in this cell."""
    return [
        (one.member, one.name)
        for one in watchers_of(actor, cell)
        if one.member != actor.member
        and Act.COMMUNICATE in one.sight.acts
        and any(Permission.TASK_WRITE in grant.permissions for grant in one.sight.because)
    ]

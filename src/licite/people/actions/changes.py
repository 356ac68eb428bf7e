"""The history of a record's fields: who changed what, when; what a value was and became is sealed."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db import connection

from licite.access.actor import Actor
from licite.people import sealing
from licite.people.choices import ChangedField
from licite.people.queries import ContactRow

WRITE = """
    INSERT INTO people_change (contact, cell, at, field, before, after, member)
    SELECT %s, %s, gate.now(), field, before, after, %s
    FROM unnest(%s::text[], %s::bytea[], %s::bytea[]) AS x (field, before, after)
"""


class Changed(NamedTuple):
    """A field that changed, with its values before and after; empty for none."""

    field: ChangedField
    before: Sequence[str]
    after: Sequence[str]


def note_changes(actor: Actor, *, contact: ContactRow, changed: Sequence[Changed]) -> None:
    """Keeps what differs; the caller's own act is in the trace."""
    rows = [one for one in changed if list(one.before) != list(one.after)]
    if not rows:
        return
    sealed = [
        [sealing.seal_values("change", contact.public, values) for values in side]
        for side in ([one.before for one in rows], [one.after for one in rows])
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            WRITE, [contact.id, contact.cell, actor.member, [one.field.value for one in rows], *sealed]
        )

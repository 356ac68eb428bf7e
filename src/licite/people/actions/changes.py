"""The history of a record's fields: who changed what, when; what a value was and became is sealed."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol
from uuid import UUID

from django.db import connection

from licite.access.actor import Actor
from licite.people import sealing
from licite.people.choices import ChangedField

WRITE = """
    INSERT INTO people_change (contact, cell, at, field, before, after, member)
    SELECT contact, cell, gate.now(), field, before, after, %s
    FROM unnest(%s::bigint[], %s::int[], %s::text[], %s::bytea[], %s::bytea[]) AS x (contact, cell, field, before, after)
"""


class Record(Protocol):
    """A record that changed."""

    @property
    def id(self) -> int: ...
    @property
    def public(self) -> UUID: ...
    @property
    def cell(self) -> int: ...


class Changed(NamedTuple):
    """A field that changed, with its values before and after; empty for none."""

    field: ChangedField
    before: Sequence[str]
    after: Sequence[str]


def note_changes(actor: Actor, *, records: Sequence[Record], changed: Sequence[Changed]) -> None:
    """Keeps what differs, the same of each record; the caller's own act is in the trace. One statement."""
    lines = [
        (
            one.id,
            one.cell,
            change.field.value,
            sealing.seal_values("change", one.public, change.before),
            sealing.seal_values("change", one.public, change.after),
        )
        for one in records
        for change in changed
        if list(change.before) != list(change.after)
    ]
    if lines:
        with connection.cursor() as cursor:
            cursor.execute(WRITE, [actor.member, *(list(column) for column in zip(*lines, strict=True))])

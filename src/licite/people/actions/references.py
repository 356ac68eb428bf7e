"""Numbers of other tools: put on records by an import, taken away by hand or with the import."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from licite.access.actor import Actor
from licite.access.permissions import Act
from licite.access.refusals import Refused
from licite.people.actions.changes import Changed, note_changes
from licite.people.choices import ChangedField
from licite.people.models import Reference as Kept
from licite.people.queries import ContactRow
from licite.people.queries.references import Reference, sealed_reference, token_of, tokens_asked

WRITE = """
    INSERT INTO people_reference (contact, cell, token, value, member, created_at)
    SELECT contact, cell, token, value, %s, gate.now()
    FROM unnest(%s::bigint[], %s::int[], %s::bigint[], %s::bytea[]) AS x (contact, cell, token, value)
    ON CONFLICT (contact, token) DO NOTHING
"""


class Given(NamedTuple):
    """A number for a record of the actor's."""

    contact: int
    public: UUID
    cell: int
    reference: Reference


def add_references(actor: Actor, *, given: Sequence[Given]) -> None:
    """Puts numbers on records, one statement; one that is there stays once. The caller leaves the trace."""
    rows = [
        (one.contact, one.cell, token_of(one.reference), sealed_reference(one.public, one.reference))
        for one in given
        if one.reference.key
    ]
    if rows:
        columns = [list(column) for column in zip(*rows, strict=True)]
        with connection.cursor() as cursor:
            cursor.execute(WRITE, [actor.member, *columns])


def remove_reference(actor: Actor, *, contact: ContactRow, reference: Reference) -> None:
    """Takes a number away; the history says that it was there. Raises Refused: act, restricted."""
    drop_references(actor, contact=contact, references=[reference])
    words = (f"{reference.number} · {reference.tool}",)
    note_changes(actor, records=[contact], changed=[Changed(ChangedField.REFERENCE, words, ())])
    actor.trace.saw("people:contact:edit", [contact.id], ["references"])


def drop_references(actor: Actor, *, contact: ContactRow, references: Sequence[Reference]) -> None:
    """Takes numbers away as if they had never come. Raises Refused: act, restricted."""
    if not actor.may(Act.EDIT, contact.cell):
        raise Refused("act", subject=contact.id)
    if contact.restricted:
        raise Refused("restricted", subject=contact.id)
    asked = [token for one in references for token in tokens_asked(one)]
    Kept.objects.filter(contact=contact.id, token__in=asked).delete()

"""Acts of a file taken back, with what they made of the dates of their records; what one may not write any more stays."""

import json
from uuid import uuid4

from django.db import connection

from licite import vault
from licite.access.actor import Actor
from licite.intake import reports
from licite.intake.cells import Note
from licite.intake.models import Batch, Part
from licite.intake.reports import Line, Outcome

UNDO = "SELECT gate.undo_events(%s, %s)"


def take_back(actor: Actor, record: Batch, *, contacts: int) -> bool:
    """Takes back the acts of so many contacts; False where none is left. What stays is added to the report."""
    with connection.cursor() as cursor:
        cursor.execute(UNDO, [record.public, contacts])
        (found,) = cursor.fetchone()
    done = json.loads(found) if isinstance(found, str) else found
    gone, stay = done["gone"], done["stay"]
    if not gone and not stay:
        return False
    lines = [
        Line(0, Outcome.KEPT, (Note(f"undo.{why}"),), (), (int(contact),)) for contact, why in stay.items()
    ]
    if lines:
        public = uuid4()
        body = vault.seal("report_part", public, reports.part_of(lines))
        Part.objects.create(public=public, batch=record, body=body, counts=reports.tallies(lines))
    for name, more in (("gone", sum(gone.values())), ("restored", 0), ("kept", len(stay))):
        record.counts[name] = record.counts.get(name, 0) + more
    Batch.objects.filter(id=record.pk).update(counts=record.counts)
    actor.trace.saw("intake:event:undone", map(int, gone), [], batch=record.pk, left=len(stay))
    return True

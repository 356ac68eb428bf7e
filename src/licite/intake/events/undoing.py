"""Acts of a file taken back, with what they made of the dates of their records; what one may not write any more stays."""

from collections.abc import Mapping

from django.db import connection

from licite.access.actor import Actor
from licite.intake.cells import Note
from licite.intake.kinds import Kind
from licite.intake.models import Arrival, Batch
from licite.intake.parts import add_part
from licite.intake.reports import Line, Outcome
from licite.kit import answers

UNDO = "SELECT gate.undo_events(%s, %s)"


def take_back(actor: Actor, record: Batch, *, contacts: int) -> bool:
    """Takes back the acts of so many contacts; False where none is left. What stays is added to the report."""
    with connection.cursor() as cursor:
        cursor.execute(UNDO, [record.public, contacts])
        (found,) = cursor.fetchone()
    done = answers.read(found)
    gone, stay = done["gone"], done["stay"]
    if not gone and not stay:
        return False
    lines = [
        Line(0, Outcome.KEPT, (Note(f"undo.{why}"),), (), (int(contact),)) for contact, why in stay.items()
    ]
    if lines:
        add_part(record, lines)
    for name, more in _counted(record, gone, stay):
        record.counts[name] = record.counts.get(name, 0) + more
    Batch.objects.filter(id=record.pk).update(counts=record.counts)
    actor.trace.saw("intake:event:undone", map(int, gone), [], batch=record.pk, left=len(stay))
    return True


def _counted(record: Batch, gone: Mapping[str, int], stay: Mapping[str, str]) -> list[tuple[str, int]]:
    """What to add to the counts: acts that went; of a file of contacts, records whose remark alone went."""
    if record.kind != Kind.CONTACTS:
        return [("gone", sum(gone.values())), ("restored", 0), ("kept", len(stay))]
    filled = set(
        Arrival.objects.filter(batch=record, contact__in=map(int, gone)).values_list("contact", flat=True)
    )
    return [("gone", 0), ("restored", len(gone) - len(filled)), ("kept", len(stay))]

"""A number by which a row looked for nobody here, kept for the record that the row was given to: the next file finds it."""

from collections.abc import Mapping, Sequence

from licite.access.actor import Actor
from licite.access.permissions import Act
from licite.intake.events.reading import Reading
from licite.intake.leftovers.keeping import GIVEN, Answer
from licite.intake.reports import Line, Outcome
from licite.intake.shelving import known_of
from licite.people.actions.changes import Changed, note_changes
from licite.people.actions.references import Given, add_references
from licite.people.choices import ChangedField
from licite.people.queries.references import Reference, bearers


def keep_numbers(
    actor: Actor, told: Mapping[int, Answer], readings: Sequence[Reading], lines: Sequence[Line]
) -> None:
    """Puts on each record the numbers that are to be kept for it; the history of the record says so.

    One that somebody in sight bears, or whose record may not be changed, is passed over. Undoing the import leaves it:
    somebody said it of the record.
    """
    entered = {line.number for line in lines if line.outcome is Outcome.CREATED}
    asked: dict[str, tuple[int, Reference]] = {}
    for one in readings:
        answer = told.get(one.line)
        number = one.act.bearer.reference if one.act else None
        if answer and number and answer.rule == GIVEN and answer.keep and one.line in entered:
            asked.setdefault(number.key, (answer.record, number))
    if not asked:
        return
    borne = {
        number.key for numbers in bearers(one for _, one in asked.values()).values() for number in numbers
    }
    records = known_of(actor, sorted({record for record, _ in asked.values()}))
    for key, (contact, number) in asked.items():
        record, _person = records.get(contact, (None, None))
        if key in borne or record is None or record.restricted or not actor.may(Act.EDIT, record.cell):
            continue
        add_references(actor, given=[Given(record.id, record.public, record.cell, number)])
        words = (f"{number.number} · {number.tool}",)
        note_changes(actor, records=[record], changed=[Changed(ChangedField.REFERENCE, (), words)])
        actor.trace.saw("people:contact:edit", [record.id], ["references"])

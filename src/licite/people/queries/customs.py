"""The organisation's own fields, and what one record says in them, as open as the level of notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from licite.access.actor import Actor
from licite.access.permissions import Field, Level
from licite.people import sealing
from licite.people.models import CustomField, CustomValue
from licite.people.queries.records import ContactRow


@dataclass(frozen=True)
class Custom:
    """A field that is in use. `choices`: what a choice is made of."""

    id: int
    key: str
    label: str
    kind: str
    choices: tuple[str, ...]
    purpose: str
    sensitivity: str
    retired_at: datetime | None = None


@dataclass(frozen=True)
class CustomHeld:
    """A field with the record's value: empty for none, None where the reader's level does not open it."""

    field: Custom
    value: str | None


def customs(actor: Actor, *, retired: bool = False) -> list[Custom]:
    """The fields in use, oldest first, named in the actor's language; with `retired` the others after them."""
    english = actor.language.startswith("en")
    found = CustomField.objects.order_by("id")
    rows = found if retired else found.filter(retired_at=None)
    made = [
        Custom(
            id=row.id,
            key=row.key,
            label=row.label_en if english else row.label_fr,
            kind=row.kind,
            choices=tuple(row.choices),
            purpose=row.purpose,
            sensitivity=row.sensitivity,
            retired_at=row.retired_at,
        )
        for row in rows
    ]
    return sorted(made, key=lambda one: one.retired_at is not None)


def customs_of(actor: Actor, *, contact: ContactRow, fields: Sequence[Custom]) -> list[CustomHeld]:
    """These fields of a record in sight; what is opened is in the trace, field by field. One statement."""
    if not fields:
        return []
    ids = {field.id for field in fields}
    kept = CustomValue.objects.filter(contact=contact.id, field__in=ids)
    envelopes: dict[int, bytes | memoryview] = dict(kept.values_list("field", "value"))
    opens = actor.level(contact.cell, Field.NOTE) is Level.OPEN
    found = []
    for field in fields:
        envelope = envelopes.get(field.id)
        value: str | None = ""
        if envelope:
            value = " ".join(sealing.open_values("custom", contact.public, envelope)) if opens else None
        found.append(CustomHeld(field, value))
    read = [one.field.key for one in found if one.value]
    if read:
        actor.trace.saw("people:contact:read", [contact.id], ["customs"], customs=read)
    return found

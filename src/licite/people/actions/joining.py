"""Two records that become one: each coordinate once, its kind with it, those chosen first; and what the history keeps."""

from collections.abc import Mapping
from uuid import UUID

from licite.access import reveal
from licite.access.actor import Actor
from licite.access.permissions import Field
from licite.kit import names
from licite.people.actions.changes import Changed, note_changes
from licite.people.actions.editing import SEVERAL, UNKNOWN
from licite.people.choices import ChangedField
from licite.people.queries.records import ContactRow, contact_to_edit
from licite.people.queries.rows import company_names

Value = tuple[str, ...]
"""One coordinate: a single part, or line, postal code and town."""
LINE = 0


def joined(one: ContactRow, other: ContactRow, field: Field) -> tuple[list[str], str]:
    """The values of both, those of `one` first, as the envelope holds them; and the letters of their kinds, in order.

    The kind that only one of the two says is kept. An address without a street goes where another has one in that town.
    """
    found: dict[Value, tuple[Value, str]] = {}
    for contact in (one, other):
        for value, kind in _held(contact, field):
            key = tuple(map(names.fold, value)) if field is Field.ADDRESS else (value[0].lower(),)
            first, known = found.get(key, (value, UNKNOWN))
            found[key] = first, kind if known == UNKNOWN else known
    if field is Field.ADDRESS:
        streets = {key[1:] for key in found if key[LINE]}
        found = {key: one for key, one in found.items() if key[LINE] or key[1:] not in streets}
    values = [part for value, _ in found.values() for part in value]
    kinds = "".join(kind for _, kind in found.values())
    return values, kinds if set(kinds) != {UNKNOWN} else ""


def _held(contact: ContactRow, field: Field) -> list[tuple[Value, str]]:
    step = reveal.PARTS.get(field, 1)
    flat = reveal.for_keys(field, contact.public, getattr(contact, field.value))
    held = [tuple(flat[start : start + step]) for start in range(0, len(flat), step)]
    kinds = getattr(contact, f"{field.value}_kinds")[: len(held)].ljust(len(held), UNKNOWN)
    return [(value, kind) for value, kind in zip(held, kinds, strict=True) if any(value)]


def note_said(actor: Actor, *, before: ContactRow) -> None:
    """Writes in the history what a record says now that it did not before, and the reverse."""
    after = contact_to_edit(actor, before)
    companies = company_names({one.company_id for one in (before, after) if one.company_id})
    then, now = (_said(one, companies) for one in (before, after))
    note_changes(actor, records=[after], changed=[Changed(field, then[field], now[field]) for field in now])


def _said(contact: ContactRow, companies: Mapping[int, tuple[UUID, str]]) -> dict[ChangedField, list[str]]:
    said = {
        ChangedField.FIRST: [contact.listing.first],
        ChangedField.LAST: [contact.listing.last],
        ChangedField.TITLE: [contact.listing.title],
        ChangedField.COMPANY: [companies.get(contact.company_id or 0, (None, ""))[1]],
        ChangedField.COUNTRY: [contact.country],
        ChangedField.CAPACITY: [contact.capacity],
        ChangedField.LANGUAGE: [contact.language],
        ChangedField.PREFERS: [str(contact.prefers)],
        ChangedField.MOMENT: [contact.moment],
    }
    for field, name in SEVERAL.items():
        envelope = getattr(contact, field.value)
        said[ChangedField(name)] = reveal.for_keys(field, contact.public, envelope)
    return {field: values if any(values) else [] for field, values in said.items()}

"""The organisation's own fields on a contact's page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from licite.access.actor import Actor
from licite.access.permissions import Act, Field, Level, Permission
from licite.lawful.queries.purposes import purposes_now
from licite.people.customs import FieldKind, FieldSensitivity
from licite.people.forms.customs import CustomsForm
from licite.people.queries import ContactRow
from licite.people.queries import customs as queries


@dataclass(frozen=True)
class CustomLine:
    """A field in words: its value, or masked where there is one that the reader does not see."""

    label: str
    value: str
    masked: bool
    purpose: str
    personal: bool


@dataclass(frozen=True)
class Customs:
    """The panel; empty of lines where the organisation has no field of its own, or the level hides them."""

    lines: Sequence[CustomLine]
    form: CustomsForm | None


def customs(actor: Actor, contact: ContactRow) -> Customs:
    """The fields of one record; one statement where there is no field at all."""
    fields = queries.customs(actor)
    if not fields:
        return Customs([], None)
    held = queries.customs_of(actor, contact=contact, fields=fields)
    known = purposes_now()
    lines = [
        CustomLine(
            label=one.field.label,
            value=spoken(one.field.kind, one.value or ""),
            masked=one.value is None,
            purpose=known[one.field.purpose].name(actor.language),
            personal=one.field.sensitivity == FieldSensitivity.PERSONAL,
        )
        for one in held
    ]
    writes = actor.has(Permission.CONTACT_EDIT) and actor.may(Act.EDIT, contact.cell)
    hidden = actor.level(contact.cell, Field.NOTE) is Level.HIDDEN
    return Customs([] if hidden else lines, CustomsForm(held=held) if writes else None)


def spoken(kind: str, value: str) -> str:
    """A value as it is read: dates the day first, yes and no in the reader's language."""
    if kind == FieldKind.YES_NO and value:
        return _("Yes") if value == "yes" else _("No")
    if kind == FieldKind.DATE and value:
        year, month, day = value.split("-")
        return f"{day}/{month}/{year}"
    return value

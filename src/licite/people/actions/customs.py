"""Adding and ending the organisation's own fields, and filling them."""

import json
from collections.abc import Mapping, Sequence

from django.db import connection
from django.http import Http404

from licite.access.actor import Actor
from licite.access.permissions import Act, Field, Level, Permission
from licite.access.refusals import Refused
from licite.kit import clock
from licite.kit.masking import is_mask
from licite.lawful.actions.notes import screen
from licite.lawful.models.notes import Place
from licite.people import labels, sealing
from licite.people.actions.notes import watch_text
from licite.people.customs import FieldKind, FieldSensitivity
from licite.people.models import CustomValue
from licite.people.queries import ContactRow
from licite.people.queries.customs import Custom
from licite.people.queries.records import contact_to_edit


def add_field(
    actor: Actor,
    *,
    key: str,
    french: str,
    english: str,
    kind: str,
    choices: Sequence[str],
    purpose: str,
    sensitivity: str,
) -> bool:
    """Adds a field for a purpose; False where the key is taken or the purpose is not in use.

    Raises Refused: act, special (its name speaks of a prohibited category), personal (of a touchy one, and it is
    not declared highly personal).
    """
    _demand_manage(actor)
    told = (key.replace("_", " "), french, english, *choices)
    if labels.spoken_of(told, labels.REFUSED):
        raise Refused("special")
    if sensitivity != FieldSensitivity.PERSONAL and labels.spoken_of(told, labels.TOUCHY):
        raise Refused("personal")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gate.add_field(%s, %s, %s, %s, %s::jsonb, %s, %s)",
            [key, french, english, kind, json.dumps(list(choices)), purpose, sensitivity],
        )
        (made,) = cursor.fetchone()
    if made:
        actor.trace.saw("people:field:add", [], [], field=key, purpose=purpose)
    return bool(made)


def retire_field(actor: Actor, *, key: str) -> int:
    """Ends a field and deletes its values in every portfolio; how many. Raises Refused: act; Http404."""
    _demand_manage(actor)
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.retire_field(%s)", [key])
        (gone,) = cursor.fetchone()
    if gone is None:
        raise Http404
    actor.trace.saw("people:field:retire", [], [], field=key, values=gone)
    return int(gone)


def fill_customs(actor: Actor, *, contact: ContactRow, given: Mapping[Custom, str]) -> list[str]:
    """Writes what is given in the fields of a record; returns the keys of those that changed.

    An empty value takes away, but only what the editor may read. A text that seems to speak of what has no place here
    is read again by the reviewer. Raises Refused: act, mask, number.
    """
    if not (actor.has(Permission.CONTACT_EDIT) and actor.may(Act.EDIT, contact.cell)):
        raise Refused("act", subject=contact.id)
    if any(map(is_mask, given.values())):
        raise Refused("mask", subject=contact.id)
    contact = contact_to_edit(actor, contact)
    opens = actor.level(contact.cell, Field.NOTE) is Level.OPEN
    counting = {field: value.strip() for field, value in given.items() if value.strip() or opens}
    if not counting:
        return []
    texts = {field.id: value for field, value in counting.items() if field.kind == FieldKind.TEXT}
    for text in texts.values():
        screen(text, subject=contact.id)
    CustomValue.objects.filter(contact=contact.id, field__in=[field.id for field in counting]).delete()
    written = CustomValue.objects.bulk_create(
        [
            CustomValue(
                contact=contact.id,
                cell=contact.cell,
                field=field.id,
                value=sealing.seal_values("custom", contact.public, [value]),
                member=actor.member,
                written_at=clock.now(),
            )
            for field, value in counting.items()
            if value
        ]
    )
    for one in written:
        if one.field in texts:
            watch_text(actor, contact=contact, place=Place.FIELD, row_id=one.id, text=texts[one.field])
    keys = sorted(field.key for field in counting)
    actor.trace.saw("people:contact:edit", [contact.id], ["customs"], customs=keys)
    return keys


def _demand_manage(actor: Actor) -> None:
    if not actor.has(Permission.FIELD_MANAGE):
        raise Refused("act")

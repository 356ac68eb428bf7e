"""Who changed which field of a record, when; what it was and became where the reader's level opens that field."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from licite.access.actor import Actor
from licite.access.permissions import Field, Level
from licite.people import sealing
from licite.people.choices import ChangedField
from licite.people.queries.records import ContactRow
from licite.people.queries.rows import fetch

PAGE = 100
LEVELS: dict[str, Field] = {
    ChangedField.FIRST: Field.NAME,
    ChangedField.LAST: Field.NAME,
    ChangedField.TITLE: Field.TITLE,
    ChangedField.ROLE: Field.TITLE,
    ChangedField.EMAILS: Field.EMAIL,
    ChangedField.PHONES: Field.PHONE,
    ChangedField.ADDRESS: Field.ADDRESS,
    ChangedField.TAG: Field.NAME,
    ChangedField.REFERENCE: Field.NAME,
    ChangedField.FILE: Field.NOTE,
}
CHANGES = """
    SELECT * FROM (SELECT h.id, h.at, h.field, h.before, h.after, h.cell_before, h.cell_after, coalesce(m.name, '') AS by
    FROM people_change h LEFT JOIN access_member m ON m.id = h.member
    WHERE h.contact = %(contact)s AND (%(before)s::timestamptz IS NULL OR h.at < %(before)s)
    ORDER BY h.at DESC FETCH FIRST %(limit)s ROWS WITH TIES) x ORDER BY at DESC, id DESC
"""


@dataclass(frozen=True)
class ChangeRow:
    """A field that changed. `before`, `after`: None where the reader's level does not open the field."""

    at: datetime
    field: ChangedField
    before: list[str] | None
    after: list[str] | None
    cell_before: int | None
    cell_after: int | None
    by: str


def changes_of(
    actor: Actor, *, contact: ContactRow, before: datetime | None = None, limit: int = PAGE
) -> tuple[list[ChangeRow], bool]:
    """The latest changes of fields, newest first, in the trace; and whether there may be more.

    What was changed at one moment stays on one page, for the next begins before it: a page may be longer than `limit`.
    """
    raws = fetch(CHANGES, {"contact": contact.id, "before": before, "limit": limit})
    if raws:
        actor.trace.saw("people:contact:read", [contact.id], ["changes"])
    return [_change(actor, contact, raw) for raw in raws], len(raws) >= limit


def _change(actor: Actor, contact: ContactRow, raw: Mapping[str, Any]) -> ChangeRow:
    field = ChangedField(raw["field"])
    opens = field not in LEVELS or contact.level(actor, LEVELS[field]) is Level.OPEN
    before, after = (
        sealing.open_values("change", contact.public, raw[side]) if opens else None
        for side in ("before", "after")
    )
    return ChangeRow(raw["at"], field, before, after, raw["cell_before"], raw["cell_after"], raw["by"])

"""What a record says of the person beside the coordinates: roles, wishes, tags, files, and the history of fields."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise

from licite.access import labels
from licite.access.actor import Actor
from licite.access.permissions import Act, Permission
from licite.kit import countries
from licite.kit.cells import portfolio_of, stage_of
from licite.lawful.channels import BITS, Channel
from licite.lawful.choices import Capacity
from licite.people.choices import ChangedField, FileKind, Language, Moment
from licite.people.forms.blocks import FileForm, RoleForm, TagForm
from licite.people.queries import ContactRow
from licite.people.queries.about import Around, FileRow, RoleRow, TagRow
from licite.people.queries.changes import ChangeRow, changes_of
from licite.people.queries.references import token_of

WISHED = (Channel.PHONE, Channel.SMS, Channel.EMAIL, Channel.POST)


@dataclass(frozen=True)
class FileLine:
    """A file in words."""

    row: FileRow
    kind: str | Promise
    kilobytes: int


@dataclass(frozen=True)
class About:
    """The card. The forms are there for whoever may write. `references`: number, tool, and the token that names it."""

    company: tuple[UUID, str] | None
    roles: Sequence[RoleRow]
    tags: Sequence[TagRow]
    references: Sequence[tuple[str, str, int]]
    files: Sequence[FileLine]
    language: str | Promise
    wishes: Sequence[str | Promise]
    may_edit: bool
    tag_form: TagForm | None
    role_form: RoleForm | None
    file_form: FileForm | None


@dataclass(frozen=True)
class ChangeLine:
    """A change in words; `shown` False where the values stay closed to this reader."""

    at: datetime
    field: str | Promise
    by: str
    shown: bool
    before: str
    after: str


def about(actor: Actor, contact: ContactRow, found: Around) -> About:
    """Roles, wishes, tags and files, with the forms of whoever may write."""
    edits = (
        actor.has(Permission.CONTACT_EDIT) and actor.may(Act.EDIT, contact.cell) and not contact.restricted
    )
    keeps = (
        actor.has_in(Permission.FILE_WRITE, contact.cell)
        and actor.may(Act.COMMUNICATE, contact.cell)
        and not contact.restricted
    )
    wishes: list[str | Promise] = [channel.label for channel in WISHED if contact.prefers & BITS[channel]]
    if contact.moment:
        wishes.append(Moment(contact.moment).label)
    return About(
        company=found.company,
        roles=found.roles,
        tags=found.tags,
        references=[(one.number, one.tool, token_of(one)) for one in found.references],
        files=[FileLine(one, FileKind(one.kind).label, max(1, one.size // 1024)) for one in found.files],
        language=Language(contact.language).label if contact.language else "",
        wishes=wishes,
        may_edit=edits,
        tag_form=TagForm() if edits else None,
        role_form=RoleForm(actor=actor) if edits else None,
        file_form=FileForm() if keeps else None,
    )


def changes(
    actor: Actor, contact: ContactRow, *, before: datetime | None = None
) -> tuple[list[ChangeLine], datetime | None]:
    """The history of fields in words, newest first; and from when the next page goes on, None at the end."""
    rows, more = changes_of(actor, contact=contact, before=before)
    return [_line(actor, row) for row in rows], rows[-1].at if more else None


def _line(actor: Actor, row: ChangeRow) -> ChangeLine:
    shown = row.before is not None and row.after is not None
    before, after = (_words(actor, row.field, side or []) for side in (row.before, row.after))
    if row.cell_before is not None and row.cell_after is not None:
        before, after = cell_words(actor, row.cell_before), cell_words(actor, row.cell_after)
    return ChangeLine(row.at, row.field.label, row.by, shown, before, after)


def cell_words(actor: Actor, cell: int) -> str:
    """A stage, and its portfolio where the reader knows it."""
    name = actor.portfolios.get(portfolio_of(cell), "")
    return " · ".join(part for part in (str(labels.STAGES[stage_of(cell)]), name) if part)


def _words(actor: Actor, field: ChangedField, values: Sequence[str]) -> str:
    text = ", ".join(value for value in values if value)
    if not text:
        return ""
    if field is ChangedField.COUNTRY:
        return countries.label(text, actor.language)
    if field is ChangedField.PREFERS:
        bits = int(text)
        return ", ".join(str(channel.label) for channel in WISHED if bits & BITS[channel])
    known = {
        ChangedField.CAPACITY: Capacity,
        ChangedField.LANGUAGE: Language,
        ChangedField.MOMENT: Moment,
    }.get(field)
    return str(known(text).label) if known and text in known.values else text

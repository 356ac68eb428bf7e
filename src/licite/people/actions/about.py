"""Tags, roles and files of a record: put and taken away, each with its line in the history."""

import uuid
from datetime import date
from uuid import UUID

from django.http import Http404

from licite import vault
from licite.access.actor import Actor
from licite.access.permissions import Act, Field, Level, Permission
from licite.access.refusals import Refused
from licite.kit import clock
from licite.lawful.actions.notes import flag_text, screen
from licite.lawful.models import Evidence
from licite.lawful.models.notes import Place
from licite.lawful.proofs.files import TYPES, kind_of
from licite.people import sealing
from licite.people.actions import values
from licite.people.actions.changes import Changed, note_changes
from licite.people.actions.tagging import put_tags
from licite.people.choices import ChangedField
from licite.people.models import File, Role, Tag
from licite.people.queries import ContactRow
from licite.people.queries.about import FileRow, RoleRow, TagRow


def add_tag(actor: Actor, *, contact: ContactRow, text: str) -> None:
    """Puts a word on a record; one that is there already stays once. Raises Refused: act, restricted, number."""
    _must_edit(actor, contact)
    if put_tags(actor, records=[contact], text=text):
        actor.trace.saw("people:contact:edit", [contact.id], ["tags"])


def remove_tag(actor: Actor, *, contact: ContactRow, tag: TagRow) -> None:
    """Takes a word away. Raises Refused: act, restricted."""
    _must_edit(actor, contact)
    Tag.objects.filter(contact=contact.id, token=tag.token).delete()
    note_changes(actor, records=[contact], changed=[Changed(ChangedField.TAG, (tag.text,), ())])
    actor.trace.saw("people:contact:edit", [contact.id], ["tags"])


def add_role(
    actor: Actor,
    *,
    contact: ContactRow,
    company: int,
    company_name: str,
    title: str = "",
    since: date | None = None,
    until: date | None = None,
) -> UUID:
    """Gives the person a role at a further company that the actor sees; its public id. Raises Refused: act, restricted."""
    _must_edit(actor, contact)
    clean = values.clean_name(title)
    public = uuid.uuid4()
    Role.objects.create(
        public=public,
        contact=contact.id,
        cell=contact.cell,
        company=company,
        title=_seal("role", contact, clean) if clean else None,
        since=since,
        until=until,
        member=actor.member,
        created_at=clock.now(),
    )
    told = tuple(part for part in (clean, company_name) if part)
    note_changes(actor, records=[contact], changed=[Changed(ChangedField.ROLE, (), told)])
    actor.trace.saw("people:contact:edit", [contact.id], ["roles"])
    return public


def remove_role(actor: Actor, *, contact: ContactRow, role: RoleRow) -> None:
    """Takes a role away. Raises Refused: act, restricted."""
    _must_edit(actor, contact)
    Role.objects.filter(public=role.public, contact=contact.id).delete()
    told = tuple(part for part in (role.title or "", role.company_name) if part)
    note_changes(actor, records=[contact], changed=[Changed(ChangedField.ROLE, told, ())])
    actor.trace.saw("people:contact:edit", [contact.id], ["roles"])


def add_file(actor: Actor, *, contact: ContactRow, name: str, content: bytes) -> UUID:
    """Keeps a file with a record, sealed whole; its public id. Raises FileRefused; Refused: act, restricted, number."""
    _must_keep(actor, contact)
    kind = kind_of(content)
    clean = values.clean_name(name)[:120] or "."
    found = screen(clean, subject=contact.id)
    public = uuid.uuid4()
    made = File.objects.create(
        public=public,
        contact=contact.id,
        cell=contact.cell,
        kind=kind.value,
        size=len(content),
        name=_seal("file_name", contact, clean),
        content=sealing.seal_file(contact.public, content),
        member=actor.member,
        created_at=clock.now(),
    )
    if found:
        flag_text(actor, contact=contact.id, place=Place.FILE, row_id=made.id, found=found)
    note_changes(actor, records=[contact], changed=[Changed(ChangedField.FILE, (), (clean,))])
    actor.trace.saw("people:file:write", [contact.id], ["files"], file=str(public))
    return public


def open_file(actor: Actor, *, contact: ContactRow, public: UUID) -> tuple[bytes, str, str]:
    """Content, content type and the ending of its name, in the trace as a reveal is. Http404 for a missing one.

    A file is a free text: it opens where notes do, and to whoever brought it. Raises Refused("level").
    """
    found = File.objects.filter(public=public, contact=contact.id).first()
    if found is None:
        raise Http404
    if found.member != actor.member and contact.level(actor, Field.NOTE) is not Level.OPEN:
        raise Refused("level", subject=contact.id)
    kind, ending = TYPES[Evidence.Kind(found.kind)]
    actor.trace.saw("people:file:read", [contact.id], ["files"], file=str(public))
    return sealing.open_file(contact.public, found.content), kind, ending


def remove_file(actor: Actor, *, contact: ContactRow, file: FileRow) -> None:
    """Takes a file away for good; the history keeps who did and its name. Raises Refused: act, restricted."""
    _must_keep(actor, contact)
    File.objects.filter(public=file.public, contact=contact.id).delete()
    note_changes(actor, records=[contact], changed=[Changed(ChangedField.FILE, (file.name or "…",), ())])
    actor.trace.saw("people:file:remove", [contact.id], ["files"], file=str(file.public))


def _must_edit(actor: Actor, contact: ContactRow) -> None:
    if not (actor.has(Permission.CONTACT_EDIT) and actor.may(Act.EDIT, contact.cell)):
        raise Refused("act", subject=contact.id)
    if contact.restricted:
        raise Refused("restricted", subject=contact.id)


def _must_keep(actor: Actor, contact: ContactRow) -> None:
    if not (actor.has_in(Permission.FILE_WRITE, contact.cell) and actor.may(Act.COMMUNICATE, contact.cell)):
        raise Refused("act", subject=contact.id)
    if contact.restricted:
        raise Refused("restricted", subject=contact.id)


def _seal(field_class: str, contact: ContactRow, text: str) -> bytes:
    return vault.seal(field_class, contact.public, vault.pack([text]))

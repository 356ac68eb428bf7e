"""What a record's card says beside its coordinates, in one statement: company, roles, tags, numbers, files."""

from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from licite.access.actor import Actor
from licite.access.permissions import Field, Level
from licite.people import sealing
from licite.people.queries.records import ContactRow
from licite.people.queries.references import Reference, opened_reference
from licite.people.queries.rows import company_name, fetch

AROUND = """
    SELECT k.public, k.name, k.identity,
        (SELECT json_agg(json_build_object('token', t.token, 'value', encode(t.value, 'base64')) ORDER BY t.id)
         FROM people_tag t WHERE t.contact = %(contact)s) AS tags,
        (SELECT json_agg(encode(n.value, 'base64') ORDER BY n.id)
         FROM people_reference n WHERE n.contact = %(contact)s) AS "references",
        (SELECT json_agg(json_build_object('public', r.public, 'title', encode(r.title, 'base64'), 'since', r.since,
            'until', r.until, 'company', c.public, 'name', c.name, 'identity', encode(c.identity, 'base64'))
            ORDER BY r.until DESC NULLS FIRST, r.id)
         FROM people_role r LEFT JOIN people_company c ON c.id = r.company WHERE r.contact = %(contact)s) AS roles,
        (SELECT json_agg(json_build_object('public', f.public, 'name', encode(f.name, 'base64'), 'kind', f.kind,
            'size', f.size, 'at', f.created_at, 'member', f.member) ORDER BY f.id)
         FROM people_file f WHERE f.contact = %(contact)s) AS files,
        gate.objected_elsewhere(%(contact)s) AS elsewhere
    FROM (SELECT) one LEFT JOIN people_company k ON k.id = %(company)s
"""


@dataclass(frozen=True)
class RoleRow:
    """A role at a further company; its title as the level allows, None where there is one that it hides."""

    public: UUID
    company: UUID
    company_name: str
    title: str | None
    since: date | None
    until: date | None


@dataclass(frozen=True)
class TagRow:
    """A word on a record, named on pages by its keyed token: a number would tell how much others tag."""

    token: int
    text: str


@dataclass(frozen=True)
class FileRow:
    """A file of a record; its name None where the level hides it."""

    public: UUID
    name: str | None
    kind: str
    size: int
    at: datetime
    mine: bool


@dataclass(frozen=True)
class Around:
    """What hangs on a record. `company`: public id and name, None for none. `elsewhere`: the records in sight that bear the
    objection which it waits for.
    """

    company: tuple[UUID, str] | None
    roles: list[RoleRow]
    tags: list[TagRow]
    references: list[Reference]
    files: list[FileRow]
    elsewhere: Sequence[int]


def around(actor: Actor, *, contact: ContactRow) -> Around:
    """Company, roles, tags, numbers and files, as the levels allow, in the trace. One statement."""
    (raw,) = fetch(AROUND, {"contact": contact.id, "company": contact.company_id or 0})
    levels = {name: actor.level(contact.cell, name) for name in (Field.NAME, Field.TITLE, Field.NOTE)}
    seen = [name for name in ("tags", "roles", "references", "files") if raw[name]]
    if seen:
        actor.trace.saw("people:contact:read", [contact.id], seen)
    return Around(
        company=(raw["public"], company_name(raw)) if raw["public"] else None,
        roles=[_role(contact, one, levels[Field.TITLE]) for one in raw["roles"] or ()],
        tags=[
            TagRow(one["token"], _text("tag", contact, one["value"]))
            for one in raw["tags"] or ()
            if levels[Field.NAME] is Level.OPEN
        ],
        references=[
            opened_reference(contact.public, b64decode(one))
            for one in raw["references"] or ()
            if levels[Field.NAME] is Level.OPEN
        ],
        files=[_file(actor, contact, one, levels[Field.NOTE]) for one in raw["files"] or ()],
        elsewhere=raw["elsewhere"] or (),
    )


def _role(contact: ContactRow, raw: Mapping[str, Any], level: Level) -> RoleRow:
    title = _text("role", contact, raw["title"]) if raw["title"] else ""
    sole = {
        **raw,
        "public": UUID(raw["company"]),
        "identity": b64decode(raw["identity"]) if raw["identity"] else None,
    }
    return RoleRow(
        public=UUID(raw["public"]),
        company=UUID(raw["company"]),
        company_name=company_name(sole),
        title=title if level is Level.OPEN or not title else None,
        since=date.fromisoformat(raw["since"]) if raw["since"] else None,
        until=date.fromisoformat(raw["until"]) if raw["until"] else None,
    )


def _file(actor: Actor, contact: ContactRow, raw: Mapping[str, Any], level: Level) -> FileRow:
    mine = raw["member"] == actor.member
    opens = mine or level is Level.OPEN
    return FileRow(
        public=UUID(raw["public"]),
        name=_text("file_name", contact, raw["name"]) if opens else None,
        kind=raw["kind"],
        size=raw["size"],
        at=datetime.fromisoformat(raw["at"]),
        mine=mine,
    )


def _text(field_class: str, contact: ContactRow, envelope: str) -> str:
    return "".join(sealing.open_values(field_class, contact.public, b64decode(envelope)))

"""The one door to a sealed coordinate: what is open to this reader, or opened for one act and one minute.

`reveal` asks the gate, which checks scope, act, level, waiting, objection and quota, counts, and only then
answers; the act that the reveal is for is created in the same transaction. `opened` is where an envelope
becomes text for a screen; `for_keys` where it becomes text for tokens and fingerprints, shown to nobody.
Acts are declared by the rooms that own them, in `<room>/reveals.py` (`ACTS`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import import_module
from typing import Any, Protocol
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.http import Http404
from django.utils.functional import Promise
from django.utils.module_loading import module_has_submodule

from licite import vault
from licite.access.actor import Actor
from licite.access.permissions import Act, Field, Level
from licite.access.refusals import Refused
from licite.kit import answers, emails, phones
from licite.kit.masking import DOT

COORDINATES = (Field.PHONE, Field.EMAIL, Field.ADDRESS)
Envelope = bytes | memoryview | None

USED = """
    SELECT count(*) FROM access_reveal
    WHERE member_id = %s AND at >= date_trunc('day', gate.now(), 'Europe/Paris')
"""
STANDING = """
    SELECT (SELECT count(*) FROM access_reveal
            WHERE member_id = %(me)s AND at >= date_trunc('day', gate.now(), 'Europe/Paris')),
        held.field, held.place, held.until
    FROM (SELECT) one LEFT JOIN (
        SELECT field, place, max(until) AS until FROM access_reveal
        WHERE member_id = %(me)s AND contact = %(contact)s AND until > gate.now() GROUP BY field, place) held ON true
"""
MASKS = (Field.PHONE, Field.EMAIL)
"""Fields whose mask says a part of the value; that of an address says nothing."""
PARTS = {Field.ADDRESS: 3}
"""How many parts one value of a field has: an address is a line, a postal code and a town."""


class Sealed(Protocol):
    """A record in the actor's sight."""

    @property
    def id(self) -> int: ...
    @property
    def public(self) -> UUID: ...
    @property
    def cell(self) -> int: ...


@dataclass(frozen=True)
class RevealAct:
    """A business act that may open a field.

    `channels`: the fields it opens, each with the objection bit of the channel it is for. `create` writes the act and
    gives its public id (its last argument is the date asked for when `dated`, else None).
    """

    key: str
    label: Promise
    channels: Mapping[Field, int]
    create: Callable[[Actor, Any, Field, datetime | None], UUID]
    dated: bool = False


@dataclass(frozen=True)
class Revealed:
    """What the gate granted: until when, how many of today's reveals are spent, and the act that was made of it."""

    id: int
    until: datetime
    used: int
    quota: int
    made: UUID


@dataclass(frozen=True)
class Opened:
    """The clear values of one field."""

    values: Sequence[str]


@dataclass(frozen=True)
class Shown:
    """One value of a field: its place among them, its mask, and its parts in clear where they are open.

    `until`: the end of a reveal, None where the level is open. `dialable`: of a phone, whether a call may start from it.
    """

    place: int
    mask: str
    parts: Sequence[str] = ()
    until: datetime | None = None
    dialable: bool = False


@dataclass(frozen=True)
class Standing:
    """What the actor has open of a record, by field and place, and how many reveals are spent since midnight in Paris."""

    live: Mapping[str, Mapping[int, datetime]]
    used: int


@cache
def acts() -> Mapping[str, RevealAct]:
    """Every declared act by its key."""
    found: dict[str, RevealAct] = {}
    for app in apps.get_app_configs():
        if app.name.startswith("licite.") and module_has_submodule(app.module, "reveals"):
            found |= {act.key: act for act in import_module(f"{app.name}.reveals").ACTS}
    return found


def acts_for(actor: Actor, *, contact: Sealed, field: Field) -> list[RevealAct]:
    """The acts that this actor may ask this field for, those of one gesture first; none without the level."""
    if actor.level(contact.cell, field) is not Level.REVEAL or not actor.may(Act.COMMUNICATE, contact.cell):
        return []
    return sorted((act for act in acts().values() if field in act.channels), key=lambda act: act.dated)


def reveal(
    actor: Actor, *, contact: Sealed, field: str, act: str, at: datetime | None = None, place: int = 0
) -> Revealed:
    """Opens one value of one field, at this place, for one act, and creates that act.

    `at` is the date of a dated act. Raises Http404 when the record is not in sight, Refused otherwise:
    act, level, waiting, restricted, objection, quota, date.
    """
    declared = acts().get(act)
    if declared is None or field not in declared.channels:
        raise Refused("act", subject=contact.id)
    if declared.dated and at is None:
        raise Refused("date", subject=contact.id)
    opening = Field(field)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gate.reveal(%s, %s, %s, %s, %s)",
            [contact.id, field, act, declared.channels[opening], place],
        )
        (raw,) = cursor.fetchone()
    granted = answers.read(raw)
    refused = granted.get("refused")
    if refused == "missing":
        raise Http404
    if refused:
        raise Refused(refused, subject=contact.id)
    made = declared.create(actor, contact, opening, at)
    actor.trace.saw("people:contact:reveal", [contact.id], [field], reason=act, reveal=granted["reveal"])
    return Revealed(
        granted["reveal"], datetime.fromisoformat(granted["until"]), granted["used"], granted["quota"], made
    )


def standing(actor: Actor, *, contact: Sealed) -> Standing:
    """What the actor has open of this record now, by the database's clock, and what is spent of the day. One statement."""
    found: dict[str, dict[int, datetime]] = {}
    with connection.cursor() as cursor:
        cursor.execute(STANDING, {"me": actor.member, "contact": contact.id})
        rows = cursor.fetchall()
    for _used, field, place, until in rows:
        if field:
            found.setdefault(field, {})[place] = until
    return Standing(found, rows[0][0])


def live(actor: Actor, *, contact: Sealed) -> Mapping[str, Mapping[int, datetime]]:
    """The values of this record that the actor has open now, by field and place, each with its end."""
    return standing(actor, contact=contact).live


def used_today(actor: Actor) -> int:
    """How many reveals the actor has spent since midnight in Paris."""
    with connection.cursor() as cursor:
        cursor.execute(USED, [actor.member])
        return int(cursor.fetchone()[0])


def opened(actor: Actor, *, contact: Sealed, field: Field, envelope: Envelope) -> Opened | None:
    """The clear values, in the trace, where the level is open; else None."""
    if actor.level(contact.cell, field) is not Level.OPEN:
        return None
    actor.trace.saw("people:contact:read", [contact.id], [field])
    return Opened(for_keys(field, contact.public, envelope))


def shown(
    actor: Actor,
    *,
    contact: Sealed,
    field: Field,
    envelope: Envelope,
    live: Mapping[int, datetime],
    closed: bool,
) -> list[Shown]:
    """Each value of a field by its mask; in clear and in the trace where the level is open, or where `live` says so.

    `closed`: the person closed its channel, so that nothing opens. A field that the level hides has no value.
    """
    level = actor.level(contact.cell, field)
    if level is Level.HIDDEN:
        return []
    values = for_keys(field, contact.public, envelope)
    step = PARTS.get(field, 1)
    found = []
    for place, start in enumerate(range(0, len(values), step)):
        parts, until = values[start : start + step], live.get(place)
        opens = not closed and (level is Level.OPEN or (level is Level.REVEAL and until is not None))
        if opens:
            actor.trace.saw("people:contact:read", [contact.id], [field.value])
        elif field in MASKS:
            actor.trace.saw("people:contact:read", [contact.id], [masked(field)])
        ends = until if opens and level is Level.REVEAL else None
        dialable = field is Field.PHONE and phones.dialable(parts[0])
        found.append(Shown(place, _mask(field, parts), parts if opens else (), ends, dialable))
    return found


def masked(field: Field) -> str:
    """What the trace calls the mask of a field: some of its digits or letters are in clear, so it is read too."""
    return f"{field.value}_mask"


def _mask(field: Field, parts: Sequence[str]) -> str:
    if field is Field.PHONE:
        return phones.mask(parts[0])
    return emails.mask(parts[0]) if field is Field.EMAIL else DOT * 3


def for_keys(field: Field, subject: UUID, envelope: Envelope) -> list[str]:
    """The clear values, to make tokens and fingerprints of them; the caller's own act is in the trace."""
    return vault.unpack(vault.unseal(field, subject, envelope)) if envelope else []


def between_members(field_class: str, subject: UUID, envelope: Envelope) -> str:
    """A text that one member wrote to another about access, "" for none: its row is open to these two alone."""
    return vault.unseal(field_class, subject, envelope) if envelope else ""

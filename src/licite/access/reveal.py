"""The one door to a sealed coordinate: what is open to this reader, or opened for one act and one minute.

`reveal` asks the gate, which checks scope, act, level, waiting, objection and quota, counts, and only then
answers; the act that the reveal is for is created in the same transaction. `opened` is where an envelope
becomes text for a screen; `for_keys` where it becomes text for tokens and fingerprints, shown to nobody.
Acts are declared by the rooms that own them, in `<room>/reveals.py` (`ACTS`).
"""

import json
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

COORDINATES = (Field.PHONE, Field.EMAIL, Field.ADDRESS)
Envelope = bytes | memoryview | None

LIVE = """
    SELECT field, max(until) FROM access_reveal
    WHERE member_id = %s AND contact = %s AND until > gate.now() GROUP BY field
"""
USED = """
    SELECT count(*) FROM access_reveal
    WHERE member_id = %s AND at >= date_trunc('day', gate.now(), 'Europe/Paris')
"""


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

    `channels`: the fields it opens, each with the objection bit of the channel it is for. `create` writes
    the act (its last argument is the date asked for when `dated`, else None).
    """

    key: str
    label: Promise
    channels: Mapping[Field, int]
    create: Callable[[Actor, Any, Field, datetime | None], None]
    dated: bool = False


@dataclass(frozen=True)
class Revealed:
    """What the gate granted: until when, and how many of today's reveals are spent."""

    id: int
    until: datetime
    used: int
    quota: int


@dataclass(frozen=True)
class Opened:
    """The clear values of one field; `until` is None where the level is open."""

    values: Sequence[str]
    until: datetime | None = None


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


def reveal(actor: Actor, *, contact: Sealed, field: str, act: str, at: datetime | None = None) -> Revealed:
    """Opens one field of one record for one act, and creates that act.

    `at` is the date of a dated act. Raises Http404 when the record is not in sight, Refused otherwise:
    act, level, waiting, objection, quota, date.
    """
    declared = acts().get(act)
    if declared is None or field not in declared.channels:
        raise Refused("act", subject=contact.id)
    if declared.dated and at is None:
        raise Refused("date", subject=contact.id)
    opening = Field(field)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gate.reveal(%s, %s, %s, %s)", [contact.id, field, act, declared.channels[opening]]
        )
        (raw,) = cursor.fetchone()
    granted = json.loads(raw) if isinstance(raw, str) else raw
    refused = granted.get("refused")
    if refused == "missing":
        raise Http404
    if refused:
        raise Refused(refused, subject=contact.id)
    declared.create(actor, contact, opening, at)
    actor.trace.saw("people:contact:reveal", [contact.id], [field], reason=act, reveal=granted["reveal"])
    return Revealed(
        granted["reveal"], datetime.fromisoformat(granted["until"]), granted["used"], granted["quota"]
    )


def live(actor: Actor, *, contact: Sealed) -> dict[str, datetime]:
    """The fields of this record that the actor has open now, each with its end by the database's clock."""
    with connection.cursor() as cursor:
        cursor.execute(LIVE, [actor.member, contact.id])
        return dict(cursor.fetchall())


def used_today(actor: Actor) -> int:
    """How many reveals the actor has spent since midnight in Paris."""
    with connection.cursor() as cursor:
        cursor.execute(USED, [actor.member])
        return int(cursor.fetchone()[0])


def opened(
    actor: Actor, *, contact: Sealed, field: Field, envelope: Envelope, until: datetime | None = None
) -> Opened | None:
    """The clear values, in the trace, where the level is open or `until` (from `live`) says so; else None."""
    level = actor.level(contact.cell, field)
    if level is Level.OPEN:
        until = None
    elif level is not Level.REVEAL or until is None:
        return None
    actor.trace.saw("people:contact:read", [contact.id], [field])
    return Opened(for_keys(field, contact.public, envelope), until)


def for_keys(field: Field, subject: UUID, envelope: Envelope) -> list[str]:
    """The clear values, to make tokens and fingerprints of them; the caller's own act is in the trace."""
    return vault.unpack(vault.unseal(field, subject, envelope)) if envelope else []

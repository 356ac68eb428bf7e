"""Remarks that rows make of their persons: notes of the history, in nobody's name, known again by their words."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import connection

from licite import packs, vault
from licite.access.actor import Actor
from licite.intake import traces
from licite.intake.cells import Note
from licite.intake.chunks import Chunk
from licite.intake.declared import Declared
from licite.intake.events.finding import may_write
from licite.intake.kinds import Kind
from licite.intake.matching import Known
from licite.intake.reports import TOUCHY_OUT, Line, Outcome
from licite.intake.rows import Reading
from licite.kit import names
from licite.kit.arrays import numbers
from licite.lawful.actions.notes import put_flags
from licite.lawful.models.notes import Category, Place
from licite.lawful.notes import REFUSED, categories, scan
from licite.packs import Rule
from licite.people import sealing
from licite.people.queries.rows import fetch

HERE = "SELECT token, contact FROM intake_event WHERE token = ANY (%s::bigint[])"
BRING = (
    "SELECT gate.bring_remarks(%s, %s::bigint[], %s::timestamptz[], %s::bytea[], %s::bigint[], %s::bytea[])"
)
SENSITIVE = Note("remark.sensitive")
NOTED = Note("gained.remark")


@dataclass(frozen=True)
class Remark:
    """A remark of a person, and the categories that it seems to speak of. `at`: the day of the row's collection."""

    known: Known
    text: str
    at: datetime
    flags: Sequence[Category]


@dataclass
class Remarks:
    """The remarks of some rows. `here`: tokens of those that stand in the base, with their records; `closed`: the member may
    write no note where the file goes; `keeps_touchy`: what seems to say something that the law protects is noted too.
    """

    here: Mapping[int, set[int]] = field(default_factory=dict)
    closed: bool = False
    keeps_touchy: bool = False
    new: list[Remark] = field(default_factory=list)
    seen: set[tuple[int, str]] = field(default_factory=set)

    @cached_property
    def law(self) -> Mapping[str, Rule]:
        """The lists of words, read once."""
        return packs.law(packs.home())

    def take(self, line: Line, known: Known, reading: Reading) -> Line:
        """What the remark of a row does to its line: noted, there already, or not to be kept."""
        assert reading.person is not None
        if self.closed:
            return _warned(line, Note("remark.closed"))
        found = categories(scan(reading.remark, self.law))
        if REFUSED.intersection(found):
            return _warned(line, Note("remark.number"))
        key = id(known), said_of(reading.remark)
        tokens = vault.tokens.query_exact("event", key[1])
        if key in self.seen or any(known.id in self.here.get(token, ()) for token in tokens):
            return line
        if found and not self.keeps_touchy:
            return _warned(line, TOUCHY_OUT)
        self.seen.add(key)
        self.new.append(Remark(known, reading.remark, reading.person.collected_at, found))
        line = _warned(line, SENSITIVE) if found else line
        if line.outcome is Outcome.CREATED:
            return line
        return replace(line, outcome=Outcome.UPDATED, reasons=(*line.reasons, NOTED))


def remarks_of(actor: Actor, chunk: Chunk, declared: Declared, *, keeps_touchy: bool) -> Remarks:
    """What is known of the remarks of these rows before they are settled."""
    said = {said_of(one.remark) for one in chunk.readings if one.remark}
    if not said:
        return Remarks()
    tokens = {token for one in said for token in vault.tokens.query_exact("event", one)}
    here: dict[int, set[int]] = {}
    for raw in fetch(HERE, [numbers(tokens)]):
        here.setdefault(raw["token"], set()).add(raw["contact"])
    closed = not may_write(actor, declared.cell, kind=Kind.INTERACTIONS)
    return Remarks(here, closed=closed, keeps_touchy=keeps_touchy)


def bring(actor: Actor, batch: UUID, remarks: Sequence[Remark], publics: Mapping[int, UUID]) -> None:
    """Notes them on their records, in one statement; those that show something the law protects are to be read again."""
    if not remarks:
        return
    subjects = [(one.known.id, publics[one.known.id]) for one in remarks]
    columns: list[Any] = [
        numbers(contact for contact, _public in subjects),
        [one.at for one in remarks],
        [
            sealing.seal_values("note", public, [one.text])
            for (_, public), one in zip(subjects, remarks, strict=True)
        ],
        numbers(vault.tokens.exact("event", said_of(one.text)) for one in remarks),
        [
            traces.seal_act(public, said_of(one.text), "")
            for (_, public), one in zip(subjects, remarks, strict=True)
        ],
    ]
    with connection.cursor() as cursor:
        cursor.execute(BRING, [batch, *columns])
        (made,) = cursor.fetchone()
    for number, one in zip(made, remarks, strict=True):
        if number is not None and one.flags:
            put_flags(one.known.id, Place.INTERACTION, number, one.flags)
    noted = [contact for number, (contact, _public) in zip(made, subjects, strict=True) if number is not None]
    actor.trace.saw("intake:event:run", noted, ["interactions", "note"], created=len(noted))


def said_of(text: str) -> str:
    """What a remark is known again by: the same words of the same person are noted once."""
    digest = hashlib.blake2b(names.fold(text).encode(), digest_size=12).hexdigest()
    return json.dumps(["remark", digest])


def _warned(line: Line, note: Note) -> Line:
    return replace(line, warnings=(*line.warnings, note))

"""One batch of rows of acts enters: found, settled, then written in two statements. The database dates and checks."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import connection

from licite.access.actor import Actor
from licite.intake import traces
from licite.intake.cells import Note
from licite.intake.events.reading import Reading
from licite.intake.events.settling import Written, settle
from licite.intake.kinds import Kind
from licite.intake.models import Batch
from licite.intake.reports import Line, Outcome
from licite.lawful.actions.notes import put_flags
from licite.lawful.models.notes import Category, Place
from licite.people import sealing
from licite.sales.actions.purchases import Bought, keep_purchases

BRING = """
    SELECT gate.bring_events(%s, %s::bigint[], %s::timestamptz[], %s::text[], %s::text[], %s::text[], %s::text[],
        %s::bytea[], %s::bigint[], %s::bytea[])
"""
OVERTAKEN = Note("act.overtaken")
FIELDS = {
    Kind.PURCHASES.value: ["purchases", "amount"],
    Kind.INTERACTIONS.value: ["interactions", "note"],
}


def enter(actor: Actor, *, batch: Batch, tool: str, readings: Sequence[Reading]) -> list[Line]:
    """Writes what these rows tell; returns what became of each. All or nothing of the caller's transaction."""
    kind = batch.kind
    settled = settle(actor, readings, kind=kind, tool=tool, batch=batch.pk)
    found = _bring(batch.public, settled.writes)
    for number, written in zip(found, settled.writes, strict=True):
        line = settled.lines[written.place]
        if number is None:
            # The record was restricted, left these cells, or took the same act from elsewhere since it was looked at.
            line = replace(line, outcome=Outcome.REFUSED, reasons=(OVERTAKEN,))
        settled.lines[written.place] = replace(line, act=number or 0)
    made = [(number, one) for number, one in zip(found, settled.writes, strict=True) if number is not None]
    if kind == Kind.PURCHASES:
        keep_purchases(actor, bought=[_bought(number, one) for number, one in made])
    flags = sum(
        put_flags(one.record.id, Place.INTERACTION, number, map(Category, one.act.flags))
        for number, one in made
        if one.act.flags
    )
    subjects = list(dict.fromkeys(one.record.id for _number, one in made))
    actor.trace.saw(
        "intake:event:run", subjects, FIELDS[kind], batch=batch.pk, created=len(made), rows=len(readings)
    )
    if flags:
        actor.trace.saw("lawful:note:flag", subjects, [], flags=flags)
    return settled.lines


def _bought(number: int, written: Written) -> Bought:
    act, record = written.act, written.record
    return Bought(number, record.id, record.public, act.at, act.number, act.label, act.cents)


def _bring(batch: UUID, writes: Sequence[Written]) -> list[int | None]:
    """The number of each act, in order; None for one that could not be noted."""
    if not writes:
        return []
    acts = [written.act for written in writes]
    columns: list[list[Any]] = [
        [written.record.id for written in writes],
        [act.at for act in acts],
        [act.kind for act in acts],
        [act.direction for act in acts],
        [act.outcome for act in acts],
        [act.evidence for act in acts],
        [
            sealing.seal_values("note", written.record.public, [written.act.note])
            if written.act.note
            else None
            for written in writes
        ],
        [written.key.token for written in writes],
        [traces.seal_act(written.record.public, written.key.said, written.key.digest) for written in writes],
    ]
    with connection.cursor() as cursor:
        cursor.execute(BRING, [batch, *columns])
        (made,) = cursor.fetchone()
    return list(made)

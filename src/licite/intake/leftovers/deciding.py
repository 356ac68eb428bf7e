"""What was decided of rows that waited is done: at once for a few persons, by the worker for many and for acts.

Some hundreds of rows a transaction, each with its part of the report; killed halfway, it goes on where it was.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from django.db import connection
from django.http import Http404

from licite.access.actor import Actor
from licite.access.gate import NoEntry
from licite.access.permissions import Act, Permission
from licite.access.refusals import Refused
from licite.intake.actions import Scope, Stopped
from licite.intake.chunks import made_of
from licite.intake.companies import Companies
from licite.intake.entering import enter
from licite.intake.events.entering import enter as enter_acts
from licite.intake.events.leftovers import read_kept
from licite.intake.kinds import Kind
from licite.intake.leftovers.keeping import AGAIN, GIVEN, OPEN, Answer, Kept, Left, code_of, open_left, waits
from licite.intake.leftovers.numbers import keep_numbers
from licite.intake.models import Batch, State
from licite.intake.parts import put_right
from licite.intake.plans import Rule
from licite.intake.reports import Line, Outcome
from licite.intake.rows import read_row
from licite.intake.settling import LEFT_OUT

AT_ONCE = 200
"""Rows that a page settles while its reader waits; more go to the worker."""
ROWS = 500


def decide(actor: Actor, public: UUID, *, told: Mapping[int, Answer]) -> list[Line] | None:
    """Does what was decided of these lines; what became of each, or None where the worker was asked. A line that waits no
    more is passed over. Raises Http404, Refused.
    """
    record = _mine(actor, public)
    left = open_left(record) if record.state == State.DONE else None
    if left is None:
        return []
    asked = {one.line: told[one.line] for one in left.rows if one.line in told}
    if record.kind == Kind.CONTACTS and len(asked) <= AT_ONCE:
        return _settle(actor, record, replace(left, told=asked, made=()))
    staged = replace(left, told=asked, made=()).sealed(record)
    Batch.objects.filter(id=record.pk).update(staged=staged, state=State.SETTLING)
    args = json.dumps({"batch": str(public)})
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.defer('intake.settle_file', %s::jsonb)", [args])
    return None


def settle(scope: Scope, batch: UUID) -> None:
    """Takes what was decided to its end. `scope` as for `import_table`. Raises Stopped."""
    while True:
        try:
            with scope() as actor:
                record = Batch.objects.select_for_update().filter(public=batch).first()
                if record is None or not _may(actor, record):
                    raise Stopped("scope_ended")
                if record.state != State.SETTLING:
                    return
                left = open_left(record)
                if left is None or not left.told:
                    Batch.objects.filter(id=record.pk).update(state=State.DONE)
                    return
                _settle(actor, record, left)
        except NoEntry:
            raise Stopped("scope_ended") from None


def _mine(actor: Actor, public: UUID) -> Batch:
    record = Batch.objects.select_for_update().filter(public=public, member=actor.member).first()
    if record is None:
        raise Http404
    if not _may(actor, record):
        raise Refused("cell")
    return record


def _may(actor: Actor, record: Batch) -> bool:
    here = record.kind != Kind.CONTACTS or actor.may(Act.CREATE, record.cell)
    return here and actor.has(Permission.IMPORT_RUN)


def _settle(actor: Actor, record: Batch, left: Left) -> list[Line]:
    """Some of the rows that have an answer: written, said in the report, and kept no more unless they still wait."""
    some = [one for one in left.rows if one.line in left.told][:ROWS]
    lines = _write(actor, record, left, some) if some else []
    found = {line.number: line for line in lines}
    for name, n in put_right(record, [one.part for one in some], found).items():
        record.counts[name] = record.counts.get(name, 0) + n
    over = {number: line for number, line in found.items() if line.outcome not in waits(record.kind)}
    rest = left.without(over)
    rest = replace(
        rest,
        rows=[_again(one, found) for one in rest.rows],
        told={line: one for line, one in rest.told.items() if line not in found and some},
        made=[*rest.made, *(line.records[0] for line in lines if line.outcome is Outcome.CREATED)],
    )
    record.counts[OPEN] = len(rest.rows)
    Batch.objects.filter(id=record.pk).update(counts=record.counts, staged=rest.sealed(record))
    return lines


def _again(row: Kept, found: Mapping[int, Line]) -> Kept:
    """A row that waits still, for the reason that it has now."""
    line = found.get(row.line)
    return row._replace(code=code_of(line)) if line else row


def _write(actor: Actor, record: Batch, left: Left, some: list[Kept]) -> list[Line]:
    if record.kind != Kind.CONTACTS:
        return _acts(actor, record, left, some)
    plan, declared = left.plan, left.plan.declared
    assert declared is not None
    plan = replace(
        plan,
        decisions={one.line: Rule(left.told[one.line].rule) for one in some},
        chosen={one.line: answer.record for one in some if (answer := left.told[one.line]).record},
    )
    readings = [read_row(one.line, one.values, left.columns, declared) for one in some]
    chunk = made_of(readings, whole=True)
    return enter(
        actor, batch=record, plan=plan, chunk=chunk, companies=Companies(), since=frozenset(left.made)
    )


def _acts(actor: Actor, record: Batch, left: Left, some: list[Kept]) -> list[Line]:
    """Rows of acts: their person is looked for again, or is the one that was chosen or named; or they are left out."""
    asked = [one for one in some if left.told[one.line].rule in (AGAIN, GIVEN)]
    out = [
        Line(one.line, Outcome.SKIPPED, (LEFT_OUT,)) for one in some if left.told[one.line].rule == Rule.SKIP
    ]
    readings = read_kept(left, asked)
    lines = enter_acts(actor, batch=record, tool=left.plan.tool or "", readings=readings)
    keep_numbers(actor, left.told, readings, lines)
    return [*lines, *out]

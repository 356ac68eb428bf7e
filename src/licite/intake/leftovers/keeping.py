"""The rows of a file that wait for a decision, sealed with their batch in the place of its file until they are decided, the
import is undone, or their time ends.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from licite import packs, vault
from licite.intake.columns import Column
from licite.intake.events.chunks import reader_of
from licite.intake.headings import Target
from licite.intake.kinds import Kind
from licite.intake.models import Batch, Part, State
from licite.intake.parts import lines_of
from licite.intake.plans import Plan, from_text
from licite.intake.reports import Line, Outcome
from licite.intake.staging import Staged, packed, unpacked, unsealed

OPEN = "open"
"""In the counts of a batch: how many of its rows wait for a decision, and are kept."""


class Kept(NamedTuple):
    """A row: its line, the part of the report that speaks of it, why it waits (a code), its cells."""

    line: int
    part: int
    code: str
    values: Sequence[str]


class Answer(NamedTuple):
    """What was decided: a `Rule`, AGAIN or GIVEN; and of several records the one that is meant, or the one named;
    `keep`: the number by which the row looked for it is the record's from now on.
    """

    rule: str
    record: int = 0
    keep: bool = False


AGAIN = "again"
"""Of a row of acts: look for its person once more."""
GIVEN = "given"
"""Of a row of acts: it is of the record that was named, whatever the row says."""


@dataclass(frozen=True)
class Left:
    """The rows left, how they are read (`mark`: what comes before the cents), the answers to follow, and the records that
    following them has made so far.
    """

    plan: Plan
    columns: Sequence[Column]
    rows: Sequence[Kept]
    mark: str = ""
    told: Mapping[int, Answer] = field(default_factory=dict)
    made: Sequence[int] = ()

    def sealed(self, batch: Batch) -> bytes | None:
        """As it rests; nothing where no row is left."""
        if not self.rows:
            return None
        columns = [_plain(one) for one in self.columns]
        told = {
            "columns": columns,
            "rows": self.rows,
            "mark": self.mark,
            "told": self.told,
            "made": self.made,
        }
        text = json.dumps({"plan": self.plan.to_text(), "left": packed(json.dumps(told).encode())})
        return vault.seal("staged", batch.public, text)

    def without(self, lines: Mapping[int, object]) -> "Left":
        """The same without some lines, and with nothing left to follow of those."""
        rows = [one for one in self.rows if one.line not in lines]
        return replace(
            self, rows=rows, told={line: one for line, one in self.told.items() if line not in lines}
        )


def keep_left(record: Batch, staged: Staged) -> bytes | None:
    """What an import that has come to its end keeps of its file; counted in the batch."""
    wanted = _waiting(record)
    record.counts[OPEN] = len(wanted)
    if not wanted:
        return None
    rows = [Kept(line, *wanted[line], list(values)) for line, values in staged.table.rows() if line in wanted]
    acts = staged.plan.acts is not None
    mark = reader_of(staged.table, staged.columns, staged.plan).mark if acts else ""
    return Left(replace(staged.plan, decisions={}, alike={}), staged.columns, rows, mark).sealed(record)


def _plain(column: Column) -> list[object]:
    earliest = column.earliest.isoformat() if column.earliest else ""
    return [column.position, column.header, column.target, column.reason, sorted(column.firsts), earliest]


def open_left(batch: Batch) -> Left | None:
    """The rows that wait, opened; None where none is kept."""
    if batch.staged is None or batch.state not in (State.DONE, State.SETTLING):
        return None
    kept = unsealed(batch)
    told = json.loads(unpacked(kept["left"]))
    return Left(
        plan=from_text(kept["plan"]),
        columns=[
            Column(
                position,
                header,
                Target(target) if target else None,
                reason,
                frozenset(firsts),
                date.fromisoformat(earliest) if earliest else None,
            )
            for position, header, target, reason, firsts, earliest in told["columns"]
        ],
        rows=[Kept(*one) for one in told["rows"]],
        mark=told["mark"],
        told={int(line): Answer(*one) for line, one in told["told"].items()},
        made=told["made"],
    )


def lasts() -> timedelta:
    """How long rows wait for a decision (ret.import.left)."""
    return timedelta(days=packs.value("ret.import.left"))


def kept_until(batch: Batch) -> datetime | None:
    """Until when its rows are kept."""
    return batch.done_at + lasts() if batch.done_at else None


def waits(kind: str) -> tuple[Outcome, ...]:
    """The outcomes that somebody may still decide."""
    return (Outcome.WAITING,) if kind == Kind.CONTACTS else (Outcome.WAITING, Outcome.NOBODY)


def _waiting(record: Batch) -> dict[int, tuple[int, str]]:
    """The rows that wait, by line: the part that speaks of each, and why it waits."""
    wanted = waits(record.kind)
    found: dict[int, tuple[int, str]] = {}
    for part in Part.objects.filter(batch=record).order_by("id").iterator(chunk_size=1):
        if any(part.counts.get(one, 0) for one in wanted):
            for line in lines_of(part):
                if line.outcome in wanted:
                    found[line.number] = (part.pk, code_of(line))
    return found


def code_of(line: Line) -> str:
    """Why a row waits, as rows of a kind are answered together."""
    return line.reasons[0].code.removesuffix("_line")

"""What the page of rows left shows of a file of acts: whose they may be, and who was not found, each asked once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import Truncator

from licite.access.actor import Actor
from licite.access.permissions import Field
from licite.intake.events.leftovers import read_kept
from licite.intake.events.preview import moment_of, what_of
from licite.intake.events.reading import Act
from licite.intake.events.settling import settle
from licite.intake.leftovers.keeping import Left
from licite.intake.preparing import opened
from licite.intake.reports import Line, Outcome
from licite.kit import money
from licite.people.queries.rows import Row, rows_of

LOOKED = 1000
"""Rows that the page looks through; those beyond come when these are settled."""
SHOWN = 50
TOLD = 3
"""Acts of one person that are told; of the others, their lines are."""
LONGEST = 140


@dataclass(frozen=True)
class ActTold:
    """An act as its row tells it: when, what, how much, and its note as far as its reader may read notes."""

    line: int
    moment: str
    what: Sequence[str]
    amount: str
    note: str


@dataclass(frozen=True)
class Group:
    """Rows of one person: their lines, the first acts, the records they may be of, or how the file names somebody who is
    not here; `numbered`: by the number of a tool.
    """

    lines: Sequence[int]
    acts: Sequence[ActTold]
    records: Sequence[Row]
    named: str
    numbered: bool = False

    @property
    def told(self) -> str:
        """The lines, as a form carries them."""
        return ",".join(map(str, self.lines))


def page_of(actor: Actor, left: Left) -> dict[str, Any]:
    """How many would be found now, those of several persons and those of nobody, by person."""
    readings = read_kept(left, left.rows[:LOOKED])
    lines = settle(actor, readings, kind=left.plan.kind, tool=left.plan.tool or "").lines
    acts = {one.line: one.act for one in readings if one.act}
    several = _grouped([one for one in lines if one.outcome is Outcome.WAITING])
    nobody = _grouped([one for one in lines if one.outcome is Outcome.NOBODY])
    ids = sorted({one for key in list(several)[:SHOWN] for one in key[0]})
    records = {row.id: row for row in rows_of(actor, ids)}
    if records:
        actor.trace.saw("intake:import:compare", list(records), ["name"])
    return {
        "found": sum(one.outcome not in (Outcome.WAITING, Outcome.NOBODY) for one in lines),
        "several": _groups(actor, several, records, acts),
        "nobody": _groups(actor, nobody, records, acts),
        "more": max(0, len(several) - SHOWN) + max(0, len(nobody) - SHOWN),
        "tool": left.plan.tool,
        "count": len(left.rows),
    }


def _grouped(lines: Sequence[Line]) -> dict[tuple[tuple[int, ...], str], list[int]]:
    """Lines by the records that they may be of and by how the file names them; the most frequent first."""
    found: dict[tuple[tuple[int, ...], str], list[int]] = {}
    for line in lines:
        named = line.reasons[0].shown if line.reasons else ""
        found.setdefault((line.records, named), []).append(line.number)
    return dict(sorted(found.items(), key=lambda one: -len(one[1])))


def _groups(
    actor: Actor,
    grouped: Mapping[tuple[tuple[int, ...], str], Sequence[int]],
    records: Mapping[int, Row],
    acts: Mapping[int, Act],
) -> list[Group]:
    notes = Field.NOTE in opened(actor)
    if notes and grouped:
        actor.trace.saw("intake:import:preview", [], [Field.NOTE])
    return [
        Group(
            lines,
            [_told(actor, line, acts[line], notes=notes) for line in lines[:TOLD] if line in acts],
            [records[one] for one in ids if one in records],
            named,
            any((act := acts.get(line)) and act.bearer.reference for line in lines),
        )
        for (ids, named), lines in list(grouped.items())[:SHOWN]
    ]


def _told(actor: Actor, line: int, act: Act, *, notes: bool) -> ActTold:
    amount = money.euros(act.cents, actor.language) if act.cents is not None else ""
    note = Truncator(act.note).chars(LONGEST) if notes else ""
    return ActTold(line, moment_of(act), what_of(act), amount, note)

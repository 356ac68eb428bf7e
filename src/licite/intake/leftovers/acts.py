"""What the page of rows left shows of a file of acts: whose they may be, and who was not found, each asked once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from licite.access.actor import Actor
from licite.intake.events.leftovers import read_kept
from licite.intake.events.settling import settle
from licite.intake.leftovers.keeping import Left
from licite.intake.reports import Line, Outcome
from licite.people.queries.rows import Row, rows_of

LOOKED = 1000
"""Rows that the page looks through; those beyond come when these are settled."""
SHOWN = 50


@dataclass(frozen=True)
class Group:
    """Rows of one person: their lines, the records they may be of, or how the file names somebody who is not here."""

    lines: Sequence[int]
    records: Sequence[Row]
    named: str

    @property
    def told(self) -> str:
        """The lines, as a form carries them."""
        return ",".join(map(str, self.lines))


def page_of(actor: Actor, left: Left) -> dict[str, Any]:
    """How many would be found now, those of several persons and those of nobody, by person."""
    lines = settle(
        actor, read_kept(left, left.rows[:LOOKED]), kind=left.plan.kind, tool=left.plan.tool or ""
    ).lines
    several = _grouped([one for one in lines if one.outcome is Outcome.WAITING])
    nobody = _grouped([one for one in lines if one.outcome is Outcome.NOBODY])
    ids = sorted({one for key in list(several)[:SHOWN] for one in key[0]})
    records = {row.id: row for row in rows_of(actor, ids)}
    if records:
        actor.trace.saw("intake:import:compare", list(records), ["name"])
    return {
        "found": sum(one.outcome not in (Outcome.WAITING, Outcome.NOBODY) for one in lines),
        "several": _groups(several, records),
        "nobody": _groups(nobody, records),
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
    grouped: Mapping[tuple[tuple[int, ...], str], Sequence[int]], records: Mapping[int, Row]
) -> list[Group]:
    return [
        Group(lines, [records[one] for one in ids if one in records], named)
        for (ids, named), lines in list(grouped.items())[:SHOWN]
    ]

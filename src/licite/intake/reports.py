"""What became of a file, row by row: codes and masks, no value of a person. Sealed part by part."""

import base64
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from licite.intake.cells import Note
from licite.intake.columns import Column
from licite.intake.kinds import Kind

OBJECTED = Note("gained.objections")
NO_LETTERS = Note("gained.no_letters")
TOUCHY_OUT = Note("remark.touchy_out")


class Outcome(StrEnum):
    """What became of a row. WAITING: somebody too much alike is there; a human must look, nothing was written. NOBODY: an
    act of nobody in sight. KEPT: what an undoing left, of no row.
    """

    CREATED = "created"
    UPDATED = "updated"
    SKIPPED = "skipped"
    WAITING = "waiting"
    NOBODY = "nobody"
    REFUSED = "refused"
    KEPT = "kept"


OF_ROWS = tuple(one for one in Outcome if one not in (Outcome.NOBODY, Outcome.KEPT))
OF_ACTS = (Outcome.CREATED, Outcome.SKIPPED, Outcome.WAITING, Outcome.NOBODY, Outcome.REFUSED)


def outcomes_of(kind: str) -> tuple[Outcome, ...]:
    """What may become of the rows of a file of that kind."""
    return OF_ROWS if kind == Kind.CONTACTS else OF_ACTS


@dataclass(frozen=True)
class Line:
    """One row of the file: `number` is the line of the file where it ends.

    `records`: ids of the record it became or met, or of those it looks like; an id whose record is gone says nothing.
    `act`: of a row of acts, the id of the one that it became.
    """

    number: int
    outcome: Outcome
    reasons: tuple[Note, ...] = ()
    warnings: tuple[Note, ...] = ()
    records: tuple[int, ...] = ()
    act: int = 0


def line_met(note: Note) -> int:
    """The line of the same file that a note names; 0 for none."""
    return int(note.shown) if note.code == "known.line" else 0


def lines_met(line: Line) -> list[int]:
    """The lines of the same file that a row meets."""
    return [met for one in line.reasons if (met := line_met(one))]


@dataclass
class Report:
    """The whole of it. `source`: where the file comes from, where it was said in words of one's own. `seller`: of whom
    it was bought. `notes`: codes of `kit.files`. `tool`: which tool gave the numbers that a column holds.
    """

    filename: str
    source: str
    seller: str
    columns: list[dict[str, str]]
    notes: list[str]
    lines: list[Line] = field(default_factory=list)
    tool: str = ""

    @property
    def counts(self) -> dict[str, int]:
        """How many rows had each outcome, zeros included."""
        return {outcome.value: self.tallies[outcome] for outcome in OF_ROWS}

    @property
    def objections(self) -> int:
        """How many persons had their objection recorded."""
        return self.tallies["objections"]

    @property
    def tallies(self) -> dict[str, int]:
        """What a batch keeps in plain: the counts, and the objections."""
        return tallies(self.lines)


def described(columns: Iterable[Column]) -> list[dict[str, str]]:
    """The columns as a report keeps them."""
    return [
        {
            "column": column.header,
            "status": column.status,
            "field": column.target.value if column.target else "",
            "reason": column.reason,
        }
        for column in columns
    ]


def head_of(report: Report) -> str:
    """The report without its lines, as a text to seal."""
    return _part(
        {
            "filename": report.filename,
            "source": report.source,
            "seller": report.seller,
            "columns": report.columns,
            "notes": report.notes,
            "tool": report.tool,
        }
    )


def part_of(lines: Sequence[Line]) -> str:
    """A batch of rows, as a text to seal."""
    return _part(
        [
            [one.number, one.outcome, _plain(one.reasons), _plain(one.warnings), one.records]
            + ([one.act] if one.act else [])
            for one in lines
        ]
    )


def read_head(text: str) -> Report:
    """The report without its lines."""
    return Report(**_unpart(text))


def read_part(text: str) -> list[Line]:
    """The lines of a part."""
    return [
        Line(number, Outcome(outcome), _notes(reasons), _notes(warnings), tuple(records), *act)
        for number, outcome, reasons, warnings, records, *act in _unpart(text)
    ]


def tallies(lines: Sequence[Line]) -> dict[str, int]:
    """How many rows had each outcome, zeros included, how many persons had their objection recorded, and how many
    remarks were left out for what they seem to say.
    """
    found = Counter(line.outcome for line in lines)
    kept = found[Outcome.KEPT]
    rows = dict.fromkeys((*OF_ROWS, Outcome.NOBODY))
    counts = {outcome.value: found[outcome] for outcome in rows} | ({"kept": kept} if kept else {})
    return {
        **counts,
        "objections": sum(OBJECTED in line.reasons or NO_LETTERS in line.reasons for line in lines),
        "touchy": sum(TOUCHY_OUT in line.warnings for line in lines),
    }


def _plain(notes: Iterable[Note]) -> list[list[str]]:
    return [[note.code, note.shown] for note in notes]


def _notes(raw: Iterable[Sequence[str]]) -> tuple[Note, ...]:
    return tuple(Note(code, shown) for code, shown in raw)


def _part(value: object) -> str:
    return base64.b64encode(zlib.compress(json.dumps(value).encode(), 1)).decode()


def _unpart(text: str) -> Any:
    return json.loads(zlib.decompress(base64.b64decode(text)))

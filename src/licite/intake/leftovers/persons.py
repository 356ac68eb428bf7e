"""What the page of rows left undecided shows of a file of contacts: kinds that one answer settles, and a page of rows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from licite.access.actor import Actor
from licite.intake import words
from licite.intake.cells import Note
from licite.intake.chunks import made_of
from licite.intake.doubts import choices, kinds
from licite.intake.entering import barred
from licite.intake.leftovers.keeping import Kept, Left
from licite.intake.matching import Known, Match
from licite.intake.preparing import BecomingRow, becoming, opened
from licite.intake.rows import Reading, read_row
from licite.intake.shelving import shelve
from licite.people.queries.rows import Row, rows_of

PAGE = 50
NOT_NOW = Note("left.nobody_now")


@dataclass(frozen=True)
class LeftRow:
    """A row that waits: as it would enter, whom it looks like now, and what may be answered."""

    said: BecomingRow
    reasons: Sequence[str]
    records: Sequence[Row]
    choices: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Met:
    """A row read again, and whom it meets as the base stands."""

    reading: Reading
    match: Match
    barred: str

    @property
    def rivals(self) -> Sequence[Known]:
        """The records in sight that it may be of."""
        known = (self.match.known,) if self.match.known else ()
        return [one for one in (*known, *self.match.rivals) if one.id]

    @property
    def reasons(self) -> list[Note]:
        """Why it waits, as it stands now."""
        doubt = [Note(self.match.doubt)] if self.match.doubt else []
        here = [Note("known.here")] if self.match.known else []
        return [*(doubt or here or [NOT_NOW]), *([Note(self.barred)] if self.barred else [])]


def page_of(actor: Actor, left: Left, *, start: int) -> dict[str, Any]:
    """The kinds of what waits, and a page of rows from one on."""
    some = left.rows[start : start + PAGE]
    met = meet(actor, left, some)
    ids = sorted({one.id for row in met for one in row.rivals})
    records = {row.id: row for row in rows_of(actor, ids)}
    shown = opened(actor)
    rows = [_row(one, records, shown) for one in met]
    return {"kinds": kinds(Counter(one.code for one in left.rows)), "rows": rows, "count": len(left.rows)}


def meet(actor: Actor, left: Left, rows: Sequence[Kept]) -> list[Met]:
    """These rows, and whom each of them meets now."""
    declared = left.plan.declared
    assert declared is not None
    readings = [read_row(one.line, one.values, left.columns, declared) for one in rows]
    chunk = made_of(readings, whole=False)
    shelved, out = shelve(actor, chunk), barred(actor, declared, chunk)
    return [
        Met(
            one,
            shelved.shelf.match(one.person, namesakes=one.line in shelved.namesakes)
            if one.person
            else Match(),
            out.get(one.line, ""),
        )
        for one in readings
    ]


def _row(met: Met, records: Mapping[int, Row], shown: Sequence[str]) -> LeftRow:
    here = [records[one.id] for one in met.rivals if one.id in records]
    return LeftRow(
        becoming(met.reading, shown), [words.note(one) for one in met.reasons], here, choices(len(here))
    )

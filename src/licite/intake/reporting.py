"""The report of an import of one's own, row by row: as a page, and as a file."""

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from licite.access.actor import Actor
from licite.intake import words
from licite.intake.models import Batch, Part
from licite.intake.parts import head_of, lines_of
from licite.intake.queries import of_acts, own
from licite.intake.reports import Line, outcomes_of
from licite.people.queries.rows import Row, rows_of

PAGE = 100
RISKY = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class ReportLine:
    """A row of the file in words, and the records it became, met or looks like, as far as the reader sees them."""

    number: int
    outcome: str
    outcome_words: str
    reasons: Sequence[str]
    warnings: Sequence[str]
    mended: Sequence[str]
    records: Sequence[Row]


@dataclass(frozen=True)
class ReportPage:
    """A hundred rows of the report; `columns` as (header, status, words); `stayed`: why an undoing left records,
    and how many.
    """

    notes: Sequence[str]
    columns: Sequence[tuple[str, str, str]]
    lines: Sequence[ReportLine]
    start: int
    count: int
    stayed: Sequence[tuple[str, int]]


def report_page(actor: Actor, public: UUID, *, outcome: str, start: int) -> ReportPage:
    """The report from a row on, of one outcome or all; only rows that say something unless one is asked for.

    Raises Http404.
    """
    batch = own(actor, public)
    report = head_of(batch)
    shown = _page(batch, outcome, start)
    records = rows_of(actor, sorted({one for line in shown for one in line.records}))
    lines = _lines(shown, {record.id: record for record in records}, acts=of_acts(batch))
    seen = [record.id for record in records]
    actor.trace.saw("intake:report:read", seen, ["name"] if seen else [], batch=batch.pk, rows=len(lines))
    columns = [
        (one["column"], one["status"], words.column(one["status"], one["field"], one["reason"]))
        for one in report.columns
    ]
    notes = [str(words.NOTES[note]) for note in report.notes]
    count = batch.counts.get(outcome, 0) if outcome else batch.counts["done"]
    return ReportPage(notes, columns, lines, start, count, _stayed(batch))


def _stayed(batch: Batch) -> list[tuple[str, int]]:
    """Why an undoing left records: words, how many."""
    if not batch.counts.get("kept"):
        return []
    parts = Part.objects.filter(batch=batch, counts__has_key="kept")
    why = Counter(line.reasons[0] for part in parts for line in lines_of(part) if line.reasons)
    return [(words.note(one), n) for one, n in why.most_common()]


def _page(batch: Batch, outcome: str, start: int) -> list[Line]:
    """A hundred lines from `start` among those of one outcome, or of all; parts that only come before stay sealed."""
    shown: list[Line] = []
    for part in Part.objects.filter(batch=batch).order_by("id"):
        here = (
            part.counts.get(outcome, 0)
            if outcome
            else sum(part.counts[one] for one in outcomes_of(batch.kind))
        )
        if start < here:
            wanted = [line for line in lines_of(part) if outcome in ("", line.outcome)]
            shown += wanted[start : start + PAGE - len(shown)]
        start = max(0, start - here)
        if len(shown) == PAGE:
            break
    return shown


def report_csv(actor: Actor, public: UUID) -> str:
    """The whole report as CSV for a spreadsheet of ours: no name, no coordinate, nothing that it would run. Raises
    Http404.
    """
    batch = own(actor, public)
    out = io.StringIO()
    write = csv.writer(out, delimiter=";", lineterminator="\r\n").writerow
    write([_("Line"), _("Outcome"), _("Why"), _("To be checked"), _("Mended")])
    count = 0
    for part in Part.objects.filter(batch=batch).order_by("id").iterator(chunk_size=1):
        for line in _lines(lines_of(part), {}, acts=of_acts(batch)):
            texts = [" ; ".join(some) for some in (line.reasons, line.warnings, line.mended)]
            write([line.number or "", *map(defused, [line.outcome_words, *texts])])
            count += 1
    actor.trace.saw("intake:report:read", [], [], batch=batch.pk, rows=count)
    return out.getvalue()


def defused(text: str) -> str:
    """A text that a spreadsheet takes for a text."""
    return f"'{text}" if text.startswith(RISKY) else text


def _lines(lines: Sequence[Line], records: Mapping[int, Row], *, acts: bool) -> list[ReportLine]:
    return [
        ReportLine(
            line.number,
            line.outcome.value,
            words.outcome(line.outcome, acts=acts),
            [words.note(one) for one in line.reasons],
            [words.note(one) for one in line.warnings if not one.mended],
            [words.note(one) for one in line.warnings if one.mended],
            [records[one] for one in line.records if one in records],
        )
        for line in lines
    ]

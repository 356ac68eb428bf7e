"""The report of an import of one's own, row by row: as a page, and as a file."""

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext as _

from licite.access.actor import Actor
from licite.intake import words
from licite.intake.cells import Note
from licite.intake.events.words import total as total_words
from licite.intake.headings import Target
from licite.intake.kinds import Kind
from licite.intake.labels import UNDECIDED
from licite.intake.models import Batch, Part, State
from licite.intake.parts import head_of, lines_of
from licite.intake.queries import is_undecided, of_acts, own
from licite.intake.reports import Line, Outcome, Report, outcomes_of
from licite.intake.undoing import HELD
from licite.kit import money
from licite.kit.extracts import csv_of
from licite.people.queries.rows import Row, fetch, rows_of
from licite.sales.bought import amount_of, what_of
from licite.sales.queries.purchases import PurchaseRow, bought_with

PAGE = 50
BROUGHT_IN = """
    SELECT count(s.cents) AS valued, coalesce(sum(s.cents), 0)::bigint AS cents FROM intake_event e
    JOIN sales_purchase p ON p.interaction = e.interaction JOIN sales_spent s ON s.purchase = p.id WHERE e.batch_id = %s
"""
BROUGHT = (Outcome.CREATED, Outcome.UPDATED)


@dataclass(frozen=True)
class ReportLine:
    """A row of the file in words, and the records it became, met or looks like, as far as the reader sees them. `gone`:
    an undoing took back what it brought. `what`, `amount`: of the purchase that it became.
    """

    number: int
    outcome: str
    outcome_words: str
    reasons: Sequence[str]
    warnings: Sequence[str]
    mended: Sequence[str]
    records: Sequence[Row]
    gone: bool
    what: str = ""
    amount: str = ""


@dataclass(frozen=True)
class ReportPage:
    """Fifty rows of the report; `columns` as (header, status, words); `stayed`: why an undoing left records,
    and how many; `total`: what the purchases that it brought come to; `held`: some stayed for another import.
    """

    notes: Sequence[str]
    columns: Sequence[tuple[str, str, str]]
    lines: Sequence[ReportLine]
    start: int
    count: int
    stayed: Sequence[tuple[str, int]]
    total: str
    held: bool


def report_page(actor: Actor, public: UUID, *, outcome: str, start: int) -> ReportPage:
    """The report from a row on, of one outcome or all; only rows that say something unless one is asked for.

    Raises Http404.
    """
    batch = own(actor, public)
    report = head_of(batch)
    shown = _page(batch, outcome, start)
    records = rows_of(actor, sorted({one for line in shown for one in line.records}))
    here = {record.id: record for record in records}
    lines = _lines(batch, _numbered(batch, shown), here, stays=_stays(batch))
    seen = [record.id for record in records]
    if batch.kind == Kind.PURCHASES:
        bought = bought_with(actor, interactions=[line.act for line in shown if line.act])
        lines = [_with(actor, line, bought.get(raw.act)) for line, raw in zip(lines, shown, strict=True)]
    actor.trace.saw("intake:report:read", seen, ["name"] if seen else [], batch=batch.pk, rows=len(lines))
    columns = [
        (one["column"], one["status"], words.column(one["status"], one["field"], one["reason"]))
        for one in report.columns
    ]
    notes = [str(words.NOTES_AFTER[note]) for note in report.notes]
    count = batch.counts.get(outcome, 0) if outcome else batch.counts["done"]
    why = _why(batch)
    stayed = [(words.note(one), n) for one, n in why.most_common()]
    held = any(one.code == HELD for one in why)
    return ReportPage(notes, columns, lines, start, count, stayed, _total(actor, batch, report), held)


def _with(actor: Actor, line: ReportLine, bought: PurchaseRow | None) -> ReportLine:
    return replace(line, what=what_of(bought), amount=amount_of(actor, bought)) if bought else line


def _total(actor: Actor, batch: Batch, report: Report) -> str:
    """What the purchases of the batch that are here, in sight and open to the reader come to; empty for none."""
    if batch.kind != Kind.PURCHASES:
        return ""
    (found,) = fetch(BROUGHT_IN, [batch.pk])
    header = next((one["column"] for one in report.columns if one["field"] == Target.AMOUNT), "")
    if not found["valued"]:
        return ""
    actor.trace.saw("sales:purchase:list", [], ["amount"], batch=batch.pk)
    return total_words(header, money.euros(found["cents"], actor.language), found["valued"])


def _why(batch: Batch) -> Counter[Note]:
    """Why an undoing left records, and how many."""
    if not batch.counts.get("kept"):
        return Counter()
    parts = Part.objects.filter(batch=batch, counts__has_key="kept")
    return Counter(
        why for part in parts for line in lines_of(part) if not line.number for why in line.reasons
    )


def _stays(batch: Batch) -> Container[int] | None:
    """The records that an undoing left as they are; None where nothing was undone."""
    if batch.state != State.UNDONE:
        return None
    parts = Part.objects.filter(batch=batch, counts__has_key="kept") if batch.counts.get("kept") else []
    return {one for part in parts for line in lines_of(part) for one in line.records}


def _numbered(batch: Batch, shown: Sequence[Line]) -> list[Line]:
    """What an undoing left, each with the line of the file that brought it; the others as they are."""
    wanted = {line.records[0] for line in shown if not line.number and line.records}
    found: dict[int, int] = {}
    for part in Part.objects.filter(batch=batch).order_by("id").iterator(chunk_size=1):
        if len(found) == len(wanted):
            break
        for line in lines_of(part):
            if line.number and line.outcome in BROUGHT and line.records and line.records[0] in wanted:
                found.setdefault(line.records[0], line.number)
    return [line if line.number else replace(line, number=_first(line, found)) for line in shown]


def _first(line: Line, found: Mapping[int, int]) -> int:
    return next((found[one] for one in line.records if one in found), 0)


def _page(batch: Batch, outcome: str, start: int) -> list[Line]:
    """Fifty lines from `start` among those of one outcome, or of all; parts that only come before stay sealed."""
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


def report_csv(actor: Actor, public: UUID) -> bytes:
    """The whole report as CSV: no name, no coordinate, nothing that a spreadsheet would run. Raises Http404."""
    batch = own(actor, public)
    rows = list(_file_rows(batch))
    actor.trace.saw("intake:report:read", [], [], batch=batch.pk, rows=len(rows))
    head = (_("Line"), _("Outcome"), _("Why"), _("To be checked"), _("Mended"))
    return csv_of([head, *rows])


def _file_rows(batch: Batch) -> Iterator[Sequence[str | int]]:
    stays = _stays(batch)
    for part in Part.objects.filter(batch=batch).order_by("id").iterator(chunk_size=1):
        for line in _lines(batch, lines_of(part), {}, stays=stays):
            texts = [" ; ".join(some) for some in (line.reasons, line.warnings, line.mended)]
            yield line.number or "", line.outcome_words, *texts


def _lines(
    batch: Batch, lines: Sequence[Line], records: Mapping[int, Row], *, stays: Container[int] | None
) -> list[ReportLine]:
    return [
        ReportLine(
            line.number,
            line.outcome.value,
            _outcome(batch, line, gone=_gone(line, stays)),
            [words.note(one) for one in line.reasons],
            [words.note(one) for one in line.warnings if not one.mended],
            [words.note(one) for one in line.warnings if one.mended],
            [records[one] for one in line.records if one in records],
            gone=_gone(line, stays),
        )
        for line in lines
    ]


def _outcome(batch: Batch, line: Line, *, gone: bool) -> str:
    acts = of_acts(batch)
    if gone:
        return words.taken_back(line.outcome, acts=acts)
    return str(UNDECIDED) if is_undecided(batch, line.outcome) else words.outcome_of(line, acts=acts)


def _gone(line: Line, stays: Container[int] | None) -> bool:
    """Whether an undoing took back what a row brought."""
    return stays is not None and line.outcome in BROUGHT and not any(one in stays for one in line.records)

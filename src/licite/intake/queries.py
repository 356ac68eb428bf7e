"""A member's own imports, and their reports."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.http import Http404
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from licite.access import labels
from licite.access.actor import Actor
from licite.intake import labels as texts
from licite.intake import words
from licite.intake.kinds import Kind
from licite.intake.leftovers.keeping import OPEN, Left, kept_until, open_left
from licite.intake.models import Batch, Part, State
from licite.intake.parts import head_of, lines_of
from licite.intake.reports import Line, outcomes_of
from licite.intake.undoing import LEAVE, LEFT, is_left, order_undoing
from licite.kit.cells import portfolio_of, stage_of
from licite.lawful.choices import Basis, Capacity, Purpose, Source
from licite.people.queries.rows import Row, rows_of

PAGE = 100
LATEST = 50
UNDER_WAY = (State.STAGED, State.RUNNING, State.SETTLING, State.UNDOING)
HELD_BY = """
    WITH made AS MATERIALIZED (SELECT contact, batch_id FROM intake_arrival WHERE batch_id = %s AND made)
    SELECT held.batch_id, count(DISTINCT held.contact) FROM (
        SELECT e.batch_id, e.contact FROM made m JOIN intake_event e ON e.contact = m.contact WHERE e.batch_id IS NOT NULL
        UNION ALL
        SELECT a.batch_id, a.contact FROM made m JOIN intake_arrival a ON a.contact = m.contact
        WHERE a.batch_id > m.batch_id AND NOT a.made AND a.kept IS NOT NULL
    ) held GROUP BY held.batch_id
"""
"""Of what a batch completed, an undoing takes back its own fields, whatever came later."""
RISKY = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Import:
    """One import of the reader's own. `tally`: outcome, its words, how many. `source`, `seller`: as they were said; empty,
    like the purpose and the rest, for a file of `acts`. `open`: rows that wait for a decision, kept `until` then.
    """

    public: UUID
    at: datetime
    filename: str
    kind: str
    acts: bool
    state: str
    state_words: str
    under_way: bool
    place: str
    source: str
    seller: str
    purpose: str
    basis: str
    capacity: str
    tool: str
    total: int
    done: int
    tally: Sequence[tuple[str, str, int]]
    objections: str
    undoable: bool
    undone: str
    kept: int
    left: int
    open: int
    until: datetime | None

    @property
    def summary(self) -> str:
        """What happened, in one line, without the zeros."""
        counted = [f"{_grouped(count)} {label}" for _, label, count in self.tally if count]
        if self.undone:
            return self.undone
        return " · ".join([*counted, self.objections] if self.objections else counted)


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
    """A hundred rows of the report; `columns` as (header, status, words)."""

    notes: Sequence[str]
    columns: Sequence[tuple[str, str, str]]
    lines: Sequence[ReportLine]
    start: int
    count: int


def my_imports(actor: Actor) -> list[Import]:
    """The latest 50, newest first. They show no person: what was declared, and counts."""
    found = Batch.objects.filter(member=actor.member).defer("staged").order_by("-created_at")
    return [_told(actor, batch) for batch in found[:LATEST]]


def my_import(actor: Actor, public: UUID) -> Import:
    """One of one's own. Raises Http404."""
    return _told(actor, _mine(actor, public))


def held_by(actor: Actor, public: UUID) -> list[tuple[UUID, str, int]]:
    """The later imports of one's own that hold records made by this one, the latest first: each with its file and how many
    records it holds. As long as it stands, those records do. Raises Http404.
    """
    batch = _mine(actor, public)
    with connection.cursor() as cursor:
        cursor.execute(HELD_BY, [batch.pk])
        held: dict[int, int] = dict(cursor.fetchall())
    later = Batch.objects.filter(id__in=held, member=actor.member).defer("staged").order_by("-id")
    return [(one.public, head_of(one).filename, held[one.pk]) for one in later]


def left_of(actor: Actor, public: UUID) -> Left | None:
    """The rows of one of one's own that wait for a decision; None where none does. Raises Http404."""
    batch = Batch.objects.filter(public=public, member=actor.member).first()
    if batch is None:
        raise Http404
    return open_left(batch) if batch.state == State.DONE else None


def report_page(actor: Actor, public: UUID, *, outcome: str, start: int) -> ReportPage:
    """The report from a row on, of one outcome or all; only rows that say something unless one is asked for.

    Raises Http404.
    """
    batch = _mine(actor, public)
    report = head_of(batch)
    shown = _page(batch, outcome, start)
    records = rows_of(actor, sorted({one for line in shown for one in line.records}))
    lines = _lines(shown, {record.id: record for record in records}, acts=_of_acts(batch))
    seen = [record.id for record in records]
    actor.trace.saw("intake:report:read", seen, ["name"] if seen else [], batch=batch.pk, rows=len(lines))
    columns = [
        (one["column"], one["status"], words.column(one["status"], one["field"], one["reason"]))
        for one in report.columns
    ]
    notes = [str(words.NOTES[note]) for note in report.notes]
    count = batch.counts.get(outcome, 0) if outcome else batch.counts["done"]
    return ReportPage(notes, columns, lines, start, count)


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
    batch = _mine(actor, public)
    out = io.StringIO()
    write = csv.writer(out, delimiter=";", lineterminator="\r\n").writerow
    write([_("Line"), _("Outcome"), _("Why"), _("To be checked"), _("Mended")])
    count = 0
    for part in Part.objects.filter(batch=batch).order_by("id").iterator(chunk_size=1):
        for line in _lines(lines_of(part), {}, acts=_of_acts(batch)):
            texts = [" ; ".join(some) for some in (line.reasons, line.warnings, line.mended)]
            write([line.number or "", *map(defused, [line.outcome_words, *texts])])
            count += 1
    actor.trace.saw("intake:report:read", [], [], batch=batch.pk, rows=count)
    return out.getvalue()


def defused(text: str) -> str:
    """A text that a spreadsheet takes for a text."""
    return f"'{text}" if text.startswith(RISKY) else text


def undo_mine(actor: Actor, public: UUID) -> bool:
    """Orders the undoing of one's own import; False where it is not over. Raises Http404, Refused."""
    batch = _mine(actor, public)
    if not order_undoing(actor, batch):
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gate.defer('intake.undo_file', %s::jsonb)", [json.dumps({"batch": str(public)})]
        )
    return True


def _of_acts(batch: Batch) -> bool:
    return batch.kind != Kind.CONTACTS


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


def _mine(actor: Actor, public: UUID) -> Batch:
    batch = Batch.objects.filter(public=public, member=actor.member).defer("staged").first()
    if batch is None:
        raise Http404
    return batch


def _told(actor: Actor, batch: Batch) -> Import:
    head, counts = head_of(batch), batch.counts
    acts = _of_acts(batch)
    return Import(
        public=batch.public,
        at=batch.created_at,
        filename=head.filename,
        kind=str(Kind(batch.kind).label),
        acts=acts,
        state=batch.state,
        state_words=str(State(batch.state).label),
        under_way=batch.state in UNDER_WAY,
        place="" if acts else _place(actor, batch.cell),
        source=head.source or (str(Source(batch.source).label) if batch.source else ""),
        seller=head.seller,
        purpose="" if acts else str(Purpose(batch.purpose).label),
        basis="" if acts else str(Basis(batch.basis).label),
        capacity="" if acts else _capacity(batch.declared["capacity"]),
        tool=head.tool,
        total=counts["total"],
        done=counts["done"],
        tally=[
            (one.value, words.counted(one, counts[one], batch.kind), counts[one])
            for one in outcomes_of(batch.kind)
        ],
        objections=words.objections(counts["objections"]) if counts["objections"] else "",
        undoable=batch.state in LEAVE and counts["done"] > 0,
        undone=texts.undone(counts, batch.kind) if "gone" in counts else "",
        kept=counts.get("kept", 0),
        left=counts[LEFT] if is_left(batch) else 0,
        open=counts.get(OPEN, 0) if batch.state == State.DONE else 0,
        until=kept_until(batch),
    )


def _place(actor: Actor, cell: int) -> str:
    portfolio = actor.portfolios.get(portfolio_of(cell), "—")
    return f"{portfolio} · {labels.STAGES[stage_of(cell)]}"


def _grouped(count: int) -> str:
    return number_format(count, force_grouping=True)


def _capacity(declared: str) -> str:
    return str(Capacity(declared).label) if declared in Capacity.values else str(words.BY_COLUMN)

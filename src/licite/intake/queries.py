"""A member's own imports, and their reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import Http404

from licite.access import labels
from licite.access.actor import Actor
from licite.intake import words
from licite.intake.actions import report_of
from licite.intake.models import Batch, State
from licite.intake.reports import Outcome
from licite.kit.cells import portfolio_of, stage_of
from licite.people.choices import Basis, Capacity, Purpose, Source

PAGE = 100
LATEST = 200
UNDER_WAY = (State.STAGED, State.RUNNING)


@dataclass(frozen=True)
class Import:
    """One import of the reader's own; counts by outcome in `tally`."""

    public: UUID
    at: datetime
    state: str
    state_words: str
    under_way: bool
    place: str
    source: str
    purpose: str
    basis: str
    capacity: str
    total: int
    done: int
    tally: Sequence[tuple[str, str, int]]


@dataclass(frozen=True)
class ReportLine:
    """A row of the file in words."""

    number: int
    outcome: str
    outcome_words: str
    reasons: Sequence[str]
    warnings: Sequence[str]


@dataclass(frozen=True)
class ReportPage:
    """A hundred rows of the report; `columns` as (header, status, words)."""

    filename: str
    source: str
    notes: Sequence[str]
    columns: Sequence[tuple[str, str, str]]
    lines: Sequence[ReportLine]
    start: int
    count: int


def my_imports(actor: Actor) -> list[Import]:
    """The latest ones, newest first. They hold no person: counts and closed choices."""
    found = Batch.objects.filter(member=actor.member).defer("staged", "report").order_by("-created_at")
    return [_told(actor, batch) for batch in found[:LATEST]]


def my_import(actor: Actor, public: UUID) -> Import:
    """One of one's own. Raises Http404."""
    return _told(actor, _mine(actor, public, "staged", "report"))


def report_page(actor: Actor, public: UUID, *, outcome: str, start: int) -> ReportPage:
    """The report from a row on, of one outcome or all; only rows that say something unless one is asked for.

    Raises Http404.
    """
    batch = _mine(actor, public, "staged")
    report, _parts = report_of(batch)
    wanted = [line for line in report.lines if outcome in ("", line.outcome)]
    lines = [
        ReportLine(
            line.number,
            line.outcome.value,
            str(words.OUTCOMES[line.outcome]),
            [words.note(one) for one in line.reasons],
            [words.note(one) for one in line.warnings],
        )
        for line in wanted[start : start + PAGE]
    ]
    actor.trace.saw("intake:report:read", [], [], batch=batch.pk, rows=len(lines))
    columns = [
        (one["column"], one["status"], words.column(one["status"], one["field"], one["reason"]))
        for one in report.columns
    ]
    notes = [str(words.NOTES[note]) for note in report.notes]
    return ReportPage(report.filename, report.source, notes, columns, lines, start, len(wanted))


def _mine(actor: Actor, public: UUID, *unread: str) -> Batch:
    batch = Batch.objects.filter(public=public, member=actor.member).defer(*unread).first()
    if batch is None:
        raise Http404
    return batch


def _told(actor: Actor, batch: Batch) -> Import:
    portfolio = actor.portfolios.get(portfolio_of(batch.cell), "—")
    return Import(
        public=batch.public,
        at=batch.created_at,
        state=batch.state,
        state_words=str(State(batch.state).label),
        under_way=batch.state in UNDER_WAY,
        place=f"{portfolio} · {labels.STAGES[stage_of(batch.cell)]}",
        source=str(Source(batch.source).label),
        purpose=str(Purpose(batch.purpose).label),
        basis=str(Basis(batch.basis).label),
        capacity=_capacity(batch.declared["capacity"]),
        total=batch.counts["total"],
        done=batch.counts["done"],
        tally=[(one.value, str(words.OUTCOMES[one]), batch.counts[one.value]) for one in Outcome],
    )


def _capacity(declared: str) -> str:
    return str(Capacity(declared).label) if declared in Capacity.values else str(words.BY_COLUMN)

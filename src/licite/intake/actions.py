"""A staged file enters, some hundreds of rows a transaction, inside the rights of the member who brought it in.

Each transaction writes its people, its arrivals, its part of the report and its journal rows, or nothing at all: an
import killed halfway goes on after its last part, and its report is the same as if nothing had happened.
"""

from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, field
from uuid import UUID

from licite.access.actor import Actor
from licite.access.gate import NoEntry
from licite.access.permissions import Act, Permission
from licite.intake import beside
from licite.intake.chunks import Chunk, Source
from licite.intake.companies import Companies
from licite.intake.entering import enter
from licite.intake.events.chunks import ActChunk, chunks_of
from licite.intake.events.entering import enter as enter_acts
from licite.intake.kinds import Kind
from licite.intake.leftovers.keeping import keep_left
from licite.intake.models import Batch, State
from licite.intake.parts import add_part
from licite.intake.reports import Line, outcomes_of
from licite.intake.staging import Staged, open_staged
from licite.kit import clock

ROWS = 500

Scope = Callable[[], AbstractContextManager[Actor]]
Progress = Callable[[int, int], None]


class Stopped(Exception):
    """The import cannot go on. `reason`: scope_ended (rights over it have ended) or overtaken (another run took it)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass
class _Run:
    """An import under way: the file, and how far it is."""

    public: UUID
    staged: Staged
    done: int
    last: int
    companies: Companies = field(default_factory=Companies)

    def to_do(self) -> Generator[Chunk | ActChunk]:
        """The rows that are not in the report yet, in batches."""
        plan = self.staged.plan
        if plan.acts:
            return chunks_of(self.staged.table, self.staged.columns, plan, rows=ROWS, after=self.last)
        assert plan.declared is not None
        source = Source(self.staged.table, self.staged.columns, plan.declared, ROWS, self.last)
        return beside.chunks(source, left=self.staged.table.row_count - self.done)


def import_table(scope: Scope, batch: UUID, *, progress: Progress | None = None) -> None:
    """Takes a staged batch to its end; does nothing to one that is already there.

    `scope` opens one transaction inside the member's rights, as `gate.acting_for` does, and is called once a batch of
    rows. Raises Stopped.
    """
    run = _begin(scope, batch)
    if run is None:
        return
    total = run.staged.table.row_count
    with closing(run.to_do()) as chunks:
        for chunk in chunks:
            with _inside(scope, run) as (actor, record):
                _keep(record, run, _write(actor, record, run, chunk))
            if progress:
                progress(run.done, total)
    with _inside(scope, run) as (actor, record):
        left = keep_left(record, run.staged)
        Batch.objects.filter(id=record.pk).update(
            state=State.DONE, staged=left, counts=record.counts, done_at=clock.now()
        )
        counts: dict[str, int] = {name: record.counts[name] for name in outcomes_of(record.kind)}
        if record.kind == Kind.CONTACTS:
            counts["objections"] = record.counts["objections"]
        actor.trace.saw("intake:import:end", [], [], batch=record.pk, **counts)


def _write(actor: Actor, record: Batch, run: _Run, chunk: Chunk | ActChunk) -> list[Line]:
    """Writes some rows; what became of each."""
    plan = run.staged.plan
    if isinstance(chunk, Chunk):
        return enter(actor, batch=record, plan=plan, chunk=chunk, companies=run.companies)
    return enter_acts(actor, batch=record, tool=plan.tool or "", readings=chunk.readings)


def _begin(scope: Scope, batch: UUID) -> _Run | None:
    try:
        with scope() as actor:
            record = _still(actor, batch)
            if record.state == State.DONE:
                return None
            if record.staged is None:
                raise Stopped("scope_ended")
            Batch.objects.filter(id=record.pk).update(state=State.RUNNING)
            return _Run(batch, open_staged(record), record.counts["done"], record.counts["last"])
    except NoEntry:
        raise Stopped("scope_ended") from None


class _inside:  # noqa: N801 - reads as a context manager
    """One transaction in the member's rights with the batch locked, as far as this run knows it."""

    def __init__(self, scope: Scope, run: _Run) -> None:
        self.scope = scope()
        self.run = run

    def __enter__(self) -> tuple[Actor, Batch]:
        try:
            actor = self.scope.__enter__()
        except NoEntry:
            raise Stopped("scope_ended") from None
        try:
            record = _still(actor, self.run.public)
            if record.state != State.RUNNING or record.counts["done"] != self.run.done:
                raise Stopped("overtaken")
        except BaseException as error:
            self.scope.__exit__(type(error), error, error.__traceback__)
            raise
        return actor, record

    def __exit__(self, *error: object) -> bool | None:
        return self.scope.__exit__(*error)  # type: ignore[arg-type]


def _still(actor: Actor, batch: UUID) -> Batch:
    """The batch, locked, if the member may still import into its cell. Raises Stopped."""
    record = Batch.objects.select_for_update().defer("report", "staged").filter(public=batch).first()
    if record is None or not actor.has(Permission.IMPORT_RUN):
        raise Stopped("scope_ended")
    if record.kind == Kind.CONTACTS and not actor.may(Act.CREATE, record.cell):
        raise Stopped("scope_ended")
    return record


def _keep(record: Batch, run: _Run, lines: Sequence[Line]) -> None:
    """Adds a part to the sealed report; counts stay plain."""
    found = add_part(record, lines)
    run.done, run.last = run.done + len(lines), lines[-1].number
    counts = {name: record.counts[name] + n for name, n in found.items()}
    record.counts |= {**counts, "done": run.done, "last": run.last}
    Batch.objects.filter(id=record.pk).update(counts=record.counts)

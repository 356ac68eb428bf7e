"""A member's own imports, and their reports."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.db import connection
from django.http import Http404

from licite.access import labels
from licite.access.actor import Actor
from licite.access.queries import member_names
from licite.intake import labels as texts
from licite.intake import words
from licite.intake.headings import Target
from licite.intake.kinds import Kind
from licite.intake.leftovers.keeping import OPEN, Left, kept_until, open_left
from licite.intake.models import Batch, State
from licite.intake.parts import head_of
from licite.intake.reports import Outcome, outcomes_of
from licite.intake.undoing import LEAVE, LEFT, is_left, order_undoing
from licite.kit.cells import portfolio_of, stage_of
from licite.lawful.choices import Basis, Capacity, Purpose, Source

LATEST = 50
UNDER_WAY = (State.STAGED, State.RUNNING, State.SETTLING, State.UNDOING)
HELD_BY = """
    WITH made AS MATERIALIZED (SELECT contact, batch_id FROM intake_arrival WHERE batch_id = %s AND made)
    SELECT held.batch_id, count(DISTINCT held.contact) FROM (
        SELECT e.batch_id, e.contact FROM made m JOIN intake_event e ON e.contact = m.contact
        WHERE e.batch_id IS NOT NULL AND e.batch_id <> m.batch_id
        UNION ALL
        SELECT a.batch_id, a.contact FROM made m JOIN intake_arrival a ON a.contact = m.contact
        WHERE a.batch_id > m.batch_id AND NOT a.made AND a.kept IS NOT NULL
    ) held GROUP BY held.batch_id
"""
"""Of what a batch completed, an undoing takes back its own fields, whatever came later."""


@dataclass(frozen=True)
class Import:
    """One import of the reader's own. `tally`: outcome, its words, how many; `chips`: the same as it is now; `figures`: the
    same as headings, of an undoing once there was one. `informed`: whoever brought it declared that the persons were.
    `source`, `seller`: as they were said; empty, like the purpose and the rest, for a file of `acts`. `open`: rows that
    wait for a decision, kept `until` then. `touchy`: how many remarks were left out for what they seem to say. `listed`:
    what narrows the list of contacts to where its records went, as an address has it.
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
    chips: Sequence[tuple[str, str, int]]
    objections: str
    touchy: str
    listed: str
    undoable: bool
    undone: str
    figures: Sequence[tuple[str, str, int]]
    informed: bool
    kept: int
    left: int
    open: int
    until: datetime | None
    over: datetime | None

    @property
    def summary(self) -> str:
        """What happened, in one line, without the zeros."""
        return self.undone or self.brought

    @property
    def brought(self) -> str:
        """What it brought at first, in one line, without the zeros."""
        counted = [f"{texts.grouped(count)} {label}" for _, label, count in self.tally if count]
        return " · ".join([*counted, self.objections] if self.objections else counted)


def my_imports(actor: Actor) -> list[Import]:
    """The latest 50, newest first. They show no person: what was declared, and counts."""
    found = Batch.objects.filter(member=actor.member).defer("staged").order_by("-created_at")
    return [_told(actor, batch) for batch in found[:LATEST]]


def my_import(actor: Actor, public: UUID) -> Import:
    """One of one's own. Raises Http404."""
    return _told(actor, own(actor, public))


def held_by(actor: Actor, public: UUID) -> list[tuple[UUID, str, int]]:
    """The later imports of one's own that hold records made by this one, the latest first: each with its file and how many
    records it holds. As long as it stands, those records do. Raises Http404.
    """
    batch = own(actor, public)
    with connection.cursor() as cursor:
        cursor.execute(HELD_BY, [batch.pk])
        held: dict[int, int] = dict(cursor.fetchall())
    later = Batch.objects.filter(id__in=held, member=actor.member).defer("staged").order_by("-id")
    return [(one.public, head_of(one).filename, held[one.pk]) for one in later]


def held_by_others(actor: Actor, public: UUID) -> list[tuple[str, datetime, int]]:
    """The later imports of others that hold records made by one of one's own and in sight: whose, when, how many records."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT member, at, records FROM gate.imports_of_others(%s)", [public])
        found = cursor.fetchall()
    names = member_names(actor) if found else {}
    return [(names.get(member, ""), at, records) for member, at, records in found]


def left_of(actor: Actor, public: UUID) -> Left | None:
    """The rows of one of one's own that wait for a decision; None where none does. Raises Http404."""
    batch = Batch.objects.filter(public=public, member=actor.member).first()
    if batch is None:
        raise Http404
    return open_left(batch) if batch.state == State.DONE else None


def undo_mine(actor: Actor, public: UUID) -> bool:
    """Orders the undoing of one's own import; False where it is not over. Raises Http404, Refused."""
    batch = own(actor, public)
    if not order_undoing(actor, batch):
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gate.defer('intake.undo_file', %s::jsonb)", [json.dumps({"batch": str(public)})]
        )
    return True


def of_acts(batch: Batch) -> bool:
    """Whether its rows are acts, and not persons."""
    return batch.kind != Kind.CONTACTS


def own(actor: Actor, public: UUID) -> Batch:
    """A batch of one's own, its file left sealed. Raises Http404."""
    batch = Batch.objects.filter(public=public, member=actor.member).defer("staged").first()
    if batch is None:
        raise Http404
    return batch


def _told(actor: Actor, batch: Batch) -> Import:
    head, counts = head_of(batch), batch.counts
    acts = of_acts(batch)
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
        tally=[(one.value, _counted(batch, one), counts[one]) for one in outcomes_of(batch.kind)],
        chips=[(one.value, _chip(batch, one), counts[one]) for one in outcomes_of(batch.kind)],
        objections=words.objections(counts["objections"]) if counts["objections"] else "",
        listed="" if acts else _listed(batch, head.columns),
        touchy=words.touchy(counts.get("touchy", 0)),
        undoable=batch.state in LEAVE and counts["done"] > 0,
        undone=texts.undone(counts, batch.kind) if "gone" in counts else "",
        figures=_headings(batch),
        informed=bool(batch.declared.get("informed")),
        kept=counts.get("kept", 0),
        left=counts[LEFT] if is_left(batch) else 0,
        open=counts.get(OPEN, 0) if batch.state == State.DONE else 0,
        until=kept_until(batch),
        over=batch.done_at,
    )


def _headings(batch: Batch) -> list[tuple[str, str, int]]:
    """Outcome, its words as a heading, how many: of its rows, or of what its undoing did."""
    if "gone" in batch.counts:
        return texts.undone_headings(batch.counts, batch.kind)
    return [(one.value, _chip(batch, one), batch.counts[one]) for one in outcomes_of(batch.kind)]


def _counted(batch: Batch, outcome: Outcome) -> str:
    """The outcome of its rows, without the number."""
    if is_undecided(batch, outcome):
        return str(texts.UNDECIDED)
    return words.counted(outcome, batch.counts[outcome], batch.kind)


def is_undecided(batch: Batch, outcome: Outcome) -> bool:
    """Whether what waited can be decided no more: the import was undone, or the time of its rows is over. An act that found
    nobody, or several, is said to have, whatever comes of it.
    """
    over = batch.state in (State.DONE, State.UNDONE) and not batch.counts.get(OPEN)
    return over and outcome == Outcome.WAITING and not of_acts(batch)


def _chip(batch: Batch, outcome: Outcome) -> str:
    """The outcome of the rows of a report, as it is now."""
    if is_undecided(batch, outcome):
        return str(texts.UNDECIDED)
    if batch.state != State.UNDONE:
        return words.headed(outcome, batch.kind)
    return words.counted_after(outcome, words.MANY, batch.kind, kept=bool(batch.counts.get("kept")))


def _listed(batch: Batch, columns: Sequence[Mapping[str, str]]) -> str:
    """The stage and the source, and the portfolio where all went to one."""
    apart = batch.declared.get("placed") or any(one["field"] == Target.PORTFOLIO for one in columns)
    portfolio = "" if apart else portfolio_of(batch.cell)
    asked = {"portfolio": portfolio, "stage": stage_of(batch.cell).value, "source": batch.source}
    return urlencode({name: value for name, value in asked.items() if value})


def _place(actor: Actor, cell: int) -> str:
    portfolio = actor.portfolios.get(portfolio_of(cell), "—")
    return f"{portfolio} · {labels.STAGES[stage_of(cell)]}"


def _capacity(declared: str) -> str:
    return str(Capacity(declared).label) if declared in Capacity.values else str(words.BY_COLUMN)

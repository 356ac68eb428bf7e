"""A file looked through before anything is written: what would become of each row, counted over the whole of it."""

import json
from collections import Counter
from collections.abc import Generator, Iterable, Sequence
from contextlib import closing, nullcontext, suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from licite import vault
from licite.access.actor import Actor
from licite.access.gate import NoEntry
from licite.intake import beside, reports
from licite.intake.actions import ROWS, Progress, Scope, Stopped
from licite.intake.cells import BY_ORDER, Note
from licite.intake.chunks import Chunk, Source
from licite.intake.declared import Declared
from licite.intake.drafts import Glance, Opened, open_draft
from licite.intake.entering import barred
from licite.intake.events.chunks import ActChunk, chunks_of
from licite.intake.events.reading import Act
from licite.intake.events.settling import Seen, settle
from licite.intake.matching import Known, Shelf
from licite.intake.models import Draft
from licite.intake.remarks import remarks_of
from licite.intake.reports import OBJECTED, Line, Outcome
from licite.intake.rows import Person, Reading
from licite.intake.settling import BESIDE, Settled
from licite.intake.shelving import shelve
from licite.lawful.notices.due import delay, notice_dates
from licite.web.dates import today

AT_ONCE = 1000
"""Rows that a page looks through while its reader waits; more go to the worker."""
KEPT = 2000
"""Rows that say something, and rows to decide, kept for the page; all are counted."""
REMEMBERED = 15_000
"""Persons, of the file or here, to compare the next rows with; beyond, a second line of the same person may count as new."""
CLOSES = "closes."
"""Before the channels, in the counts of notes: how many rows close these and no others."""
EXAMPLES = 3
SUMS = ("cents", "cents_new")
"""Of a file of purchases: what its amounts come to, and those of the rows that would enter."""
NOTHING = '[{}, "", {}, {}, []]'
"""A preview that has counted nothing yet."""


@dataclass(frozen=True)
class Preview:
    """Counts of outcomes, counts of notes by code, and the rows that say something. `kinds`: how many rows are doubtful for
    each reason, decided or not; `doubts`: for which one each of `lines` is, by its number; `by_order`: the first lines whose
    names were cut by the order of their words.
    """

    counts: dict[str, int]
    codes: dict[str, int]
    lines: list[Line]
    kinds: dict[str, int]
    doubts: dict[int, str]
    by_order: list[int]


def is_done(draft: Glance) -> bool:
    """Whether the whole of the file was looked through as it is planned now."""
    return draft.looked.get("done") == draft.rows


def look_or_order(actor: Actor, draft: Opened) -> bool:
    """Looks through a small file at once; asks the worker for a large one. Whether it is done."""
    if is_done(draft):
        return True
    if draft.table.row_count <= AT_ONCE:
        look(lambda: nullcontext(actor), draft.public)
        return True
    if "done" not in draft.looked:
        Draft.objects.filter(id=draft.id).update(looked={**draft.looked, "done": 0})
        args = {"batch": str(draft.public), "version": draft.looked["version"]}
        with connection.cursor() as cursor:
            cursor.execute("SELECT gate.defer('intake.look_through', %s::jsonb)", [json.dumps(args)])
    return False


def look(scope: Scope, public: UUID, *, version: int | None = None, progress: Progress | None = None) -> None:
    """Looks through a draft, `version` of its plan if one is named; stops where the plan has changed. Raises Stopped."""
    looking = None
    try:
        with scope() as actor:
            draft = open_draft(actor, public)
            looking = _LookingActs(draft) if draft.plan.acts else _Looking(draft)
        with closing(looking.chunks()) as chunks:
            for chunk in chunks:
                with scope() as actor:
                    if not looking.still(version):
                        return
                    looking.take(actor, chunk)
                    actor.trace.saw("intake:import:preview", [], [], draft=draft.id, rows=len(chunk.readings))
                    looking.keep()
                if progress:
                    progress(looking.done, draft.table.row_count)
        if not draft.table.row_count:
            with scope():
                looking.keep()
    except NoEntry:
        raise Stopped("scope_ended") from None


def give_up(scope: Scope, public: UUID, *, version: int) -> None:
    """Says that this preview will not come, unless the plan has changed since or the rights have ended."""
    with suppress(NoEntry), scope():
        found = Draft.objects.filter(public=public, looked__version=version)
        looked = found.values_list("looked", flat=True).first()
        if looked is not None:
            found.update(looked={**looked, "failed": 1})


def read(draft: Glance) -> Preview:
    """What the preview found."""
    envelope = Draft.objects.values_list("preview", flat=True).get(id=draft.id)
    text = vault.unseal("preview", draft.public, envelope) if envelope else NOTHING
    codes, lines, kinds, doubts, by_order = json.loads(text)
    counts = {one.value: draft.looked.get(one.value, 0) for one in reports.outcomes_of(draft.plan.kind)}
    counts |= {name: draft.looked.get(name, 0) for name in ("objections", "late", *SUMS)}
    shown = reports.read_part(lines) if lines else []
    doubtful = {int(line): code for line, code in doubts.items()}
    return Preview(counts, codes, shown, kinds, doubtful, by_order)


class _Looking:
    """A preview under way."""

    def __init__(self, draft: Opened) -> None:
        self.draft = draft
        self.shelf, self.here = Shelf(), set[int]()
        self.newcomers = 0
        self.done = 0
        self.counts: Counter[str] = Counter()
        self.codes: Counter[str] = Counter()
        self.lines: list[Line] = []
        self.kinds: Counter[str] = Counter()
        self.doubts: dict[int, str] = {}
        self.by_order: list[int] = []

    def chunks(self) -> Generator[Any]:
        """The rows of the file, some hundreds at a time."""
        declared = self.draft.plan.declared
        assert declared is not None
        source = Source(self.draft.table, self.draft.columns(), declared, ROWS, whole=False)
        return beside.chunks(source, left=self.draft.table.row_count)

    def still(self, version: int | None) -> bool:
        """Whether the plan is the one that this run looks through."""
        looked = Draft.objects.filter(id=self.draft.id).values_list("looked", flat=True).first()
        return looked is not None and version in (None, looked["version"])

    def take(self, actor: Actor, chunk: Chunk) -> None:
        """Settles some rows, and writes nothing."""
        declared = self.draft.plan.declared
        assert declared is not None
        chunk = chunk.fresh()
        shelved = shelve(actor, chunk)
        for known in shelved.known:
            self._meet(known)
        found = Settled(
            self.shelf,
            self.draft.plan,
            barred(actor, declared, chunk),
            shelved.namesakes,
            remarks=remarks_of(actor, chunk, declared, keeps_touchy=self.draft.plan.keeps_touchy),
        )
        for reading in chunk.readings:
            found.take(reading)
        self.newcomers += len(found.new)
        self.counts["late"] += _late(declared, [known.person for known in found.new])
        if self.newcomers + len(self.here) > REMEMBERED:
            self.shelf, self.here, self.newcomers = Shelf(), set(), 0
        for reading, line, whose in zip(chunk.readings, found.lines, found.whose, strict=True):
            self._heed(reading, line)
            doubt = found.doubts.get(line.number, "")
            self._count(line, [known.id for known in whose if known.id], doubt=doubt)
        self.done += len(chunk.readings)

    def keep(self) -> None:
        """Where it stands, for the page."""
        draft = self.draft
        lines = reports.part_of(self.lines)
        text = json.dumps([self.codes, lines, self.kinds, self.doubts, self.by_order])
        Draft.objects.filter(id=draft.id).update(
            preview=vault.seal("preview", draft.public, text),
            looked={
                "version": draft.looked["version"],
                "rows": draft.rows,
                **self.counts,
                "done": self.done,
            },
        )

    def _meet(self, known: Known) -> None:
        if known.id not in self.here:
            self.here.add(known.id)
            self.shelf.add(known)

    def _heed(self, reading: Reading, line: Line) -> None:
        """What the row closes, where that is obeyed; whether its name was cut by order."""
        if reading.person and OBJECTED in line.reasons:
            self.codes[CLOSES + " ".join(reading.person.objections)] += 1
        if len(self.by_order) < EXAMPLES and Note(BY_ORDER) in line.warnings:
            self.by_order.append(line.number)

    def _count(self, line: Line, records: Sequence[int], *, doubt: str = "") -> None:
        self.counts.update(reports.tallies([line]))
        self.codes.update(note.code for note in (*line.reasons, *line.warnings))
        wrong = any(not note.mended for note in line.warnings)
        telling = wrong or line.outcome is not Outcome.CREATED or BESIDE in line.reasons
        if doubt:
            self.kinds[doubt] += 1
        # Those to decide have their own room: however many others came before, the page has them.
        held = len(self.doubts) if doubt else len(self.lines) - len(self.doubts)
        if telling and held < KEPT:
            self.lines.append(Line(line.number, line.outcome, line.reasons, line.warnings, tuple(records)))
            if doubt:
                self.doubts[line.number] = doubt


def _late(declared: Declared, newcomers: Iterable[Person]) -> int:
    """For how many of them the time to inform them is over already: their records would come in blocked."""
    if declared.informed:
        return 0
    day, law, source = today(), delay(), declared.source
    ends = (notice_dates(source, one.collected_at, informed=False, law=law)[1] for one in newcomers)
    return sum(day > last for last in ends)


def _cents(acts: Iterable[Act | None]) -> int:
    return sum(one.cents for one in acts if one and one.cents)


class _LookingActs(_Looking):
    """A preview of a file of acts under way."""

    def __init__(self, draft: Opened) -> None:
        super().__init__(draft)
        self.seen: Seen = {}

    def chunks(self) -> Generator[Any]:
        """The rows of the file, some hundreds at a time."""
        draft = self.draft
        return chunks_of(draft.table, draft.columns(), draft.plan, rows=ROWS)

    def take(self, actor: Actor, chunk: ActChunk) -> None:  # type: ignore[override]
        """Settles some rows, and writes nothing."""
        plan = self.draft.plan
        found = settle(actor, chunk.readings, kind=plan.kind, tool=plan.tool or "", seen=self.seen)
        for line in found.lines:
            self._count(line, line.records)
        self.counts["cents"] += _cents(one.act for one in chunk.readings)
        self.counts["cents_new"] += _cents(one.act for one in found.writes)
        self.done += len(chunk.readings)

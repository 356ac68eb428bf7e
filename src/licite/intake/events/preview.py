"""What the preview of a file of acts shows: counts, the first rows as they would become, those with something to say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from licite.access.actor import Actor
from licite.intake import words
from licite.intake.drafts import Opened
from licite.intake.events.chunks import reader_of
from licite.intake.events.reading import Act, Reading
from licite.intake.events.settling import settle
from licite.intake.events.words import total_to_come
from licite.intake.headings import Target
from licite.intake.leftovers.keeping import waits
from licite.intake.looking import SUMS, read
from licite.intake.previewing import counted_notes
from licite.intake.reports import Line, Outcome, outcomes_of
from licite.kit import money
from licite.people.choices import Direction, InteractionKind
from licite.people.choices import Outcome as Ended
from licite.people.queries.rows import Row, rows_of
from licite.web.dates import date_format

FIRST, SHOWN = 5, 100


@dataclass(frozen=True)
class ActRow:
    """A row of the file as it would enter: of whom, when, what; what was mended, what is wrong."""

    number: int
    records: Sequence[Row]
    moment: str
    what: Sequence[str]
    amount: str
    theirs: bool
    outcome: str
    outcome_words: str
    mended: Sequence[str]
    told: Sequence[str]


def acts_page(actor: Actor, draft: Opened) -> dict[str, Any]:
    """The counts of the whole file, its first rows, and those that say something."""
    found = read(draft)
    kind = draft.plan.kind
    shown = found.lines[:SHOWN]
    readings = _first(draft)
    settled = settle(actor, readings, kind=kind, tool=draft.plan.tool or "")
    lines = [*settled.lines, *shown]
    records = {row.id: row for row in rows_of(actor, sorted({one for line in lines for one in line.records}))}
    actor.trace.saw("intake:import:preview", list(records), ["name"] if records else [], draft=draft.id)
    return {
        "figures": [(one.value, words.headed(one, kind), found.counts[one]) for one in outcomes_of(kind)],
        "first": [
            _row(actor, line, reading, records) for line, reading in zip(settled.lines, readings, strict=True)
        ],
        "mended": counted_notes(found.codes, mended=True),
        "warned": counted_notes(found.codes, mended=False),
        "others": [_row(actor, line, None, records) for line in shown],
        "more": sum(found.counts[one] for one in outcomes_of(kind) if one is not Outcome.CREATED) > SHOWN,
        "total": _total(actor, draft, found.counts),
        "entering": found.counts[Outcome.CREATED],
        "importable": sum(found.counts[one] for one in (Outcome.CREATED, *waits(kind))),
    }


def _total(actor: Actor, draft: Opened, counts: Mapping[str, int]) -> str:
    header = next((one.header for one in draft.columns() if one.target is Target.AMOUNT), "")
    if not header:
        return ""
    return total_to_come(header, *(money.euros(counts[name], actor.language) for name in SUMS))


def _first(draft: Opened) -> list[Reading]:
    reader = reader_of(draft.table, draft.columns(), draft.plan)
    return [reader.read(number, values) for number, values in islice(draft.table.rows(), FIRST)]


def _row(actor: Actor, line: Line, reading: Reading | None, records: Mapping[int, Row]) -> ActRow:
    act = reading.act if reading else None
    return ActRow(
        number=line.number,
        records=[records[one] for one in line.records if one in records],
        moment=moment_of(act) if act else "",
        what=what_of(act) if act else (),
        amount=money.euros(act.cents, actor.language) if act and act.cents is not None else "",
        theirs=act is not None and act.direction == Direction.THEIRS,
        outcome=line.outcome.value,
        outcome_words=words.outcome(line.outcome, acts=True),
        mended=[words.note(one) for one in line.warnings if one.mended],
        told=[words.note(one) for one in (*line.reasons, *line.warnings) if not one.mended],
    )


def moment_of(act: Act) -> str:
    """When it happened, in the time of here; the hour where one is known."""
    local = timezone.localtime(act.at)
    return date_format(local, "j N Y H:i" if (local.hour, local.minute) != (0, 0) else "j N Y")


def what_of(act: Act) -> list[str]:
    """What it was, in words, without its note and its amount."""
    number = _("no. %(number)s") % {"number": act.number} if act.number else ""
    if act.kind == InteractionKind.ORDER:
        return [part for part in (number, act.label) if part]
    ended = str(Ended(act.outcome).label) if act.outcome else ""
    said = [str(InteractionKind(act.kind).label), ended, number, _("with a note") if act.note else ""]
    return [part for part in said if part]

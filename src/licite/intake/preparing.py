"""What the steps of an import show: columns with a glimpse of their values, the first rows as they would become."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from licite.access.actor import Actor
from licite.access.permissions import Act, Field, Level
from licite.intake import labels, words
from licite.intake.cells import Note
from licite.intake.columns import LEFT_OUT, Column, MapRefused, assign
from licite.intake.drafts import Opened
from licite.intake.guesses import BY_LEVEL, guess
from licite.intake.headings import Target
from licite.intake.looking import read
from licite.intake.plans import Plan, Rule
from licite.intake.remarks import SENSITIVE
from licite.intake.reports import OF_ROWS, Line, Outcome, lines_met
from licite.intake.rows import Person, Reading, read_row
from licite.kit import emails, phones
from licite.kit.masking import DOT
from licite.lawful.channels import Channel
from licite.people.queries.rows import Row, rows_of

FIRST = 5
SHOWN = 100
CERTAIN = {
    "told": "yes",
    "header": "yes",
    "values": "care",
    "means": "care",
    "free": "care",
    "doubtful": "care",
    "none": "",
}


@dataclass(frozen=True)
class ColumnRow:
    """A column as the page of columns shows it; `field` is what is chosen, `fixed` that nothing can be."""

    position: int
    header: str
    field: str
    fixed: str
    how: str
    tone: str
    glimpses: Sequence[str]
    means: str


@dataclass(frozen=True)
class BecomingRow:
    """A row of the file as it would enter: coordinates masked."""

    number: int
    name: str
    company: str
    title: str
    emails: Sequence[str]
    phones: Sequence[str]
    place: str
    objections: str
    mended: Sequence[str]
    warnings: Sequence[str]
    refused: str
    remark: str = ""


@dataclass(frozen=True)
class DoubtRow:
    """A row that meets somebody: whose it is as the file says, whom it meets (`records`, or `lines` of the same file:
    number, name, whether the page has that row), and what was decided.
    """

    number: int
    name: str
    company: str
    outcome: str
    outcome_words: str
    reasons: Sequence[str]
    warnings: Sequence[str]
    records: Sequence[Row]
    lines: Sequence[tuple[int, str, bool]]
    decided: str
    choices: Sequence[tuple[str, str]]


def is_declared(draft: Opened) -> bool:
    """Whether its provenance was said."""
    return draft.plan.declared is not None or draft.plan.acts is not None


def column_rows(actor: Actor, draft: Opened) -> list[ColumnRow]:
    """Every column with its guess."""
    told = dict(draft.plan.told)
    try:
        found = draft.asked()
    except MapRefused:  # none is recognised yet, or what was told cannot stand: each is shown as it is
        found = _one_by_one(draft, told)
    rows = (values for _line, values in draft.table.rows())
    fields = opened(actor)
    actor.trace.saw("intake:import:preview", [], fields, draft=draft.id)
    guesses = guess(found, rows, told=told, closed=_closed(fields))
    return [
        ColumnRow(
            one.column.position,
            one.column.header,
            one.column.target.value if one.column.target else LEFT_OUT,
            words.column(one.column.status, "", one.column.reason) if one.fixed else "",
            str(labels.HOW[one.how]) if one.column.target or one.how == "told" else _why(one.column),
            CERTAIN[one.how],
            one.glimpses,
            str(labels.MEANS[one.column.target])
            if one.how != "told" and one.column.target in labels.MEANS
            else "",
        )
        for one in guesses
    ]


def doubled(columns: Sequence[Column], plan: Plan) -> str:
    """Says that two columns were told to be one field that holds one value; empty where none were."""
    told = dict(plan.told)
    names = [
        column.header
        for column in columns
        if column.reason == "field_taken" and told.get(column.header, LEFT_OUT) != LEFT_OUT
    ]
    if not names:
        return ""
    return _("Two columns cannot both be this: “%(column)s”. Leave one of them out.") % {"column": names[0]}


def preview_page(actor: Actor, draft: Opened) -> dict[str, Any]:
    """The counts of the whole file, its first rows, and the rows that meet somebody."""
    found = read(draft)
    met = [line for line in found.lines if _decidable(line)]
    shown = met[:SHOWN]
    records = {row.id: row for row in rows_of(actor, sorted({one for line in shown for one in line.records}))}
    if records:
        actor.trace.saw("intake:import:compare", list(records), ["name"])
    fields = opened(actor)
    actor.trace.saw("intake:import:preview", [], fields, draft=draft.id)
    touchy = [line.number for line in found.lines if SENSITIVE in line.warnings][:SHOWN]
    twins = {one for line in shown for one in lines_met(line)}
    meeting = _becoming_of(draft, {*(line.number for line in shown), *touchy, *twins}, fields)
    listed = {line.number for line in shown}
    others = [line for line in found.lines if line not in shown][:SHOWN]
    return {
        "figures": [(one.value, words.counted(one, found.counts[one]), found.counts[one]) for one in OF_ROWS],
        "objections": words.objections_to_come(found.counts["objections"]),
        "late": words.late(found.counts["late"]),
        "first": _first(draft, fields),
        "touchy": [meeting[one] for one in touchy if meeting[one].remark],
        "mended": counted_notes(found.codes, mended=True),
        "warned": counted_notes(found.codes, mended=False),
        "doubts": [_doubt(line, draft.plan, records, meeting, listed) for line in shown],
        "more": len(met) - len(shown),
        "others": [_line(line) for line in others],
        "rules": list(Rule.choices),
        "rule": draft.plan.rule.value,
        "importable": found.counts[Outcome.CREATED] + found.counts[Outcome.UPDATED],
    }


def _first(draft: Opened, opened: Container[str]) -> list[BecomingRow]:
    declared, columns = draft.plan.declared, draft.columns()
    assert declared is not None
    rows = islice(draft.table.rows(), FIRST)
    return [becoming(read_row(number, values, columns, declared), opened) for number, values in rows]


def _becoming_of(draft: Opened, numbers: Container[int], opened: Container[str]) -> dict[int, BecomingRow]:
    """Some rows of the file, by line, as they would enter."""
    declared, columns = draft.plan.declared, draft.columns()
    assert declared is not None
    return {
        number: becoming(read_row(number, values, columns, declared), opened)
        for number, values in draft.table.rows()
        if number in numbers
    }


def becoming(reading: Reading, opened: Container[str]) -> BecomingRow:
    """A row as it would enter, to a reader for whom these fields are open."""
    person = reading.person
    notes = [one for one in reading.warnings if one.mended]
    wrong = [one for one in reading.warnings if not one.mended]
    told = [words.note(one) for one in notes], [words.note(one) for one in wrong]
    if person is None:
        reasons = " ; ".join(words.note(one) for one in reading.reasons)
        return BecomingRow(reading.line, "—", "", "", (), (), "", "", *told, reasons)
    return BecomingRow(
        reading.line,
        f"{person.first} {person.last}".strip() if Field.NAME in opened else DOT * 3,
        person.company if Field.NAME in opened or not person.sole else DOT * 3,
        person.title if Field.TITLE in opened or not person.title else DOT * 3,
        [emails.mask(one) for one in person.emails],
        [phones.mask(one) for one in person.phones],
        f"{person.address.postal_code} {person.address.town}".strip() if Field.ADDRESS in opened else "",
        refused_by(person),
        *told,
        "",
        reading.remark if Field.NOTE in opened else "",
    )


def refused_by(person: Person) -> str:
    """What a person refuses, in words."""
    channels = [str(Channel(one).label) for one in person.objections]
    return ", ".join([*channels, *([_("Newsletters")] if person.no_letters else [])])


def _doubt(
    line: Line,
    plan: Plan,
    records: Mapping[int, Row],
    becoming: Mapping[int, BecomingRow],
    listed: Container[int],
) -> DoubtRow:
    decided = plan.of(line.number)
    here = [records[one] for one in line.records if one in records]
    return DoubtRow(
        line.number,
        becoming[line.number].name,
        becoming[line.number].company,
        line.outcome.value,
        str(words.OUTCOMES[line.outcome]),
        [words.note(one) for one in line.reasons],
        [words.note(one) for one in line.warnings if not one.mended],
        here,
        [(one, becoming[one].name if one in becoming else "", one in listed) for one in lines_met(line)],
        decided.value if decided else "",
        _choices(line, decided=decided is not None),
    )


def _choices(line: Line, *, decided: bool) -> list[tuple[str, str]]:
    doubtful = line.reasons and line.reasons[0].code.startswith("doubt.")
    rest = _("Leave it aside for now") if doubtful else _("As the rule says")
    merge = [(Rule.MERGE.value, _("The same person: complete the record"))]
    return [
        ("", _("Not decided") if decided else rest),
        *(merge if len(line.records) < 2 else []),
        (Rule.KEEP.value, _("Somebody else: make a record")),
        (Rule.SKIP.value, _("Do not bring it in")),
    ]


def _decidable(line: Line) -> bool:
    codes = {note.code for note in line.reasons}
    return any(code.startswith(("doubt.", "known.", "kept.", "left.")) for code in codes)


def _line(line: Line) -> tuple[int, str, str, str]:
    """Number, outcome and its words, what there is to say."""
    notes = [words.note(one) for one in (*line.reasons, *line.warnings) if not one.mended]
    return line.number, line.outcome.value, str(words.OUTCOMES[line.outcome]), " ; ".join(notes)


def counted_notes(codes: Mapping[str, int], *, mended: bool) -> list[tuple[str, int]]:
    """Notes of the whole file in words, the most frequent first; what a row became is counted elsewhere."""
    wanted = [
        (code, count)
        for code, count in codes.items()
        if Note(code).mended is mended
        and not code.startswith(("known.", "gained.", "doubt.", "kept.", "left.", "person."))
    ]
    return [(words.note(Note(code)), count) for code, count in sorted(wanted, key=lambda one: -one[1])]


def _one_by_one(draft: Opened, told: Mapping[str, str]) -> list[Column]:
    found = []
    for position, header in enumerate(draft.table.headers):
        try:
            (column,) = assign([header], {header: told[header]} if header in told else {})
        except MapRefused:
            column = Column(position, header, None, "no_field" if header else "no_header")
        found.append(Column(position, header, column.target, column.reason))
    return found


def _why(column: Column) -> str:
    return words.column(column.status, "", column.reason)


def opened(actor: Actor) -> list[str]:
    """What the actor reads in clear wherever the file may go."""
    cells = actor.cells(Act.CREATE)
    fields = (Field.NAME, Field.TITLE, Field.ADDRESS, Field.NOTE)
    return [one for one in fields if cells and all(actor.level(cell, one) is Level.OPEN for cell in cells)]


def _closed(opened: Container[str]) -> frozenset[Target]:
    return frozenset().union(*(targets for field, targets in BY_LEVEL.items() if field not in opened))

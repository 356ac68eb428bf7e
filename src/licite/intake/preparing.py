"""What the steps of an import show: columns with a glimpse of their values, a row as it would become."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from licite.access.actor import Actor
from licite.access.permissions import Act, Field, Level
from licite.intake import labels, words
from licite.intake.columns import LEFT_OUT, Column, MapRefused, assign, other_kind
from licite.intake.drafts import Opened
from licite.intake.guesses import BY_LEVEL, guess
from licite.intake.headings import Target
from licite.intake.kinds import Kind
from licite.intake.plans import Plan
from licite.intake.rows import Person, Reading
from licite.kit import emails, phones
from licite.kit.masking import DOT
from licite.lawful.channels import Channel

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
    """A row of the file as it would enter: coordinates masked. `parted`: its name with the last name in capitals."""

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
    parted: str = ""


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


def seems(draft: Opened) -> Kind | None:
    """What the file seems to hold, where that is not what was said of it."""
    try:
        found = draft.asked()
    except MapRefused:
        found = []
    return other_kind(draft.table.headers, found, draft.plan.kind)


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
        ", ".join(refused_by(person)),
        *told,
        "",
        reading.remark if Field.NOTE in opened else "",
        f"{person.first} {person.last.upper()}" if Field.NAME in opened else "",
    )


def refused_by(person: Person) -> list[str]:
    """What a person refuses, in words."""
    channels = [str(Channel(one).label) for one in person.objections]
    return [*channels, *([_("Newsletters")] if person.no_letters else [])]


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

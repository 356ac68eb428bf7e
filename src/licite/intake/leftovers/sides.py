"""A row of a file beside the records that it looks like, field by field, each as far as its reader may read it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from licite.access.actor import Actor
from licite.access.permissions import Act, Field, Level
from licite.access.queries import member_names
from licite.intake import words
from licite.intake.leftovers.keeping import Left
from licite.intake.leftovers.persons import Met, meet
from licite.intake.preparing import refused_by
from licite.intake.rows import Person
from licite.kit import emails, phones
from licite.kit.masking import DOT
from licite.lawful.choices import Capacity
from licite.lawful.panels.objections import refused
from licite.lawful.queries.objections import objections_of
from licite.people.panels.duplicates import Head, head, values_shown
from licite.people.queries import ContactRow, contact_for
from licite.people.queries.duplicates import held_by
from licite.people.queries.rows import company_names, rows_of

MOST = 3
"""Records shown beside a row: with more, nobody compares."""


@dataclass(frozen=True)
class Cell:
    """What a record says of a field. `differs`: the row says something else."""

    head: Head
    values: Sequence[str]
    differs: bool


@dataclass(frozen=True)
class SideLine:
    """A field: what the row says, what each record says."""

    label: str
    said: Sequence[str]
    cells: Sequence[Cell]

    @property
    def differs(self) -> bool:
        """Whether one of the records says something else."""
        return any(one.differs for one in self.cells)


@dataclass(frozen=True)
class Beside:
    """The page: the row, the records with their public ids, the fields, and where the next undecided row is."""

    line: int
    reasons: Sequence[str]
    records: Sequence[tuple[UUID, Head]]
    more: int
    lines: Sequence[SideLine]
    place: int
    count: int
    next: int


def beside_of(actor: Actor, left: Left, line: int) -> Beside | None:
    """A row that waits, beside whom it looks like; None for one that waits no more."""
    place = next((n for n, one in enumerate(left.rows) if one.line == line), None)
    if place is None:
        return None
    (met,) = meet(actor, left, [left.rows[place]])
    found = rows_of(actor, [one.id for one in met.rivals])
    contacts = [contact_for(actor, row.public) for row in found[:MOST]]
    held, members = held_by(*contacts), member_names(actor)
    heads = [head(actor, one, held[one.id], members) for one in contacts]
    following = left.rows[(place + 1) % len(left.rows)].line
    return Beside(
        line=line,
        reasons=[words.note(one) for one in met.reasons],
        records=[(one.public, its) for one, its in zip(contacts, heads, strict=True)],
        more=len(found) - len(contacts),
        lines=list(_lines(actor, met, contacts, heads)),
        place=place + 1,
        count=len(left.rows),
        next=following if following != line else 0,
    )


def _lines(
    actor: Actor, met: Met, contacts: Sequence[ContactRow], heads: Sequence[Head]
) -> Iterator[SideLine]:
    person = met.reading.person
    if person is None:
        return
    companies = company_names({one.company_id for one in contacts if one.company_id})
    said = _said(actor, person)
    for field, label in (
        ("name", _("Name")),
        (Field.TITLE, _("Job title")),
        ("company", _("Company")),
        (Field.EMAIL, _("E-mail")),
        (Field.PHONE, _("Phone")),
        (Field.ADDRESS, _("Address")),
        ("capacity", _("Here as")),
    ):
        ours = [one for one in said[field] if one]
        cells = []
        for contact, its in zip(contacts, heads, strict=True):
            values = [one for one in _of_record(actor, contact, field, companies) if one]
            same = _same(ours, values) or _same(_masks(field, person), values)
            cells.append(Cell(its, values, bool(ours and values) and not same))
        if ours or any(one.values for one in cells):
            yield SideLine(str(label), ours, cells)
    if refusals := _refusals(actor, person, contacts, heads):
        yield refusals


def _refusals(
    actor: Actor, person: Person, contacts: Sequence[ContactRow], heads: Sequence[Head]
) -> SideLine | None:
    """What the row refuses, and what each record does; None where nobody refuses anything."""
    ours = refused_by(person)
    theirs = [refused(one.objections, objections_of(actor, contact=one.id)) for one in contacts]
    if not (ours or any(theirs)):
        return None
    cells = [Cell(its, some, differs=some != ours) for its, some in zip(heads, theirs, strict=True)]
    return SideLine(_("Objection"), ours, cells)


def _masks(field: str, person: Person) -> list[str]:
    """What the row says as a record shows it whose channel is closed, or whose level hides it."""
    if field == Field.EMAIL:
        return [emails.mask(one) for one in person.emails]
    return [phones.mask(one) for one in person.phones] if field == Field.PHONE else []


def _same(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    one, other = ({text.casefold() for text in some} for some in (ours, theirs))
    return bool(one) and (one <= other or other <= one)


def _said(actor: Actor, person: Person) -> dict[str, list[str]]:
    """What the row says, masked where whoever brings it would see a mask on the record it makes."""
    place = f"{person.address.postal_code} {person.address.town}".strip()
    return {
        "name": [f"{person.first} {person.last}".strip() if _opens(actor, Field.NAME) else DOT * 3],
        Field.TITLE: [person.title if _opens(actor, Field.TITLE) or not person.title else DOT * 3],
        "company": [person.company if _opens(actor, Field.NAME) or not person.sole else DOT * 3],
        Field.EMAIL: [one if _opens(actor, Field.EMAIL) else emails.mask(one) for one in person.emails],
        Field.PHONE: [
            phones.display(one) if _opens(actor, Field.PHONE) else phones.mask(one) for one in person.phones
        ],
        Field.ADDRESS: [person.address.line, place] if _opens(actor, Field.ADDRESS) else [],
        "capacity": _capacity(person.capacity),
    }


def _of_record(
    actor: Actor, contact: ContactRow, field: str, companies: Mapping[int, tuple[UUID, str]]
) -> Sequence[str]:
    if field == "name":
        return [contact.shown_name]
    if field == Field.TITLE:
        return [contact.shown_title]
    if field == "company":
        named = companies.get(contact.company_id or 0)
        return [named[1]] if named else []
    if field == "capacity":
        return _capacity(contact.capacity)
    return values_shown(actor, contact, Field(field))


def _capacity(key: str) -> list[str]:
    return [] if key == Capacity.UNKNOWN else [str(Capacity(key).label)]


def _opens(actor: Actor, field: Field) -> bool:
    cells = actor.cells(Act.CREATE)
    return bool(cells) and all(actor.level(cell, field) is Level.OPEN for cell in cells)

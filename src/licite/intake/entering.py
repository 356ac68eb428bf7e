"""One batch of rows enters: matched with who is here, then written in a few statements."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from licite.access.actor import Actor
from licite.intake.declared import Declared
from licite.intake.matching import Known, Match, complete, sum_bits
from licite.intake.models import Arrival, Batch
from licite.intake.reports import Line, Outcome
from licite.intake.rows import Note, Person, Reading
from licite.intake.shelving import Shelved, shelve
from licite.kit import countries, names
from licite.kit.cells import portfolio_of
from licite.lawful.actions import prints_for, write_objection
from licite.lawful.channels import BITS, Channel
from licite.lawful.models import ToldBy
from licite.people import actions as people
from licite.people.actions import Changes, NewContact
from licite.people.choices import CompanyKind
from licite.people.queries import ContactRow


@dataclass
class _Batch:
    """What a batch of rows will write."""

    shelved: Shelved
    lines: list[Line] = field(default_factory=list)
    new: list[Known] = field(default_factory=list)
    touched: dict[int, Known] = field(default_factory=dict)


def enter(actor: Actor, *, batch: Batch, declared: Declared, readings: Sequence[Reading]) -> list[Line]:
    """Writes what these rows bring; returns what became of each. All or nothing of the caller's transaction."""
    found = _Batch(shelve(actor, [reading.person for reading in readings if reading.person]))
    for reading in readings:
        found.lines.append(_settle(found, reading))
    ids = _write_new(actor, declared, found.new)
    changed = [
        _write_news(actor, declared, found.shelved.records[one.id], one) for one in found.touched.values()
    ]
    Arrival.objects.bulk_create(
        [Arrival(batch_id=batch.pk, contact=one, cell=declared.cell) for one in ids]
        + [Arrival(batch_id=batch.pk, contact=one.id, cell=one.cell) for one in changed]
    )
    actor.trace.saw(
        "intake:import:run",
        [*ids, *(one.id for one in changed)],
        ["name", "email", "phone", "address"],
        batch=batch.pk,
        created=len(ids),
        updated=len(changed),
        rows=len(readings),
    )
    return found.lines


def _settle(found: _Batch, reading: Reading) -> Line:
    """What becomes of one row; whoever is new stands on the shelf for the rows that follow."""
    person = reading.person
    if person is None:
        return Line(reading.line, Outcome.REFUSED, reading.reasons, reading.warnings)
    match = found.shelved.shelf.match(person)
    warnings = (*reading.warnings, *match.warnings)
    if match.doubt and match.known:
        return Line(reading.line, Outcome.WAITING, (Note(match.doubt), *_where(match.known)), warnings)
    if match.known is None:
        return _start(found, reading.line, person, warnings)
    return _join(found, reading.line, person, match, warnings)


def _start(found: _Batch, line: int, person: Person, warnings: tuple[Note, ...]) -> Line:
    known = Known(person, line=line, objections=sum_bits(person.objections))
    found.shelved.shelf.add(known)
    found.new.append(known)
    return Line(line, Outcome.CREATED, (), warnings)


def _join(found: _Batch, line: int, person: Person, match: Match, warnings: tuple[Note, ...]) -> Line:
    known = match.known
    assert known is not None
    reason = _where(known) or (Note("known.here"),)
    # A record that one may only read takes an objection all the same, and nothing else.
    offered = person if known.editable else _only_objections(known, person)
    gained, differs = complete(known, offered)
    found.shelved.shelf.add(known)
    warnings = (*warnings, *differs)
    if not gained:
        return Line(
            line, Outcome.SKIPPED, reason if known.editable else (*reason, Note("known.read_only")), warnings
        )
    if known.id:
        found.touched[known.id] = known
    return Line(
        line, Outcome.UPDATED, (*reason, *(Note(f"gained.{name}") for name in sorted(gained))), warnings
    )


def _where(known: Known) -> tuple[Note, ...]:
    return () if known.id else (Note("known.line", str(known.line)),)


def _only_objections(known: Known, person: Person) -> Person:
    told = person.objections if known.opposable else ()
    return Person(collected_at=known.person.collected_at, objections=told)


def _write_new(actor: Actor, declared: Declared, new: Sequence[Known]) -> list[int]:
    companies: dict[str, int] = {}
    rows = [_new(actor, declared, known.person, companies) for known in new]
    return [made.id for made in people.create_contacts(actor, rows=rows)]


def _new(actor: Actor, declared: Declared, person: Person, companies: dict[str, int]) -> NewContact:
    return NewContact(
        portfolio=declared.portfolio,
        stage=declared.stage,
        first=person.first,
        last=person.last,
        title=person.title,
        company=_company(actor, declared.portfolio, person, companies),
        emails=person.emails,
        phones=person.phones,
        address=person.address,
        capacity=person.capacity,
        country=person.country,
        source=declared.source,
        purpose=declared.purpose,
        basis=declared.basis,
        collected_at=person.collected_at,
        objections=[(channel, declared.at) for channel in person.objections],
    )


def _company(actor: Actor, portfolio: int, person: Person, companies: dict[str, int]) -> int | None:
    """The id of the person's company. One that bears its owner's name is sealed, hence never found by name."""
    key = names.fold(person.company)
    if not key:
        return None
    if person.sole:
        department = countries.department(person.country, person.address.postal_code)
        made = people.create_company(
            actor, portfolio=portfolio, kind=CompanyKind.SOLE, name=person.company,
            country=person.country, department=department,
        )  # fmt: skip
        return int(made.pk)
    if key not in companies:
        companies[key] = people.company_named(
            actor, name=person.company, portfolio=portfolio, country=person.country
        )
    return companies[key]


def _write_news(actor: Actor, declared: Declared, record: ContactRow, known: Known) -> ContactRow:
    """Completes a record in place, and closes the channels the file says are closed."""
    given = {name: getattr(known.person, name) for name in known.news - {"objections", "company"}}
    if "company" in known.news:
        given["company"] = _company(actor, portfolio_of(record.cell), known.person, {})
    if given:
        people.edit_contact(actor, contact=record, changes=Changes(**given))
    if "objections" in known.news:
        emails, phones = [one.lower() for one in known.person.emails], known.person.phones
        for channel in _still_open(record.objections, known.person.objections):
            kept = prints_for(channel, emails=emails, phones=phones)
            write_objection(
                actor, contact=record.id, channel=channel, at=declared.at, told_by=ToldBy.IMPORT, prints=kept
            )
    return record


def _still_open(bits: int, channels: Sequence[Channel]) -> list[Channel]:
    return [channel for channel in channels if bits & BITS[channel] != BITS[channel]]

"""One batch of rows enters: matched with who is here, then written in a few statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from licite.access.actor import Actor
from licite.intake.cells import Note
from licite.intake.companies import Companies
from licite.intake.declared import Declared
from licite.intake.matching import Known, complete, sum_bits
from licite.intake.models import Arrival, Batch
from licite.intake.reports import OBJECTED, Line, Outcome
from licite.intake.rows import Person, Reading
from licite.intake.shelving import Shelved, shelve
from licite.lawful.actions.objections import write_objection
from licite.lawful.channels import BITS, Channel
from licite.lawful.models import ToldBy
from licite.lawful.queries.purposes import stands
from licite.lawful.standing import Category, category_of
from licite.people import actions as people
from licite.people.actions import Changes, NewContact
from licite.people.actions.entrance import unwelcome
from licite.people.queries import ContactRow


@dataclass
class _Batch:
    """What a batch of rows will write, and who each of its lines speaks of."""

    shelved: Shelved
    lines: list[Line] = field(default_factory=list)
    whose: list[Sequence[Known]] = field(default_factory=list)
    new: list[Known] = field(default_factory=list)
    touched: dict[int, Known] = field(default_factory=dict)


def enter(
    actor: Actor, *, batch: Batch, declared: Declared, readings: Sequence[Reading], companies: Companies
) -> list[Line]:
    """Writes what these rows bring; returns what became of each. All or nothing of the caller's transaction."""
    found = _Batch(shelve(actor, [reading.person for reading in readings if reading.person]))
    barred = _barred(declared, readings)
    for reading in readings:
        line, whose = _settle(found, reading, barred)
        found.lines.append(line)
        found.whose.append(whose)
    newcomers = [known.person for known in found.new]
    completed = list(found.touched.values())
    writer = _Writer(actor, declared, companies)
    companies.look_up(portfolio=declared.portfolio, persons=[*newcomers, *(one.person for one in completed)])
    rows = [writer.newcomer(person) for person in newcomers]
    ids = [made.id for made in people.create_contacts(actor, rows=rows)]
    for known, one in zip(found.new, ids, strict=True):
        known.id = one
    changed = [writer.completed(found.shelved.records[one.id], one) for one in completed]
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
    return [
        replace(line, records=tuple({known.id: None for known in whose}))
        for line, whose in zip(found.lines, found.whose, strict=True)
    ]


def _barred(declared: Declared, readings: Sequence[Reading]) -> dict[int, str]:
    """Who may not enter anew, by line, and why: the purpose does not stand for such a person, or the list keeps them out."""
    persons = [(reading.line, reading.person) for reading in readings if reading.person]
    codes = {one: stands(declared.purpose, declared.basis, one) for one in Category}
    barred = {
        line: f"ground.{code}" for line, person in persons if (code := codes[category_of(person.capacity)])
    }
    kept_out = unwelcome([_outline(declared, person) for _line, person in persons])
    return barred | {persons[place][0]: "suppressed" for place in kept_out}


def _settle(found: _Batch, reading: Reading, barred: Mapping[int, str]) -> tuple[Line, Sequence[Known]]:
    """What becomes of one row, and whom it meets; whoever is new stands on the shelf for the rows that follow."""
    person = reading.person
    if person is None:
        return Line(reading.line, Outcome.REFUSED, reading.reasons, reading.warnings), ()
    match = found.shelved.shelf.match(person)
    warnings = (*reading.warnings, *match.warnings)
    if match.doubt:
        earlier = dict.fromkeys(note for known in match.rivals for note in _where(known))
        return Line(reading.line, Outcome.WAITING, (Note(match.doubt), *earlier), warnings), match.rivals
    if match.known is None and reading.line in barred:
        return Line(reading.line, Outcome.REFUSED, (Note(barred[reading.line]),), warnings), ()
    if match.known is None:
        return _start(found, reading.line, person, warnings)
    return _join(found, reading.line, person, match.known, warnings), (match.known,)


def _start(
    found: _Batch, line: int, person: Person, warnings: tuple[Note, ...]
) -> tuple[Line, Sequence[Known]]:
    known = Known(person, line=line, objections=sum_bits(person.objections))
    found.shelved.shelf.add(known)
    found.new.append(known)
    return Line(line, Outcome.CREATED, (OBJECTED,) if person.objections else (), warnings), (known,)


def _join(found: _Batch, line: int, person: Person, known: Known, warnings: tuple[Note, ...]) -> Line:
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


def _outline(declared: Declared, person: Person) -> NewContact:
    return NewContact(
        portfolio=declared.portfolio,
        stage=declared.stage,
        first=person.first,
        last=person.last,
        title=person.title,
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
        informed=declared.informed,
        tidy=True,
    )


@dataclass(frozen=True)
class _Writer:
    """Writes in one member's name, under one declaration."""

    actor: Actor
    declared: Declared
    companies: Companies

    def newcomer(self, person: Person) -> NewContact:
        """A person as people takes it, with its provenance and its company."""
        company = self.companies.id_of(self.actor, portfolio=self.declared.portfolio, person=person)
        return replace(_outline(self.declared, person), company=company)

    def completed(self, record: ContactRow, known: Known) -> ContactRow:
        """Completes a record in place, and closes the channels that the file says are closed."""
        person, at = known.person, self.declared.at
        given = {name: getattr(person, name) for name in known.news - {"objections", "company"}}
        if "company" in known.news:
            given["company"] = self.companies.id_of(
                self.actor, portfolio=self.declared.portfolio, person=person
            )
        if given:
            people.edit_contact(self.actor, contact=record, changes=Changes(**given))
        if "objections" in known.news:
            emails = [one.lower() for one in person.emails]
            for channel in _still_open(record.objections, person.objections):
                write_objection(
                    self.actor,
                    contact=record.id,
                    channel=channel,
                    at=at,
                    told_by=ToldBy.IMPORT,
                    emails=emails,
                    phones=person.phones,
                )
        return record


def _still_open(bits: int, channels: Sequence[Channel]) -> list[Channel]:
    return [channel for channel in channels if bits & BITS[channel] != BITS[channel]]

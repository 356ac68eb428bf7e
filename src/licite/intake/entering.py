"""One batch of rows enters: matched with who is here, then written in a few statements."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.db import connection

from licite.access import placing
from licite.access.actor import Actor
from licite.access.permissions import Act
from licite.access.placing import Rule, first_match
from licite.intake import traces
from licite.intake.chunks import Chunk, Made, records_of
from licite.intake.companies import Companies
from licite.intake.declared import Declared
from licite.intake.hearing import hear, refuse_letters
from licite.intake.matching import Known
from licite.intake.models import Batch, Founding
from licite.intake.plans import Plan
from licite.intake.remarks import bring, remarks_of
from licite.intake.reports import Line
from licite.intake.rows import Person
from licite.intake.settling import SUPPRESSED, Settled, Since
from licite.intake.shelving import shelve
from licite.kit import countries
from licite.kit.arrays import numbers, truths
from licite.kit.cells import cell_of
from licite.kit.names import fold
from licite.lawful.actions.objections import write_objection
from licite.lawful.channels import BITS, Channel
from licite.lawful.models import ToldBy
from licite.lawful.queries.purposes import purposes_now
from licite.lawful.standing import Category, category_of, standing
from licite.people import actions as people
from licite.people.actions import Changes, NewContact
from licite.people.actions.entrance import kept_out
from licite.people.actions.references import Given, add_references
from licite.people.queries import ContactRow
from licite.people.queries.references import Reference
from licite.web.dates import today

ARRIVED = """
    INSERT INTO intake_arrival (batch_id, contact, cell, made, kept)
    SELECT %s, x.* FROM unnest(%s::bigint[], %s::int[], %s::boolean[], %b::bytea[]) x
"""

UNKNOWN = "place.unknown"
APART = frozenset({"objections", "no_letters", "company", "references"})
"""What a completion brings that is no field of the record."""


def enter(
    actor: Actor, *, batch: Batch, plan: Plan, chunk: Chunk, companies: Companies, since: Since = None
) -> list[Line]:
    """Writes what these rows bring, all or nothing of the caller's transaction; returns what became of each."""
    declared = plan.declared
    assert declared is not None
    chunk = chunk.fresh()
    shelved = shelve(actor, chunk)
    remarks = remarks_of(actor, chunk, declared, keeps_touchy=plan.keeps_touchy)
    out = barred(actor, declared, chunk)
    found = Settled(shelved.shelf, plan, out, shelved.namesakes, remarks=remarks, since=since)
    for reading in chunk.readings:
        found.take(reading)
    newcomers = [known.person for known in found.new]
    completed = list(found.touched.values())
    persons = [*newcomers, *(one.person for one in completed if "company" in one.news)]
    founded = companies.find(actor, declared=declared, persons=persons)
    writer = _Writer(actor, batch, declared, companies)
    rows = [writer.newcomer(person) for person in newcomers]
    records = _records(chunk, found.new)
    made = people.create_contacts(
        actor,
        rows=rows,
        ready=[one.ready for one in records],
        welcome={one.ready.public for one in chunk.made},
    )
    for known, one in zip(found.new, made, strict=True):
        known.id = one.id
    for known in found.new:
        if known.person.no_letters:
            refuse_letters(actor, known.id, known.person, at=declared.at)
    hear(actor, batch, at=declared.at, persons=found.heard)
    kept = [writer.completed(shelved.records[one.id], one) for one in completed]
    given = [
        Given(one.id, one.public, one.cell, number)
        for one, person in zip(made, newcomers, strict=True)
        for number in person.references
    ]
    given += [
        Given(record.id, record.public, record.cell, number)
        for (record, _), known in zip(kept, completed, strict=True)
        for number in _new_numbers(known)
    ]
    add_references(actor, given=given)
    said = [
        (one.ready.public, one.digest, row.company, person.references)
        for one, row, person in zip(records, rows, newcomers, strict=True)
    ]
    sealed = traces.seal_made(batch.public, said)
    _arrived(batch, [(one.id, one.cell, True, mark) for one, mark in zip(made, sealed, strict=True)])
    _arrived(batch, [(record.id, record.cell, False, mark) for record, mark in kept])
    Founding.objects.bulk_create([Founding(batch_id=batch.pk, company=one) for one in founded])
    publics = {one.id: one.public for one in made} | {one: row.public for one, row in shelved.records.items()}
    bring(actor, batch.public, found.remarks.new, publics)
    actor.trace.saw(
        "intake:import:run",
        [*(one.id for one in made), *(record.id for record, _ in kept)],
        ["name", "email", "phone", "address"],
        batch=batch.pk,
        created=len(made),
        updated=len(kept),
        rows=len(chunk.readings),
    )
    return [
        replace(line, records=tuple({known.id: None for known in whose})) if whose else line
        for line, whose in zip(found.lines, found.whose, strict=True)
    ]


def places(actor: Actor, declared: Declared) -> dict[str, int]:
    """The portfolios where the actor may create at this stage, by folded name."""
    return {
        fold(name): number
        for number, name in actor.portfolios.items()
        if actor.may(Act.CREATE, cell_of(number, declared.stage))
    }


def _new_numbers(known: Known) -> list[Reference]:
    borne = known.before.references if known.before else ()
    return [one for one in known.person.references if one not in borne]


def barred(actor: Actor, declared: Declared, chunk: Chunk) -> dict[int, str]:
    """Who may not enter anew, by line, and why: the row names no portfolio where its importer may create, the purpose does
    not stand for such a person, or the list keeps them out.
    """
    known, day = purposes_now(), today()
    codes = {
        one: standing(known.get(declared.purpose), basis=declared.basis, category=one, today=day)
        for one in Category
    }
    persons = list(chunk.people())
    barred = {
        line: f"ground.{code}" for line, person in persons if (code := codes[category_of(person.capacity)])
    }
    known_places = places(actor, declared)
    barred |= {line: UNKNOWN for line, one in persons if one.place and one.place not in known_places}
    out = kept_out(declared.purpose, chunk.asked)
    return barred | {persons[place][0]: SUPPRESSED for place in out}


def _records(chunk: Chunk, new: Sequence[Known]) -> list[Made]:
    """The records of these newcomers: as the chunk has them, or made anew where a later row completed them."""
    lines = {line: (person, made) for (line, person), made in zip(chunk.people(), chunk.made, strict=True)}
    grown = [known for known in new if known.person is not lines[known.line][0]]
    anew = dict(zip((known.line for known in grown), records_of([one.person for one in grown]), strict=True))
    return [anew.get(known.line) or lines[known.line][1] for known in new]


def _arrived(batch: Batch, rows: Sequence[tuple[int, int, bool, bytes | None]]) -> None:
    """Keeps which records came in or were completed, in one statement."""
    if not rows:
        return
    contact, cell, made, kept = zip(*rows, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(ARRIVED, [batch.pk, numbers(contact), numbers(cell), truths(made), list(kept)])


@dataclass(frozen=True)
class _Writer:
    """Writes in one member's name, under one declaration."""

    actor: Actor
    batch: Batch
    declared: Declared
    companies: Companies

    @cached_property
    def moment(self) -> str:
        """What the history of a record has as the moment of this transaction."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT gate.now()")
            (now,) = cursor.fetchone()
        return str(now.isoformat())

    @cached_property
    def rules(self) -> list[Rule]:
        """The rules that place newcomers, none where it was not asked for."""
        return placing.rules(self.actor) if self.declared.placed else []

    @cached_property
    def places(self) -> dict[str, int]:
        """Portfolios by name."""
        return places(self.actor, self.declared)

    def portfolio_of(self, person: Person) -> int:
        """Where the row says, or where the rules put a newcomer, as far as its importer may create there; else where it was
        declared.
        """
        if person.place:
            return self.places[person.place]
        if not self.rules:
            return self.declared.portfolio
        code, sector = person.address.postal_code, self.companies.sector_of(person)
        places = [one for one in (code, countries.department(person.country, code)) if one]
        found = first_match(self.rules, country=person.country, places=places, sector=sector)
        if found is None or not self.actor.may(Act.CREATE, cell_of(found, self.declared.stage)):
            return self.declared.portfolio
        return found

    def newcomer(self, person: Person) -> NewContact:
        """A person as people takes it, with its provenance and its company."""
        declared = self.declared
        return NewContact(
            portfolio=self.portfolio_of(person),
            stage=declared.stage,
            first=person.first,
            last=person.last,
            title=person.title,
            company=self.companies.id_of(person),
            emails=person.emails,
            phones=person.phones,
            address=person.address,
            capacity=person.capacity,
            country=person.country,
            source=declared.source,
            purpose=declared.purpose,
            basis=declared.basis,
            collected_at=person.collected_at,
            # The day of an import is no activity of anybody: thousands would go before whom one works with.
            active_at=person.collected_at,
            objections=[(channel, declared.at) for channel in person.objections],
            informed=declared.informed,
            tidy=True,
        )

    def completed(self, record: ContactRow, known: Known) -> tuple[ContactRow, bytes | None]:
        """Completes a record in place, and closes the channels that the file says are closed. The record, and what an
        undoing has to know of it.
        """
        person, before = known.person, known.before
        given = {name: getattr(person, name) for name in known.news - APART}
        company = self.companies.id_of(person) if "company" in known.news else record.company_id
        if "company" in known.news:
            given["company"] = company
        if given:
            people.edit_contact(self.actor, contact=record, changes=Changes(**given))
        if "objections" in known.news:
            self._object(record, person)
        if "no_letters" in known.news:
            refuse_letters(self.actor, record.id, person, at=self.declared.at)
        for channel in _still_open(record.objections, [*known.shut]):
            self._write_objection(
                record,
                channel,
                ToldBy.SHARED,
                emails=known.shut[channel] if channel == Channel.EMAIL else (),
                phones=known.shut[channel] if channel != Channel.EMAIL else (),
            )
        numbers = _new_numbers(known)
        if before is None or not (given or numbers):
            return record, None
        was, now = traces.values_of(before, record.company_id), traces.values_of(person, company)
        return record, traces.seal(
            self.batch.public, record.public, traces.completed(was, now, given, numbers, at=self.moment)
        )

    def _object(self, record: ContactRow, person: Person) -> None:
        emails = [one.lower() for one in person.emails]
        for channel in _still_open(record.objections, person.objections):
            self._write_objection(record, channel, ToldBy.IMPORT, emails=emails, phones=person.phones)

    def _write_objection(
        self,
        record: ContactRow,
        channel: Channel,
        told_by: ToldBy,
        *,
        emails: Sequence[str],
        phones: Sequence[str],
    ) -> None:
        write_objection(
            self.actor,
            contact=record.id,
            channel=channel,
            at=self.declared.at,
            told_by=told_by,
            emails=emails,
            phones=phones,
        )


def _still_open(bits: int, channels: Sequence[Channel]) -> list[Channel]:
    return [channel for channel in channels if bits & BITS[channel] != BITS[channel]]

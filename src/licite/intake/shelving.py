"""Who may already be here: the people in the actor's sight who share an e-mail, a phone, a name or a number of another
tool with a batch of rows. Three statements a batch, four with numbers; what is opened for comparing is in the trace and
is shown to nobody.
"""

from collections.abc import Iterable, Sequence
from dataclasses import MISSING, dataclass, fields
from typing import Any
from uuid import UUID

from licite import vault
from licite.access import reveal
from licite.access.actor import Actor
from licite.access.permissions import Act, Field
from licite.intake.chunks import Chunk
from licite.intake.matching import Known, Shelf
from licite.intake.rows import Person
from licite.kit.arrays import numbers
from licite.lawful.models import Objection
from licite.people import sealing
from licite.people.choices import CompanyKind
from licite.people.models import Company, Contact
from licite.people.queries import ContactRow
from licite.people.queries.company_pages import LONGEST_KEY
from licite.people.queries.references import Reference, bearers
from licite.people.queries.rows import fetch

# What very many bear (a switchboard, a number typed to fill a box) tells nobody apart: some of them are enough to say that
# it is shared, and a namesake among the others is found by the name.
BY_COORDINATE = """
    SELECT DISTINCT t.contact FROM unnest(%s::bigint[]) AS m (mark) CROSS JOIN LATERAL (
        SELECT contact FROM people_token WHERE token = m.mark ORDER BY cell, contact LIMIT 50) t
"""
# Who bears the whole name of one of these rows. One who is elsewhere for certain (in another department of the same
# country, and at no company of that name) is somebody else, and is not opened: the row is told that there is one.
BY_NAME = """
    WITH w AS (
        SELECT * FROM unnest(%s::bigint[], %s::integer[], %s::text[], %s::text[], %s::text[])
            AS x (token, line, country, department, company)
    ), met AS (
        SELECT w.line, c.id, coalesce(c.country = w.country AND w.department <> c.department
            AND '' NOT IN (w.department, c.department)
            AND (w.company = '' OR c.company_id IS NULL OR k.kind = 'legal' AND k.name_key <> w.company), false) AS elsewhere
        FROM w JOIN people_token t ON t.token = w.token JOIN people_contact c ON c.id = t.contact
        LEFT JOIN people_company k ON w.company <> '' AND k.id = c.company_id
    )
    SELECT coalesce(array_agg(DISTINCT id) FILTER (WHERE NOT elsewhere), '{}') AS near,
        coalesce(array_agg(DISTINCT line) FILTER (WHERE elsewhere), '{}') AS namesakes
    FROM met
"""
NEWSLETTER = "newsletter"
# Those with a default are words for a page.
COLUMNS = tuple(field.name for field in fields(ContactRow) if field.default is MISSING)


@dataclass(frozen=True)
class Shelved:
    """The shelf, who stands on it, their records by id; and the lines of those who have a namesake that stands elsewhere."""

    shelf: Shelf
    known: list[Known]
    records: dict[int, ContactRow]
    namesakes: frozenset[int]


def shelve(actor: Actor, chunk: Chunk) -> Shelved:
    """Everybody in sight whom these people may be."""
    exact = {
        one["contact"]
        for one in fetch(BY_COORDINATE, [numbers({mark for one in chunk.asked for mark in one.marks})])
    }
    (named,) = fetch(BY_NAME, _whole_names(chunk))
    numbered = bearers(one for _line, person in chunk.people() for one in person.references)
    records = _records(actor, exact | numbered.keys() | set(named["near"]))
    companies = _companies(records)
    refusing = _refusing_letters(chunk, records)
    known = [
        _known(actor, record, companies, numbered.get(record.id, ()), no_letters=record.id in refusing)
        for record in records
    ]
    return Shelved(
        Shelf(known), known, {record.id: record for record in records}, frozenset(named["namesakes"])
    )


def known_of(actor: Actor, ids: Sequence[int]) -> dict[int, tuple[ContactRow, Person]]:
    """Records of one's sight as they stand, by id, for an undoing to compare."""
    records = _records(actor, ids)
    companies = _companies(records)
    return {record.id: (record, _known(actor, record, companies).person) for record in records}


def _records(actor: Actor, ids: Iterable[int]) -> list[ContactRow]:
    raws: list[dict[str, Any]] = list(Contact.objects.filter(id__in=sorted(ids)).values(*COLUMNS))
    listings = sealing.open_listings((raw["public"], raw["listing"]) for raw in raws)
    records = [ContactRow(**{**raw, "listing": listing}) for raw, listing in zip(raws, listings, strict=True)]
    if records:
        ids = [record.id for record in records]
        actor.trace.saw("intake:import:compare", ids, ["name", "email", "phone", "address"])
    return records


def _refusing_letters(chunk: Chunk, records: Sequence[ContactRow]) -> set[int]:
    """Which records refuse newsletters already, where the rows speak of that."""
    if not any(person.no_letters for _line, person in chunk.people()):
        return set()
    found = Objection.objects.filter(contact__in=[one.id for one in records], purpose=NEWSLETTER)
    return set(found.values_list("contact", flat=True))


def _whole_names(chunk: Chunk) -> list[object]:
    asked = [
        (token, line, person.country, one.department, person.company_key[:LONGEST_KEY])
        for (line, person), one in zip(chunk.people(), chunk.asked, strict=True)
        for token in one.whole
    ]
    token, line, *words = zip(*asked, strict=True) if asked else ((),) * 5
    return [numbers(token), numbers(line), *(list(column) for column in words)]


def _companies(records: Iterable[ContactRow]) -> dict[int, str]:
    ids = {record.company_id for record in records if record.company_id}
    found = Company.objects.filter(id__in=ids).values_list("id", "public", "kind", "name", "identity")
    return {one: _company_name(public, kind, name, identity) for one, public, kind, name, identity in found}


def _company_name(public: UUID, kind: str, name: str, identity: bytes | memoryview | None) -> str:
    return vault.unseal("company", public, identity) if kind == CompanyKind.SOLE and identity else name


def _known(
    actor: Actor,
    record: ContactRow,
    companies: dict[int, str],
    numbers: Sequence[Reference] = (),
    *,
    no_letters: bool = False,
) -> Known:
    lines = reveal.for_keys(Field.ADDRESS, record.public, record.address)
    person = Person(
        first=record.listing.first,
        last=record.listing.last,
        title=record.listing.title,
        company=companies.get(record.company_id or 0, ""),
        emails=tuple(reveal.for_keys(Field.EMAIL, record.public, record.email)),
        phones=tuple(reveal.for_keys(Field.PHONE, record.public, record.phone)),
        address=sealing.Address(*lines[:3]),
        country=record.country,
        capacity=record.capacity,
        collected_at=record.collected_at,
        references=tuple(numbers),
        no_letters=no_letters,
    )
    return Known(
        person,
        before=person,
        id=record.id,
        editable=actor.may(Act.EDIT, record.cell),
        opposable=actor.may(Act.OBJECT, record.cell),
        objections=record.objections,
    )

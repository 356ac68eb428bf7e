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
from licite.intake.matching import Known, Shelf, name_key
from licite.intake.rows import Person
from licite.kit import names
from licite.people import sealing
from licite.people.choices import CompanyKind
from licite.people.models import Company, Contact
from licite.people.queries import ContactRow
from licite.people.queries.references import Reference, bearers
from licite.people.queries.rows import fetch

BY_COORDINATE = "SELECT DISTINCT contact FROM people_token WHERE token = ANY (%s::bigint[])"
# Each word of these rows is read once, however many of them bear it; then bearers of both words of a row are joined.
BY_NAME = """
    WITH w AS MATERIALIZED (SELECT * FROM unnest(%s::bigint[], %s::bigint[]) AS x (main, second)),
    t AS MATERIALIZED (SELECT token, contact FROM people_token WHERE token IN (SELECT main FROM w)),
    s AS MATERIALIZED (SELECT token, contact FROM people_token WHERE token IN (SELECT second FROM w))
    SELECT DISTINCT t.contact
    FROM w JOIN t ON t.token = w.main JOIN s ON s.token = w.second AND s.contact = t.contact
"""
# Those with a default are words for a page.
COLUMNS = tuple(field.name for field in fields(ContactRow) if field.default is MISSING)


@dataclass(frozen=True)
class Shelved:
    """The shelf, who stands on it, and their records by id."""

    shelf: Shelf
    known: list[Known]
    records: dict[int, ContactRow]


def shelve(actor: Actor, people: Sequence[Person]) -> Shelved:
    """Everybody in sight whom these people may be."""
    exact = {one["contact"] for one in fetch(BY_COORDINATE, [sorted(_coordinates(people))])}
    named = {one["contact"] for one in fetch(BY_NAME, _name_words(people))}
    numbered = bearers(one for person in people for one in person.references)
    exact |= numbered.keys()
    records = _records(actor, exact | named)
    keys = {name_key(person) for person in people}
    near = [record for record in records if record.id in exact or _key(record) in keys]
    companies = _companies(near)
    known = [_known(actor, record, companies, numbered.get(record.id, ())) for record in near]
    return Shelved(Shelf(known), known, {record.id: record for record in near})


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


def _key(record: ContactRow) -> str:
    return " ".join(sorted(names.words(record.listing.name)))


def _coordinates(people: Iterable[Person]) -> set[int]:
    tokens: set[int] = set()
    for person in people:
        for email in person.emails:
            tokens.update(vault.tokens.query_exact("email", email.lower()))
        for phone in person.phones:
            tokens.update(vault.tokens.query_exact("phone", phone))
    return tokens


def _name_words(people: Iterable[Person]) -> list[list[int]]:
    pairs: set[tuple[int, int]] = set()
    for person in people:
        last, first = names.words(person.last), names.words(person.first)
        ordered = sorted(last, key=len, reverse=True) + sorted(first, key=len, reverse=True)
        if ordered:
            second = max(first, key=len) if first else ordered[-1]
            main = vault.tokens.query_word(ordered[0])
            pairs.update(zip(main, vault.tokens.query_word(second), strict=True))
    return [[main for main, _ in sorted(pairs)], [second for _, second in sorted(pairs)]]


def _companies(records: Iterable[ContactRow]) -> dict[int, str]:
    ids = {record.company_id for record in records if record.company_id}
    found = Company.objects.filter(id__in=ids).values_list("id", "public", "kind", "name", "identity")
    return {one: _company_name(public, kind, name, identity) for one, public, kind, name, identity in found}


def _company_name(public: UUID, kind: str, name: str, identity: bytes | memoryview | None) -> str:
    return vault.unseal("company", public, identity) if kind == CompanyKind.SOLE and identity else name


def _known(
    actor: Actor, record: ContactRow, companies: dict[int, str], numbers: Sequence[Reference] = ()
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
    )
    return Known(
        person,
        before=person,
        id=record.id,
        editable=actor.may(Act.EDIT, record.cell),
        opposable=actor.may(Act.OBJECT, record.cell),
        objections=record.objections,
    )

"""The companies of a batch of people: found by name in the actor's sight, else made in the portfolio."""

from collections.abc import Iterable

from licite.access.actor import Actor
from licite.intake.declared import Declared
from licite.intake.rows import Person
from licite.kit import countries
from licite.kit.names import fold
from licite.people.actions.companies import CompanyFacts, create_companies, nearest
from licite.people.choices import CompanyKind
from licite.people.queries.companies import companies_called
from licite.people.queries.company_pages import LONGEST_KEY


class Companies:
    """Ids of companies by folded name, the nearest to one portfolio; kept for a whole import. A legal form makes no other
    company. One that bears its owner's name is sealed, and never found by its name: it is the owner's alone.
    """

    def __init__(self) -> None:
        self.known: dict[str, int] = {}
        self.own: dict[Person, int] = {}
        self.sectors: dict[str, str] = {}

    def find(self, actor: Actor, *, declared: Declared, persons: Iterable[Person]) -> list[int]:
        """Learns where these people's companies are, and makes those that are missing. The ids of those made."""
        employed = [person for person in persons if _key(person)]
        legal = [person for person in employed if not person.sole]
        self._look_up(declared.portfolio, legal)
        missing: dict[str | Person, Person] = {person: person for person in employed if person.sole}
        for person in legal:
            if _written(person) not in self.known:
                missing.setdefault(_key(person), person)
        made = create_companies(
            actor, portfolio=declared.portfolio, rows=[_row(person) for person in missing.values()]
        )
        self.own = {key: one for key, one in zip(missing, made, strict=True) if isinstance(key, Person)}
        fresh = {key: one for key, one in zip(missing, made, strict=True) if isinstance(key, str)}
        for person in legal:
            if _key(person) in fresh:
                self.known.setdefault(_written(person), fresh[_key(person)])
        return made

    def id_of(self, person: Person) -> int | None:
        """The person's company, once it was found."""
        if not _key(person):
            return None
        return self.own[person] if person.sole else self.known[_written(person)]

    def sector_of(self, person: Person) -> str:
        """The sector of the person's company, "" where none is known: a company that the file brings has none."""
        return self.sectors.get(_written(person), "")

    def _look_up(self, portfolio: int, persons: Iterable[Person]) -> None:
        asked = {person.company for person in persons if _written(person) not in self.known}
        for written, called in companies_called(asked).items():
            self.known[written] = nearest(called, portfolio=portfolio).id
            self.sectors[written] = next((one.sector for one in called if one.sector), "")


def _row(person: Person) -> CompanyFacts:
    home = countries.department(person.country, person.address.postal_code) if person.sole else ""
    kind = CompanyKind.SOLE if person.sole else CompanyKind.LEGAL
    return CompanyFacts(kind=kind, name=person.company, country=person.country, department=home)


def _key(person: Person) -> str:
    return person.company_key[:LONGEST_KEY]


def _written(person: Person) -> str:
    return fold(person.company)[:LONGEST_KEY]

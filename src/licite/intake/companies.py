"""The companies of a batch of people: found by name in the actor's sight, else made in the portfolio."""

from collections.abc import Iterable

from licite.access.actor import Actor
from licite.intake.declared import Declared
from licite.intake.rows import Person
from licite.kit import countries
from licite.kit.cells import portfolio_of
from licite.people.actions.companies import CompanyFacts, create_companies
from licite.people.choices import CompanyKind
from licite.people.models import Company

LONGEST_KEY = 200
"""Of the name by which a company is found, as the base keeps it."""


class Companies:
    """Ids of companies by folded name, one portfolio's first; kept for a whole import. One that bears its owner's name is
    sealed, and never found by its name: it is the owner's alone.
    """

    def __init__(self) -> None:
        self.known: dict[str, int] = {}
        self.own: dict[Person, int] = {}
        self.sectors: dict[str, str] = {}

    def find(self, actor: Actor, *, declared: Declared, persons: Iterable[Person]) -> list[int]:
        """Learns where these people's companies are, and makes those that are missing. The ids of those made."""
        employed = [person for person in persons if _key(person)]
        self._look_up(declared.portfolio, employed)
        missing: dict[str | Person, Person] = {}
        for person in employed:
            if person.sole:
                missing.setdefault(person, person)
            elif _key(person) not in self.known:
                missing.setdefault(_key(person), person)
        made = create_companies(
            actor, portfolio=declared.portfolio, rows=[_row(person) for person in missing.values()]
        )
        self.own = {key: one for key, one in zip(missing, made, strict=True) if isinstance(key, Person)}
        self.known |= {key: one for key, one in zip(missing, made, strict=True) if isinstance(key, str)}
        return made

    def id_of(self, person: Person) -> int | None:
        """The person's company, once it was found."""
        key = _key(person)
        if not key:
            return None
        return self.own[person] if person.sole else self.known[key]

    def sector_of(self, person: Person) -> str:
        """The sector of the person's company, "" where none is known: a company that the file brings has none."""
        return self.sectors.get(_key(person), "")

    def _look_up(self, portfolio: int, persons: Iterable[Person]) -> None:
        keys = {_key(person) for person in persons} - self.known.keys()
        if not keys:
            return
        found = Company.objects.filter(sort_key__in=sorted(keys), kind=CompanyKind.LEGAL).order_by("-id")
        near: dict[str, int] = {}
        for one, cell, key, sector in found.values_list("id", "cell", "sort_key", "sector"):
            self.known[key] = one
            self.sectors[key] = sector or self.sectors.get(key, "")
            if portfolio_of(cell) == portfolio:
                near[key] = one
        self.known |= near


def _row(person: Person) -> CompanyFacts:
    home = countries.department(person.country, person.address.postal_code) if person.sole else ""
    kind = CompanyKind.SOLE if person.sole else CompanyKind.LEGAL
    return CompanyFacts(kind=kind, name=person.company, country=person.country, department=home)


def _key(person: Person) -> str:
    return person.company_key[:LONGEST_KEY]

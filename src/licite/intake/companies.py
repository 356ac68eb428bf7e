"""The companies of a batch of people: found by name in the actor's sight, else made in the portfolio."""

from collections.abc import Iterable

from licite.access.actor import Actor
from licite.intake.rows import Person
from licite.kit import countries, names
from licite.kit.cells import portfolio_of
from licite.people import actions as people
from licite.people.choices import CompanyKind
from licite.people.models import Company


class Companies:
    """Ids of companies by folded name, one portfolio's first; kept for a whole import."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}

    def look_up(self, *, portfolio: int, persons: Iterable[Person]) -> None:
        """Learns in one statement which of these people's companies are there."""
        keys = {_key(person) for person in persons} - self.known.keys() - {""}
        found = Company.objects.filter(sort_key__in=sorted(keys), kind=CompanyKind.LEGAL).order_by("-id")
        near: dict[str, int] = {}
        for one, cell, key in found.values_list("id", "cell", "sort_key"):
            self.known[key] = one
            if portfolio_of(cell) == portfolio:
                near[key] = one
        self.known |= near

    def id_of(self, actor: Actor, *, portfolio: int, person: Person) -> int | None:
        """The person's company, made if need be. One that bears its owner's name is sealed, never found by name."""
        key = _key(person)
        if not key:
            return None
        if key in self.known and not person.sole:
            return self.known[key]
        made = people.create_company(
            actor,
            portfolio=portfolio,
            facts=people.CompanyFacts(
                kind=CompanyKind.SOLE if person.sole else CompanyKind.LEGAL,
                name=person.company,
                country=person.country,
                department=countries.department(person.country, person.address.postal_code)
                if person.sole
                else "",
            ),
        )
        if not person.sole:
            self.known[key] = made.pk
        return int(made.pk)


def _key(person: Person) -> str:
    return names.fold(person.company)[:200]

"""Companies: a legal person is plain and sorts; a sole trader is a person, so name and numbers are sealed."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.utils import IntegrityError

from licite import vault
from licite.access.actor import Actor
from licite.access.permissions import Act, Permission
from licite.access.refusals import Refused
from licite.kit import clock, countries, names
from licite.kit.cells import portfolio_of
from licite.people.actions import values
from licite.people.choices import CompanyKind
from licite.people.models import Company, Site
from licite.people.queries.companies import Called, CompanyRow, companies_called
from licite.people.queries.company_pages import LONGEST_KEY
from licite.people.queries.sites import SiteRow
from licite.people.queries.spelling import spell


@dataclass(frozen=True, kw_only=True)
class CompanyFacts:
    """What is known of a company. Numbers in the form in which `kit.registration` gives them; `parent` an id."""

    kind: CompanyKind
    name: str
    country: str = ""
    department: str = ""
    number: str = ""
    vat: str = ""
    website: str = ""
    sector: str = ""
    size: str = ""
    parent: int | None = None


@dataclass(frozen=True, kw_only=True)
class SiteFacts:
    """What is known of a place of a company."""

    label: str = ""
    number: str = ""
    line: str = ""
    postal_code: str = ""
    town: str = ""
    country: str = ""
    department: str = ""


def create_company(actor: Actor, *, portfolio: int, facts: CompanyFacts) -> Company:
    """Makes a company of a portfolio. Raises Refused: cell (the actor creates nothing there), name, parent."""
    cell = _cell_in(actor, portfolio)
    public = uuid.uuid4()
    try:
        made = Company.objects.create(
            public=public, cell=cell, created_at=clock.now(), **_columns(public, facts)
        )
    except IntegrityError:
        raise Refused("parent") from None
    _spell([(public, facts)])
    actor.trace.saw("people:company:create", [], _given(facts), company=made.pk)
    return made


def create_companies(actor: Actor, *, portfolio: int, rows: Sequence[CompanyFacts]) -> list[int]:
    """Makes many in a portfolio, in one statement; their ids, in order. Raises Refused: cell, name."""
    if not rows:
        return []
    cell, now = _cell_in(actor, portfolio), clock.now()
    named = [(uuid.uuid4(), facts) for facts in rows]
    made = Company.objects.bulk_create(
        [
            Company(public=public, cell=cell, created_at=now, **_columns(public, facts))
            for public, facts in named
        ]
    )
    _spell(named)
    ids = [int(one.pk) for one in made]
    actor.trace.saw("people:company:create", [], ["name", "kind"], companies=ids)
    return ids


def edit_company(actor: Actor, *, company: CompanyRow, facts: CompanyFacts) -> None:
    """Changes a company of the actor's own cells. Raises Refused: act, name, parent (out of sight, or below itself)."""
    _must_edit(actor, company)
    if facts.parent == company.id:
        raise Refused("parent")
    try:
        Company.objects.filter(id=company.id).update(**_columns(company.public, facts))
    except IntegrityError:
        raise Refused("parent") from None
    _spell([(company.public, facts)])
    actor.trace.saw("people:company:edit", [], _changed(facts, company), company=company.id)


def add_site(actor: Actor, *, company: CompanyRow, facts: SiteFacts) -> uuid.UUID:
    """Adds a place to a company of the actor's own cells; its public id. Raises Refused("act")."""
    _must_edit(actor, company)
    public = uuid.uuid4()
    Site.objects.create(
        public=public,
        company=company.id,
        cell=company.cell,
        created_at=clock.now(),
        **_site_columns(company.kind, public, facts),
    )
    actor.trace.saw("people:company:edit", [], ["sites"], company=company.id)
    return public


def edit_site(actor: Actor, *, company: CompanyRow, site: SiteRow, facts: SiteFacts) -> None:
    """Changes a place. Raises Refused("act")."""
    _must_edit(actor, company)
    Site.objects.filter(id=site.id).update(**_site_columns(company.kind, site.public, facts))
    actor.trace.saw("people:company:edit", [], ["sites"], company=company.id)


def remove_site(actor: Actor, *, company: CompanyRow, site: SiteRow) -> None:
    """Takes a place away. Raises Refused("act")."""
    _must_edit(actor, company)
    Site.objects.filter(id=site.id).delete()
    actor.trace.saw("people:company:edit", [], ["sites"], company=company.id)


class Named(NamedTuple):
    """A company by its name; `new`: it was made for that."""

    id: int
    new: bool


def company_named(actor: Actor, *, name: str, portfolio: int, country: str = "") -> Named:
    """The legal person so named in the actor's sight, made in the portfolio if there is none.

    Names are compared folded, and a legal form makes no other company; one written just so comes first, then one of the
    same portfolio. Raises Refused: cell, name.
    """
    for called in companies_called([name]).values():
        return Named(nearest(called, portfolio=portfolio).id, new=False)
    facts = CompanyFacts(kind=CompanyKind.LEGAL, name=name, country=country)
    return Named(int(create_company(actor, portfolio=portfolio, facts=facts).pk), new=True)


def nearest(called: Sequence[Called], *, portfolio: int) -> Called:
    """Of the companies that a name may mean, the one that is meant in a portfolio."""
    return min(called, key=lambda one: (not one.exact, portfolio_of(one.cell) != portfolio, one.id))


def _spell(named: Sequence[tuple[uuid.UUID, CompanyFacts]]) -> None:
    spell((public, facts.name) for public, facts in named if facts.kind == CompanyKind.SOLE)


def _must_edit(actor: Actor, company: CompanyRow) -> None:
    if not (actor.has_in(Permission.COMPANY_EDIT, company.cell) and actor.may(Act.EDIT, company.cell)):
        raise Refused("act")


def _cell_in(actor: Actor, portfolio: int) -> int:
    cells = [cell for cell in actor.cells(Act.CREATE) if portfolio_of(cell) == portfolio]
    if not cells:
        raise Refused("cell")
    return cells[0]


def _columns(public: uuid.UUID, facts: CompanyFacts) -> dict[str, Any]:
    """A company's columns; none in clear says who a sole trader is."""
    clean = values.clean_name(facts.name)[:200]
    if not names.fold(clean):
        raise Refused("name")
    kept = {
        name: getattr(facts, name) for name in ("kind", "country", "department", "sector", "size", "parent")
    }
    coded = {name: getattr(facts, name) for name in ("number", "vat", "website")}
    if facts.kind != CompanyKind.SOLE:
        return (
            kept
            | coded
            | {"name": clean, "sort_key": names.fold(clean)[:LONGEST_KEY], "identity": None, "coded": None}
            | {"name_key": names.company_key(clean)[:LONGEST_KEY]}
        )
    sealed = vault.seal("company", public, vault.pack(list(coded.values()))) if any(coded.values()) else None
    named = {
        "name": "",
        "sort_key": "",
        "name_key": "",
        "identity": vault.seal("company", public, clean),
        "coded": sealed,
    }
    return kept | dict.fromkeys(coded, "") | named


def _site_columns(kind: str, public: uuid.UUID, facts: SiteFacts) -> dict[str, Any]:
    told = {
        name: values.clean_name(getattr(facts, name))
        for name in ("label", "number", "line", "postal_code", "town")
    }
    department = facts.department or countries.department(facts.country, told["postal_code"])
    place = {"country": facts.country, "department": department}
    if kind != CompanyKind.SOLE:
        return place | told | {"sealed": None}
    return (
        place
        | dict.fromkeys(told, "")
        | {"sealed": vault.seal("site", public, vault.pack(list(told.values())))}
    )


def _changed(facts: CompanyFacts, company: CompanyRow) -> list[str]:
    return [name for name, value in vars(facts).items() if value != getattr(company, name)]


def _given(facts: CompanyFacts) -> list[str]:
    return [name for name, value in vars(facts).items() if value]

"""What hangs on a company: its places, its parent and what belongs to it, and those that may be the same one."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from licite import vault
from licite.access.actor import Actor
from licite.kit import names
from licite.people.choices import CompanyKind
from licite.people.queries.companies import CompanyRow, company_list
from licite.people.queries.rows import company_name, fetch

CHILDREN = 50
ALIKE = 5
SITES = """
    SELECT id, public, label, number, line, postal_code, town, sealed, country, department FROM people_site
    WHERE company = %s ORDER BY id LIMIT 100
"""
RELATED = """
    SELECT id, public, name, identity FROM people_company WHERE id = %s OR parent = %s ORDER BY sort_key, id LIMIT %s
"""
SAME = """
    SELECT id, public, name, identity FROM people_company
    WHERE kind = 'legal' AND (number <> '' AND number = %s OR name_key = %s) AND id IS DISTINCT FROM %s
    ORDER BY number = %s DESC, sort_key = %s DESC, id LIMIT %s
"""
CODED = "SELECT id, public, name, identity, coded FROM people_company WHERE coded IS NOT NULL LIMIT 2000"


@dataclass(frozen=True)
class SiteRow:
    """A place of a company."""

    id: int
    public: UUID
    label: str
    number: str
    line: str
    postal_code: str
    town: str
    country: str
    department: str


@dataclass(frozen=True)
class Named:
    """A company by its name."""

    id: int
    public: UUID
    name: str


def sites_of(actor: Actor, *, company: CompanyRow) -> list[SiteRow]:
    """The places of the company, in the order they were added, in the trace."""
    found = fetch(SITES, [company.id])
    if found:
        actor.trace.saw("people:company:read", [], ["sites"], companies=[company.id])
    rows = []
    for raw in found:
        if envelope := raw.pop("sealed"):
            opened = vault.unpack(vault.unseal("site", raw["public"], envelope))
            raw |= dict(zip(("label", "number", "line", "postal_code", "town"), opened, strict=True))
        rows.append(SiteRow(**raw))
    return rows


def site_for(actor: Actor, *, company: CompanyRow, public: UUID) -> SiteRow:
    """One place. Raises Http404."""
    for site in sites_of(actor, company=company):
        if site.public == public:
            return site
    raise Http404


def related(actor: Actor, *, company: CompanyRow) -> tuple[Named | None, list[Named]]:
    """The parent and what belongs to the company, as far as they are in the actor's sight, in the trace."""
    raws = fetch(RELATED, [company.parent or 0, company.id, CHILDREN])
    found = [Named(raw["id"], raw["public"], company_name(raw)) for raw in raws]
    if found:
        actor.trace.saw("people:company:list", [], ["name"], companies=[one.id for one in found])
    parent = next((one for one in found if one.id == company.parent), None)
    return parent, [one for one in found if one.id != company.parent]


def companies_alike(actor: Actor, *, number: str, name: str, but: int | None = None) -> list[Named]:
    """Companies in sight with this number, and legal persons so named; the same number first, in the trace."""
    raws = fetch(SAME, [number, names.company_key(name)[:200], but, number, names.fold(name)[:200], ALIKE])
    found = [Named(raw["id"], raw["public"], company_name(raw)) for raw in raws]
    if number:
        found += [
            Named(raw["id"], raw["public"], company_name(raw))
            for raw in fetch(CODED, [])
            if raw["id"] != but
            and vault.unpack(vault.unseal("company", raw["public"], raw["coded"]))[0] == number
        ]
    if found:
        actor.trace.saw("people:company:list", [], ["name"], companies=[one.id for one in found])
    return found[:ALIKE]


def company_called(actor: Actor, *, name: str) -> Named | None:
    """The company so named in the actor's sight: a legal person first, else a sole trader; written just so first."""
    folded = names.fold(name)
    if not folded:
        return None
    key = names.company_key(name)
    page = company_list(actor, start=names.bare_company(name)).rows
    called = [one for one in page if names.company_key(one.name) == key]
    called.sort(key=lambda one: (one.kind == CompanyKind.SOLE, names.fold(one.name) != folded))
    return Named(called[0].id, called[0].public, called[0].name) if called else None

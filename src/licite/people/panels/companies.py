"""A company in words: as a line of a list, and its page's facts, places and family."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from licite.access.actor import Actor
from licite.access.permissions import Act, Permission
from licite.kit import countries, registration
from licite.people.choices import CompanyKind, Sector, Size
from licite.people.forms import SiteForm
from licite.people.queries.companies import CompanyRow
from licite.people.queries.sites import Named, SiteRow, related, sites_of

# The keys of kit's countries.department for Belgium: ISO 3166-2 without its country.
PROVINCES: dict[str, Promise] = {
    "BRU": _("Brussels"),
    "VAN": _("Antwerp"),
    "VBR": _("Flemish Brabant"),
    "VLI": _("Limburg"),
    "VOV": _("East Flanders"),
    "VWV": _("West Flanders"),
    "WBR": _("Walloon Brabant"),
    "WHT": _("Hainaut"),
    "WLG": _("Liège"),
    "WLX": _("Luxembourg (Belgium)"),
    "WNA": _("Namur"),
}


@dataclass(frozen=True)
class CompanyLine:
    """A company in words."""

    url: str
    name: str
    kind: str
    sector: str
    size: str
    place: str
    sole: bool


@dataclass(frozen=True)
class SiteLine:
    """A place in words; `number` as it is kept."""

    public: UUID
    label: str
    lines: Sequence[str]
    number: str


@dataclass(frozen=True)
class CompanyCard:
    """What a company's page shows beside its contacts; `form` adds a place where the reader may."""

    facts: Sequence[tuple[str | Promise, str]]
    website: str
    parent: Named | None
    children: Sequence[Named]
    sites: Sequence[SiteLine]
    sealed: bool
    may_edit: bool
    form: SiteForm | None


def company_lines(actor: Actor, rows: Sequence[CompanyRow]) -> list[CompanyLine]:
    """Companies, in the order given."""
    return [
        CompanyLine(
            url=reverse("people:company", args=[row.public]),
            name=row.name,
            kind=str(CompanyKind(row.kind).label),
            sector=str(Sector(row.sector).label) if row.sector else "",
            size=str(Size(row.size).label) if row.size else "",
            place=_place(actor, row.country, row.department),
            sole=row.kind == CompanyKind.SOLE,
        )
        for row in rows
    ]


def company_card(actor: Actor, company: CompanyRow) -> CompanyCard:
    """The facts, places and family of a company in sight."""
    parent, children = related(actor, company=company)
    may_edit = actor.has_in(Permission.COMPANY_EDIT, company.cell) and actor.may(Act.EDIT, company.cell)
    return CompanyCard(
        facts=_facts(company),
        website=company.website.partition("://")[2].rstrip("/"),
        parent=parent,
        children=children,
        sites=[_site(actor, one, company.country) for one in sites_of(actor, company=company)],
        sealed=company.kind == CompanyKind.SOLE,
        may_edit=may_edit,
        form=SiteForm(actor=actor, company=company) if may_edit else None,
    )


def _facts(company: CompanyRow) -> list[tuple[str | Promise, str]]:
    country = company.country
    label = {"BE": _("Enterprise number"), **dict.fromkeys(registration.FRENCH, _("SIREN"))}.get(
        country, _("Company number")
    )
    told = [
        (label, registration.shown(company.number, country)),
        (_("VAT number"), company.vat),
        (_("Sector"), str(Sector(company.sector).label) if company.sector else ""),
        (_("Size"), str(Size(company.size).label) if company.size else ""),
    ]
    return [(name, value) for name, value in told if value]


def _site(actor: Actor, site: SiteRow, country: str) -> SiteLine:
    number = registration.shown(site.number, site.country)
    lines = [
        site.line,
        f"{site.postal_code} {site.town}".strip(),
        _place(
            actor,
            "" if site.country == country else site.country,
            "" if site.postal_code else site.department,
        ),
        f"SIRET {number}" if number and site.country in registration.FRENCH else number,
    ]
    label = site.label or site.town or gettext("Place")
    return SiteLine(site.public, label, [line for line in lines if line and line != label], site.number)


def _place(actor: Actor, country: str, department: str) -> str:
    parts = (_department(country, department), countries.label(country, actor.language) if country else "")
    return ", ".join(part for part in parts if part)


def _department(country: str, department: str) -> str:
    if country == "BE" and department in PROVINCES:
        return str(PROVINCES[department])
    if department and country in countries.FRENCH_POST:
        return gettext("Department %(number)s") % {"number": department}
    return department

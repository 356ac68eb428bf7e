"""Lines of companies, of a company's contacts and of the tray, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise

from licite.access import labels
from licite.access.actor import Actor
from licite.kit import countries
from licite.people.choices import CompanyKind
from licite.people.queries.companies import CompanyRow
from licite.people.queries.rows import Row
from licite.people.queries.tray import Met, Waiting


@dataclass(frozen=True)
class CompanyLine:
    """A company in words."""

    url: str
    name: str
    kind: str
    place: str


@dataclass(frozen=True)
class ContactLine:
    """A contact in words, coordinates masked."""

    url: str
    name: str
    title: str
    stage: str | Promise
    phone: str
    email: str


@dataclass(frozen=True)
class MetLine:
    """A contact of the tray: where it is and who keeps it."""

    contact: ContactLine
    portfolio: str
    keepers: str


@dataclass(frozen=True)
class TrayLine:
    """An entry of the tray."""

    id: int
    at: datetime
    newcomer: MetLine
    others: Sequence[MetLine]
    objected: bool
    settled: bool


def company_lines(actor: Actor, rows: Sequence[CompanyRow]) -> list[CompanyLine]:
    """Companies, in the order given."""
    return [
        CompanyLine(
            reverse("people:company", args=[row.public]),
            row.name,
            str(CompanyKind(row.kind).label),
            ", ".join(part for part in (row.department, _country(actor, row.country)) if part),
        )
        for row in rows
    ]


def _country(actor: Actor, iso2: str) -> str:
    return countries.label(iso2, actor.language) if iso2 else ""


def contact_lines(rows: Sequence[Row]) -> list[ContactLine]:
    """Contacts, in the order given."""
    return [_contact(row) for row in rows]


def tray_lines(actor: Actor, entries: Sequence[Waiting]) -> list[TrayLine]:
    """Entries of the tray, in the order given."""
    return [
        TrayLine(
            id=one.id,
            at=one.at,
            newcomer=_met(actor, one.newcomer),
            others=[_met(actor, met) for met in one.others],
            objected=one.objected,
            settled=one.settled,
        )
        for one in entries
    ]


def _met(actor: Actor, met: Met) -> MetLine:
    return MetLine(_contact(met.row), actor.portfolios[met.row.cell // 10], ", ".join(met.keepers))


def _contact(row: Row) -> ContactLine:
    return ContactLine(
        url=reverse("desk:contact", args=[row.public]),
        name=row.name,
        title=row.title,
        stage=labels.STAGES[row.cell % 10],
        phone=row.phone,
        email=row.email,
    )

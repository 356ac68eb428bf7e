"""Companies: a legal person's name is plain and sorts; a sole trader is a person, so the name is sealed."""

import uuid
from typing import Any

from licite import vault
from licite.access.actor import Actor
from licite.access.permissions import Act
from licite.access.refusals import Refused
from licite.kit import clock, names
from licite.kit.cells import portfolio_of
from licite.people.actions import values
from licite.people.choices import CompanyKind
from licite.people.models import Company
from licite.people.queries.companies import CompanyRow


def create_company(
    actor: Actor, *, portfolio: int, kind: CompanyKind, name: str, country: str = "", department: str = ""
) -> Company:
    """Makes a company of a portfolio. Raises Refused: cell (the actor creates nothing there), name."""
    cell = _cell_in(actor, portfolio)
    public = uuid.uuid4()
    made = Company.objects.create(
        public=public,
        cell=cell,
        country=country,
        department=department,
        created_at=clock.now(),
        **_naming(kind, public, name),
    )
    actor.trace.saw("people:company:create", [], ["name", "kind"], company=made.pk)
    return made


def edit_company(
    actor: Actor, *, company: CompanyRow, kind: CompanyKind, name: str, country: str, department: str
) -> None:
    """Changes a company of the actor's own cells. Raises Refused: act, name."""
    if not actor.may(Act.EDIT, company.cell):
        raise Refused("act")
    Company.objects.filter(id=company.id).update(
        country=country, department=department, **_naming(kind, company.public, name)
    )
    actor.trace.saw("people:company:edit", [], ["name", "kind", "country", "department"], company=company.id)


def company_named(actor: Actor, *, name: str, portfolio: int, country: str = "") -> int:
    """The id of the legal person so named in the actor's sight, made in the portfolio if there is none.

    Names are compared folded; one of the same portfolio comes first. Raises Refused: cell, name.
    """
    found = Company.objects.filter(sort_key=names.fold(name), kind=CompanyKind.LEGAL).order_by("id")
    candidates = list(found.values_list("id", "cell")[:20])
    for one, cell in candidates:
        if portfolio_of(cell) == portfolio:
            return int(one)
    if candidates:
        return int(candidates[0][0])
    made = create_company(actor, portfolio=portfolio, kind=CompanyKind.LEGAL, name=name, country=country)
    return int(made.pk)


def _cell_in(actor: Actor, portfolio: int) -> int:
    cells = [cell for cell in actor.cells(Act.CREATE) if portfolio_of(cell) == portfolio]
    if not cells:
        raise Refused("cell")
    return cells[0]


def _naming(kind: CompanyKind, public: uuid.UUID, name: str) -> dict[str, Any]:
    clean = values.clean_name(name)[:200]
    if not names.fold(clean):
        raise Refused("name")
    if kind == CompanyKind.SOLE:
        return {"kind": kind, "name": "", "sort_key": "", "identity": vault.seal("company", public, clean)}
    return {"kind": kind, "name": clean, "sort_key": names.fold(clean)[:200], "identity": None}

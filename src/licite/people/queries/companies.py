"""Companies in sight: those of one's portfolios, and those for whom somebody in sight works."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.http import Http404

from licite import vault
from licite.access.actor import Actor
from licite.access.permissions import Act
from licite.kit import names
from licite.kit.ids import uuid_of
from licite.people.choices import CompanyKind
from licite.people.models import Company
from licite.people.queries import company_pages as pages
from licite.people.queries.company_pages import LONGEST_KEY, Asked
from licite.people.queries.rows import Row, company_name, company_names, fetch, rows_of, shown_fields
from licite.people.queries.spelling import MOST_WORDED, SHORTEST, answers, companies_worded

PAGE = 50
CONTACTS = 100
# As many sole traders as are unsealed to put them in order; where there are more they come last, in no order.
SORTED = 2000
FIRST = UUID(int=0)
# The lengths of a SIREN, of a Belgian enterprise number and of a SIRET.
SIRET = 14
NUMBERS = frozenset({9, 10, SIRET})

ONE = """
    SELECT id, public, cell, kind, name, identity, country, department, number, vat, website, coded, sector, size, parent
    FROM people_company WHERE public = %s
"""
NUMBERED = """
    SELECT id, public, kind, name, identity, country, department, sector, size, coded FROM people_company
    WHERE number = %s OR coded IS NOT NULL ORDER BY number = %s DESC LIMIT %s
"""
OF_COMPANY = """
    SELECT id FROM people_contact
    WHERE cell = ANY (%(read)s::int[]) AND (company_id = %(company)s OR id = ANY (ARRAY(
        SELECT contact FROM people_role WHERE company = %(company)s AND cell = ANY (%(read)s::int[])
            AND (until IS NULL OR until >= current_date))))
    ORDER BY active_at DESC, id DESC LIMIT %(limit)s
"""


@dataclass(frozen=True)
class CompanyRow:
    """A company in the actor's sight; in lists `cell` is 0 and there is no number, website or parent."""

    id: int
    public: UUID
    kind: str
    name: str
    country: str
    department: str
    sector: str
    size: str
    cell: int = 0
    number: str = ""
    vat: str = ""
    website: str = ""
    parent: int | None = None


@dataclass(frozen=True)
class CompanyList:
    """One page, and the cursor of the next one, empty at the end.

    `apart`: too many sole traders to be put in order; they follow the legal persons. `many`: more have these words than
    are looked for.
    """

    rows: list[CompanyRow]
    after: str = ""
    apart: bool = False
    many: bool = False


def company_for(actor: Actor, public: UUID) -> CompanyRow:
    """The company, in the trace. Http404 for a missing one and for one out of sight alike."""
    found = fetch(ONE, [public])
    if not found:
        raise Http404
    raw = found[0]
    actor.trace.saw("people:company:read", [], ["name"], companies=[raw["id"]])
    return _row(raw)


def company_name_of(actor: Actor, public: UUID) -> str:
    """The name of a company in sight, in the trace; empty for a missing one and for one out of sight alike."""
    found = fetch(ONE, [public])
    if not found:
        return ""
    actor.trace.saw("people:company:list", [], ["name"], companies=[found[0]["id"]])
    return company_name(found[0])


def company_there(name: str) -> bool:
    """Whether a legal person in sight has this name, its legal form apart."""
    return bool(companies_called([name]))


class Called(NamedTuple):
    """A legal person in sight that a name may mean. `exact`: written just so, folded."""

    id: int
    cell: int
    sector: str
    exact: bool


def companies_called(asked: Iterable[str]) -> dict[str, list[Called]]:
    """The legal persons in sight that bear each of these names, by the name folded: first those written just so, then those
    of which only the legal form is written otherwise, the oldest first. One statement; a name that nobody bears is absent.
    """
    keys = {names.fold(one)[:LONGEST_KEY]: names.company_key(one)[:LONGEST_KEY] for one in asked}
    wanted = sorted({key for key in keys.values() if key})
    if not wanted:
        return {}
    bearers: dict[str, list[tuple[str, Called]]] = defaultdict(list)
    found = Company.objects.filter(name_key__in=wanted, kind=CompanyKind.LEGAL).order_by("id")
    for one, cell, sector, sort_key, key in found.values_list("id", "cell", "sector", "sort_key", "name_key"):
        bearers[key].append((sort_key, Called(one, cell, sector, exact=False)))
    return {
        folded: sorted(
            (one._replace(exact=written == folded) for written, one in bearers[key]),
            key=lambda one: not one.exact,
        )
        for folded, key in keys.items()
        if key in bearers
    }


def company_list(
    actor: Actor, *, start: str = "", sector: str = "", department: str = "", after: str = ""
) -> CompanyList:
    """One page of 50 by name, from the company after `after` (a public id). `start`: the beginning of a name, words of it
    in any order, or a number.

    Sole traders stand among the others while they are few enough to be unsealed for it, else after them.
    """
    number = "".join(filter(str.isdigit, start))
    if len(number) in NUMBERS and not any(map(str.isalpha, start)):
        return _numbered(actor, number[:9] if len(number) == SIRET else number)
    worded, many = _worded(actor, start)
    asked = Asked(actor, names.fold(start), sector, department, worded)
    last = _place(after)
    soles = pages.sole_traders(asked, limit=SORTED + 1)
    apart = len(soles) > SORTED
    if apart:
        rows = _apart(asked, last)
    else:
        others = [row for row in map(_row, soles) if not start or answers(row.name, start)]
        rows = _legal(asked, last) + [
            row for row in others if last is None or _place_of(row) > _place_of(last)
        ]
        rows.sort(key=_place_of)
    page = rows[:PAGE]
    actor.trace.saw("people:company:list", [], ["name"], companies=[row.id for row in page])
    return CompanyList(page, str(page[-1].public) if len(rows) > PAGE else "", apart, many)


def _worded(actor: Actor, text: str) -> tuple[list[int] | None, bool]:
    """Companies of the reader's portfolios that have all these words, and whether there are more than were looked for.

    Two words find them; where there are others, the names are read.
    """
    words = names.words(text)
    if not any(len(word) >= SHORTEST for word in words):
        return None, False
    found = companies_worded(actor, text)
    many = len(found) >= MOST_WORDED
    if len(words) <= 2 and all(len(word) >= SHORTEST for word in words):
        return found, many
    return [one for one, (_public, name) in company_names(set(found)).items() if answers(name, text)], many


def _numbered(actor: Actor, number: str) -> CompanyList:
    """The companies of this number; a sole trader's is unsealed to be compared."""
    raws = fetch(NUMBERED, [number, number, SORTED])
    rows = [row for row in map(_row, raws) if not row.number or row.number == number]
    rows = [row for row in rows if row.kind != CompanyKind.SOLE or row.number == number][:PAGE]
    actor.trace.saw("people:company:list", [], ["name", "number"], companies=[row.id for row in rows])
    return CompanyList(rows)


def _place(after: str) -> CompanyRow | None:
    """The company that a cursor names, None for the first page: the cursor itself holds no name."""
    found = fetch(ONE, [uuid_of(after) or FIRST]) if after else []
    return _row(found[0]) if found else None


def _place_of(row: CompanyRow) -> tuple[str, int]:
    return pages.key_of(row.name), row.id


def _legal(asked: Asked, last: CompanyRow | None) -> list[CompanyRow]:
    """One more than a page of legal persons, those after `last`."""
    after = _place_of(last) if last else None
    return [_row(raw) for raw in pages.legal_persons(asked, after=after, limit=PAGE + 1)]


def _apart(asked: Asked, last: CompanyRow | None) -> list[CompanyRow]:
    """Legal persons by name, then sole traders; a beginning of one or two letters finds legal persons alone."""
    past = last is not None and last.kind == CompanyKind.SOLE
    rows = [] if past else _legal(asked, last)
    if asked.start or len(rows) > PAGE:
        return rows
    after = last.id if last and past else 0
    return rows + [_row(raw) for raw in pages.sole_traders(asked, after=after, limit=PAGE + 1 - len(rows))]


def contacts_of(actor: Actor, *, company: CompanyRow) -> list[Row]:
    """Whoever works for the company, in the actor's sight, a hundred at most, in the trace; nothing of the others."""
    raws = fetch(OF_COMPANY, {"company": company.id, "read": list(actor.cells(Act.READ)), "limit": CONTACTS})
    rows = rows_of(actor, [raw["id"] for raw in raws])
    actor.trace.saw("people:contact:list", [row.id for row in rows], shown_fields(actor, rows))
    return rows


def _row(raw: dict[str, Any]) -> CompanyRow:
    number, vat, website = (str(raw.get(name, "")) for name in ("number", "vat", "website"))
    if coded := raw.get("coded"):
        number, vat, website = vault.unpack(vault.unseal("company", raw["public"], coded))
    return CompanyRow(
        id=raw["id"],
        public=raw["public"],
        kind=str(raw["kind"]),
        name=company_name(raw),
        country=str(raw["country"]),
        department=str(raw["department"]),
        sector=str(raw["sector"]),
        size=str(raw["size"]),
        cell=raw.get("cell", 0),
        number=number,
        vat=vat,
        website=website,
        parent=raw.get("parent"),
    )


def sector_of(actor: Actor, name: str) -> str:
    """The sector of the company of this name that the actor sees; "" for none, or for one without a sector."""
    for called in companies_called([name]).values():
        return next((one.sector for one in called if one.sector), "")
    return ""

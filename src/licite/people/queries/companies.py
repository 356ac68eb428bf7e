"""Companies in sight: those of one's portfolios, and those for whom somebody in sight works."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404

from licite.access.actor import Actor
from licite.access.permissions import Act
from licite.kit import names
from licite.people.queries.rows import Row, company_name, fetch, rows_of

PAGE = 50
CONTACTS = 100

# Cell by cell from each cell's own index; then the few that only a contact brings into sight. Ties and cursors go
# by the public id: a number would tell how many companies others hold.
PAGE_OF = """
    WITH held AS (
        SELECT x.id FROM unnest(%(cells)s::int[]) k CROSS JOIN LATERAL (
            SELECT id, public, sort_key FROM people_company
            WHERE cell = k AND sort_key ^@ %(start)s AND (sort_key, public) > (%(key)s, %(public)s)
            ORDER BY sort_key, public LIMIT %(limit)s) x
    ), reached AS (
        SELECT id FROM people_company
        WHERE id = ANY (ARRAY(
                SELECT DISTINCT company_id FROM people_contact
                WHERE company_id IS NOT NULL AND cell = ANY (%(read)s::int[])))
            AND cell <> ALL (%(cells)s::int[])
            AND sort_key ^@ %(start)s AND (sort_key, public) > (%(key)s, %(public)s)
        ORDER BY sort_key, public LIMIT %(limit)s
    )
    SELECT id, public, kind, name, identity, sort_key, country, department FROM people_company
    WHERE id = ANY (ARRAY(SELECT id FROM held UNION SELECT id FROM reached))
    ORDER BY sort_key, public LIMIT %(limit)s
"""
ONE = """
    SELECT id, public, cell, kind, name, identity, country, department FROM people_company WHERE public = %s
"""
OF_COMPANY = """
    SELECT id FROM people_contact WHERE company_id = %s AND cell = ANY (%s)
    ORDER BY active_at DESC, id DESC LIMIT %s
"""


@dataclass(frozen=True)
class CompanyRow:
    """A company in the actor's sight; `cell` is 0 in lists."""

    id: int
    public: UUID
    kind: str
    name: str
    country: str
    department: str
    cell: int = 0


@dataclass(frozen=True)
class CompanyList:
    """One page, and the cursor of the next one, empty at the end."""

    rows: list[CompanyRow]
    after: str = ""


def company_for(actor: Actor, public: UUID) -> CompanyRow:
    """The company, in the trace. Http404 for a missing one and for one out of sight alike."""
    found = fetch(ONE, [public])
    if not found:
        raise Http404
    raw = found[0]
    actor.trace.saw("people:company:read", [], ["name"], companies=[raw["id"]])
    return _row(raw)


def company_list(actor: Actor, *, start: str = "", after: str = "") -> CompanyList:
    """One page of 50 by name; `start` is the beginning of a name (sole traders have none to search by)."""
    cells = [portfolio * 10 + stage for portfolio in actor.portfolios for stage in range(1, 5)]
    last, _, key = after.partition("_")
    asked = {
        "cells": cells,
        "read": list(actor.cells(Act.READ)),
        "start": names.fold(start),
        "key": key,
        "public": _uuid(last),
        "limit": PAGE + 1,
    }
    raws = fetch(PAGE_OF, asked)
    more = raws[PAGE - 1] if len(raws) > PAGE else None
    rows = [_row(raw) for raw in raws[:PAGE]]
    actor.trace.saw("people:company:list", [], ["name"], companies=[row.id for row in rows])
    return CompanyList(rows, f"{more['public']}_{more['sort_key']}" if more else "")


def contacts_of(actor: Actor, *, company: CompanyRow) -> list[Row]:
    """The company's contacts in the actor's sight, a hundred at most, in the trace; nothing of the others."""
    raws = fetch(OF_COMPANY, [company.id, list(actor.cells(Act.READ)), CONTACTS])
    rows = rows_of(actor, [raw["id"] for raw in raws])
    actor.trace.saw("people:contact:list", [row.id for row in rows], ["name", "title"])
    return rows


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def _row(raw: dict[str, Any]) -> CompanyRow:
    return CompanyRow(
        id=raw["id"],
        public=raw["public"],
        kind=str(raw["kind"]),
        name=company_name(raw),
        country=str(raw["country"]),
        department=str(raw["department"]),
        cell=raw.get("cell", 0),
    )

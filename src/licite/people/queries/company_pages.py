"""Companies in sight in the order of their names, a page at a time, as far as the page and no further.

Three things bring a company into sight: its portfolio, somebody who works for it, and a further role there. Each is read
cell by cell from an index in that very order, and merged. What narrows the list to no stretch of an index (words in the
middle of a name, a sector, a department) has the keys of all who are in sight read instead, from the index alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from licite.access.actor import Actor
from licite.access.permissions import Act, Permission
from licite.access.queries import portfolio_names
from licite.kit import names
from licite.kit.cells import Stage, cell_of
from licite.people.queries.rows import fetch

LAST: Final = chr(0x10FFFF)
NOBODY: Final = 2**63 - 1
"""After every id: a sole trader's key is empty, so legal persons begin after the last of these."""

RANGE = "{key} ^@ %(start)s AND ({key}, {id}) > (%(key)s, %(id)s) AND {key} <= %(last)s"
NARROWED = "(%(sector)s = '' OR sector = %(sector)s) AND (%(department)s = '' OR department = %(department)s)"
HELD = f"""
    SELECT x.sort_key AS key, x.id FROM unnest(%(cells)s::int[]) k CROSS JOIN LATERAL (
        SELECT sort_key, id FROM people_company
        WHERE cell = k AND {RANGE.format(key="sort_key", id="id")} AND {NARROWED}
        ORDER BY sort_key, id LIMIT %(limit)s) x
"""
FOUND = f"""
    SELECT sort_key AS key, id FROM people_company
    WHERE id = ANY (%(found)s::bigint[]) AND (sort_key, id) > (%(key)s, %(id)s) AND sort_key <= %(last)s AND {NARROWED}
"""
# Each company once, however many work there: from one to the next in the index. First the first of each cell: nobody
# outside the cells of the fifty first of these is on the page, and nobody after the last of them.
WALKED = """
    SELECT w.key, w.id FROM (
        WITH RECURSIVE heads AS MATERIALIZED (
            SELECT k AS cell, h.key, h.id FROM unnest(%(read)s::int[]) k CROSS JOIN LATERAL (
                SELECT company_key AS key, {id} AS id FROM {table}
                WHERE cell = k AND {id} IS NOT NULL AND {range} ORDER BY company_key, {id} LIMIT 1) h
            ORDER BY h.key, h.id LIMIT %(limit)s
        ), least AS MATERIALIZED (
            SELECT coalesce((SELECT key FROM heads ORDER BY key, id OFFSET %(limit)s - 1), %(last)s) AS key
        ), steps AS (
            SELECT cell, key, id, 1 AS n FROM heads
            UNION ALL
            SELECT s.cell, x.key, x.id, s.n + 1 FROM steps s CROSS JOIN LATERAL (
                SELECT company_key AS key, {id} AS id FROM {table}
                WHERE cell = s.cell AND {id} IS NOT NULL AND (company_key, {id}) > (s.key, s.id)
                    AND company_key ^@ %(start)s AND company_key <= (SELECT key FROM least)
                ORDER BY company_key, {id} LIMIT 1) x
            WHERE s.n < %(limit)s
        ) SELECT key, id FROM steps) w
"""
# Folded words hold letters and digits alone; each begins a word of the name, or several as if they were written in one.
READ = f"""
    SELECT w.key, w.id FROM (
        SELECT DISTINCT company_key AS key, {{id}} AS id FROM {{table}}
        WHERE cell = ANY (%(read)s::int[]) AND {{id}} IS NOT NULL AND (company_key, {{id}}) > (%(key)s, %(id)s)
            AND company_key <= %(last)s AND (%(last)s = '' OR company_key ^@ %(start)s
                OR (SELECT bool_and(' ' || company_key ~ one) FROM unnest(%(words)s::text[]) one))
        ORDER BY key, {{id}}) w
    WHERE %(plain)s OR (SELECT true FROM people_company o WHERE o.id = w.id AND {NARROWED}) LIMIT %(limit)s
"""
PAGE_OF = """
    SELECT id, public, kind, name, identity, country, department, sector, size FROM people_company
    WHERE id = ANY (ARRAY(SELECT f.id FROM ({found}) f GROUP BY f.key, f.id ORDER BY f.key, f.id LIMIT %(limit)s))
    ORDER BY sort_key, id
"""
WORKS = (("people_contact", "company_id"), ("people_role", "company"))


@dataclass(frozen=True)
class Asked:
    """What a list of companies is narrowed to: the folded beginning of a name or words of it, a sector, a department.

    `worded`: those of the reader's portfolios that have the words, None where no word is long enough to find them.
    """

    actor: Actor
    start: str
    sector: str
    department: str
    worded: Sequence[int] | None

    @property
    def narrows(self) -> bool:
        """Whether a sector or a department leaves some out."""
        return bool(self.sector or self.department)

    @cached_property
    def read(self) -> list[int]:
        """The cells whose people bring companies into sight; none for whoever holds all portfolios there are."""
        knows = self.actor.has(Permission.PORTFOLIO_MANAGE)  # whoever manages them knows them all
        if knows and portfolio_names(self.actor).keys() <= self.actor.portfolios.keys():
            return []
        return list(self.actor.cells(Act.READ))


def key_of(name: str) -> str:
    """What a company of this name is sorted by."""
    return names.fold(name)[:200]


def legal_persons(asked: Asked, *, after: tuple[str, int] | None, limit: int) -> list[dict[str, Any]]:
    """Rows by name, those after this key and id. One statement."""
    key, after_id = after or ("", NOBODY)
    return _page(asked, {"start": asked.start, "key": key, "id": after_id, "last": LAST, "limit": limit})


def sole_traders(asked: Asked, *, limit: int, after: int = 0) -> list[dict[str, Any]]:
    """Rows in no order of names, those after this id. The caller compares their names, once opened. One statement."""
    return _page(
        asked,
        {"start": "", "key": "", "id": after, "last": "", "limit": limit},
        held=asked.worded is None,
    )


def _page(asked: Asked, stretch: dict[str, Any], *, held: bool = True) -> list[dict[str, Any]]:
    parts = [HELD] if held else []
    if asked.worded:
        parts.append(FOUND)
    if asked.read:
        scan = READ if asked.start or asked.narrows else WALKED
        parts += [
            scan.format(table=table, id=column, range=RANGE.format(key="company_key", id=column))
            for table, column in WORKS
        ]
    if not parts:
        return []
    bound = stretch | {
        "cells": [cell_of(portfolio, stage) for portfolio in asked.actor.portfolios for stage in Stage],
        "read": asked.read,
        "found": list(asked.worded or ()),
        "words": [" " + " ?".join(word) for word in asked.start.split()],
        "sector": asked.sector,
        "department": asked.department,
        "plain": not asked.narrows,
    }
    return fetch(PAGE_OF.format(found=" UNION ALL ".join(f"({part})" for part in parts)), bound)

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
LONGEST_KEY: Final = 200
"""Of the keys by which companies are sorted and found, as the base keeps them."""
NOBODY: Final = 2**63 - 1
"""After every id: a sole trader's key is empty, so legal persons begin after the last of these."""

NARROWED = "(%(sector)s = '' OR sector = %(sector)s) AND (%(department)s = '' OR department = %(department)s)"
HELD = f"""
    SELECT x.sort_key AS key, x.id FROM unnest(%(cells)s::int[]) k CROSS JOIN LATERAL (
        SELECT sort_key, id FROM people_company
        WHERE cell = k AND (sort_key, id) > (%(key)s, %(id)s) AND sort_key <= %(last)s
            AND sort_key ^@ %(start)s AND {NARROWED}
        ORDER BY sort_key, id LIMIT %(limit)s) x
"""
FOUND = f"""
    SELECT sort_key AS key, id FROM people_company
    WHERE id = ANY (%(found)s::bigint[]) AND (sort_key, id) > (%(key)s, %(id)s) AND sort_key <= %(last)s AND {NARROWED}
"""
# From one company to the next in a cell, over all who work there.
NEXT = """
    SELECT n.key, n.id FROM (
        (SELECT company_key AS key, company_id AS id FROM people_contact
        WHERE cell = s.cell AND company_id IS NOT NULL AND (company_key, company_id) > (s.key, s.id)
            AND company_key <= s.last
        ORDER BY company_key, company_id LIMIT 1)
        UNION ALL
        (SELECT company_key, company FROM people_role
        WHERE cell = s.cell AND (company_key, company) > (s.key, s.id) AND company_key <= s.last
        ORDER BY company_key, company LIMIT 1)) n
    ORDER BY n.key, n.id LIMIT 1
"""
# First the first of each cell: nobody outside the cells of the fifty first of these is on the page, and nobody after the
# last of them.
WALKED = f"""
    SELECT w.key, w.id FROM (
        WITH RECURSIVE heads AS MATERIALIZED (
            SELECT s.cell, h.key, h.id
            FROM (SELECT k AS cell, %(key)s AS key, %(id)s AS id, %(last)s AS last FROM unnest(%(read)s::int[]) k) s
            CROSS JOIN LATERAL ({NEXT}) h
            ORDER BY h.key, h.id LIMIT %(limit)s
        ), least AS MATERIALIZED (
            SELECT coalesce((SELECT key FROM heads ORDER BY key, id OFFSET %(limit)s - 1), %(last)s) AS key
        ), steps AS (
            SELECT h.cell, h.key, h.id, least.key AS last, 1 AS n FROM heads h CROSS JOIN least
            UNION ALL
            SELECT s.cell, x.key, x.id, s.last, s.n + 1 FROM steps s CROSS JOIN LATERAL ({NEXT}) x WHERE s.n < %(limit)s
        ) SELECT key, id FROM steps) w
"""
# Folded words hold letters and digits alone; each begins a word of the name, or several as if they were written in one.
READ = f"""
    SELECT w.key, w.id FROM (
        SELECT DISTINCT r.key, r.id FROM (
            SELECT cell, company_key AS key, company_id AS id FROM people_contact WHERE company_id IS NOT NULL
            UNION ALL SELECT cell, company_key, company FROM people_role) r
        WHERE r.cell = ANY (%(read)s::int[]) AND (r.key, r.id) > (%(key)s, %(id)s) AND r.key <= %(last)s
            AND (%(last)s = '' OR r.key ^@ %(start)s
                OR (SELECT bool_and(' ' || r.key ~ one) FROM unnest(%(words)s::text[]) one))
        ORDER BY r.key, r.id) w
    WHERE %(plain)s OR (SELECT true FROM people_company o WHERE o.id = w.id AND {NARROWED}) LIMIT %(limit)s
"""
ROWS = "SELECT id, public, kind, name, identity, country, department, sector, size FROM people_company"
BY_WALKING = f"""
    {ROWS} WHERE id = ANY (ARRAY(
        SELECT f.id FROM (({HELD}) UNION ALL ({WALKED})) f GROUP BY f.key, f.id ORDER BY f.key, f.id LIMIT %(limit)s))
    ORDER BY sort_key, id
"""
BY_READING = f"""
    {ROWS} WHERE id = ANY (ARRAY(
        SELECT f.id FROM (({HELD}) UNION ALL ({FOUND}) UNION ALL ({READ})) f
        GROUP BY f.key, f.id ORDER BY f.key, f.id LIMIT %(limit)s))
    ORDER BY sort_key, id
"""


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
    return names.fold(name)[:LONGEST_KEY]


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
    portfolios = asked.actor.portfolios if held else ()
    bound = stretch | {
        "cells": [cell_of(portfolio, stage) for portfolio in portfolios for stage in Stage],
        "read": asked.read,
        "found": list(asked.worded or ()),
        "words": [" " + " ?".join(word) for word in asked.start.split()],
        "sector": asked.sector,
        "department": asked.department,
        "plain": not asked.narrows,
    }
    return fetch(BY_READING if asked.start or asked.narrows else BY_WALKING, bound)

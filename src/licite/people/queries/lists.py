"""The contact list: ids first, cell by cell, from an index of that cell; then the rows.

The shape is measured (a million contacts, uneven cells): LATERAL per cell stays flat whatever the data, while a
global sort index tempts the planner into walking the table through the row policy.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from licite.access.actor import Actor
from licite.kit import names
from licite.people import sealing
from licite.people.queries.filters import Filters
from licite.people.queries.rows import Row, fetch, rows_of

PAGE = 50
EXACT_UP_TO = 2000
SHOWN = ("name", "title", "company")

# What filters add (search.py has the same), and nothing when there are none: an index alone answers then.
NARROWED = """
          AND (%(capacity)s = '' OR capacity = %(capacity)s)
          AND (%(country)s = '' OR country = %(country)s)
          AND (%(department)s = '' OR department = %(department)s)
          AND (%(objected)s::boolean IS NULL OR (objections <> 0) = %(objected)s)
"""
# Both cursors are always bound: far in the future for a first page.
LATEST = """
    SELECT x.id, x.key FROM unnest(%(cells)s::int[]) k CROSS JOIN LATERAL (
        SELECT id, active_at AS key FROM people_contact
        WHERE cell = k AND (active_at, id) < (%(at)s, %(id)s)
"""
LATEST_ORDER = """
        ORDER BY active_at DESC, id DESC LIMIT %(limit)s) x
    ORDER BY x.key DESC, x.id DESC LIMIT %(limit)s
"""
BY_NAME = """
    SELECT x.id, x.key FROM unnest(%(cells)s::int[]) k CROSS JOIN LATERAL (
        SELECT id, bucket AS key FROM people_contact
        WHERE cell = k AND (bucket, id) > (%(bucket)s, %(id)s) AND bucket <= %(last)s
"""
BY_NAME_ORDER = """
        ORDER BY bucket, id LIMIT %(limit)s) x
    ORDER BY x.key, x.id LIMIT %(limit)s
"""
ALL_NAMES = """
    SELECT id, public, listing FROM people_contact
    WHERE cell = ANY (%(cells)s::int[]) AND bucket BETWEEN %(first)s AND %(last)s
"""
COUNT = """
    SELECT count(*) FROM (
        SELECT FROM unnest(%(cells)s::int[]) k CROSS JOIN LATERAL (
            SELECT FROM people_contact WHERE cell = k LIMIT %(cap)s) x LIMIT %(cap)s) y
"""
FAR = datetime.fromisoformat("9999-01-01T00:00:00+00:00")


@dataclass(frozen=True)
class ContactList:
    """One page. `after` is the cursor of the next one, empty at the end."""

    rows: Sequence[Row]
    after: str = ""
    too_many: bool = False
    terms: Sequence[int] = field(default=())


def contact_list(actor: Actor, *, filters: Filters, after: str = "", limit: int | None = None) -> ContactList:
    """One page of `limit` (50), newest activity first or A–Z. A cursor that is not ours starts again from the top.

    Names that the reader may not read put nobody in order: with such cells in sight A–Z is the latest first, and a
    letter finds nobody in them.
    """
    size = limit or PAGE
    if filters.letter:
        page = _by_name(actor, filters.readable_cells(actor), filters, after, size)
    elif filters.by_name and filters.readable_cells(actor) == filters.cells(actor):
        page = _by_name(actor, filters.cells(actor), filters, after, size)
    else:
        page = _latest(actor, filters.cells(actor), filters, after, size)
    if page.rows:
        actor.trace.saw("people:contact:list", [row.id for row in page.rows], SHOWN)
    return page


def scope_count(actor: Actor, cells: Sequence[int], *, cap: int = EXACT_UP_TO + 1) -> int:
    """How many contacts are in these cells, counted no further than `cap`."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"cells": list(cells), "cap": cap})
        return int(cursor.fetchone()[0])


def _latest(actor: Actor, cells: list[int], filters: Filters, after: str, size: int) -> ContactList:
    at, last_id = _moment(after)
    asked: dict[str, Any] = {"cells": cells, "at": at, "id": last_id, "limit": size + 1}
    keys = fetch(LATEST + ("" if filters.plain else NARROWED) + LATEST_ORDER, asked | filters.parameters)
    rows = rows_of(actor, [key["id"] for key in keys[:size]])
    last = keys[size - 1] if len(keys) > size else None
    return ContactList(rows, f"{last['key'].isoformat()}_{last['id']}" if last else "")


def _by_name(actor: Actor, cells: list[int], filters: Filters, after: str, size: int) -> ContactList:
    if scope_count(actor, cells) <= EXACT_UP_TO:
        return _exactly_by_name(actor, cells, filters, after, size)
    first, last = filters.buckets
    bucket, last_id = _number_pair(after) or (first - 1, 2**62)
    asked = {"cells": cells, "bucket": bucket, "last": last, "id": last_id, "limit": size + 1}
    keys = fetch(BY_NAME + ("" if filters.plain else NARROWED) + BY_NAME_ORDER, asked | filters.parameters)
    rows = sorted(rows_of(actor, [key["id"] for key in keys[:size]]), key=lambda row: row.sort_key)
    end = keys[size - 1] if len(keys) > size else None
    return ContactList(rows, f"{end['key']}_{end['id']}" if end else "")


def _exactly_by_name(actor: Actor, cells: list[int], filters: Filters, after: str, size: int) -> ContactList:
    first, last = filters.buckets
    asked = {"cells": cells, "first": first, "last": last}
    raws = fetch(ALL_NAMES + ("" if filters.plain else NARROWED), asked | filters.parameters)
    opened = sealing.open_listings([(raw["public"], raw["listing"]) for raw in raws])
    order = sorted(
        ((names.sort_key(one.last, one.first), raw["id"]) for raw, one in zip(raws, opened, strict=True))
    )
    start, _ = _number_pair(after) or (0, 0)
    ids = [one for _, one in order[start : start + size]]
    more = len(order) > start + size
    return ContactList(rows_of(actor, ids), f"{start + size}_0" if more else "")


def _moment(after: str) -> tuple[datetime, int]:
    head, _, tail = after.rpartition("_")
    try:
        moment = datetime.fromisoformat(head)
        return (moment, int(tail)) if moment.tzinfo else (FAR, 0)
    except ValueError:
        return FAR, 0


def _number_pair(after: str) -> tuple[int, int] | None:
    head, _, tail = after.partition("_")
    try:
        pair = int(head), int(tail)
    except ValueError:
        return None
    return pair if 0 <= pair[0] < 2**31 and 0 <= pair[1] < 2**62 else None

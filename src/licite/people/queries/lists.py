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
from licite.access.permissions import Act
from licite.kit import names
from licite.kit.cells import portfolio_of, stage_of
from licite.people import sealing
from licite.people.queries.rows import Row, fetch, rows_of

PAGE = 50
EXACT_UP_TO = 2000
SHOWN = ("name", "title", "company")

# Both cursors are always bound: far in the future for a first page.
LATEST = """
    SELECT x.id, x.key FROM unnest(%(cells)s::int[]) k CROSS JOIN LATERAL (
        SELECT id, active_at AS key FROM people_contact
        WHERE cell = k AND (active_at, id) < (%(at)s, %(id)s)
        ORDER BY active_at DESC, id DESC LIMIT %(limit)s) x
    ORDER BY x.key DESC, x.id DESC LIMIT %(limit)s
"""
LATEST_FILTERED = """
    SELECT x.id, x.key FROM unnest(%(cells)s::int[]) k CROSS JOIN LATERAL (
        SELECT id, active_at AS key FROM people_contact
        WHERE cell = k AND (active_at, id) < (%(at)s, %(id)s)
          AND (%(capacity)s = '' OR capacity = %(capacity)s)
          AND (%(country)s = '' OR country = %(country)s)
          AND (%(department)s = '' OR department = %(department)s)
          AND (%(objected)s::boolean IS NULL OR (objections <> 0) = %(objected)s)
        ORDER BY active_at DESC, id DESC LIMIT %(limit)s) x
    ORDER BY x.key DESC, x.id DESC LIMIT %(limit)s
"""
BY_NAME = """
    SELECT x.id, x.key FROM unnest(%(cells)s::int[]) k CROSS JOIN LATERAL (
        SELECT id, bucket AS key FROM people_contact
        WHERE cell = k AND (bucket, id) > (%(bucket)s, %(id)s) AND bucket <= %(last)s
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
class Filters:
    """What the reader narrows a list to; plain columns only. `letter` turns to the A–Z order."""

    stage: int = 0
    portfolio: int = 0
    capacity: str = ""
    country: str = ""
    department: str = ""
    objected: bool | None = None
    by_name: bool = False
    letter: str = ""

    def cells(self, actor: Actor) -> list[int]:
        """The actor's cells that the filters leave."""
        return [
            cell
            for cell in actor.cells(Act.READ)
            if self.stage in (0, stage_of(cell)) and self.portfolio in (0, portfolio_of(cell))
        ]

    @property
    def plain(self) -> bool:
        """Whether nothing but cells narrows the list: an index alone answers then."""
        return not (self.capacity or self.country or self.department) and self.objected is None


@dataclass(frozen=True)
class ContactList:
    """One page. `after` is the cursor of the next one, empty at the end."""

    rows: Sequence[Row]
    after: str = ""
    too_many: bool = False
    terms: Sequence[int] = field(default=())


def contact_list(actor: Actor, *, filters: Filters, after: str = "") -> ContactList:
    """One page of 50, newest activity first or A–Z. A cursor that is not ours starts again from the top."""
    cells = filters.cells(actor)
    if filters.by_name or filters.letter:
        page = _by_name(actor, cells, filters, after)
    else:
        page = _latest(actor, cells, filters, after)
    if page.rows:
        actor.trace.saw("people:contact:list", [row.id for row in page.rows], SHOWN)
    return page


def scope_count(actor: Actor, cells: Sequence[int], *, cap: int = EXACT_UP_TO + 1) -> int:
    """How many contacts are in these cells, counted no further than `cap`."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"cells": list(cells), "cap": cap})
        return int(cursor.fetchone()[0])


def _latest(actor: Actor, cells: list[int], filters: Filters, after: str) -> ContactList:
    at, last_id = _moment(after)
    parameters: dict[str, Any] = {"cells": cells, "at": at, "id": last_id, "limit": PAGE + 1}
    if not filters.plain:
        parameters |= {
            "capacity": filters.capacity,
            "country": filters.country,
            "department": filters.department,
            "objected": filters.objected,
        }
    keys = fetch(LATEST if filters.plain else LATEST_FILTERED, parameters)
    rows = rows_of(actor, [key["id"] for key in keys[:PAGE]])
    last = keys[PAGE - 1] if len(keys) > PAGE else None
    return ContactList(rows, f"{last['key'].isoformat()}_{last['id']}" if last else "")


def _by_name(actor: Actor, cells: list[int], filters: Filters, after: str) -> ContactList:
    first, last = _bucket_range(filters.letter)
    if scope_count(actor, cells) <= EXACT_UP_TO:
        return _exactly_by_name(actor, cells, (first, last), after)
    bucket, last_id = _number_pair(after) or (first - 1, 2**62)
    keys = fetch(BY_NAME, {"cells": cells, "bucket": bucket, "last": last, "id": last_id, "limit": PAGE + 1})
    rows = sorted(rows_of(actor, [key["id"] for key in keys[:PAGE]]), key=lambda row: row.sort_key)
    end = keys[PAGE - 1] if len(keys) > PAGE else None
    return ContactList(rows, f"{end['key']}_{end['id']}" if end else "")


def _exactly_by_name(actor: Actor, cells: list[int], buckets: tuple[int, int], after: str) -> ContactList:
    raws = fetch(ALL_NAMES, {"cells": cells, "first": buckets[0], "last": buckets[1]})
    opened = sealing.open_listings([(raw["public"], raw["listing"]) for raw in raws])
    order = sorted(
        ((names.sort_key(one.last, one.first), raw["id"]) for raw, one in zip(raws, opened, strict=True))
    )
    start = _number_pair(after) or (0, 0)
    ids = [one for _, one in order[start[0] : start[0] + PAGE]]
    more = len(order) > start[0] + PAGE
    return ContactList(rows_of(actor, ids), f"{start[0] + PAGE}_0" if more else "")


def _bucket_range(letter: str) -> tuple[int, int]:
    folded = names.fold(letter)[:1]
    if not folded.isalpha():
        return -1, 32_000
    return names.bucket(folded), names.bucket(folded + "zz")


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

"""The contact list: ids first, cell by cell, from an index of that cell; then the rows.

The shape is measured (a million contacts, uneven cells): LATERAL per cell stays flat whatever the data, while a
global sort index tempts the planner into walking the table through the row policy.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from licite.access.actor import Actor
from licite.kit import clock, names
from licite.lawful.facts import known
from licite.people import sealing
from licite.people.choices import Order
from licite.people.queries.filters import Filters
from licite.people.queries.rows import Row, fetch, rows_of, shown_fields

PAGE = 50
EXACT_UP_TO = 2000
LOOKED_AT = 500
"""How many records a page asks the law of, where one looks for those who may be reached."""

# What filters add (finding.py has the same), and nothing when there are none: an index alone answers then.
NARROWED = """
          AND (%(capacity)s = '' OR capacity = %(capacity)s)
          AND (%(country)s = '' OR country = %(country)s)
          AND (%(department)s = '' OR department = %(department)s)
          AND (%(source)s = '' OR source = %(source)s)
          AND (%(objected)s::boolean IS NULL OR (objections <> 0) = %(objected)s)
          AND (%(unacted)s::boolean IS NULL OR (person_act_at IS NULL) = %(unacted)s)
          AND (%(acted_from)s::timestamptz IS NULL OR person_act_at >= %(acted_from)s)
          AND (%(acted_to)s::timestamptz IS NULL OR person_act_at < %(acted_to)s)
          AND (%(unplanned)s::boolean IS NULL OR (next_task_at IS NULL) = %(unplanned)s)
          AND (%(due_from)s::timestamptz IS NULL OR next_task_at >= %(due_from)s)
          AND (%(due_to)s::timestamptz IS NULL OR next_task_at < %(due_to)s)
          AND (%(company)s::uuid IS NULL OR company_id = (SELECT id FROM people_company WHERE public = %(company)s))
          AND (%(sector)s = '' OR EXISTS (SELECT FROM people_company o WHERE o.id = company_id AND o.sector = %(sector)s))
          AND (%(tag)s::bigint IS NULL OR EXISTS (
              SELECT FROM people_tag t WHERE t.contact = people_contact.id AND t.token = %(tag)s))
          AND NOT (%(has_phone)s AND phone IS NULL OR %(has_email)s AND email IS NULL OR %(has_address)s AND address IS NULL)
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
# Whoever sees much of the base finds a page among the newest of all; where that falls short, cell by cell as below.
WALK = "SELECT id, key FROM gate.latest(%(cells)s::int[], %(at)s, %(id)s, %(limit)s)"
# With many cells, first the newest of each: nobody outside the cells of the fifty newest of these is on the page, and
# nobody older than the last of them. A cell is then walked only as far as that.
MANY_CELLS = 64
HEADS = """
    WITH heads AS MATERIALIZED (
        SELECT k, h.key, h.id FROM unnest(%(cells)s::int[]) k CROSS JOIN LATERAL (
            SELECT id, active_at AS key FROM people_contact
            WHERE cell = k AND (active_at, id) < (%(at)s, %(id)s)
"""
FROM_HEADS = """
            ORDER BY active_at DESC, id DESC LIMIT 1) h
        ORDER BY h.key DESC, h.id DESC LIMIT %(limit)s
    ), least AS MATERIALIZED (
        SELECT key FROM heads ORDER BY key DESC, id DESC OFFSET %(limit)s - 1
    )
    SELECT x.id, x.key FROM heads CROSS JOIN LATERAL (
        SELECT id, active_at AS key FROM people_contact
        WHERE cell = heads.k AND (active_at, id) < (%(at)s, %(id)s)
            AND active_at >= coalesce((SELECT key FROM least), '-infinity')
"""
NEXT_STEP = """
    SELECT x.id, x.key FROM unnest(%(cells)s::int[]) k CROSS JOIN LATERAL (
        SELECT id, next_task_at AS key FROM people_contact
        WHERE cell = k AND next_task_at IS NOT NULL AND (next_task_at, id) > (%(at)s, %(id)s)
"""
NEXT_STEP_ORDER = """
        ORDER BY next_task_at, id LIMIT %(limit)s) x
    ORDER BY x.key, x.id LIMIT %(limit)s
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
            SELECT FROM people_contact WHERE cell = k
"""
COUNT_CAPPED = """
            LIMIT %(cap)s) x LIMIT %(cap)s) y
"""
FAR = datetime.fromisoformat("9999-01-01T00:00:00+00:00")
LONG_AGO = datetime.fromisoformat("1900-01-01T00:00:00+00:00")
NOBODY = Filters()
Steps = list[tuple[int, str]]
"""Ids in order, each with the cursor that goes on after it."""


@dataclass(frozen=True)
class ContactList:
    """One page. `after` is the cursor of the next one, empty at the end.

    `looked_at`: how many records were asked of the law, where that ended the page before it was full; else 0.
    `found`: the ids of all whom a search found, this page's and the others'.
    """

    rows: Sequence[Row]
    after: str = ""
    too_many: bool = False
    terms: Sequence[int] = field(default=())
    looked_at: int = 0
    found: Sequence[int] = ()


def contact_list(actor: Actor, *, filters: Filters, after: str = "", limit: int | None = None) -> ContactList:
    """One page of `limit` (50), newest activity first, next step first or A–Z. A cursor that is not ours starts again
    from the top.

    Names that the reader may not read put nobody in order: with such cells in sight A–Z is the latest first, and a
    letter finds nobody in them.
    """
    size = limit or PAGE
    steps = _steps(actor, filters, after, (LOOKED_AT if filters.reach else size) + 1)
    page = _reached(actor, filters, steps, size) if filters.reach else _page(actor, steps, size)
    if filters.by_name_for(actor):
        # Drawers come in order; within a page names do.
        page = replace(page, rows=sorted(page.rows, key=lambda row: row.sort_key))
    if page.rows:
        actor.trace.saw("people:contact:list", [row.id for row in page.rows], shown_fields(actor, page.rows))
    return page


def scope_count(
    actor: Actor, cells: Sequence[int], *, cap: int = EXACT_UP_TO + 1, filters: Filters = NOBODY
) -> int:
    """How many contacts of these cells the filters leave (but for `reach`), counted no further than `cap`."""
    asked = {"cells": list(cells), "cap": cap, **filters.parameters(actor)}
    counted = fetch(COUNT + ("" if filters.plain else NARROWED) + COUNT_CAPPED, asked)
    return int(counted[0]["count"])


def matching(actor: Actor, *, filters: Filters, limit: int) -> list[int]:
    """The ids of whom the filters leave, in the order of the list, at most `limit`; no trace, for nothing is shown."""
    steps = _steps(actor, filters, "", LOOKED_AT if filters.reach else limit)
    ids = [one for one, _ in steps]
    return (reached(ids, filters.reach) if filters.reach else ids)[:limit]


def reached(ids: Sequence[int], channel: str) -> list[int]:
    """Those of the records whom the law lets us reach now by this channel, each for its own purpose, in their order.
    Three statements.
    """
    read = known(ids, at=clock.now())
    return [one for one in ids if one in read.records and read.verdict(one, "", channel).allowed]


def _page(actor: Actor, steps: Steps, size: int) -> ContactList:
    rows = rows_of(actor, [one for one, _ in steps[:size]])
    return ContactList(rows, steps[size - 1][1] if len(steps) > size else "")


def _reached(actor: Actor, filters: Filters, steps: Steps, size: int) -> ContactList:
    """The first of the records that may be reached; the page ends where it is full, or all that it may look at is."""
    looked_at = steps[:LOOKED_AT]
    allowed = set(reached([one for one, _ in looked_at], filters.reach))
    kept = [step for step in looked_at if step[0] in allowed]
    rows = rows_of(actor, [one for one, _ in kept[:size]])
    if len(kept) > size:
        return ContactList(rows, kept[size - 1][1])
    more = len(steps) > LOOKED_AT
    return ContactList(rows, looked_at[-1][1] if more else "", looked_at=LOOKED_AT if more else 0)


def _steps(actor: Actor, filters: Filters, after: str, limit: int) -> Steps:
    if filters.by_name_for(actor):
        return _by_name(actor, filters.readable_cells(actor), filters, after, limit)
    cells = filters.cells(actor)
    if filters.order == Order.STEP:
        return _by_step(actor, cells, filters, after, limit)
    at, last_id = _moment(after, FAR)
    asked: dict[str, Any] = {"cells": cells, "at": at, "id": last_id, "limit": limit}
    if len(cells) > MANY_CELLS and filters.plain:
        found = fetch(WALK, asked)
        if len(found) == limit:
            return _stepped(found)
    narrowed = "" if filters.plain else NARROWED
    heads = HEADS + narrowed + FROM_HEADS if len(cells) > MANY_CELLS else LATEST
    return _stepped(fetch(heads + narrowed + LATEST_ORDER, asked | filters.parameters(actor)))


def _by_step(actor: Actor, cells: list[int], filters: Filters, after: str, limit: int) -> Steps:
    at, last_id = _moment(after, LONG_AGO)
    asked: dict[str, Any] = {"cells": cells, "at": at, "id": last_id, "limit": limit}
    return _stepped(
        fetch(
            NEXT_STEP + ("" if filters.plain else NARROWED) + NEXT_STEP_ORDER,
            asked | filters.parameters(actor),
        )
    )


def _stepped(found: Sequence[Mapping[str, Any]]) -> Steps:
    return [(one["id"], f"{one['key'].isoformat()}_{one['id']}") for one in found]


def _by_name(actor: Actor, cells: list[int], filters: Filters, after: str, limit: int) -> Steps:
    if scope_count(actor, cells) <= EXACT_UP_TO:
        return _exactly_by_name(actor, cells, filters, after, limit)
    first, last = filters.buckets
    bucket, last_id = _number_pair(after) or (first - 1, 2**62)
    asked = {"cells": cells, "bucket": bucket, "last": last, "id": last_id, "limit": limit}
    found = fetch(
        BY_NAME + ("" if filters.plain else NARROWED) + BY_NAME_ORDER, asked | filters.parameters(actor)
    )
    return [(one["id"], f"{one['key']}_{one['id']}") for one in found]


def _exactly_by_name(actor: Actor, cells: list[int], filters: Filters, after: str, limit: int) -> Steps:
    first, last = filters.buckets
    asked = {"cells": cells, "first": first, "last": last}
    raws = fetch(ALL_NAMES + ("" if filters.plain else NARROWED), asked | filters.parameters(actor))
    opened = sealing.open_listings([(raw["public"], raw["listing"]) for raw in raws])
    order = sorted(
        ((names.sort_key(one.last, one.first), raw["id"]) for raw, one in zip(raws, opened, strict=True))
    )
    start, _ = _number_pair(after) or (0, 0)
    return [(one, f"{place}_0") for place, (_, one) in enumerate(order[start : start + limit], start + 1)]


def _moment(after: str, start: datetime) -> tuple[datetime, int]:
    head, _, tail = after.rpartition("_")
    try:
        moment = datetime.fromisoformat(head)
        return (moment, int(tail)) if moment.tzinfo else (start, 0)
    except ValueError:
        return start, 0


def _number_pair(after: str) -> tuple[int, int] | None:
    head, _, tail = after.partition("_")
    try:
        pair = int(head), int(tail)
    except ValueError:
        return None
    return pair if 0 <= pair[0] < 2**31 and 0 <= pair[1] < 2**62 else None

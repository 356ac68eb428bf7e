"""Writing: one call, one row, in the transaction of the act itself."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connections

ONE = "SELECT gate.write(%s, %s::bigint[], %s::text[], %s::jsonb, %s)"
ALL = """
    SELECT gate.write(r ->> 'act', ARRAY(SELECT s::bigint FROM jsonb_array_elements_text(r -> 'subjects') s),
        ARRAY(SELECT jsonb_array_elements_text(r -> 'fields')), r -> 'detail', %s)
    FROM jsonb_array_elements(%s::jsonb) r
"""


Entry = tuple[str, Iterable[int], Iterable[str], Mapping[str, Any]]
"""An act, the ids of contacts, the names of fields, the detail: as `write` takes them."""


def write(
    act: str,
    *,
    subjects: Iterable[int] = (),
    fields: Iterable[str] = (),
    detail: Mapping[str, Any] | None = None,
    origin: str = "-",
    using: str = "default",
) -> None:
    """Adds a row; the database stamps actor, ticket and purpose from the gate's context.

    `act` is `room:thing:verb`; `subjects` are contact ids; `fields` names; `detail` holds ids, counts and keyed
    tokens, never a value of a person; `origin` is the address the request came from. Raises the database's error
    when the row cannot be written: the caller must then show nothing.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(ONE, of_one((act, subjects, fields, detail or {}), origin))


def write_all(rows: Iterable[Entry], *, origin: str) -> None:
    """Adds rows as `write` does, in their order and in one statement; none for none."""
    wanted = list(rows)
    with connections["default"].cursor() as cursor:
        # A page is one row as a rule, and fifty ids as an array cost less than as JSON.
        if len(wanted) == 1:
            cursor.execute(ONE, of_one(wanted[0], origin))
        elif wanted:
            cursor.execute(ALL, of_all(wanted, origin))


def of_one(row: Entry, origin: str) -> list[Any]:
    """What fills the places of ONE."""
    act, subjects, fields, detail = row
    return [act, list(subjects), sorted(fields), json.dumps(detail), origin]


def of_all(rows: Sequence[Entry], origin: str) -> list[Any]:
    """What fills the places of ALL."""
    told = [
        {"act": act, "subjects": list(subjects), "fields": sorted(fields), "detail": detail}
        for act, subjects, fields, detail in rows
    ]
    return [origin, json.dumps(told)]

"""The sealer's own connection, and the rows as it reads them."""

from collections.abc import Iterator
from typing import Any

import psycopg
from django.conf import settings
from django.db import connections

ROLE = "licite_sealer"
# How a row is printed is part of what is hashed: pinned here, whatever the server's or the role's defaults.
PRINTED = "-c timezone=UTC -c datestyle=ISO,YMD -c bytea_output=hex -c extra_float_digits=1 -c intervalstyle=postgres"
# A batch is put in order in memory.
ROOM = "-c work_mem=96MB"
# The tables themselves, with their words: a view could be made to answer the sealer and nobody else.
ROWS = (
    "COPY (SELECT t.xid, t.id, t.at, t.actor, t.ticket, d.purpose, d.act, t.subjects, d.fields, t.detail, t.origin"
    " FROM journal.trace t LEFT JOIN journal.deed d ON d.id = t.deed WHERE t.xid >= {:d} AND t.xid < {:d}"
    " ORDER BY t.xid, t.id) TO STDOUT (FORMAT text, ENCODING 'UTF8')"
)


def connect() -> psycopg.Connection[tuple[Any, ...]]:
    """A connection of the sealer's role to the database that this process serves (autocommit)."""
    served = connections["default"].settings_dict
    return psycopg.connect(
        host=served["HOST"],
        port=served["PORT"] or None,
        dbname=served["NAME"],
        user=ROLE,
        password=settings.HOME.password(ROLE),
        application_name=ROLE,
        options=f"{PRINTED} {ROOM}",
        autocommit=True,
    )


def rows(connection: psycopg.Connection[Any], first: int, horizon: int) -> Iterator[bytes]:
    """The canonical line of each row with first <= xid < horizon, by (xid, id); the xid leads the line.

    Tabs between columns, a newline at the end, escapes as COPY writes them. Read the iterator to its end.
    """
    with connection.cursor() as cursor, cursor.copy(ROWS.format(first, horizon)) as copy:
        for line in copy:
            yield bytes(line)


def xid_of(line: bytes) -> int:
    """The transaction that wrote a row."""
    return int(line[: line.index(b"\t")])

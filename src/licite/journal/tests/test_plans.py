"""A page of the journal reads about as many rows as it shows, whatever the database has counted so far."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from licite.journal import queries
from licite.journal.queries import Narrowing
from licite.kit import clock
from tests.conftest import inside
from tests.plugin import database_name, superuser
from tests.world import DORA, RITA

ROWS = 30_000
OFTEN = "people:contact:read"
SELDOM = "people:contact:export"


@pytest.fixture
def long(fresh: None) -> None:
    """Rows of many members, all of a deed that is newer than what the planner knows of deeds, and three of another."""
    with superuser(database_name()) as connection:
        connection.execute("ANALYZE journal.deed")
        for act, rows in ((OFTEN, ROWS), (SELDOM, 3)):
            connection.execute(
                "WITH deed AS (INSERT INTO journal.deed (purpose, act, fields) VALUES ('long', %s, '{}') RETURNING id) "
                "INSERT INTO journal.trace (xid, at, id, actor, deed, ticket, origin, detail, subjects) "
                "SELECT 1, now() - n * interval '3 seconds', gen_random_uuid(), 1 + n %% 30, deed.id, '', '', '', '{}' "
                "FROM deed, generate_series(1, %s::integer) n",
                (act, rows),
            )
        connection.execute("ANALYZE journal.trace")


@pytest.mark.parametrize(
    "asked",
    [{"acts": [OFTEN], "member": RITA.id}, {"acts": [OFTEN]}, {"acts": [SELDOM]}, {"member": RITA.id}, {}],
    ids=str,
)
def test_a_page_of_the_journal_reads_little_more_than_it_shows(long, asked):
    now = clock.now()
    read: list[int] = []

    def explained(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        with connection.connection.cursor() as cursor:
            cursor.execute("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + sql, params)
            plan = cursor.fetchone()[0][0]["Plan"]
        read.append(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])
        return execute(sql, params, many, context)

    with inside(DORA) as actor, connection.execute_wrapper(explained):
        page = queries.recent(actor, narrowing=Narrowing(since=now - timedelta(days=20), until=now, **asked))
    assert page.rows
    assert sum(read) < 400, read

"""How rows are kept, and found again: words once, hours, shelves of contacts."""

from datetime import timedelta

import psycopg
import pytest

from licite.journal import queries
from licite.journal.queries import Narrowing
from tests.conftest import inside
from tests.plugin import database_name, superuser
from tests.world import DORA, RITA

LAY = "SELECT gate.lay(clock_timestamp() - %s, %s, 'abcdef0123456789', 'page', %s, %s, '{name}', '{}', '-')"


@pytest.fixture
def lay(fresh):
    """Lays a row of RITA's, some time ago."""

    def row(act, subjects=(), ago=timedelta(0)):
        with superuser(database_name()) as connection:
            connection.execute(LAY, (ago, RITA.id, act, list(subjects)))

    return row


def counted(statement, *values):
    with superuser(database_name()) as connection:
        return connection.execute(statement, values).fetchone()[0]


def test_what_rows_say_again_is_said_once(write):
    write(3, act="people:contact:read")
    write(2, act="people:contact:read")
    write(1, act="people:contact:list")
    assert counted("SELECT count(*) FROM journal.trace") == 6
    assert counted("SELECT count(*) FROM journal.deed WHERE act LIKE 'people:contact:%%'") == 2


def test_a_row_reads_as_it_was_written(fresh):
    with superuser(database_name()) as connection:
        for ticket, detail in (("abcdef0123456789", "{}"), ("worker", '{"n": 1}'), ("-", "{}")):
            connection.execute(
                "SELECT gate.lay('2026-11-22 06:33:21.123456+00', 3, %s, 'page', 'x:y:z', '{7,5,7}', '{b,a}', %s, '192.0.2.7')",
                (ticket, detail),
            )
        found = connection.execute(
            "SELECT actor, ticket, purpose, act, subjects, fields, detail, origin, at = '2026-11-22 06:33:21.123456+00'"
            " FROM journal.entry ORDER BY id"
        ).fetchall()
    rest = (3, "page", "x:y:z", [7, 5, 7], ["b", "a"], "192.0.2.7", True)
    assert [(row[1], row[6]) for row in found] == [("abcdef0123456789", {}), ("worker", {"n": 1}), ("-", {})]
    assert {(*row[:1], *row[2:4], *map(str, row[4:6]), *row[7:]) for row in found} == {
        (*rest[:3], str(rest[3]), str(rest[4]), *rest[5:])
    }


def test_a_contact_whose_number_does_not_fit_is_refused(lay):
    with pytest.raises(psycopg.errors.NumericValueOutOfRange):
        lay("people:contact:read", [2**31])


def test_neighbours_of_a_person_are_not_taken_for_the_person(lay):
    lay("people:contact:read", [17])
    lay("people:contact:list", [16, 18, 31])
    lay("people:contact:list", [32, 17])
    with inside(DORA) as actor:
        rows = queries.entries_about(actor, contact=17).rows
        none = queries.entries_about(actor, contact=2**40).rows
    assert [list(row.subjects) for row in rows] == [[32, 17], [17]]
    assert list(none) == []


@pytest.mark.parametrize(
    "narrowing", [Narrowing(), Narrowing(acts=["a:b:c", "d:e:f"]), Narrowing(member=RITA.id)]
)
def test_pages_follow_each_other_over_hours_without_a_gap_and_newest_first(lay, narrowing):
    for turn in range(12):
        lay(("a:b:c", "d:e:f")[turn % 2], [turn + 1], timedelta(minutes=25 * turn))
    seen, before = [], ""
    with inside(DORA) as actor:
        while True:
            page = queries.recent(actor, narrowing=narrowing, before=before, limit=5)
            seen += [row.subjects[0] for row in page.rows if row.subjects]
            if not (before := page.before):
                break
    assert seen == list(range(1, 13))


def test_hours_are_counted_alike_here_and_in_the_database(lay):
    for ago in (timedelta(0), timedelta(minutes=59), timedelta(days=300, microseconds=1)):
        lay("a:b:c", ago=ago)
    with superuser(database_name()) as connection:
        found = connection.execute("SELECT at, hour FROM journal.entry").fetchall()
    assert [hour for _, hour in found] == [queries.hour_of(at) for at, _ in found]
    assert queries.hour_of(queries.FIRST) < 0 < queries.hour_of(queries.LAST) < 2**31

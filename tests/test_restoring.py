"""What a test commits is gone for the next one, whoever wrote it and whatever it was; and nothing else is."""

import psycopg
import pytest
from django.db import connections

from tests.conftest import session_of
from tests.plugin import connect, database_name, lay_anew, superuser
from tests.restoring import SEQUENCES, TABLES
from tests.world import RITA


def everything() -> dict[str, object]:
    """Every row of every table, and where every sequence stands."""
    with superuser(database_name()) as one:
        tables = [f'"{schema}"."{name}"' for _, schema, name, _ in one.execute(TABLES).fetchall()]
        asked = (
            f"SELECT '{table}', md5(string_agg(t::text, ';' ORDER BY t::text)) FROM {table} t"
            for table in tables
        )
        found: dict[str, object] = dict(one.execute(" UNION ALL ".join(asked)).fetchall())
        return found | {str(which): at for which, *at in one.execute(SEQUENCES).fetchall()}


def write(statement: str) -> None:
    with superuser(database_name()) as one:
        one.execute("SET search_path = licite")
        one.execute("SET session_replication_role = replica")
        one.execute(statement)


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO access_portfolio (name) VALUES ('Nord')",
        "UPDATE people_contact SET country = 'BE' WHERE id = 1",
        "DELETE FROM people_token WHERE contact = 1",
        "DELETE FROM people_interaction; INSERT INTO access_portfolio (name) VALUES ('Nord')",
        "TRUNCATE access_grant",
        "SELECT nextval('people_contact_id_seq')",
        "SELECT setval('people_contact_id_seq', 1, false)",
        "REVOKE SELECT ON people_contact FROM licite_web",
        "GRANT UPDATE (name) ON access_portfolio TO licite_web",
        "ALTER TABLE people_contact DISABLE ROW LEVEL SECURITY",
        "CREATE TABLE a_new_one AS SELECT 1 AS one",
        "DROP TABLE people_savedview CASCADE",
        "CREATE FUNCTION gate.another() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    ],
)
def test_what_was_written_is_as_it_was_laid(statement: str) -> None:
    lay_anew()
    before = everything()
    write(statement)
    assert everything() != before
    lay_anew()
    assert everything() == before


@pytest.mark.usefixtures("fresh")
def test_who_still_writes_is_cut_off_and_what_they_had_begun_is_undone() -> None:
    lay_anew()
    before = everything()
    with connect(database_name()) as other:
        other.autocommit = False
        other.execute("INSERT INTO licite.access_portfolio (name) VALUES ('Nord')")
        lay_anew()
        with pytest.raises(psycopg.OperationalError):
            other.commit()
    assert everything() == before


@pytest.mark.usefixtures("fresh")
def test_a_connection_at_rest_serves_on_and_one_in_a_transaction_does_not() -> None:
    session_of(RITA)
    auth = connections["auth"]
    kept = auth.connection
    lay_anew()
    assert auth.connection is kept
    auth.set_autocommit(False)
    session_of(RITA)
    lay_anew()
    assert auth.connection is not kept
    session_of(RITA)

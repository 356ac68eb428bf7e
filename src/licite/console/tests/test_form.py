"""A base that another build made is told apart before anything is changed."""

import psycopg
from psycopg import sql

from licite.console import form
from licite.console.tests.conftest import Run
from tests.plugin import database_name, superuser


def test_this_builds_base_is_taken_as_it_is(licite: Run) -> None:
    said = licite("migrate")
    assert (said.returncode, said.stdout) == (0, "nothing to migrate\n")


def test_another_builds_base_is_refused_in_one_line(licite: Run) -> None:
    with superuser(database_name()) as connection:
        mark(connection, "form of another build")
        try:
            said = licite("migrate")
        finally:
            mark(connection, form.of_the_code())
    assert said.returncode == 1
    assert "was made by another build" in said.stderr
    assert said.stderr.count("\n") == 1


def mark(connection: psycopg.Connection, text: str) -> None:
    connection.execute(sql.SQL("COMMENT ON SCHEMA licite IS {}").format(sql.Literal(text)))

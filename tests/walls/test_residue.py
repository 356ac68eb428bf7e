"""What the walls do not promise, held to its list: it gives no value of a person and changes no row of others."""

from collections.abc import Iterator

import pytest

from licite.ops.bootstrap import make_roles
from licite.ops.homes import Home
from tests.plugin import lay_anew, superuser
from tests.walls.ground import Ground
from tests.walls.hostile.residue import RESIDUE
from tests.walls.test_hostile import nothing_foreign, run
from tests.world import RITA


@pytest.fixture(scope="module")
def ground() -> Iterator[Ground]:
    laid = Ground()
    yield laid
    laid.close()
    lay_anew()


@pytest.mark.parametrize(("name", "statement"), RESIDUE, ids=[name for name, _ in RESIDUE])
def test_what_cannot_be_closed_gives_no_value_and_changes_no_row(ground: Ground, name: str, statement: str):
    connection = ground.enter(RITA)
    taken, text = run(connection, statement)
    nothing_foreign(ground, RITA, statement, taken, text)
    connection.rollback()
    assert taken.error is None, "closed by now: take it off the list, and out of docs/security"


def test_a_role_that_changed_its_own_password_and_defaults_is_healed_at_the_next_start():
    """Rolled back: the role is the whole server's, and other tests are at work."""
    look = """SELECT a.rolconfig, s.rolpassword IS NOT DISTINCT FROM %s FROM pg_roles a JOIN pg_authid s ON s.oid = a.oid
        WHERE a.rolname = 'licite_web'"""
    with superuser() as connection, connection.transaction(force_rollback=True):
        make_roles(connection, Home.from_env())
        laid = connection.execute(look, ("x",)).fetchone()
        connection.execute("ALTER ROLE licite_web PASSWORD 'x'")
        connection.execute("ALTER ROLE licite_web SET default_transaction_read_only = on")
        (spoilt,) = connection.execute(
            "SELECT rolpassword FROM pg_authid WHERE rolname = 'licite_web'"
        ).fetchone()
        make_roles(connection, Home.from_env())
        assert connection.execute(look, (spoilt,)).fetchone() == laid

"""What an attacker leaves on a connection, or carries from one to another, opens nothing to the next member."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import OperationalError, ProgrammingError, connection, transaction

from licite.access import gate, tickets
from tests.conftest import inside, session_of
from tests.plugin import lay_anew
from tests.walls.ground import FOREIGN, OWN, Ground
from tests.world import BEN, PAUL, RITA

COUNT = "SELECT count(*) FROM people_contact"


@pytest.fixture(scope="module")
def ground() -> Iterator[Ground]:
    laid = Ground()
    yield laid
    laid.close()
    lay_anew()


def one(web: psycopg.Connection, statement: str) -> object:
    row = web.execute(statement).fetchone()  # type: ignore[arg-type]
    return row and row[0]


def test_a_context_is_worth_nothing_in_the_next_transaction(ground: Ground):
    web = ground.enter(RITA)
    context = one(web, "SELECT current_setting('licite.context')")
    assert one(web, COUNT) == 16
    web.commit()
    assert one(web, COUNT) == 0
    web.execute("SELECT set_config('licite.context', %s, true)", (context,))
    assert one(web, COUNT) == 0
    web.commit()


def test_another_members_live_context_is_worth_nothing_on_ones_own_connection(ground: Ground):
    with ground.connect() as other:
        other.execute("SELECT gate.enter(%s)", (ground.secrets[BEN],))
        context = one(other, "SELECT current_setting('licite.context')")
        web = ground.enter(RITA)
        web.execute("SELECT set_config('licite.context', %s, true)", (context,))
        assert one(web, COUNT) == 0
        other.rollback()


def test_statements_stacked_behind_a_commit_stay_in_ones_own_cells(ground: Ground):
    web = ground.enter(RITA)
    context = one(web, "SELECT current_setting('licite.context')")
    web.execute(f"COMMIT; BEGIN; SELECT set_config('licite.context', '{context}', true)")
    cells = {cell for (cell,) in web.execute("SELECT DISTINCT cell FROM people_contact").fetchall()}
    assert cells <= {11, 12, 13, 14}
    web.rollback()


def test_with_parameters_nothing_can_be_stacked():
    with (
        inside(RITA),
        connection.cursor() as cursor,
        pytest.raises(ProgrammingError, match="multiple commands"),
        transaction.atomic(),
    ):
        cursor.execute("SELECT %s; SELECT 2", [1])


def test_a_plan_kept_from_one_member_shows_the_next_only_their_own(ground: Ground):
    web = ground.enter(RITA)
    for _ in range(8):
        assert {
            r[0] // 10
            for r in web.execute("SELECT cell FROM people_contact WHERE id > %s", (0,), prepare=True)
        } == {1}
    web.commit()
    web.execute("SELECT gate.enter(%s)", (ground.secrets[BEN],))
    assert {
        r[0] // 10 for r in web.execute("SELECT cell FROM people_contact WHERE id > %s", (0,), prepare=True)
    } == {2}
    web.commit()
    assert web.execute("SELECT cell FROM people_contact WHERE id > %s", (0,), prepare=True).fetchall() == []
    web.rollback()


@pytest.mark.parametrize(
    "left",
    [
        "PREPARE trap AS SELECT 1",
        "DECLARE kept CURSOR WITH HOLD FOR SELECT id, cell FROM people_contact",
    ],
)
def test_a_connection_left_with_a_trap_opens_to_nobody(ground: Ground, left: str):
    web = ground.enter(RITA)
    web.execute(left)  # type: ignore[arg-type]
    web.commit()
    with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState):
        web.execute("SELECT gate.enter(%s)", (ground.secrets[PAUL],))
    web.rollback()


def test_no_statement_of_ours_can_be_replaced_to_catch_the_next_members_secret():
    """A prepared statement lives as long as the connection: replaced, it would run in the next member's request."""
    for _ in range(6):
        with transaction.atomic(), connection.cursor() as cursor:
            gate.enter(tickets.secret_of(session_of(RITA)))
            cursor.execute("SELECT id FROM people_contact WHERE id = %s", [OWN.id])
    with transaction.atomic(), connection.cursor() as cursor:
        gate.enter(tickets.secret_of(session_of(RITA)))
        cursor.execute("SELECT name, statement FROM pg_prepared_statements")
        held = cursor.fetchall()
        assert held, "without a prepared statement this proves nothing"
        assert not any("gate.enter" in statement for _, statement in held), (
            "the secret would go to whoever replaced it"
        )
        name = next(name for name, statement in held if "people_contact" in statement)
        # No placeholder, hence text: what an injection into a whole statement can do.
        cursor.execute(f'DEALLOCATE "{name}"')
        cursor.execute(
            f"PREPARE \"{name}\"(bigint) AS SELECT set_config('x.stash', string_agg(id::text, ','), false) FROM people_contact"
        )
    before = connection.connection
    with pytest.raises(OperationalError), inside(BEN):
        pass
    with inside(BEN), connection.cursor() as cursor:
        assert connection.connection is not before, "the spoilt connection is given up"
        cursor.execute("SELECT id FROM people_contact WHERE id = %s", [FOREIGN.id])
        assert cursor.fetchall() == [(FOREIGN.id,)]


def test_copy_reads_only_ones_own_cells(ground: Ground):
    web = ground.enter(RITA)
    with web.cursor().copy("COPY (SELECT cell, listing FROM people_contact) TO STDOUT") as copy:
        text = b"".join(bytes(part) for part in copy).decode()
    assert {line.split("\t")[0] for line in text.splitlines()} == {"11", "12", "13", "14"}
    with (
        pytest.raises(psycopg.errors.InsufficientPrivilege),
        web.cursor().copy("COPY people_contact TO STDOUT"),
    ):
        pass
    web.rollback()


def test_the_cursor_of_one_transaction_ends_with_it(ground: Ground):
    web = ground.enter(RITA)
    web.execute("DECLARE kept CURSOR FOR SELECT id FROM people_contact")
    web.commit()
    with pytest.raises(psycopg.errors.InvalidCursorName):
        web.execute("FETCH ALL FROM kept")
    web.rollback()


def test_a_right_that_ends_closes_the_next_statement(ground: Ground):
    web = ground.enter(RITA)
    assert one(web, COUNT) == 16
    ground.superuser.execute(
        "UPDATE access_grant SET ends_at = now() - interval '1 second' WHERE member_id = 2"
    )
    try:
        assert one(web, COUNT) == 0
    finally:
        ground.superuser.execute("UPDATE access_grant SET ends_at = NULL WHERE member_id = 2")
        web.rollback()


def test_a_member_who_left_or_whose_ticket_ended_enters_nowhere(ground: Ground):
    web = ground.enter(PAUL)
    web.rollback()
    ground.superuser.execute("UPDATE access_member SET left_at = now() WHERE id = 1")
    assert one(web, f"SELECT gate.enter('\\x{ground.secrets[PAUL].hex()}')") is None
    assert one(web, COUNT) == 0
    web.rollback()
    ground.superuser.execute("UPDATE access_member SET left_at = NULL WHERE id = 1")
    ground.superuser.execute("UPDATE gate.ticket SET ended_at = now() WHERE member = 1")
    assert one(web, f"SELECT gate.enter('\\x{ground.secrets[PAUL].hex()}')") is None
    web.rollback()

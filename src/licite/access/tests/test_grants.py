"""Who may give and take back rights: only those who manage them, never to oneself, never beyond one's own reach."""

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction

from tests.conftest import inside
from tests.world import ANNA, BEN, DORA, EAST, IVAN, MAX, RITA, WEST

ADD = "SELECT gate.add_grant(%s, %s, %s::int[], %s::int[], NULL)"
GRANT_OF = "SELECT g.id FROM access_grant g WHERE g.member_id = %s"


def ask(sql: str, *parameters: object) -> object:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchone()[0]


def refused(sql: str, *parameters: object) -> bool:
    try:
        ask(sql, *parameters)
    except ProgrammingError as error:
        return isinstance(error.__cause__, psycopg.errors.InsufficientPrivilege)
    return False


def test_a_manager_grants_a_rep_in_the_portfolios_one_manages():
    with inside(MAX):
        assert ask(ADD, ANNA.id, "rep", [WEST], [1, 2])


@pytest.mark.parametrize("member", [RITA, ANNA, DORA, IVAN])
def test_who_does_not_manage_rights_grants_nothing(member):
    with inside(member):
        assert refused(ADD, BEN.id, "assistant", [WEST], [1])


def test_nobody_grants_to_oneself():
    with inside(MAX):
        assert refused(ADD, MAX.id, "rep", [WEST], [1])


@pytest.mark.parametrize("profile", ["dpo", "it_admin"])
def test_a_manager_gives_no_permission_that_a_manager_lacks(profile):
    with inside(MAX):
        assert refused(ADD, RITA.id, profile, [WEST], [1])


def test_a_manager_gives_no_portfolio_out_of_reach():
    with inside(MAX):
        assert refused(ADD, RITA.id, "rep", [99], [1])
        assert refused(ADD, RITA.id, "rep", [WEST, EAST], [1, 9])


def test_a_manager_ends_a_rep_s_grant_and_not_the_dpo_s():
    with inside(MAX):
        assert ask("SELECT gate.end_grant(%s)", ask(GRANT_OF, RITA.id)) is True
        assert refused("SELECT gate.end_grant(%s)", ask(GRANT_OF, DORA.id))


def test_a_grant_that_has_ended_cannot_end_again():
    with inside(MAX):
        grant = ask(GRANT_OF, BEN.id)
        assert ask("SELECT gate.end_grant(%s)", grant) is True
        assert ask("SELECT gate.end_grant(%s)", grant) is False

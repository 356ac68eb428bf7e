"""Rights end with those of whoever gave them, and with those of whoever they stand for."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from licite.access import gate, tickets
from licite.people.tests.ways import as_superuser
from tests.conftest import inside, session_of
from tests.world import ADA, BEN, EAST, EVERY, IVAN, MAX, PAUL, RITA, WEST, Cast

ADD = "SELECT gate.add_grant(%s, %s, %s::int[], %s::int[], gate.now() + %s::interval)"
STAND_IN = "SELECT gate.stand_in(%s, %s, gate.now(), gate.now() + %s::interval)"
CHANGE = (
    "SELECT gate.change_profile(%s, 1, %s::text[], f.permissions, f.levels, f.reveals_a_day, 'x') "
    "FROM access_profile f WHERE f.key = %s"
)
CELLS = [EAST * 10 + stage for stage in EVERY]


@contextmanager
def as_one(member: Cast) -> Iterator[None]:
    """A transaction of the member's that stays."""
    with transaction.atomic():
        assert gate.enter(tickets.secret_of(session_of(member)))
        yield


def ask(sql: str, *parameters: object) -> object:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchone()[0]


def refused(
    sql: str, *parameters: object, state: type[Exception] = psycopg.errors.InsufficientPrivilege
) -> bool:
    try:
        ask(sql, *parameters)
    except DatabaseError as error:
        return isinstance(error.__cause__, state)
    return False


def grant_of(member: Cast, stands_for: Cast | None = None) -> int:
    ((found,),) = as_superuser(
        "SELECT id FROM access_grant WHERE member_id = %s AND stands_for IS NOT DISTINCT FROM %s "
        "ORDER BY id DESC LIMIT 1",
        member.id,
        stands_for and stands_for.id,
    )
    return int(found)


@pytest.fixture
def paul_for_max(fresh) -> None:
    as_superuser(
        "INSERT INTO access_grant (member_id, profile_id, portfolios, stages, starts_at, ends_at, stands_for) "
        "SELECT %s, profile_id, portfolios, stages, now() - interval '1 hour', now() + interval '9 days', member_id "
        "FROM access_grant WHERE member_id = %s",
        PAUL.id,
        MAX.id,
    )


def test_a_stand_in_gives_nothing_for_good_and_nothing_at_all_but_another_stand_in(paul_for_max):
    with inside(PAUL):
        for lasts in (None, "1 day", "1 year"):
            assert refused(ADD, ADA.id, "manager", [WEST], [1], lasts)
        assert refused(
            "SELECT gate.invite_member('x', 'fr', 'rep', '{1}', '{1}', gate.now() + interval '1 day')"
        )
        assert refused("SELECT gate.prolong_grant(%s, NULL)", grant_of(BEN))
        assert refused(STAND_IN, BEN.id, RITA.id, "10 days")
        assert len(ask(STAND_IN, BEN.id, RITA.id, "5 days")) == 1


def test_a_stand_in_changes_no_profile_and_opens_no_portfolio(paul_for_max):
    with as_one(MAX):
        assert ask("SELECT gate.copy_profile('rep', 'rep deux')")
    with inside(PAUL):
        assert refused(CHANGE, "rep deux", ["read"], "rep deux")
        assert refused("SELECT gate.add_portfolio('x')")


def test_rights_that_end_are_given_no_longer_than_that(fresh):
    as_superuser("UPDATE access_grant SET ends_at = now() + interval '9 days' WHERE member_id = %s", MAX.id)
    with inside(MAX):
        assert refused(ADD, ADA.id, "rep", [WEST], [1], None)
        assert refused(ADD, ADA.id, "rep", [WEST], [1], "10 days")
        assert refused(STAND_IN, BEN.id, RITA.id, "10 days")
        assert refused("SELECT gate.prolong_grant(%s, gate.now() + interval '10 days')", grant_of(BEN))
        assert ask(ADD, ADA.id, "rep", [WEST], [1], "8 days")
        assert ask("SELECT gate.end_grant(%s)", grant_of(BEN))


@pytest.mark.parametrize("way", ["grant", "member", "shortened"])
def test_a_stand_in_ends_with_what_it_stands_for(fresh, way):
    with as_one(MAX):
        ask(STAND_IN, BEN.id, PAUL.id, "10 days")
    with inside(PAUL):
        assert set(CELLS) <= set(ask("SELECT gate.cells('read')"))
    if way == "member":
        with as_one(IVAN):
            ask("SELECT 1 FROM gate.end_member(%s)", BEN.id)
    else:
        sql = (
            "end_grant(%s)" if way == "grant" else "prolong_grant(%s, gate.now() + interval '1 millisecond')"
        )
        with as_one(MAX):
            assert ask(f"SELECT gate.{sql}", grant_of(BEN))
    with inside(PAUL):
        assert not set(CELLS) & set(ask("SELECT gate.cells('read')"))


def test_a_stand_in_is_prolonged_within_the_year_and_within_what_it_stands_for(fresh):
    with as_one(MAX):
        ask(STAND_IN, BEN.id, PAUL.id, "10 days")
    lent = grant_of(PAUL, BEN)
    with inside(MAX):
        unsound = psycopg.errors.InvalidParameterValue
        assert refused("SELECT gate.prolong_grant(%s, NULL)", lent, state=unsound)
        assert refused(
            "SELECT gate.prolong_grant(%s, gate.now() + interval '13 months')", lent, state=unsound
        )
        assert ask("SELECT gate.prolong_grant(%s, gate.now() + interval '20 days')", lent)
        ask("SELECT gate.prolong_grant(%s, gate.now() + interval '15 days')", grant_of(BEN))
        assert refused("SELECT gate.prolong_grant(%s, gate.now() + interval '20 days')", lent, state=unsound)


def test_a_portfolio_that_closes_leaves_each_stand_in_a_stand_in(fresh):
    with as_one(MAX):
        empty = ask("SELECT gate.add_portfolio('Nord')")
        ask(ADD, BEN.id, "rep", [EAST, empty], list(EVERY), "1 year")
        ask(STAND_IN, BEN.id, PAUL.id, "10 days")
    as_superuser("UPDATE access_grant SET starts_at = now() + interval '1 day' WHERE stands_for = %s", BEN.id)
    with as_one(MAX):
        assert ask("SELECT gate.close_portfolio(%s)", empty)
    remade = as_superuser(
        "SELECT portfolios, stands_for, starts_at > now(), ends_at < now() + interval '11 days' FROM access_grant "
        "WHERE member_id = %s AND stands_for IS NOT NULL AND ends_at > now() ORDER BY id DESC",
        PAUL.id,
    )
    assert [tuple(row) for row in remade] == [([EAST], BEN.id, True, True)] * 2


def test_a_profile_given_for_tomorrow_is_out_of_reach_today(fresh):
    with as_one(MAX):
        assert ask("SELECT gate.copy_profile('rep', 'rep deux')")
    as_superuser("UPDATE access_grant SET portfolios = '{1}' WHERE member_id = %s", MAX.id)
    coming = (
        "INSERT INTO access_grant (member_id, profile_id, portfolios, stages, starts_at) "
        "SELECT %s, id, %s, '{1}', now() + interval '1 hour' FROM access_profile WHERE key = 'rep deux'"
    )
    as_superuser(coming, PAUL.id, [EAST])
    with inside(MAX):
        assert refused(CHANGE, "rep deux", ["read"], "rep deux")
    as_superuser("DELETE FROM access_grant WHERE starts_at > now()")
    with inside(MAX):
        assert ask(CHANGE, "rep deux", ["read"], "rep deux") == 2
    as_superuser(coming, MAX.id, [WEST])
    with inside(MAX):
        assert refused(CHANGE, "rep deux", ["read"], "rep deux"), "one's own profile of tomorrow"

"""What the web role runs for too long is ended, whatever it has SET."""

import threading
import time

import psycopg
import pytest

from licite.ops import roles
from licite.ops.postgres import Server
from licite.ops.tests.conftest import Connect
from licite.ops.watchdog import Watchdog

ENDLESS = "SELECT count(*) FROM generate_series(1, 100000) a, generate_series(1, 100000) b"


def test_an_endless_statement_is_cancelled_though_it_lifted_its_own_limit(
    served: Server, connect: Connect
) -> None:
    watchdog = Watchdog(
        lambda: psycopg.connect(served.dsn(roles.SUPER, "postgres"), autocommit=True),
        cancel_after=0.4,
        every=0.1,
    )
    web = connect("web")
    web.execute("SET statement_timeout = 0")
    watchdog.start()
    try:
        began = time.monotonic()
        with pytest.raises(psycopg.errors.QueryCanceled, match="user request"):
            web.execute(ENDLESS)
        assert 0.3 < time.monotonic() - began < 3.0
    finally:
        watchdog.stop()


def test_ages_decide_and_young_or_foreign_transactions_are_left_alone(
    served: Server, connect: Connect
) -> None:
    watchdog = Watchdog(lambda: connect(roles.SUPER))
    boss, old, other = connect(roles.SUPER), connect("web"), connect("worker")
    for connection in (old, other):
        connection.execute("BEGIN")
    watchdog.look(boss, 0.0)
    young = connect("web")
    young.execute("BEGIN")
    watchdog.look(boss, 14.0)
    watchdog.look(boss, 61.0)
    with pytest.raises(psycopg.OperationalError):
        old.execute("SELECT 1")
    young.execute("SELECT 1")
    other.execute("SELECT 1")


def test_a_cancelled_statement_leaves_the_connection_usable(served: Server, connect: Connect) -> None:
    web, boss = connect("web"), connect(roles.SUPER)
    watchdog = Watchdog(lambda: boss)
    failed: list[Exception] = []

    def run() -> None:
        try:
            web.execute(ENDLESS)
        except psycopg.Error as error:
            failed.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    time.sleep(0.3)
    watchdog.look(boss, 0.0)
    watchdog.look(boss, 15.0)
    thread.join(5.0)
    assert [type(error) for error in failed] == [psycopg.errors.QueryCanceled]
    assert web.execute("SELECT 1").fetchone() == (1,)

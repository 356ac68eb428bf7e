"""The embedded server: start, stop, crash, neighbours."""

import os
import signal
import stat
import time
from pathlib import Path

import psycopg
import pytest

from licite.ops import roles
from licite.ops.accounts import OpsError
from licite.ops.homes import Home
from licite.ops.postgres import Server
from licite.ops.settings import server_settings


def as_super(server: Server) -> psycopg.Connection:
    return psycopg.connect(server.dsn(roles.SUPER, "postgres"), autocommit=True)


def test_a_first_start_is_ready_within_three_seconds_and_stops_cleanly(home: Home) -> None:
    server = Server(home)
    began = time.monotonic()
    server.init()
    server.start()
    try:
        assert time.monotonic() - began < 3.0
        with as_super(server) as connection:
            assert connection.execute("SHOW data_checksums").fetchone() == ("on",)
            assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
            assert connection.execute("SELECT lower('É')").fetchone() == ("é",)
        assert server.running()
        assert stat.S_IMODE(server.log.stat().st_mode) == 0o600
        assert stat.S_IMODE(home.data.stat().st_mode) == 0o700
    finally:
        server.stop()
    assert not server.running()
    assert not list(home.data.parent.glob("pg.new*"))


def test_a_killed_server_starts_again_with_every_committed_row(home: Home) -> None:
    server = Server(home)
    server.init()
    server.start()
    try:
        with as_super(server) as connection:
            connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n")
        assert server.pid is not None
        os.kill(server.pid, signal.SIGKILL)
        while server.ended() is None:
            time.sleep(0.01)
        assert server.start() < 10.0
        with as_super(server) as connection:
            assert connection.execute("SELECT count(*) FROM kept").fetchone() == (1000,)
    finally:
        server.stop()


def test_a_second_start_on_a_home_is_refused(served: Server) -> None:
    second = Server(served.home)
    with pytest.raises(OpsError, match="a server already runs"):
        second.start()
    assert served.running()


def test_two_homes_run_side_by_side_without_a_setting(served: Server, home: Home) -> None:
    other = Server(home, fast=True)
    other.init()
    other.start()
    try:
        assert served.running()
        with as_super(served) as one, as_super(other) as two:
            system = "SELECT system_identifier FROM pg_control_system()"
            assert one.execute(system).fetchone() != two.execute(system).fetchone()
    finally:
        other.stop()
    assert served.running()


def test_the_password_is_asked_for(served: Server) -> None:
    wrong = {**served.parameters("web"), "password": "wrong"}
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(**wrong)  # type: ignore[arg-type]


def test_a_client_refuses_a_socket_of_another_account(served: Server) -> None:
    wrong = {**served.parameters("web"), "requirepeer": "daemon"}
    with pytest.raises(psycopg.OperationalError, match="requirepeer"):
        psycopg.connect(**wrong)  # type: ignore[arg-type]


def test_the_log_holds_no_value_of_a_failed_statement(served: Server) -> None:
    with psycopg.connect(served.dsn("web"), autocommit=True) as connection:
        for query in ("SELECT 'Marqueur-Zorglub'::int", "SELECT %s::int"):
            with pytest.raises(psycopg.errors.InvalidTextRepresentation):
                connection.execute(query, ("Marqueur-Zorglub",) if "%s" in query else None)
    with as_super(served) as connection:
        connection.execute("CREATE TEMP TABLE t (name text PRIMARY KEY)")
        connection.execute("INSERT INTO t VALUES ('Marqueur-Zorglub')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO t VALUES ('Marqueur-Zorglub')")
    assert "Zorglub" not in served.log.read_text()


def test_memory_is_taken_by_the_size_of_the_machine() -> None:
    gib = 1024**3
    small, large = (server_settings(Path("/run/x"), memory=size * gib) for size in (1, 64))
    assert small["shared_buffers"] == "128MB"
    assert large["shared_buffers"] == "2048MB"

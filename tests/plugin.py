"""Starts one real PostgreSQL for the run, seeds one template, and gives each worker its own copy of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from psycopg.pq import TransactionStatus

from tests.restoring import Laid

TEMPLATE = "licite_test_template"
ROOT = Path(__file__).parent.parent
STARTED = "LICITE_TEST_SERVER"
ROOM = 4 * 1024**3  # bytes


def start_server() -> object | None:
    """Before Django reads its settings: a home, a server, a seeded template (once a run, workers inherit)."""
    if STARTED in os.environ:
        return None
    from licite.ops.bootstrap import bootstrap
    from licite.ops.homes import Home
    from licite.ops.postgres import Server
    from licite.vault import KeyRing

    folder = Path(tempfile.mkdtemp(prefix="licite-test-", dir=in_memory()))
    folder.chmod(0o711)  # as root, the server runs as a user of its own, and its data stays in this folder
    os.environ |= {
        STARTED: str(folder),
        "LICITE_HOME": str(folder),
        "LICITE_DATABASE": TEMPLATE,
        "LICITE_PROCESS": "web",
        "DJANGO_SETTINGS_MODULE": "licite.settings",
    }
    server = Server(Home.at(folder), fast=True)
    server.init()
    server.start()
    bootstrap(server, TEMPLATE)
    KeyRing.create(server.home.keys)
    (folder / "static").mkdir(exist_ok=True)  # where WhiteNoise looks; tests serve files from the rooms
    seed_template()
    return server


def in_memory() -> Path | None:
    """Where files are in memory, if there is room: every test that commits has hundreds of them made anew."""
    shared = Path("/dev/shm")
    return shared if shared.is_dir() and shutil.disk_usage(shared).free > ROOM else None


def seed_template() -> None:
    """Migrates the template and lays the world in it, in a process of its own (pytest-django guards this one)."""
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    subprocess.run(
        [sys.executable, "-m", "tests.seed"], check=True, cwd=ROOT, env=os.environ | {"PYTHONPATH": path}
    )


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is loaded by now stays: the collector need not go over it again and again."""
    from licite.kit import collector

    collector.settle()


def pytest_unconfigure(config: pytest.Config) -> None:
    """The run that started the server stops it and removes its home."""
    if SERVER is not None:
        SERVER.stop()  # type: ignore[attr-defined]
        SERVER.home.remove()  # type: ignore[attr-defined]
        shutil.rmtree(os.environ[STARTED], ignore_errors=True)


def database_name() -> str:
    """This worker's own database."""
    return f"licite_test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"


def connect(dbname: str) -> psycopg.Connection:
    """A superuser's connection of one's own, to be closed."""
    from licite.ops.homes import Home
    from licite.ops.postgres import Server

    parameters = Server(Home.from_env()).parameters("licite_super", dbname)
    return psycopg.connect(**parameters, autocommit=True, prepare_threshold=None)  # type: ignore[arg-type]


@contextmanager
def superuser(dbname: str = "postgres") -> Iterator[psycopg.Connection]:
    """A superuser's connection, for tests that play the attacker or lay the ground; this worker's are used again."""
    kept = dbname == database_name() and os.getpid() == PROCESS
    try:
        connection = IDLE.pop() if kept else connect(dbname)
    except IndexError:
        connection = connect(dbname)
    try:
        yield connection
    finally:
        if not kept or not as_new(connection):
            connection.close()
        else:
            IDLE.append(connection)


def as_new(connection: psycopg.Connection) -> bool:
    """Whether nothing that was said on the connection lasts."""
    try:
        connection.rollback()
        connection.execute("DISCARD ALL")
    except psycopg.Error:
        return False
    return True


PROCESS = os.getpid()
IDLE: list[psycopg.Connection] = []
"""The superuser's connections that nobody has at the moment."""
LAID: list[Laid] = []
"""This worker's database, once it is made."""


def lay_anew() -> None:
    """This worker's database as it was laid, and what this process had learnt of it; clients at rest stay."""
    from licite.packs import lookup

    lookup.put(lookup.State())
    if not (LAID and LAID[0].restore([*at_rest(), *(one.info.backend_pid for one in IDLE)])):
        copy_template()


def at_rest() -> list[int]:
    """The backends of Django's connections; one that is broken, or in a transaction, is closed."""
    from django.db import connections

    found = []
    for one in connections.all(initialized_only=True):
        held = one.connection
        if (
            held is None
            or held.closed
            or one.in_atomic_block
            or held.info.transaction_status != TransactionStatus.IDLE
        ):
            one.close()
        else:
            found.append(held.info.backend_pid)
    return found


def copy_template() -> None:
    """(Re)makes this worker's database from the template, and points every alias at it."""
    from django.db import connections

    from licite.ops.bootstrap import allow_connect

    name = sql.Identifier(database_name())
    connections.close_all()
    let_go()
    with superuser() as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
        # Two workers may copy at the same moment: the template must have no client, a copy is none.
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                name, sql.Identifier(TEMPLATE)
            )
        )
        allow_connect(connection, database_name())
    point_at(database_name())
    os.environ["LICITE_DATABASE"] = database_name()
    if LAID:
        LAID[0].attach(connect(database_name()))
    else:
        LAID.append(Laid(connect(database_name())))


def point_at(dbname: str) -> None:
    """Every alias leads to this database."""
    from django.db import connections

    for alias in connections:
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = dbname


def let_go() -> None:
    """Close the superuser's connections to this worker's database."""
    for laid in LAID:
        laid.connection.close()
    while IDLE:
        IDLE.pop().close()


@pytest.fixture(scope="session", autouse=True)
def database(django_db_blocker: object) -> Iterator[None]:
    """One copy of the world for this worker; tests that commit ask for `fresh`."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        copy_template()
        yield
        let_go()


@pytest.fixture(autouse=True)
def every_refusal_is_written() -> None:
    """Those of the test before do not use up the rows that one of this test needs."""
    from licite.access import refusals

    refusals.ration.recent.clear()


@pytest.fixture
def fresh() -> Iterator[None]:
    """For a test that commits: afterwards the worker's database is as it was laid."""
    yield
    lay_anew()


# At import: pytest-django reads the settings, and with them the home, before any hook of ours could run.
SERVER = start_server() if "pytest" in sys.modules and "tests.seed" not in sys.modules else None

"""Starts one real PostgreSQL for the run, seeds one template, and gives each worker its own copy of it."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

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


def pytest_unconfigure(config: pytest.Config) -> None:
    """The run that started the server stops it and removes its home."""
    if SERVER is not None:
        SERVER.stop()  # type: ignore[attr-defined]
        SERVER.home.remove()  # type: ignore[attr-defined]
        shutil.rmtree(os.environ[STARTED], ignore_errors=True)


def database_name() -> str:
    """This worker's own database."""
    return f"licite_test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"


def superuser(dbname: str = "postgres") -> psycopg.Connection:
    """A superuser's connection, for tests that play the attacker or lay the ground."""
    from licite.ops.homes import Home
    from licite.ops.postgres import Server

    parameters = Server(Home.from_env()).parameters("licite_super", dbname)
    return psycopg.connect(**parameters, autocommit=True)  # type: ignore[arg-type]


def copy_template() -> None:
    """(Re)makes this worker's database from the template, and points every alias at it."""
    from django.db import connections

    from licite.ops.bootstrap import allow_connect

    name = sql.Identifier(database_name())
    connections.close_all()
    with superuser() as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
        # Two workers may copy at the same moment: the template must have no client, a copy is none.
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                name, sql.Identifier(TEMPLATE)
            )
        )
        allow_connect(connection, database_name())
    for alias in connections:
        connections[alias].settings_dict["NAME"] = database_name()
    os.environ["LICITE_DATABASE"] = database_name()


@pytest.fixture(scope="session", autouse=True)
def database(django_db_blocker: object) -> Iterator[None]:
    """One copy of the world for this worker; tests that commit ask for `fresh`."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        copy_template()
        yield


@pytest.fixture(autouse=True)
def every_refusal_is_written() -> None:
    """Those of the test before do not use up the rows that one of this test needs."""
    from licite.access import refusals

    refusals.ration.recent.clear()


@pytest.fixture
def fresh() -> Iterator[None]:
    """For a test that commits: afterwards the worker's database is made anew (about 0.25 s)."""
    yield
    copy_template()


# At import: pytest-django reads the settings, and with them the home, before any hook of ours could run.
SERVER = start_server() if "pytest" in sys.modules and "tests.seed" not in sys.modules else None

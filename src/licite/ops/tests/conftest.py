"""Real servers, started as seldom as the promises allow."""

from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from licite.ops.bootstrap import bootstrap
from licite.ops.homes import Home
from licite.ops.postgres import Server

Connect = Callable[[str], psycopg.Connection]


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A home that does not exist yet, removed afterwards with what it keeps elsewhere."""
    made = Home.at(tmp_path / "home")
    yield made
    if made.path.exists():
        made.remove()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One fast server with its roles, shared by the tests that only talk to it."""
    made = Home.at(tmp_path_factory.mktemp("served") / "home")
    server = Server(made, fast=True)
    try:
        server.init()
        server.start()
        assert bootstrap(server) == []
        yield server
    finally:
        server.stop()
        made.remove()


@pytest.fixture
def connect(served: Server) -> Iterator[Connect]:
    """Connections by role to the shared server, closed afterwards."""
    opened: list[psycopg.Connection] = []

    def open_as(role: str) -> psycopg.Connection:
        opened.append(psycopg.connect(served.dsn(role), autocommit=True))
        return opened[-1]

    yield open_as
    for connection in opened:
        connection.close()

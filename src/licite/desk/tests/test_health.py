"""What the health probe answers, whatever is down."""

from collections.abc import Iterator

import pytest
from django.db import connections
from django.test import Client

PARTS = {"database", "migrations", "worker", "sealing"}


@pytest.fixture
def _nobody_listens(tmp_path: object) -> Iterator[None]:
    """Every alias looks for a server where there is none."""
    before = {alias: connections[alias].settings_dict["HOST"] for alias in connections}
    for alias in connections:
        connections[alias].close()
        connections[alias].settings_dict["HOST"] = str(tmp_path)
    yield
    for alias, host in before.items():
        connections[alias].close()
        connections[alias].settings_dict["HOST"] = host


def test_the_parts_are_named() -> None:
    answer = Client().get("/healthz")
    found = answer.json()
    assert found.keys() == PARTS
    assert found["database"]
    assert found["migrations"]
    assert not found["worker"]  # the tests have none
    assert answer.status_code == 503


@pytest.mark.usefixtures("_nobody_listens")
def test_without_database_the_answer_is_still_json() -> None:
    answer = Client(raise_request_exception=False).get("/healthz", {"a": "b"})
    assert answer.status_code == 503
    assert answer.json() == dict.fromkeys(PARTS, False)


def test_a_connection_that_broke_is_said_then_made_again() -> None:
    connection = connections["default"]
    connection.ensure_connection()
    connection.connection.pgconn.finish()  # type: ignore[union-attr]
    answer = Client(raise_request_exception=False).get("/healthz")
    assert (answer.status_code, answer.json()["database"]) == (503, False)
    connection.close_if_unusable_or_obsolete()  # as every request of a server begins; the test client's does not
    assert Client().get("/healthz").json()["database"]


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8000", "[::1]"])
def test_loopback_names_reach_it(host: str) -> None:
    assert Client(SERVER_NAME=host).get("/healthz").status_code == 503

"""What a file writes is swept away after each test; at its end the database is as it was laid."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings as own_settings

from licite.people.tests.letters import Office
from licite.people.tests.mailbox import Box, mail_server
from licite.people.tests.notices import prepare, publish
from tests.plugin import database_name, lay_anew, superuser


@pytest.fixture(scope="module")
def anew_at_the_end() -> Iterator[None]:
    """After the last test of a file, the database is as it was laid."""
    yield
    lay_anew()


@pytest.fixture
def swept(anew_at_the_end: None) -> Iterator[None]:
    """For tests that write consents and objections: they are gone afterwards, and the records are free again."""
    yield
    with superuser(database_name()) as one:
        one.execute("SET search_path = licite, jobs")
        for table in ("evidence", "withdrawal", "optin", "consent", "wording", "objection"):
            one.execute(f"DELETE FROM lawful_{table}")
        one.execute("DELETE FROM procrastinate_jobs")
        one.execute(
            "UPDATE people_contact SET objections = 0, minor = false, restricted = false, waiting = false"
        )


@pytest.fixture
def box(settings: Any) -> Iterator[Box]:
    """A mail server that takes what the product sends."""
    with mail_server(settings) as box:
        yield box


@pytest.fixture
def house(fresh: None) -> None:
    """Every notice is published."""
    prepare()
    publish()


@pytest.fixture
def office(house: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = sock.getsockname()[1]
    taker = Office()
    controller = Controller(taker, hostname="127.0.0.1", port=port)
    controller.start()
    monkeypatch.setattr(
        own_settings, "MAIL", f"smtp://127.0.0.1:{port}?from=Maison%20Essai%20<crm@maison.example>"
    )
    monkeypatch.setattr(own_settings, "SITE_URL", "https://crm.maison.example")
    yield taker
    controller.stop()

"""Cheaper than a database made anew for each test: what a file writes is swept away, and its database goes at the end."""

from collections.abc import Iterator
from typing import Any

import pytest

from licite.people.tests.mailbox import Box, mail_server
from tests.plugin import copy_template, database_name, superuser


@pytest.fixture(scope="module")
def anew_at_the_end() -> Iterator[None]:
    """After the last test of a file, the database is made anew."""
    yield
    copy_template()


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

"""What a file writes about objections is swept away after each test; at its end the database is as it was laid."""

from collections.abc import Iterator

import pytest

from tests.plugin import database_name, lay_anew, superuser

TABLES = (
    "lawful_suppression", "lawful_objection", "lawful_link", "lawful_oppositionfile", "access_reveal",
    "procrastinate_events", "procrastinate_jobs",
)  # fmt: skip


@pytest.fixture(scope="module")
def anew_at_the_end() -> Iterator[None]:
    """After the last test of a file, the database is as it was laid."""
    yield
    lay_anew()


@pytest.fixture
def unsaid(anew_at_the_end: None) -> Iterator[None]:
    """For tests that object, list and mail: afterwards nobody has said anything, nor the journal of it."""
    yield
    with superuser(database_name()) as one:
        one.execute("SET search_path = licite, jobs")
        one.execute("SET session_replication_role = replica")  # the journal refuses to forget
        for table in TABLES:
            one.execute(f"DELETE FROM {table}")
        one.execute(
            "DELETE FROM journal.trace WHERE deed IN (SELECT id FROM journal.deed WHERE act LIKE 'lawful:%')"
        )
        one.execute("UPDATE people_contact SET objections = 0, country = 'FR', waiting = false")

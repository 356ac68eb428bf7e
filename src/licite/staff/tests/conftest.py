"""Tests of the room commit. Most touch the login tables only, which are emptied; the others ask for `fresh`."""

from collections.abc import Iterator
from ipaddress import ip_network

import pytest
from django.core.cache import cache
from pytest_django import Settings

from tests.plugin import database_name, superuser
from tests.world import CAST

TABLES = (
    "login.staff_session",
    "login.staff_signin",
    "login.staff_lockout",
    "login.staff_passwordlink",
    "login.mfa_authenticator",
    "gate.ticket",
    "journal.trace",
)


@pytest.fixture(autouse=True)
def _at_the_office(settings: Settings, request: pytest.FixtureRequest) -> Iterator[None]:
    """The test machine is inside the company's network, and hashes are light."""
    settings.TRUSTED_NETWORKS = [ip_network("127.0.0.0/8")]
    settings.PASSWORD_HASHERS = ["licite.staff.tests.door.LightHasher"]
    cache.clear()
    yield
    if "fresh" not in request.fixturenames:
        empty_the_login_tables()


def empty_the_login_tables() -> None:
    """Accounts as the world laid them, and nobody signed in."""
    with superuser(database_name()) as connection, connection.transaction():
        connection.execute(
            "SET LOCAL session_replication_role = replica"
        )  # the journal is never rewritten otherwise
        for table in TABLES:
            connection.execute(f"DELETE FROM {table}")
        connection.execute("UPDATE login.staff_account SET password = '!', totp_step = 0, last_login = NULL")
        connection.execute(
            "UPDATE login.staff_account SET is_active = member_id <> ALL (%s)",
            [[member.id for member in CAST if member.left]],
        )
        connection.execute("UPDATE licite.access_member SET language = 'fr', notice_read_at = joined_at")

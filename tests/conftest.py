"""Ways in: inside the gate as a member (rolled back), or through the browser's door (committed; ask for `fresh`)."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import connection, connections, transaction
from django.test import Client

from licite.access import gate, tickets
from licite.access.actor import Actor
from tests.world import Cast


class _Back(Exception):
    """Rolls the test's transaction back."""


@contextmanager
def inside(member: Cast) -> Iterator[Actor]:
    """One transaction of the web role inside the member's ticket; nothing of it remains."""
    secret = session_of(member)
    try:
        with transaction.atomic():
            actor = gate.enter(tickets.secret_of(secret))
            assert actor is not None
            yield actor
            raise _Back
    except _Back:
        pass


def session_of(member: Cast) -> str:
    """A session key with a live ticket, minted once an actor and worker."""
    key = f"cast-session-{member.id}"
    tickets.mint(member.id, key)
    with connections["auth"].cursor() as cursor:
        cursor.execute("SELECT 1")
    return key


def browser_of(member: Cast) -> Client:
    """A browser signed in as the member (its ticket minted; the sign-in page has its own tests)."""
    client = Client(raise_request_exception=False)
    client.cookies["licite"] = session_of(member)
    return client


@pytest.fixture
def acting() -> Callable[[Cast], AbstractContextManager[Actor]]:
    """`with acting(RITA) as actor:` one rolled-back transaction inside the gate."""
    return inside


@pytest.fixture
def browser() -> Callable[[Cast], Client]:
    """`browser(RITA)` is a signed-in Django client; requests commit."""
    return browser_of


@pytest.fixture(autouse=True)
def no_transaction_left_open() -> Iterator[None]:
    """A test that leaves a transaction open would serve the next one."""
    yield
    assert not connection.in_atomic_block

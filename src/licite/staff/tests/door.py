"""What the room's tests share: a browser at the sign-in page, an authenticator, and time."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from licite.access import tickets
from licite.staff.models import Account
from tests.plugin import database_name, superuser
from tests.world import Cast

PASSWORD = "Ecluse-2026-Verte"
OUTSIDE = "203.0.113.9"


def give_password(member: Cast, password: str = PASSWORD) -> Account:
    """A password the member could have chosen."""
    with transaction.atomic(using="auth"):
        account = Account.objects.get(member_id=member.id)
        account.set_password(password)
        account.save()
    return account


def close_account(member: Cast) -> str:
    """As after a departure; the e-mail of it."""
    Account.objects.filter(member_id=member.id).update(is_active=False)
    return member.email


class LightHasher(Argon2PasswordHasher):
    """The product's hash with the least work, for tests that sign in a hundred times."""

    algorithm = "argon2"
    time_cost = 1
    memory_cost = 64
    parallelism = 1


def browser(address: str = "127.0.0.1") -> Client:
    """A browser that has never been here; its mistakes show as answers, as in the field."""
    return Client(
        raise_request_exception=True,
        REMOTE_ADDR=address,
        HTTP_USER_AGENT="Mozilla/5.0 (X11; Linux) Firefox/130.0",
    )


def sign_in(client: Client, member: Cast, password: str = PASSWORD, **more: str) -> HttpResponse:
    """Types e-mail and password."""
    return client.post("/sign-in/", {"login": member.email, "password": password, **more})  # type: ignore[return-value]


def ticketed(member: Cast) -> Client:
    """A browser whose session has a ticket, without the way through the sign-in page."""
    client, key = browser(), f"a-session-of-member-{member.id}"
    tickets.mint(member.id, key)
    client.cookies["licite"] = key
    return client


def opens(client: Client) -> bool:
    """Whether this browser gets past the gate."""
    answer = client.get("/account/sessions/")
    assert answer.status_code in (200, 302), answer.status_code
    return answer.status_code == 200


def code_of(secret: str, *, steps: int = 0) -> str:
    """What an authenticator with this secret shows now, or some steps later."""
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30 + steps))


def secret_on(page: HttpResponse) -> str:
    """The secret as the page writes it."""
    found = re.search(r"<code>([A-Z2-7]{32})</code>", page.content.decode())
    assert found
    return found.group(1)


def enrol(client: Client) -> tuple[str, list[str]]:
    """Sets a second factor up; its secret and the recovery codes shown."""
    secret = secret_on(client.get("/account/second-factor/"))  # type: ignore[arg-type]
    answer = client.post("/account/second-factor/", {"code": code_of(secret)})
    assert answer.status_code == 302, answer.content.decode()
    assert answer["Location"] == "/account/recovery-codes/"
    shown = client.get("/account/recovery-codes/")
    return secret, re.findall(r"<li><code>(\d{8})</code></li>", shown.content.decode())


@contextmanager
def gate_clock(shift: timedelta) -> Iterator[None]:
    """Moves the gate's clock, which only a test database allows."""
    try:
        with superuser(database_name()) as connection:
            connection.execute("UPDATE gate.clock SET shift = %s", [shift])
        yield
    finally:
        with superuser(database_name()) as connection:
            connection.execute("UPDATE gate.clock SET shift = '0'")


def journal(act: str) -> list[tuple[int | None, dict[str, object], str]]:
    """Rows of an act: actor, detail, origin."""
    with superuser(database_name()) as connection:
        return connection.execute(
            "SELECT actor, detail, origin FROM journal.entry WHERE act = %s ORDER BY at", [act]
        ).fetchall()

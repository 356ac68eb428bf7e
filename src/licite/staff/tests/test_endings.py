"""What ends a session ends it everywhere: the old cookie opens nothing (ASVS 7.3, 7.4)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.test import Client

from licite.kit import clock
from licite.staff import links
from licite.staff.models import Account, PasswordLink, Session, SignIn
from licite.staff.tests.door import PASSWORD, browser, gate_clock, give_password, opens, sign_in, ticketed
from tests.plugin import database_name, superuser
from tests.world import IVAN, RITA

NEW = "Peniche-2027-Rouge"


def signed_in() -> Client:
    give_password(RITA)
    client = browser()
    sign_in(client, RITA)
    assert opens(client)
    return client


def replayed(cookie: str) -> Client:
    client = browser()
    client.cookies["licite"] = cookie
    return client


def by_signing_out(client: Client) -> None:
    client.post("/sign-out/")


def by_changing_the_password(client: Client) -> None:
    answer = client.post("/password/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert answer["Location"] == "/account/"
    assert opens(client)


def by_ending_it_from_another_session(client: Client) -> None:
    other = browser()
    sign_in(other, RITA)
    assert other.post("/account/sessions/end/").status_code == 302
    assert opens(other)


def by_ending_itself(client: Client) -> None:
    assert client.post(f"/account/sessions/{SignIn.objects.get().session[:16]}/end/").status_code == 302


def by_leaving(client: Client) -> None:
    admin = ticketed(IVAN)
    assert admin.post(f"/members/00000000-0000-4000-8000-{RITA.id:012x}/off/").status_code == 302


def by_a_password_chosen_anew(client: Client) -> None:
    with transaction.atomic(using="auth"):
        token = links.make(Account.objects.get(member_id=RITA.id), PasswordLink.Purpose.RESET)
    assert browser().post(f"/invitation/{token}/", {"password1": NEW, "password2": NEW}).status_code == 302


CAUSES = [
    by_signing_out,
    by_changing_the_password,
    by_ending_it_from_another_session,
    by_ending_itself,
    by_leaving,
    by_a_password_chosen_anew,
]


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize("end", CAUSES, ids=lambda cause: cause.__name__)
def test_the_old_cookie_opens_nothing(end: Callable[[Client], None]) -> None:
    client = signed_in()
    cookie = client.cookies["licite"].value
    end(client)
    assert not opens(replayed(cookie))
    for path in ("/password/", "/account/second-factor/", "/account/recovery-codes/"):
        assert replayed(cookie).get(path)["Location"].startswith("/sign-in/"), path
    assert replayed(cookie).get("/sign-in/").status_code == 200


@pytest.mark.parametrize(
    "shift", [timedelta(minutes=15, seconds=1), timedelta(hours=10, seconds=1)], ids=["idle", "absolute"]
)
def test_time_ends_a_session_and_the_sign_in_page_takes_over(shift: timedelta) -> None:
    client = signed_in()
    cookie = client.cookies["licite"].value
    with gate_clock(shift), time_machine.travel(clock.now() + shift):
        assert not opens(replayed(cookie))
        assert replayed(cookie).get("/password/")["Location"].startswith("/sign-in/")
        page = replayed(cookie).get("/sign-in/")
        assert page.status_code == 200
        again = replayed(cookie)
        assert sign_in(again, RITA)["Location"] == "/"
        assert again.cookies["licite"].value != cookie
        assert opens(again)


def test_use_keeps_a_session_alive_until_the_absolute_end() -> None:
    client = signed_in()
    for minutes in range(14, 10 * 60, 14):
        with gate_clock(timedelta(minutes=minutes)):
            assert opens(client), minutes
    with gate_clock(timedelta(hours=10, seconds=1)):
        assert not opens(client)


def test_nothing_that_the_login_tables_hold_opens_as_a_cookie() -> None:
    signed_in()
    tried = 0
    with superuser(database_name()) as connection:
        tables = [
            row[0]
            for row in connection.execute(
                "SELECT format('%I.%I', n.nspname, relname) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace "
                "WHERE nspname IN ('login', 'gate') AND relkind = 'r'"
            )
        ]
        for table in tables:
            for row in connection.execute(f"SELECT * FROM {table}").fetchall():
                for value in row:
                    for text in {str(value), value.hex() if isinstance(value, bytes) else str(value)}:
                        if 8 <= len(text) < 4000 and text.isascii() and text.isprintable():
                            tried += 1
                            assert not opens(replayed(text.replace(";", ""))), table
    assert tried > 20


def test_the_list_shows_live_sessions_and_ends_only_ones_own() -> None:
    client = signed_in()
    page = client.get("/account/sessions/").content.decode()
    assert "Firefox · Linux" in page
    assert "127.0.0.1" in page
    other = ticketed(IVAN)
    mark = SignIn.objects.get(account__member_id=RITA.id).session[:16]
    assert other.post(f"/account/sessions/{mark}/end/").status_code == 404
    assert opens(client)


def test_sessions_that_have_passed_are_swept() -> None:
    from licite.staff import actions

    signed_in()
    assert actions.sweep() == 0
    with time_machine.travel(clock.now() + timedelta(days=2)):
        assert actions.sweep() > 0
    assert not Session.objects.exists()
    assert SignIn.objects.exists()
    with time_machine.travel(clock.now() + timedelta(days=12 * 31 + 1)):
        assert actions.sweep() == 1
    assert not SignIn.objects.exists()

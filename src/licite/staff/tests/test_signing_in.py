"""E-mail and password: what opens, what does not, and what is kept of it."""

import statistics
import time

from django.test import Client
from pytest_django import Settings

from licite.staff.models import Session, SignIn
from licite.staff.tests.door import PASSWORD, browser, close_account, give_password, journal, opens, sign_in
from tests.world import BEN, IVAN, RITA


def test_signing_in_opens_the_gate_with_a_ticket() -> None:
    give_password(RITA)
    client = browser()
    assert not opens(client)
    answer = sign_in(client, RITA)
    assert answer.status_code == 302
    assert answer["Location"] == "/"
    assert opens(client)
    row = SignIn.objects.get()
    assert (row.account.email, row.address, row.device) == (RITA.email, "127.0.0.1", "Firefox · Linux")
    assert journal("staff:session:open") == [(None, {"member": RITA.id, "factor": "password"}, "127.0.0.1")]


def test_signing_in_leads_back_to_the_page_that_was_asked_but_never_to_another_site() -> None:
    give_password(RITA)
    assert sign_in(browser(), RITA, next="/contacts/")["Location"] == "/contacts/"
    assert sign_in(browser(), RITA, next="https://elsewhere.example/")["Location"] == "/"


def test_the_session_key_changes_when_one_signs_in() -> None:
    give_password(RITA)
    client = browser()
    client.cookies["licite"] = "a-key-that-somebody-planted-there"
    sign_in(client, RITA)
    assert client.cookies["licite"].value != "a-key-that-somebody-planted-there"
    assert opens(client)


def test_a_wrong_password_is_answered_alike_for_known_and_unknown_accounts() -> None:
    give_password(RITA)
    pages = []
    for email in (RITA.email, "nobody@maison.example"):
        page = browser().post("/sign-in/", {"login": email, "password": "not this one"})
        assert page.status_code == 200
        pages.append(strip_token(page.content.decode().replace(email, "E-MAIL")))
    assert pages[0] == pages[1]
    assert not SignIn.objects.exists()


def strip_token(page: str) -> str:
    import re

    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)


def test_a_wrong_password_takes_as_long_for_an_unknown_account(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    give_password(RITA)

    def seconds(email: str) -> float:
        start = time.perf_counter()
        browser("192.0.2.1").post("/sign-in/", {"login": email, "password": "not this one"})
        return time.perf_counter() - start

    known = statistics.median(seconds(RITA.email) for _ in range(4))
    unknown = statistics.median(seconds(f"nobody{n}@maison.example") for n in range(4))
    assert 0.5 < known / unknown < 2, (known, unknown)


def test_a_failure_is_journalled_under_a_token_and_without_the_e_mail() -> None:
    give_password(RITA)
    sign_in(browser(), RITA, "not this one")
    ((actor, detail, origin),) = journal("staff:session:refuse")
    assert (actor, origin, detail["why"]) == (None, "127.0.0.1", "password")
    assert RITA.email not in str(detail)
    assert len(str(detail["account"])) == 64


def test_a_closed_account_is_answered_as_a_wrong_password() -> None:
    give_password(BEN)
    close_account(BEN)
    page = sign_in(browser(), BEN, PASSWORD)
    assert page.status_code == 200
    assert not SignIn.objects.exists()


def test_signing_out_ends_session_and_ticket() -> None:
    give_password(RITA)
    client = browser()
    sign_in(client, RITA)
    cookie = client.cookies["licite"].value
    assert client.get("/sign-out/").status_code == 200
    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    assert not opens_with(cookie)
    assert not Session.objects.exists()
    assert [detail["member"] for _, detail, _ in journal("staff:session:end")] == [RITA.id]


def opens_with(cookie: str) -> bool:
    client = browser()
    client.cookies["licite"] = cookie
    return opens(client)


def test_a_sign_in_of_another_member_in_the_same_browser_ends_the_first() -> None:
    give_password(RITA)
    give_password(IVAN)
    client = browser()
    sign_in(client, RITA)
    first = client.cookies["licite"].value
    client.post("/sign-out/")
    sign_in(client, IVAN)
    assert not opens_with(first)
    assert opens(client)


def test_nothing_of_allauth_but_our_routes_is_there() -> None:
    client = Client()
    for path in (
        "/signup/",
        "/accounts/signup/",
        "/email/",
        "/account/webauthn/",
        "/accounts/login/",
        "/sign-in/code/request/",
    ):
        assert client.get(path).status_code == 404, path


def test_pages_outside_the_sign_in_do_not_read_the_session() -> None:
    give_password(RITA)
    client = browser()
    sign_in(client, RITA)
    Session.objects.all().delete()
    assert opens(client)

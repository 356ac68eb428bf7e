"""The second factor: forced outside trusted networks, codes that serve once, secrets that rest sealed."""

import time
from datetime import UTC, datetime, timedelta

import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client

from licite.staff import actions, factors
from licite.staff.models import Session, SignIn
from licite.staff.tests.door import (
    OUTSIDE,
    PASSWORD,
    browser,
    code_of,
    enrol,
    give_password,
    journal,
    opens,
    secret_on,
    sign_in,
)
from tests.world import BEN, RITA


def later(seconds: int) -> time_machine.travel:
    """The next codes."""
    return time_machine.travel(datetime.fromtimestamp(time.time() + seconds, tz=UTC))


def enrolled(address: str = "127.0.0.1") -> tuple[str, list[str]]:
    give_password(RITA)
    client = browser(address)
    sign_in(client, RITA)
    return enrol(client)


def type_code(client: Client, code: str) -> int:
    return client.post("/sign-in/code/", {"code": code}).status_code


def test_outside_a_password_alone_opens_nothing_and_leads_to_enrolment() -> None:
    give_password(RITA)
    client = browser(OUTSIDE)
    assert sign_in(client, RITA)["Location"] == "/account/second-factor/"
    assert not opens(client)
    for path in ("/password/", "/account/recovery-codes/", "/sign-in/", "/account/second-factor/end/"):
        assert client.get(path)["Location"] == "/account/second-factor/", path
    assert not SignIn.objects.exists()


def test_enrolment_ends_with_recovery_codes_and_only_then_opens() -> None:
    give_password(RITA)
    client = browser(OUTSIDE)
    sign_in(client, RITA)
    page = client.get("/account/second-factor/")
    assert b'<img src="data:image/svg+xml;base64,' in page.content
    answer = client.post("/account/second-factor/", {"code": code_of(secret_on(page))})
    assert answer["Location"] == "/account/recovery-codes/"
    assert not opens(client)
    assert client.get("/password/")["Location"] == "/account/recovery-codes/"
    codes = client.get("/account/recovery-codes/")
    assert codes.content.count(b"<li><code>") == 10
    assert opens(client)


def test_a_wrong_first_code_sets_nothing_up() -> None:
    give_password(RITA)
    client = browser(OUTSIDE)
    sign_in(client, RITA)
    secret = secret_on(client.get("/account/second-factor/"))
    page = client.post("/account/second-factor/", {"code": code_of(secret, steps=5)})
    assert page.status_code == 200
    assert secret_on(page) == secret
    assert not Authenticator.objects.exists()


def test_inside_a_password_is_enough_until_a_second_factor_is_set_up() -> None:
    secret, _codes = enrolled()
    client = browser()
    assert sign_in(client, RITA)["Location"] == "/sign-in/code/"
    assert not opens(client)
    with later(30):
        assert type_code(client, code_of(secret)) == 302
    assert opens(client)
    assert journal("staff:session:open")[-1][1] == {"member": RITA.id, "factor": "totp"}


def test_a_code_serves_once_even_from_another_browser() -> None:
    secret, _codes = enrolled()
    with later(30):
        code = code_of(secret)
        for status in (302, 200):
            client = browser(OUTSIDE)
            sign_in(client, RITA)
            assert type_code(client, code) == status
            assert opens(client) is (status == 302)
    assert [detail["why"] for _, detail, _ in journal("staff:session:refuse")] == ["code"]


def test_the_code_that_enrolled_does_not_sign_in() -> None:
    give_password(RITA)
    first = browser()
    sign_in(first, RITA)
    secret = secret_on(first.get("/account/second-factor/"))
    code = code_of(secret)
    first.post("/account/second-factor/", {"code": code})
    second = browser()
    sign_in(second, RITA)
    assert type_code(second, code) == 200


def test_a_recovery_code_serves_once() -> None:
    _secret, codes = enrolled()
    for status in (302, 200):
        client = browser(OUTSIDE)
        sign_in(client, RITA)
        assert type_code(client, codes[0]) == status
    assert journal("staff:session:open")[-1][1]["factor"] == "recovery_codes"


def test_wrong_codes_are_counted_with_wrong_passwords() -> None:
    secret, _codes = enrolled()
    client = browser(OUTSIDE)
    sign_in(client, RITA)
    for _ in range(5):
        assert type_code(client, "000000") == 200
    with later(30):
        page = client.post("/sign-in/code/", {"code": code_of(secret)})
    assert page.status_code == 200
    assert not opens(client)


def test_a_session_begun_with_the_password_alone_starts_anew_once_a_factor_is_there() -> None:
    give_password(RITA)
    thief = browser(OUTSIDE)
    sign_in(thief, RITA)
    owner = browser()
    sign_in(owner, RITA)
    enrol(owner)
    assert thief.get("/account/recovery-codes/").status_code == 302
    assert not opens(thief)
    assert sign_in(thief, RITA)["Location"] == "/sign-in/code/"


def test_secrets_rest_sealed_for_their_own_account() -> None:
    secret, codes = enrolled()
    rows = {row.type: row for row in Authenticator.objects.all()}
    at_rest = str([row.data for row in rows.values()]) + str(
        list(Session.objects.values_list("session_data", flat=True))
    )
    assert secret not in at_rest
    assert not any(code in at_rest for code in codes)
    totp = rows[Authenticator.Type.TOTP]
    assert factors.open_secret(totp.user_id, totp.data["secret"]) == secret
    other = give_password(BEN)
    Authenticator.objects.filter(pk=totp.pk).update(user_id=other.pk)
    client = browser()
    client.raise_request_exception = False
    sign_in(client, BEN)
    with later(30):
        assert type_code(client, code_of(secret)) == 500
    assert not opens(client)


def test_a_session_at_rest_says_nothing() -> None:
    give_password(RITA)
    client = browser(OUTSIDE)
    sign_in(client, RITA)
    secret = secret_on(client.get("/account/second-factor/"))
    (data,) = Session.objects.values_list("session_data", flat=True)
    import base64

    assert secret.encode() not in base64.b64decode(data)
    assert RITA.email.encode() not in base64.b64decode(data)


def test_secrets_open_after_the_keys_were_rotated() -> None:
    secret, _codes = enrolled()
    before = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    assert actions.reseal_factors() == 2
    after = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    assert (
        factors.open_secret(after.user_id, after.data["secret"])
        == factors.open_secret(before.user_id, before.data["secret"])
        == secret
    )


def test_taking_it_away_asks_again_after_a_while_and_ends_the_session_outside() -> None:
    secret, _codes = enrolled()
    client = browser(OUTSIDE)
    sign_in(client, RITA)
    with later(30):
        type_code(client, code_of(secret))
    assert opens(client)
    with later(30 + 301):
        assert client.get("/account/second-factor/end/")["Location"].startswith("/sign-in/again/")
        back = client.post("/sign-in/again/?next=/account/second-factor/end/", {"password": PASSWORD})
        assert back["Location"] == "/account/second-factor/end/"
        assert client.post("/account/second-factor/end/").status_code == 302
    assert not Authenticator.objects.exists()
    assert not opens(client)
    assert sign_in(browser(OUTSIDE), RITA)["Location"] == "/account/second-factor/"


def test_proving_oneself_again_is_counted_too() -> None:
    enrolled()
    client = browser()
    sign_in(client, RITA)
    for _ in range(4):
        assert client.post("/sign-in/code/", {"code": "1"}).status_code == 200
    assert len(journal("staff:session:refuse")) == 4


def test_new_recovery_codes_replace_the_former_ones() -> None:
    give_password(RITA)
    client = browser()
    sign_in(client, RITA)
    _secret, former = enrol(client)
    assert client.post("/account/recovery-codes/new/")["Location"] == "/account/recovery-codes/"
    shown = client.get("/account/recovery-codes/").content.decode()
    assert not any(code in shown for code in former)


def test_the_network_of_a_proxy_header_is_not_believed() -> None:
    give_password(RITA)
    client = Client(REMOTE_ADDR=OUTSIDE, HTTP_X_FORWARDED_FOR="127.0.0.1", HTTP_X_REAL_IP="127.0.0.1")
    assert sign_in(client, RITA)["Location"] == "/account/second-factor/"


def test_the_idle_time_of_the_gate_holds_while_enrolling() -> None:
    give_password(RITA)
    client = browser(OUTSIDE)
    sign_in(client, RITA)
    with time_machine.travel(datetime.now(tz=UTC) + timedelta(minutes=6)):
        assert client.get("/account/second-factor/")["Location"].startswith("/sign-in/again/")

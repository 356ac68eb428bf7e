"""Guessing slows down, for accounts that exist as for those that do not."""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction

from licite.kit import clock
from licite.staff import lockouts
from licite.staff.tests.door import PASSWORD, browser, give_password, journal, opens, sign_in
from tests.world import BEN, RITA


def guess(email: str, times: int, address: str = "192.0.2.1") -> None:
    for _ in range(times):
        with transaction.atomic(using="auth"):
            lockouts.wait(email, address)
            lockouts.fail(email, address)


def left(email: str, address: str = "192.0.2.1") -> timedelta:
    with transaction.atomic(using="auth"):
        return lockouts.wait(email, address)


def test_five_failures_shut_the_account_for_more_than_a_minute_whatever_the_password() -> None:
    give_password(RITA)
    for _ in range(5):
        page = sign_in(browser("192.0.2.7"), RITA, "not this one")
        assert "Trop" not in page.content.decode()
    page = sign_in(browser("192.0.2.8"), RITA, PASSWORD)
    assert page.status_code == 200
    assert "2 minutes" in page.content.decode()
    with time_machine.travel(clock.now() + timedelta(minutes=2)):
        assert sign_in(client := browser(), RITA).status_code == 302
    assert opens(client)
    assert len(journal("staff:session:refuse")) == 5


def test_the_delay_doubles_and_the_day_allows_twenty_five() -> None:
    guess("a@b.example", 5)
    assert timedelta(seconds=60) < left("a@b.example") <= timedelta(seconds=61)
    guess("a@b.example", 1)
    assert timedelta(seconds=120) < left("a@b.example") <= timedelta(seconds=122)
    guess("a@b.example", 19)
    assert left("a@b.example") > timedelta(hours=23)
    with time_machine.travel(clock.now() + timedelta(hours=24, minutes=1)):
        assert not left("a@b.example")


@pytest.mark.parametrize("email", [RITA.email, "nobody@maison.example"])
def test_known_and_unknown_accounts_wait_alike(email: str) -> None:
    give_password(RITA)
    guess(email, 5)
    page = browser("192.0.2.9").post("/sign-in/", {"login": email, "password": PASSWORD})
    assert "2 minutes" in page.content.decode()


def test_an_office_is_allowed_more_than_an_account_but_not_without_end() -> None:
    for number in range(20):
        guess(f"nobody{number}@maison.example", 1)
    assert left(BEN.email)
    assert not left(BEN.email, "192.0.2.2")


def test_one_good_account_does_not_clear_the_address_but_a_quiet_hour_does() -> None:
    give_password(RITA)
    for number in range(20):
        guess(f"nobody{number}@maison.example", 1)
    with time_machine.travel(clock.now() + timedelta(minutes=2)):
        assert sign_in(browser("192.0.2.1"), RITA).status_code == 302
        guess("another@maison.example", 1)
        assert left(BEN.email) > timedelta(minutes=1)
    with time_machine.travel(clock.now() + timedelta(hours=1, minutes=3)):
        guess("another@maison.example", 1)
        assert not left(BEN.email)


def test_a_sign_in_forgets_the_failures_in_a_row_but_not_the_day() -> None:
    give_password(RITA)
    guess(RITA.email, 4)
    assert sign_in(browser(), RITA).status_code == 302
    guess(RITA.email, 4)
    assert not left(RITA.email)
    row = lockouts.Lockout.objects.get(key=lockouts.account_key(RITA.email))
    assert (row.failures, row.today) == (4, 8)


def test_rows_hold_no_e_mail_and_no_address_and_go_after_a_day() -> None:
    guess(RITA.email, 1)
    for row in lockouts.Lockout.objects.all():
        assert len(row.key) == 64
    with transaction.atomic(using="auth"):
        assert lockouts.sweep(clock.now()) == 0
        assert lockouts.sweep(clock.now() + timedelta(days=1, minutes=1)) == 2

"""One's own account, the forgotten password, the notice, and the mails."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from licite.access.models import Member
from licite.staff import mail
from licite.staff.models import Account, PasswordLink
from licite.staff.tests.door import (
    PASSWORD,
    browser,
    close_account,
    enrol,
    give_password,
    journal,
    opens,
    sign_in,
    ticketed,
)
from tests.plugin import database_name, superuser
from tests.world import BEN, RITA

NEW = "Peniche-2027-Rouge"


class Box:
    """What the test's mail server took."""

    def __init__(self) -> None:
        self.mails: list[tuple[str, str]] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        from email import message_from_bytes, policy

        message = message_from_bytes(envelope.content, policy=policy.default)
        body = message.get_body()
        self.mails.append((str(message["To"]), f"{message['Subject']}\n{body.get_content() if body else ''}"))
        return "250 ok"


@contextmanager
def mail_server(settings: Any) -> Iterator[Box]:
    box = Box()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings.MAIL = f"smtp://127.0.0.1:{port}?from=crm@maison.example"
    try:
        yield box
    finally:
        controller.stop()


def wait_for_mails() -> None:
    mail.BEHIND.queue.join()


def test_the_language_changes_inside_and_on_the_sign_in_page() -> None:
    client = ticketed(RITA)
    assert "Mon compte" in client.get("/account/").content.decode()
    assert client.post("/account/", {"language": "en"}).status_code == 302
    assert "My account" in client.get("/account/").content.decode()
    assert Member.objects.using("auth").get(pk=RITA.id).language == "en"
    assert client.post("/account/", {"language": "de"}).status_code == 200
    assert 'lang="en"' in client.get("/sign-in/").content.decode()


def test_the_account_says_how_the_second_factor_stands() -> None:
    give_password(RITA)
    client = browser()
    sign_in(client, RITA)
    assert "/account/second-factor/end/" not in client.get("/account/").content.decode()
    enrol(client)
    assert "/account/second-factor/end/" in client.get("/account/").content.decode()


def test_changing_the_password_needs_the_present_one_and_counts_guesses() -> None:
    give_password(RITA)
    client = browser()
    sign_in(client, RITA)
    for _ in range(5):
        page = client.post("/password/", {"oldpassword": "guess", "password1": NEW, "password2": NEW})
        assert page.status_code == 200
    page = client.post("/password/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert page.status_code != 302
    assert Account.objects.get(member_id=RITA.id).check_password(PASSWORD)


def test_a_forgotten_password_without_a_mail_server_says_whom_to_ask() -> None:
    page = browser().get("/password/forgotten/").content.decode()
    assert "administrateur" in page
    assert "<form" not in page
    browser().post("/password/forgotten/", {"email": RITA.email})
    assert not PasswordLink.objects.exists()


def test_a_forgotten_password_answers_alike_and_mails_only_whom_it_knows(settings: Any) -> None:
    give_password(RITA)
    with mail_server(settings) as box:
        pages = [
            browser().post("/password/forgotten/", {"email": email}).content
            for email in (RITA.email, "nobody@maison.example", close_account(BEN))
        ]
        wait_for_mails()
    assert pages[0] == pages[1] == pages[2]
    ((to, text),) = box.mails
    assert to == RITA.email
    path = re.search(r"http://testserver(/invitation/\S+/)", text)
    assert path
    assert browser().post(path.group(1), {"password1": NEW, "password2": NEW})["Location"] == "/sign-in/"
    assert browser().get(path.group(1)).status_code == 404
    assert sign_in(client := browser(), RITA, NEW).status_code == 302
    assert opens(client)
    assert journal("staff:password:reset") == [(None, {"member": RITA.id}, "127.0.0.1")]


def test_asking_again_at_once_sends_nothing_more(settings: Any) -> None:
    give_password(RITA)
    with mail_server(settings) as box:
        for _ in range(3):
            browser().post("/password/forgotten/", {"email": RITA.email})
            wait_for_mails()
    assert len(box.mails) == 1


def test_one_address_asks_twenty_times_then_waits_and_still_reads_the_same(settings: Any) -> None:
    give_password(RITA)
    with mail_server(settings) as box:
        pages = {
            browser("192.0.2.1")
            .post("/password/forgotten/", {"email": f"nobody{number}@maison.example"})
            .content
            for number in range(20)
        }
        pages.add(browser("192.0.2.1").post("/password/forgotten/", {"email": RITA.email}).content)
        wait_for_mails()
        assert not box.mails
        browser("192.0.2.2").post("/password/forgotten/", {"email": RITA.email})
        wait_for_mails()
        assert len(box.mails) == 1
    assert len(pages) == 1
    assert sign_in(browser("192.0.2.1"), RITA).status_code == 302


def test_a_flood_behind_the_pages_is_one_thread_and_a_bounded_queue() -> None:
    gate, done, before = threading.Event(), [], threading.active_count()
    mail.behind(gate.wait)
    for number in range(3 * mail.BEHIND.queue.maxsize):
        mail.behind(partial(done.append, number))
    assert threading.active_count() <= before + 1
    gate.set()
    wait_for_mails()
    assert mail.BEHIND.queue.maxsize - 1 <= len(done) <= mail.BEHIND.queue.maxsize


def test_a_changed_factor_or_password_is_mailed_to_the_member(settings: Any) -> None:
    give_password(RITA)
    client = browser()
    sign_in(client, RITA)
    with mail_server(settings) as box:
        enrol(client)
        client.post("/password/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
        wait_for_mails()
    assert len(box.mails) == 2
    assert all("127.0.0.1" not in text and "Rita" not in text for _to, text in box.mails)


@pytest.mark.usefixtures("fresh")
def test_an_invitation_leaves_by_mail_where_mail_leaves(settings: Any) -> None:
    from tests.world import IVAN

    with mail_server(settings) as box:
        answer = ticketed(IVAN).post(
            "/members/new/", {"name": "Nina Nouvelle", "email": "nina@maison.example", "language": "en"}
        )
        wait_for_mails()
    assert answer["Location"] == "/members/"
    ((to, text),) = box.mails
    assert to == "nina@maison.example"
    assert "Your access to Licite" in text


def test_the_notice_comes_first_and_once() -> None:
    with superuser(database_name()) as connection:
        connection.execute("UPDATE licite.access_member SET notice_read_at = NULL WHERE id = %s", [RITA.id])
    client = ticketed(RITA)
    assert client.get("/account/")["Location"] == "/notice/?next=%2Faccount%2F"
    assert client.post("/account/sessions/end/")["Location"] == "/notice/"
    assert client.get("/account/", HTTP_HX_REQUEST="true")["HX-Redirect"] == "/notice/"
    page = client.get("/notice/?next=/account/").content.decode()
    assert "12 mois" in page
    assert "CNIL" in page
    assert client.post("/notice/", {"next": "/account/"})["Location"] == "/account/"
    assert client.get("/account/").status_code == 200
    assert journal("staff:notice:read") == [(RITA.id, {}, "127.0.0.1")]


@pytest.mark.parametrize(
    "onward", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"]
)
def test_the_notice_leads_nowhere_else(onward: str) -> None:
    assert ticketed(RITA).post("/notice/", {"next": onward})["Location"] == "/"

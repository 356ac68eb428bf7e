"""Every message to a person says who writes and carries a way out that works at once: a link, and one click.

Over SMTP to a real server, read back as it came; the one click is then done with what the message itself holds.
"""

import re
import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings
from django.test import Client

from licite.kit.mail import MailFailed
from licite.lawful import mail
from licite.lawful.channels import Channel
from licite.lawful.jobs.suppression import acknowledge, acknowledge_objection, person_objected, send_link
from licite.people.tests.ways import ALMA, as_superuser, post
from tests.workers import as_worker
from tests.world import ANNA

SITE = "https://crm.une-societe-au-nom-vraiment-tres-long.example"
STRANGER = "personne.d.autre@ailleurs.example"


class Office:
    """A mail server that keeps what it takes, byte by byte."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address.startswith("refused"):
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.taken.append(envelope.content)
        return "250 OK"

    def message(self) -> EmailMessage:
        """The last one."""
        message = message_from_bytes(self.taken[-1], policy=policy.default)
        assert isinstance(message, EmailMessage)
        return message


@pytest.fixture
def office(unsaid: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = sock.getsockname()[1]
    taker = Office()
    controller = Controller(taker, hostname="127.0.0.1", port=port)
    controller.start()
    monkeypatch.setattr(
        settings, "MAIL", f"smtp://127.0.0.1:{port}?from=Une%20Soci%C3%A9t%C3%A9%20<crm@firm.example>"
    )
    monkeypatch.setattr(settings, "SITE_URL", SITE)
    monkeypatch.setattr(settings, "ALLOWED_HOSTS", [*settings.ALLOWED_HOSTS, SITE.removeprefix("https://")])
    yield taker
    controller.stop()


def sent(office: Office, **other: str) -> EmailMessage:
    given = {"to": ALMA.email, "subject": "Votre visite", "text": "Bonjour,\nà bientôt.", "language": "fr"}
    with as_worker():
        assert mail.send_to_person(**given | other)
    return office.message()


def outside() -> Client:
    return Client(enforce_csrf_checks=True, headers={"host": SITE.removeprefix("https://")})


def test_the_headers_are_those_that_mail_services_ask_for(office):
    message = sent(office)
    link = re.fullmatch(rf"<({SITE}/p/[\w-]{{32}}/stop/)>", message["List-Unsubscribe"])
    assert link, message["List-Unsubscribe"]
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link[1].encode() in office.taken[-1], "on the wire too, in one piece and unencoded"
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in office.taken[-1]


def test_the_text_says_who_writes_and_where_to_refuse_and_nothing_watches(office):
    message = sent(office)
    assert message.get_content_type() == "text/plain"
    text = message.get_content()
    assert "Une Société" in text
    assert re.search(rf"{SITE}/p/[\w-]{{32}}/\s", text)
    assert "Vos choix" in text
    assert "Your choices" in sent(office, language="en").get_content()


def test_one_click_with_what_the_message_holds_closes_the_mails(office):
    message = sent(office)
    name, _, value = message["List-Unsubscribe-Post"].partition("=")
    answer = outside().post(message["List-Unsubscribe"][1 + len(SITE) : -1], {name: value})
    assert (answer.status_code, answer.cookies) == (200, {})
    assert as_superuser("SELECT objections FROM people_contact WHERE id = %s", ALMA.id) == [(4,)]


def test_each_message_has_a_link_of_its_own_and_all_of_them_work(office):
    links = {sent(office)["List-Unsubscribe"] for _ in range(3)}
    assert len(links) == 3
    assert {outside().get(link[1 + len(SITE) : -1]).status_code for link in links} == {200}


@pytest.mark.parametrize("address", [ALMA.email, STRANGER])
def test_whoever_asks_for_the_link_gets_it_by_mail(office, address):
    assert Client().post("/p/", {"email": address}).status_code == 303
    ((args,),) = as_superuser("SELECT args FROM jobs.procrastinate_jobs WHERE task_name = 'lawful.send_link'")
    with as_worker():
        send_link(**args)
    text = office.message().get_content()
    (link,) = set(re.findall(rf"{SITE}(/p/[\w-]{{32}}/)\s", text))
    assert outside().get(link).status_code == 200
    assert as_superuser("SELECT count(*) FROM lawful_link WHERE hash = sha256(%s::bytea)", link[3:-1]) == [
        (1,)
    ]


def objected(link: str) -> None:
    """The one click, and the work that follows it."""
    outside().post(link, {"List-Unsubscribe": "One-Click"})
    ((args,),) = as_superuser(
        "SELECT args FROM jobs.procrastinate_jobs WHERE task_name = 'lawful.person_objected'"
    )
    with as_worker():
        person_objected(**args)


@pytest.mark.parametrize("country", ["FR", "BE"])
def test_a_refusal_by_the_link_is_acknowledged_to_everybody_alike(office, country):
    """Belgian law wants it; were it for Belgians alone, the mail would tell whom the base holds."""
    as_superuser("UPDATE people_contact SET country = %s WHERE id = %s", country, ALMA.id)
    objected(sent(office)["List-Unsubscribe"][1 + len(SITE) : -1])
    assert len(office.taken) == 2
    assert office.message()["Subject"] == "Votre refus est noté"
    assert "les e-mails" in office.message().get_content()


def test_in_belgium_what_a_colleague_noted_is_acknowledged_too(office):
    form = {"objection-channel": "phone", "objection-told_by": "phone", "objection-on": "2026-11-10"}
    as_superuser("UPDATE people_contact SET country = 'BE' WHERE id = %s", ALMA.id)
    assert post(ANNA, f"/contacts/{ALMA.public}/objections/", form).status_code == 303
    ((args,),) = as_superuser(
        "SELECT args FROM jobs.procrastinate_jobs WHERE task_name = 'lawful.acknowledge_objection'"
    )
    with as_worker():
        acknowledge_objection(**args)
    assert office.message()["To"] == ALMA.email
    assert "les appels téléphoniques" in office.message().get_content()


def test_an_acknowledgement_names_each_channel(office):
    with as_worker():
        for channel in Channel:
            assert acknowledge(ALMA.email, channels=[channel], language="fr")
    assert len({message_from_bytes(one, policy=policy.default).get_content() for one in office.taken}) == len(
        Channel
    )


def test_a_refused_address_fails_and_leaves_no_word_of_it(office):
    with as_worker(), pytest.raises(MailFailed) as failed:
        mail.send_to_person(to="refused@ailleurs.example", subject="x", text="y", language="fr")
    assert str(failed.value) == "recipient_refused"


@pytest.mark.parametrize("subject", ["a\r\nBcc: x@y.example", "a\nb"])
def test_no_header_is_smuggled_in(office, subject):
    with as_worker(), pytest.raises(MailFailed):
        mail.send_to_person(to=ALMA.email, subject=subject, text="y", language="fr")
    assert office.taken == []

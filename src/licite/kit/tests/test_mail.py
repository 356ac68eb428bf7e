import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from licite.kit.mail import (
    EmailUrlFault,
    Mail,
    MailFailed,
    NullMailer,
    SmtpMailer,
    compose,
    mailer,
    parse_email_url,
)

HELLO = Mail("camille@example.org", "Vos données – réponse", "Bonjour,\nvoici la réponse.", "<p>Bonjour</p>")


class Office:
    """A mail server that keeps what it takes, and refuses one address."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith("refused"):
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.taken.append(message)
        return "250 OK"


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@pytest.fixture
def office() -> Iterator[tuple[Office, int]]:
    taker, port = Office(), free_port()
    controller = Controller(taker, hostname="127.0.0.1", port=port)
    controller.start()
    yield taker, port
    controller.stop()


def test_a_mail_leaves_whole(office: tuple[Office, int]) -> None:
    taker, port = office
    out = mailer(f"smtp://127.0.0.1:{port}?from=Licite%20<crm@firm.example>")
    assert out.configured and out.send(HELLO) is True
    (message,) = taker.taken
    assert message["From"] == "Licite <crm@firm.example>"
    assert message["To"] == "camille@example.org"
    assert message["Subject"] == "Vos données – réponse"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    plain = message.get_body(("plain",))
    assert plain is not None and plain.get_content().split() == HELLO.text.split()


def test_a_refused_recipient_is_told_without_the_address(office: tuple[Office, int]) -> None:
    out = mailer(f"smtp://127.0.0.1:{office[1]}?from=crm@firm.example")
    with pytest.raises(MailFailed) as caught:
        out.send(Mail("refused@example.org", "s", "t"))
    assert caught.value.reason == "recipient_refused"
    assert caught.value.__context__ is None and "example" not in repr(caught.value)


@pytest.mark.parametrize("scheme, reason", [("smtp+tls", "recipient_refused"), ("smtps", "tls_failed")])
def test_a_server_without_the_tls_asked_for_gets_nothing(
    office: tuple[Office, int], scheme: str, reason: str
) -> None:
    out = mailer(f"{scheme}://127.0.0.1:{office[1]}?from=crm@firm.example")
    with pytest.raises(MailFailed) as caught:
        out.send(HELLO)
    assert caught.value.reason == reason and office[0].taken == []


def test_an_absent_server_is_unreachable() -> None:
    with pytest.raises(MailFailed, match="unreachable"):
        mailer(f"smtp://127.0.0.1:{free_port()}?from=crm@firm.example").send(HELLO)


def test_without_a_url_nothing_leaves_and_it_says_so() -> None:
    out = mailer(" ")
    assert isinstance(out, NullMailer)
    assert not out.configured and out.send(HELLO) is False


@pytest.mark.parametrize(
    "mail, reason",
    [
        (Mail("a@b.fr", "Bonjour\nBcc: tous@b.fr", "t"), "header_invalid"),
        (Mail("a@b.fr\r\nBcc: tous@b.fr", "s", "t"), "header_invalid"),
        (Mail("a@b.fr", "s", "t", reply_to="x@y.fr\nBcc: tous@b.fr"), "header_invalid"),
        (Mail("a@b.fr, c@d.fr", "s", "t"), "recipient_invalid"),
        (Mail("", "s", "t"), "recipient_invalid"),
    ],
)
def test_no_header_can_be_smuggled_in(mail: Mail, reason: str) -> None:
    with pytest.raises(MailFailed) as caught:
        compose(mail, parse_email_url("smtp://localhost?from=crm@firm.example"))
    assert caught.value.reason == reason


def test_a_mail_url_is_read_with_its_usual_ports_and_encoded_password() -> None:
    settings = parse_email_url(
        "smtp+tls://crm%40firm.example:p%40ss%2F@mail.firm.example?from=crm@firm.example"
    )
    assert (settings.host, settings.port, settings.security) == ("mail.firm.example", 587, "starttls")
    assert (settings.user, settings.password) == ("crm@firm.example", "p@ss/")
    assert "p@ss/" not in repr(settings)
    assert isinstance(mailer("smtps://mail.firm.example?from=crm@firm.example"), SmtpMailer)
    assert parse_email_url("smtps://h.example?from=a@b.fr").port == 465


@pytest.mark.parametrize(
    "url, reason",
    [
        ("http://host?from=a@b.fr", "scheme_unknown"),
        ("smtp://?from=a@b.fr", "host_missing"),
        ("smtp://host:many?from=a@b.fr", "port_invalid"),
        ("smtp://host", "sender_invalid"),
        ("smtp://host?from=nobody", "sender_invalid"),
        ("smtp://user:secret@host?from=a@b.fr", "password_in_clear"),
    ],
)
def test_a_faulty_mail_url_is_refused_without_being_quoted(url: str, reason: str) -> None:
    with pytest.raises(EmailUrlFault) as caught:
        parse_email_url(url)
    assert caught.value.reason == reason
    assert "secret" not in str(caught.value) and caught.value.__context__ is None

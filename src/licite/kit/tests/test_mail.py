import socket
import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

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


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate for localhost that nobody trusts yet, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    paths = tmp_path / "cert.pem", tmp_path / "key.pem"
    paths[0].write_bytes(made.public_bytes(Encoding.PEM))
    paths[1].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return paths


@pytest.mark.parametrize("scheme", ["smtp+tls", "smtps"])
def test_tls_is_used_and_the_server_verified(
    certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*certificate)
    taker, port = Office(), free_port()
    if scheme == "smtps":
        controller = Controller(taker, hostname="localhost", port=port, ssl_context=context)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))  # the controller greets itself to start
    else:
        controller = Controller(
            taker, hostname="localhost", port=port, tls_context=context, require_starttls=True
        )
    controller.start()
    try:
        out = mailer(f"{scheme}://localhost:{port}?from=crm@firm.example")
        monkeypatch.delenv("SSL_CERT_FILE", raising=False)
        with pytest.raises(MailFailed, match="tls_failed"):
            out.send(HELLO)
        assert taker.taken == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
        assert out.send(HELLO) is True
        assert len(taker.taken) == 1
    finally:
        controller.stop()


def test_a_server_that_knows_no_password_is_told_as_a_refused_login(office: tuple[Office, int]) -> None:
    out = mailer(f"smtp://crm:secret@127.0.0.1:{office[1]}?from=crm@firm.example")
    with pytest.raises(MailFailed, match="login_refused"):
        out.send(HELLO)


def test_a_refused_recipient_is_told_without_the_address(office: tuple[Office, int]) -> None:
    out = mailer(f"smtp://127.0.0.1:{office[1]}?from=crm@firm.example")
    with pytest.raises(MailFailed) as caught:
        out.send(Mail("refused@example.org", "s", "t"))
    assert caught.value.reason == "recipient_refused"
    assert caught.value.__context__ is None and "example" not in repr(caught.value)


@pytest.mark.parametrize("scheme", ["smtp+tls", "smtps"])
def test_a_server_without_the_tls_asked_for_gets_nothing(office: tuple[Office, int], scheme: str) -> None:
    out = mailer(f"{scheme}://127.0.0.1:{office[1]}?from=crm@firm.example")
    with pytest.raises(MailFailed) as caught:
        out.send(HELLO)
    assert caught.value.reason == "tls_failed" and office[0].taken == []


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


def test_further_headers_leave_in_one_piece(office: tuple[Office, int]) -> None:
    taker, port = office
    link = f"<https://crm.firm.example/{'x' * 200}/>"
    out = mailer(f"smtp://127.0.0.1:{port}?from=crm@firm.example")
    out.send(replace(HELLO, headers=(("List-Unsubscribe", link), ("Auto-Submitted", "auto-generated"))))
    assert taker.taken[0]["List-Unsubscribe"] == link
    assert taker.taken[0]["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    "header",
    [
        ("Bcc: x", "y"),
        ("X", "a\r\nBcc: b@c.example"),
        ("From", "a@b.example"),
        ("X", "é"),
        ("X", "y" * 901),
        ("", "y"),
    ],
)
def test_a_header_that_could_forge_another_is_refused(header: tuple[str, str]) -> None:
    with pytest.raises(MailFailed, match="header_invalid"):
        compose(
            replace(HELLO, headers=(header,)), parse_email_url("smtp://mail.example?from=crm@firm.example")
        )

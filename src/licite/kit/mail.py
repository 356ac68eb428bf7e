"""Mail out over SMTP, set by one EMAIL_URL.

    smtp://host:25?from=crm@firm.fr                  plain, for a relay on the same machine or network
    smtps://user:password@host:465?from=…            TLS from the first byte
    smtp+tls://user:password@host:587?from=…         STARTTLS, required and verified

User and password are percent-encoded. Without a URL, `NullMailer` answers, and says that nothing leaves.
"""

import re
import smtplib
import ssl
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import formatdate, make_msgid, parseaddr
from typing import Any, Literal, Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from licite.kit import emails

Security = Literal["none", "tls", "starttls"]
SCHEMES: dict[str, tuple[Security, int]] = {
    "smtp": ("none", 25),
    "smtps": ("tls", 465),
    "smtp+tls": ("starttls", 587),
}
LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})
TIMEOUT = 20  # seconds
LONGEST = 900  # characters of a further header; a line of a mail has 998 at most (RFC 5322)
HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]*")


class EmailUrlFault(ValueError):
    """EMAIL_URL cannot be used. `reason`: scheme_unknown, host_missing, port_invalid, sender_invalid,
    or password_in_clear (smtp:// would show it to the network).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(f"EMAIL_URL: {reason}")
        self.reason = reason


class MailFailed(Exception):
    """A mail did not leave. `reason`: recipient_invalid, header_invalid, unreachable, tls_failed,
    login_refused, recipient_refused or server_refused. Never holds an address.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class MailSettings:
    """Where mail goes out, and in whose name."""

    host: str
    port: int
    security: Security
    sender: str
    sender_name: str = ""
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, repr=False)
class Mail:
    """One mail to one person. `html` is an alternative to `text`, never a replacement.

    `sender_name`: who writes, in the place of EMAIL_URL's name. `headers`: further (name, value) pairs, ASCII, as
    List-Unsubscribe; none of those that `compose` writes itself.
    """

    to: str
    subject: str
    text: str
    html: str = ""
    reply_to: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    sender_name: str = ""


class Unfolded(EmailPolicy):
    """Python's own writing, but for List-… headers (RFC 2369): it would fold their address and write it encoded,
    and mail services then see none.
    """

    def fold(self, name: str, value: Any) -> str:
        """One header as it stands in a text."""
        whole = name.lower().startswith("list-")
        return f"{name}: {value}{self.linesep}" if whole else super().fold(name, value)

    def fold_binary(self, name: str, value: Any) -> bytes:
        """One header as it leaves."""
        whole = name.lower().startswith("list-")
        return self.fold(name, value).encode("ascii") if whole else super().fold_binary(name, value)


class Mailer(Protocol):
    """What sends mail. `configured` says whether anything can leave at all."""

    @property
    def configured(self) -> bool: ...

    def send(self, mail: Mail) -> bool:
        """Hand one mail to the server: True when it took it, False when no server is set up.

        Raises MailFailed.
        """
        ...


class NullMailer:
    """Sends nothing, keeps nothing, and says so."""

    configured = False

    def send(self, mail: Mail) -> bool:
        return False


class SmtpMailer:
    """Sends over SMTP, one connection a mail."""

    configured = True

    def __init__(self, settings: MailSettings) -> None:
        self._settings = settings

    def send(self, mail: Mail) -> bool:
        message = compose(mail, self._settings)
        reason = self._deliver(message)
        # Raised outside the handler: SMTP errors quote the recipients.
        if reason:
            raise MailFailed(reason)
        return True

    def check(self) -> str:
        """What keeps mail from leaving: "" or a reason of MailFailed. Connects and signs in; sends nothing."""
        return self._deliver(None)

    def _deliver(self, message: EmailMessage | None) -> str:
        lacking = "tls_failed"  # what it means, step by step, that the server cannot do what we ask
        try:
            with self._connect() as server:
                lacking = "login_refused"
                if self._settings.user:
                    server.login(self._settings.user, self._settings.password)
                lacking = "recipient_refused"  # an accented address the server does not know how to take
                if message is not None:
                    server.send_message(message)
                else:
                    server.noop()
        except smtplib.SMTPNotSupportedError:
            return lacking
        except smtplib.SMTPAuthenticationError:
            return "login_refused"
        except smtplib.SMTPRecipientsRefused:
            return "recipient_refused"
        except ssl.SSLError:
            return "tls_failed"
        except smtplib.SMTPException:
            return "server_refused"
        except OSError:
            return "unreachable"
        return ""

    def _connect(self) -> smtplib.SMTP:
        place = (self._settings.host, self._settings.port)
        if self._settings.security == "tls":
            return smtplib.SMTP_SSL(*place, timeout=TIMEOUT, context=ssl.create_default_context())
        server = smtplib.SMTP(*place, timeout=TIMEOUT)
        if self._settings.security == "starttls":
            try:
                server.starttls(context=ssl.create_default_context())
            except BaseException:
                server.close()
                raise
        return server


def mailer(url: str) -> Mailer:
    """The mailer an EMAIL_URL asks for; the null one for an empty URL. Raises EmailUrlFault."""
    return SmtpMailer(parse_email_url(url)) if url.strip() else NullMailer()


def parse_email_url(url: str) -> MailSettings:
    """Read an EMAIL_URL. Raises EmailUrlFault, which never quotes it."""
    settings = _parts(url)
    # Raised outside the handler: a URL error may quote the password.
    if isinstance(settings, str):
        raise EmailUrlFault(settings)
    return settings


def compose(mail: Mail, settings: MailSettings) -> EmailMessage:
    """The message as it leaves. Raises MailFailed for an address, a subject or a header that could forge headers."""
    lines = (
        mail.subject,
        mail.to,
        mail.reply_to,
        mail.sender_name,
        *(text for pair in mail.headers for text in pair),
    )
    if any(mark in line for line in lines for mark in "\r\n\0"):
        raise MailFailed("header_invalid")
    message = EmailMessage(policy=Unfolded())
    message["From"] = Address(mail.sender_name or settings.sender_name, addr_spec=settings.sender)
    message["To"] = Address(addr_spec=_address(mail.to))
    if mail.reply_to:
        message["Reply-To"] = Address(addr_spec=_address(mail.reply_to))
    message["Subject"] = mail.subject
    message["Date"] = formatdate(localtime=False)
    message["Message-ID"] = make_msgid(domain=settings.sender.rpartition("@")[2])
    for name, value in mail.headers:
        if name in message or not HEADER.fullmatch(name) or not value.isascii() or len(value) > LONGEST:
            raise MailFailed("header_invalid")
        message.add_header(name, value)
    message.set_content(mail.text)
    if mail.html:
        message.add_alternative(mail.html, subtype="html")
    return message


def _address(typed: str) -> str:
    address = emails.normalise(typed).address
    if address is None:
        raise MailFailed("recipient_invalid")
    return address


def _parts(url: str) -> MailSettings | str:
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return "port_invalid"
    if parts.scheme not in SCHEMES:
        return "scheme_unknown"
    security, usual_port = SCHEMES[parts.scheme]
    host = parts.hostname or ""
    if not host:
        return "host_missing"
    if security == "none" and parts.password and host not in LOCAL_HOSTS:
        return "password_in_clear"
    name, sender = parseaddr(parse_qs(parts.query).get("from", [""])[0])
    address = emails.normalise(sender).address
    if address is None or not name.isprintable():
        return "sender_invalid"
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return MailSettings(host, port or usual_port, security, address, name, user, password)

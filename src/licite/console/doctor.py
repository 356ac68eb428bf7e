"""`licite doctor`: looks at an installation and says, one line each, what is well and what is not."""

import argparse
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import DatabaseError

from licite import env
from licite.console.migrate import pending
from licite.kit.mail import SmtpMailer, mailer
from licite.ops import roles
from licite.ops.hardening import still_open
from licite.ops.homes import Home
from licite.ops.postgres import Server
from licite.vault import KeyRing
from licite.vault.errors import RingError

Finding = tuple[str, str | None]
"""What was looked at, and what is wrong with it (None: nothing)."""
WRONG_MAIL = {
    "unreachable": "the server of EMAIL_URL does not answer",
    "tls_failed": "the server of EMAIL_URL does not do TLS as asked, or its certificate is not valid",
    "login_refused": "the server of EMAIL_URL refuses the user or the password",
    "server_refused": "the server of EMAIL_URL refuses us",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(args: argparse.Namespace) -> int:
    """Look at everything, even after something bad; 1 if anything is."""
    home = Home.from_env()
    looks: list[Callable[[Home], Iterator[Finding]]] = [modes, ring, database, mail]
    findings = [finding for look in looks for finding in look(home)]
    for name, wrong in findings:
        print(f"{'BAD ' if wrong else 'well'}  {name}{': ' + wrong if wrong else ''}")
    for advice in advices():
        print(f"note  {advice}")
    return 1 if any(wrong for _, wrong in findings) else 0


def advices() -> Iterator[str]:
    """What is no fault, and worth knowing before it is missed."""
    if not settings.MAIL:
        yield "mail: EMAIL_URL is not set; invitations and ways back in are links to hand over"
    if not env.text("LICITE_CHECKPOINTS"):
        yield "checkpoints: LICITE_CHECKPOINTS is not set; the journal's checkpoints are in the home alone"
    if not settings.SECURE and not settings.DEMO:
        yield "https: LICITE_HTTPS is not set; put a proxy with TLS before this installation"
    yield "key ring: keep an encrypted copy elsewhere (`licite keys copy --to FILE`)"


def modes(home: Home) -> Iterator[Finding]:
    """Nobody but the owner reads secrets."""
    private = [home.secrets, home.logs, home.keys, *home.secrets.glob("*")]
    exposed = [path for path in private if path.exists() and open_to_others(path)]
    yield "files of the home", f"others can read {', '.join(map(str, exposed))}" if exposed else None


def open_to_others(path: Path) -> bool:
    """Whether group or others have any right."""
    return bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def ring(home: Home) -> Iterator[Finding]:
    """The ring is there and opens."""
    try:
        KeyRing.load(home.keys)
        yield "key ring", None
    except FileNotFoundError:
        yield "key ring", f"{home.keys} is missing; `licite keys restore --from COPY` puts it back"
    except RingError as error:
        yield "key ring", str(error)


def mail(home: Home) -> Iterator[Finding]:
    """The mail server takes a connection and the password; nothing is sent."""
    server = mailer(settings.MAIL)
    if isinstance(server, SmtpMailer):
        wrong = server.check()
        yield (
            "mail",
            f"{WRONG_MAIL[wrong]} ({wrong}); mails wait, and are given up after 17 hours" if wrong else None,
        )


def database(home: Home) -> Iterator[Finding]:
    """It answers, is up to date, and PUBLIC may do nothing there."""
    try:
        waiting = pending()
    except DatabaseError:
        yield "database", "it does not answer; is `licite up` running?"
        return
    yield "database", None
    yield "migrations", f"{waiting} wait; run `licite migrate`" if waiting else None
    try:
        with psycopg.connect(Server(home).dsn(roles.SUPER)) as connection:
            rest = still_open(connection)
        yield "revocations", f"PUBLIC still has: {'; '.join(rest)}" if rest else None
    except psycopg.OperationalError:
        yield "revocations", "they cannot be looked at without the superuser"

"""Tickets: what a browser's session cookie becomes at the database. The secret exists nowhere at rest."""

import hashlib
import hmac

from django.conf import settings
from django.db import connections
from django.http import HttpRequest

from licite import packs


def secret_of(cookie: str) -> bytes:
    """The ticket's secret: the session key under the installation's own key."""
    return hmac.digest(settings.TICKET_KEY, b"ticket:" + cookie.encode(), "sha256")


def presented(request: HttpRequest) -> bytes | None:
    """The secret that this request's session cookie stands for; None without a cookie."""
    cookie = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    return secret_of(cookie) if cookie else None


def mint(member: int, session_key: str) -> None:
    """Gives the member's session a ticket, which ends by rule whatever happens; only the login role may."""
    with connections["auth"].cursor() as cursor:
        cursor.execute(
            "SELECT gate.mint(%s, %s, make_interval(secs => %s))",
            [member, hash_of(session_key), packs.duration("sec.session.absolute").total_seconds()],
        )


def end(ticket_hash: bytes) -> None:
    """Ends a ticket at once."""
    with connections["auth"].cursor() as cursor:
        cursor.execute("SELECT gate.end_ticket(%s)", [ticket_hash])


def hash_of(session_key: str) -> bytes:
    """What the database knows of a session's ticket."""
    return hashlib.sha256(secret_of(session_key)).digest()

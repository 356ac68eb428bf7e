"""Links to a person's own page: a token that nobody guesses, and nothing of the person in it.

24 random bytes, of which the table keeps the SHA-256. The address stands sealed beside it. Pages may ask for a link to
be sent (`ask`) and act as its bearer; only the worker makes tokens, because only the worker may say whose they are.
"""

import hashlib
import secrets
import uuid
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address, ip_network
from typing import Literal

from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils.crypto import salted_hmac

from licite import vault
from licite.kit import emails, phones

Kind = Literal["email", "phone"]
LASTS = timedelta(days=30)
"""How long a link lives that was asked for on the public form (`gate.sweep_links`)."""


@dataclass(frozen=True)
class Bearer:
    """Whose page it is, as far as a page may know: the link, and the mask of the address it was made for."""

    hash: bytes
    public: uuid.UUID
    kind: Kind
    mask: str


def link_for(kind: Kind, value: str) -> str:
    """The token of a new link for a deliverable e-mail or an E.164 phone. The worker's and the console's role only.

    Part of the caller's transaction: mail it after the commit, or it opens nothing yet.
    """
    public, token = uuid.uuid4(), new_token()
    sealed = vault.seal("link", public, value)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gate.make_link(%s, %s, %s, %s, %s, %s::bigint[])",
            [public, digest(token), kind, sealed, *_known_by(kind, value)],
        )
    return token


def mint(public: uuid.UUID) -> tuple[str, str] | None:
    """The address of a link that was asked for, and its token from now on; None for a link that is gone.

    A second call replaces the token: the first was in a mail that did not leave.
    """
    found = opened(public)
    if found is None:
        return None
    kind, value = found
    token = new_token()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gate.mint_link(%s, %s, %s, %s::bigint[])",
            [public, digest(token), *_known_by(kind, value)],
        )
    return value, token


def opened(public: uuid.UUID) -> tuple[Kind, str] | None:
    """Kind and address of a link, for the worker's mail; None for one that is gone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, sealed FROM gate.sealed_link(%s)", [public])
        row = cursor.fetchone()
    return (row[0], vault.unseal("link", public, row[1])) if row else None


def ask(*, address: str, origin: str, language: str) -> str:
    """Orders a mail with a link to a deliverable e-mail, whoever's it is: 'sent', 'quiet' or 'slow' (see the SQL).

    One statement, the same for an address in the base and for any other.
    """
    public = uuid.uuid4()
    sealed = vault.seal("link", public, address)
    asked_print = vault.fingerprints.fingerprint("email", canonical("email", address))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gate.ask_link(%s, 'email', %s, %s, %s, %s)",
            [public, sealed, asked_print, client_key(origin), language],
        )
        (answer,) = cursor.fetchone()
    return str(answer)


def bearer(token: str) -> Bearer | None:
    """Whose link this is; None for a token that opens nothing."""
    secret = digest(token)
    with connection.cursor() as cursor:
        cursor.execute("SELECT public, kind, sealed FROM gate.read_link(%s)", [secret])
        row = cursor.fetchone()
    if row is None:
        return None
    public, kind, sealed = row
    value = vault.unseal("link", public, sealed)
    return Bearer(secret, public, kind, emails.mask(value) if kind == "email" else phones.mask(value))


def marks_of(kind: Kind, value: str) -> list[int]:
    """The search tokens of an address, of every live key."""
    return vault.tokens.query_exact(kind, canonical(kind, value))


def canonical(kind: Kind, value: str) -> str:
    """The form in which addresses are compared."""
    return value.lower() if kind == "email" else value


def new_token() -> str:
    """192 bits."""
    return secrets.token_urlsafe(24)


def digest(token: str) -> bytes:
    """What the table keeps of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def client_key(origin: str) -> bytes:
    """A keyed token of where a request came from: the address, or the network that one subscriber has in IPv6."""
    try:
        address = ip_address(origin)
    except ValueError:
        place = origin
    else:
        place = str(ip_network((address, 64), strict=False)) if address.version == 6 else str(address)
    return salted_hmac("licite.lawful.client", place, algorithm="sha256").digest()


def url_of(token: str) -> str:
    """The whole address of the person's page."""
    return settings.SITE_URL + reverse("lawful:person", args=[token])


def stop_url_of(token: str) -> str:
    """The whole address of the page that stops e-mails in one click (RFC 8058)."""
    return settings.SITE_URL + reverse("lawful:person-stop", args=[token])


def _known_by(kind: Kind, value: str) -> tuple[bytes, list[int]]:
    return vault.fingerprints.fingerprint(kind, canonical(kind, value)), marks_of(kind, value)

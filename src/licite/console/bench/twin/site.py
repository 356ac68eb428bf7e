"""The twin's server: a reader known by session and account, values in clear, no trace."""

import gc
import json
import os
from collections.abc import Callable, Iterable
from importlib import import_module
from uuid import UUID

from django.core.wsgi import get_wsgi_application
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponseBase, HttpResponseForbidden
from django.utils import translation

from licite import vault
from licite.access.actor import Actor

READER = "SELECT said FROM bench.reader WHERE member = %s"
Answer = Callable[[HttpRequest], HttpResponseBase]


class PlainMiddleware:
    """One transaction a request, and who asks: what any site does."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pages for the bench's readers, nothing for anybody else."""
        with transaction.atomic(durable=True):
            actor = reader_of(request)
            if actor is None:
                return HttpResponseForbidden()
            request.actor = actor  # type: ignore[attr-defined]
            translation.activate(actor.language)
            request.LANGUAGE_CODE = actor.language
            return self.get_response(request)


def reader_of(request: HttpRequest) -> Actor | None:
    """Who is signed in, and the grants as the gate tells them, from one row."""
    account = request.user
    if not account.is_authenticated:
        return None
    with connection.cursor() as cursor:
        cursor.execute(READER, [account.member_id])
        return Actor.from_gate(json.loads(cursor.fetchone()[0]))


SEALED = b"\x01"
"""How an envelope begins, and no text of ours: what the copy left sealed (views, titles of deals) is few and is opened."""
unseal_many = vault.unseal_many


def read_many(field_class: str, envelopes: Iterable[tuple[UUID, bytes | memoryview]]) -> list[str]:
    """In the place of `vault.unseal_many`: the text as it stands."""
    return [read(field_class, subject, envelope) for subject, envelope in envelopes]


def read(field_class: str, subject: UUID, envelope: bytes | memoryview) -> str:
    """In the place of `vault.unseal`."""
    raw = bytes(envelope)
    return unseal_many(field_class, ((subject, raw),))[0] if raw.startswith(SEALED) else raw.decode()


# The latest of all, as any site asks for them.
WALK = """
    SELECT id, active_at AS key FROM people_contact
    WHERE cell = ANY (%(cells)s::int[]) AND (active_at, id) < (%(at)s, %(id)s)
    ORDER BY active_at DESC, id DESC LIMIT %(limit)s
"""


def named(_actor: Actor, cells: list[int]) -> list[int]:
    """In the place of `finding.narrower`: no policy leaves out what is not the reader's."""
    return cells


if os.environ.get("DJANGO_SETTINGS_MODULE") == f"{__package__}.settings":
    vault.unseal, vault.unseal_many = read, read_many
    application = get_wsgi_application()
    setattr(import_module("licite.people.queries.lists"), "WALK", WALK)  # noqa: B010 (another module's constant)
    setattr(import_module("licite.people.queries.finding"), "narrower", named)  # noqa: B010
    # As the product's own process does (licite/wsgi.py).
    gc.collect()
    gc.freeze()

"""Questions put to a person by mail: the worker makes the link, the person answers by it without an account."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final
from uuid import UUID

from django.db import connection

from licite.access.actor import Actor
from licite.kit import clock
from licite.lawful.channels import Channel
from licite.lawful.models import Optin
from licite.lawful.proofs.sealing import ConsentDetails, seal_details
from licite.lawful.proofs.validity import longest

LASTS: Final = timedelta(days=7)
"""A link lives as long as an answer still says something of the question; an old mailbox must not open one."""


@dataclass(frozen=True)
class Question:
    """What the page of a link shows: the text of the organisation, nothing of the person.

    `oral`: it confirms what was said aloud. `answer`: yes, no, or nothing yet.
    """

    purpose: str
    channel: str
    language: str
    text: str
    controller: str
    oral: bool
    answer: str
    expires_at: datetime


def pending(public: UUID) -> Optin | None:
    """An order that waits for its mail; None for one that is sent, answered, called back or unknown."""
    return (
        Optin.objects.filter(public=public, sent_at=None, answered_at=None, cancelled_at=None)
        .select_related("wording")
        .defer("token_hash", "marks", "details")
        .first()
    )


def arm(
    actor: Actor,
    *,
    optin: Optin,
    subject: UUID,
    country: str,
    identifier: str,
    marks: Sequence[int],
    notice: int | None,
) -> str:
    """Makes the link's token (24 random bytes), keeps its hash and what the proof will say; returns the token.

    `identifier`: the address or the number that the consent is for; `marks`: the tokens of the record's e-mails and
    phones, wherever a no reaches. Worker only; a new call replaces the link.
    """
    token = secrets.token_urlsafe(24)
    rule, months = longest(Channel(optin.wording.channel), country)
    reference = f"{optin.public}"
    now = clock.now()
    Optin.objects.filter(pk=optin.pk, answered_at=None, cancelled_at=None).update(
        token_hash=digest(token),
        marks=list(marks),
        details=seal_details(subject, ConsentDetails(identifier=identifier, reference=reference)),
        rule=rule,
        months=min(months, optin.wording.months or months),
        notice=notice,
        sent_at=now,
        expires_at=now + LASTS,
    )
    actor.trace.saw("lawful:optin:send", [optin.contact], [optin.wording.channel], wording=optin.wording_id)
    return token


def digest(token: str) -> bytes:
    """What the table keeps of a link."""
    return sha256(token.encode()).digest()


def question(token: str) -> Question | None:
    """What a link asks; None alike for an unknown one, a past one and one called back. No ticket needed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM gate.optin(%s)", [digest(token)])
        found = cursor.fetchone()
    return Question(*found) if found else None


def answer(token: str, said: Optin.Answer) -> Optin.Answer | None:
    """Takes the person's answer; the first one counts and is what comes back. None for a link that does not live."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.answer_optin(%s, %s)", [digest(token), said.value])
        (kept,) = cursor.fetchone()
    return None if kept is None else Optin.Answer(kept)

"""Writing proofs of consent, what ends them, the files kept with them, and the questions put by mail."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.http import Http404

from licite.access.actor import Actor
from licite.access.permissions import Act, Permission
from licite.access.refusals import Refused
from licite.kit import clock
from licite.lawful.channels import Channel
from licite.lawful.models import Age, Consent, ConsentSource, Evidence, PositiveAct, ToldBy, Wording
from licite.lawful.proofs.files import kind_of
from licite.lawful.proofs.sealing import ConsentDetails, open_file, seal_details, seal_file
from licite.lawful.proofs.validity import validity
from licite.lawful.proofs.wordings import was_there
from licite.lawful.queries.consents import taken_back

NAMED: frozenset[str] = frozenset({Channel.EMAIL, Channel.SMS, Channel.PHONE, Channel.ROBOT})
"""Channels for which a consent that a seller collected counts only where the text names us (law.md 3, row 17)."""


class Subject(Protocol):
    """The record, in the actor's sight."""

    @property
    def id(self) -> int: ...
    @property
    def public(self) -> UUID: ...
    @property
    def cell(self) -> int: ...
    @property
    def country(self) -> str: ...


@dataclass(frozen=True, kw_only=True)
class NewConsent:
    """A consent as it was given. `given_at` aware; `zone` the IANA name of the place where the clock was read.

    `agreed_at`: the exact moment, agreed with the person, of a call outside the usual hours.
    """

    wording: Wording
    act: PositiveAct
    given_at: datetime
    zone: str
    source: ConsentSource
    details: ConsentDetails
    age: Age = Age.ADULT
    agreed_at: datetime | None = None
    notice: int | None = None


def record_consent(actor: Actor, *, contact: Subject, new: NewConsent, files: Sequence[bytes] = ()) -> UUID:
    """Adds a proof to the record, with its files; its public id.

    How long it holds follows from the rule of the person's country and from what the text promised, never from the
    writer. Raises Refused: act, future, taken_back, consent (an act that only the database writes, a text that does not
    name us or that was not there yet, details that are missing), and FileRefused.
    """
    channel = Channel(new.wording.channel)
    _check(actor, contact, new)
    holds = validity(channel, contact.country, new.given_at, promised=new.wording.months)
    made = Consent.objects.create(
        contact=contact.id,
        cell=contact.cell,
        purpose=new.wording.purpose,
        channel=channel,
        wording=new.wording,
        act=new.act,
        given_at=new.given_at,
        zone=new.zone,
        valid_until=holds.until,
        rule=holds.rule,
        source=new.source,
        details=seal_details(contact.public, new.details),
        agreed_at=new.agreed_at,
        upstream=bool(new.wording.seller),
        names_us=new.wording.names_us,
        age=new.age,
        notice=new.notice,
        member=actor.member,
        created_at=clock.now(),
    )
    for content in files:
        add_evidence(actor, contact=contact, consent=made, content=content)
    actor.trace.saw(
        "lawful:consent:write", [contact.id], [channel.value], consent=made.pk, wording=new.wording.pk
    )
    return made.public


def add_evidence(actor: Actor, *, contact: Subject, consent: Consent, content: bytes) -> UUID:
    """Keeps a file with a proof, sealed whole; its public id. Raises FileRefused, and Refused("act")."""
    _may_write(actor, contact)
    kind = kind_of(content)
    made = Evidence.objects.create(
        contact=contact.id,
        cell=contact.cell,
        consent=consent,
        kind=kind,
        size=len(content),
        content=seal_file(contact.public, content),
        member=actor.member,
        created_at=clock.now(),
    )
    actor.trace.saw("lawful:evidence:write", [contact.id], ["consents"], consent=consent.pk, evidence=made.pk)
    return made.public


def open_evidence(
    actor: Actor, *, contact: Subject, consent: Consent, public: UUID
) -> tuple[Evidence, bytes]:
    """The file itself, in the trace as a reveal is. Http404 for one that is missing or of another proof.

    The caller knows that this reader may have the coordinates that a proof quotes.
    """
    found = Evidence.objects.filter(contact=contact.id, consent=consent, public=public).first()
    if found is None:
        raise Http404
    actor.trace.saw("lawful:evidence:read", [contact.id], ["consents"], consent=consent.pk, evidence=found.pk)
    return found, open_file(contact.public, found.content)


def withdraw(
    actor: Actor,
    *,
    contact: Subject,
    consent: Consent,
    told_by: ToldBy,
    at: datetime,
    marks: Sequence[int],
) -> int:
    """Ends a consent at once, wherever the person's e-mail or phone stands (`marks`); how many proofs it ended here.

    Every proof of the same purpose and channel ends with it, and a question under way by mail is called back. Open to
    whoever may read the record: as easy as giving (GDPR article 7(3)), by word of mouth too (C. conso R223-3).
    Raises Http404 for a record out of sight.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gate.withdraw(%s, %s, %s, %s, %s::bigint[])",
            [contact.id, consent.pk, told_by.value, at, list(marks)],
        )
        (ended,) = cursor.fetchone()
    if ended is None:
        raise Http404
    actor.trace.saw(
        "lawful:consent:withdraw", [contact.id], [consent.channel], consent=consent.pk, told_by=told_by.value
    )
    return int(ended)


ASK = """
    INSERT INTO lawful_optin (public, contact, cell, wording_id, consent_id, asked_at, member)
    VALUES (gen_random_uuid(), %s, %s, %s, %s, %s, %s) RETURNING public
"""


def ask_by_mail(actor: Actor, *, contact: Subject, wording: Wording, confirms: Consent | None = None) -> UUID:
    """Orders the mail that asks the person, or that `confirms` what was said aloud; the order's public id.

    The worker writes it in the actor's name, if the actor still may by then. Raises Refused("act").
    """
    _may_write(actor, contact)
    with connection.cursor() as cursor:
        cursor.execute(
            ASK,
            [
                contact.id,
                contact.cell,
                wording.pk,
                confirms.pk if confirms else None,
                clock.now(),
                actor.member,
            ],
        )
        (public,) = cursor.fetchone()
        cursor.execute(
            "SELECT gate.defer('people.send_optin', %s::jsonb)", [json.dumps({"optin": str(public)})]
        )
    actor.trace.saw("lawful:optin:ask", [contact.id], [wording.channel], wording=wording.pk)
    return UUID(str(public))


def _check(actor: Actor, contact: Subject, new: NewConsent) -> None:
    _may_write(actor, contact)
    if new.given_at > clock.now():
        raise Refused("future", subject=contact.id)
    if (ended := taken_back(contact=contact.id, wording=new.wording)) and new.given_at <= ended:
        raise Refused("taken_back", subject=contact.id)
    told = new.details
    bought = bool(new.wording.seller)
    if (
        new.act is PositiveAct.DOUBLE_OPT_IN
        or not was_there(new.wording, new.given_at.astimezone(ZoneInfo(new.zone)))
        or not (told.identifier and told.reference)
        or (bought and not (told.seller and told.seller_form and told.seller_date))
        or (new.age is Age.WITH_PARENT and not told.parent)
        or (new.wording.channel in NAMED and not new.wording.names_us)
    ):
        raise Refused("consent", subject=contact.id)


def _may_write(actor: Actor, contact: Subject) -> None:
    if not (actor.has(Permission.CONSENT_WRITE) and actor.may(Act.COMMUNICATE, contact.cell)):
        raise Refused("act", subject=contact.id)

"""The mail that asks a person for consent, or confirms one given aloud: in the asker's name, and only if they still may."""

import logging
from contextlib import suppress
from typing import Final
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from procrastinate import JobContext
from procrastinate.contrib.django import app

from licite.access import reveal
from licite.access.actor import Actor
from licite.access.gate import NoEntry, acting_for
from licite.access.permissions import Field
from licite.kit import clock
from licite.kit.mail import Mail, MailFailed, mailer
from licite.lawful import links, mail
from licite.lawful.actions import optin as actions
from licite.lawful.asking import uses_person
from licite.lawful.channels import Channel
from licite.lawful.jobs.patience import Patience, spent
from licite.lawful.models import Consent, NoticeKind, Optin
from licite.lawful.panels.consents import day
from licite.lawful.proofs.wordings import COMPOSED
from licite.lawful.queries.consents import asked_already
from licite.lawful.queries.notices import in_force
from licite.people.actions import values
from licite.people.actions.consents import kept_from, own_identifier
from licite.people.models import Contact
from licite.people.queries import contact_for

TASK: Final = "people.send_optin"
log = logging.getLogger(__name__)


@app.task(name=TASK, pass_context=True, retry=Patience())
def send(context: JobContext, optin: str, member: int) -> None:
    """Sends one question, or gives it up after the last try."""
    send_optin(optin, member, last=spent(context.job))


def send_optin(optin: str, member: int, *, last: bool = False) -> None:
    """Sends one question, once. One that may not be put any more is called back; so is one that no server takes."""
    try:
        with acting_for(member, TASK) as actor:
            message = prepare(actor, UUID(optin))
            # Inside: an objection that comes now waits until the mail has left, and finds the person asked before it.
            if message is not None:
                mailer(settings.MAIL).send(message)
    except NoEntry:
        return
    except MailFailed as failure:
        if not (mail.lasting(failure) or last):
            raise
        log.warning("a question was not sent: %s", failure.reason)
        with suppress(NoEntry):
            call_back(member, UUID(optin))


def prepare(actor: Actor, public: UUID) -> Mail | None:
    """The mail with its links, which live from the commit on; None where the person may not be asked."""
    optin = actions.pending(public)
    if optin is None:
        return None
    written = write(actor, optin) if mail.configured() else None
    if written is None:
        Optin.objects.filter(pk=optin.pk).update(cancelled_at=clock.now())
    return written


@uses_person
def write(actor: Actor, optin: Optin) -> Mail | None:
    """The mail, where the record has what it takes and nothing keeps the person from being asked."""
    contact = contact_for(actor, Contact.objects.values_list("public", flat=True).get(pk=optin.contact))
    refused = kept_from(actor, contact=contact, wording=optin.wording)
    again = not optin.consent_id and asked_already(
        actor, contact=contact.id, wording=optin.wording, country=contact.country, at=clock.now(), but=optin
    )
    addresses = reveal.for_keys(Field.EMAIL, contact.public, contact.email)
    identifier = own_identifier(contact, Channel(optin.wording.channel))
    if refused is not None or again or contact.minor or not (addresses and identifier):
        return None
    token = actions.arm(
        actor,
        optin=optin,
        subject=contact.public,
        country=contact.country,
        identifier=identifier,
        marks=values.marks(addresses, reveal.for_keys(Field.PHONE, contact.public, contact.phone)),
        notice=notice_in_force(optin.wording.language),
    )
    return compose(optin, token, addresses[0])


def notice_in_force(language: str) -> int | None:
    """The public information notice that the mail leads to: what the proof says was shown."""
    published = in_force(NoticeKind.PUBLIC, language if language in COMPOSED else "fr")
    return published.id if published else None


def compose(optin: Optin, token: str, address: str) -> Mail:
    """The message as it is written."""
    language = optin.wording.language if optin.wording.language in COMPOSED else "fr"
    context = {
        "wording": optin.wording.text,
        "url": settings.SITE_URL + reverse("lawful:optin", args=[token]),
        "privacy": settings.SITE_URL + reverse("lawful:privacy"),
    }
    name = "optin"
    if optin.consent_id:
        said = Consent.objects.defer("details").get(pk=optin.consent_id)
        name = "oral"
        with translation.override(language):
            context |= {
                "day": day(said.given_at, said.zone),
                "end": day(said.valid_until, said.zone),
                "reference": str(said.public),
            }
    subject, text = mail.written(name, context, language=language)
    return mail.compose(
        to=address, subject=subject, text=text, token=links.link_for("email", address), language=language
    )


def call_back(member: int, public: UUID) -> None:
    """No answer will come: the record says so."""
    with acting_for(member, TASK):
        Optin.objects.filter(public=public, sent_at=None).update(cancelled_at=clock.now())

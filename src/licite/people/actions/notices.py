"""Informing a person: the notice that is theirs, noted as given or sent by mail in the worker."""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.safestring import SafeString

from licite.access import reveal
from licite.access.actor import Actor
from licite.access.permissions import Field
from licite.kit import clock
from licite.kit.mail import MailFailed, mailer
from licite.lawful import links, mail
from licite.lawful.actions.notices import inform
from licite.lawful.asking import ask, uses_person
from licite.lawful.channels import Channel
from licite.lawful.choices import Source
from licite.lawful.facts import ANSWER
from licite.lawful.models import DeliveredBy
from licite.lawful.notices import drawing
from licite.lawful.notices.choice import kind_for, language_for
from licite.lawful.notices.due import delay
from licite.lawful.notices.theirs import theirs
from licite.lawful.notices.words import word
from licite.lawful.notices.writing import Section
from licite.lawful.queries.notice_facts import languages
from licite.lawful.queries.notices import Published, in_force
from licite.people.queries import ContactRow
from licite.web.dates import date_format

SEND_ONE = "people.send_notice"


class Sent(StrEnum):
    """What became of a mail with the notice."""

    SENT = "sent"
    KNOWN = "known"  # informed meanwhile
    NO_EMAIL = "no_email"
    REFUSED = "refused"  # the law or the person keeps the mail from leaving
    UNPUBLISHED = "unpublished"
    FAILED = "failed"  # the address does not exist, or its server refuses


@dataclass(frozen=True)
class Own:
    """The notice of one person: the version in force, with where their own data come from."""

    published: Published
    sections: tuple[Section, ...]

    @property
    def html(self) -> SafeString:
        """As a page draws it."""
        return drawing.html(self.sections)


def language_of(contact: ContactRow, kind: str) -> str:
    """In which language this person is informed; "" where nothing is published yet."""
    published = [language for language in languages() if in_force(kind, language)]
    return language_for(contact.country, published)


def notice_of(contact: ContactRow) -> Own | None:
    """What this person is to be told; None before the notice of that kind is published."""
    kind = kind_for(contact.source, delay().indirect)
    language = language_of(contact, kind)
    published = in_force(kind, language) if language else None
    if published is None:
        return None
    return Own(published, _theirs(published, contact))


def _theirs(published: Published, contact: ContactRow) -> tuple[Section, ...]:
    """The published text, its sources brought down to the one that is the person's, with its day."""
    language = published.language
    source = contact.source if contact.source in Source.values else Source.OTHER
    with translation.override(language):
        day = date_format(timezone.localtime(contact.collected_at), "j F Y")
    return theirs(published.sections, language, source=source, day=day)


def note_given(
    actor: Actor, *, contact: ContactRow, means: DeliveredBy, at: datetime, proof: str = ""
) -> None:
    """Notes that the person was given the notice. Raises as `lawful.actions.notices.inform` does."""
    kind = kind_for(contact.source, delay().indirect)
    inform(
        actor,
        contact=contact.id,
        public=contact.public,
        kind=kind,
        language=language_of(contact, kind) or "fr",
        means=means,
        at=at,
        proof=proof,
    )


def mail_notice(actor: Actor, *, contact: ContactRow) -> Sent:
    """Mails the notice and notes it, or says why not. The worker's role only, inside the member's transaction.

    Raises MailFailed where trying again may help.
    """
    if contact.informed_at is not None:
        return Sent.KNOWN
    own = notice_of(contact)
    if own is None or not mail.configured():
        return Sent.UNPUBLISHED
    addresses = reveal.for_keys(Field.EMAIL, contact.public, contact.email)
    if not addresses:
        return Sent.NO_EMAIL
    try:
        return Sent.SENT if post_notice(actor, contact=contact, own=own, to=addresses[0]) else Sent.REFUSED
    except MailFailed as failure:
        if not mail.lasting(failure):
            raise
        return Sent.FAILED


@uses_person
def post_notice(actor: Actor, *, contact: ContactRow, own: Own, to: str) -> bool:
    """Mails a notice and notes it, where the law and the person let it go: a duty towards them, not marketing.

    False where they do not: an objection to e-mails, a restriction, a record that waits; there is post, or the next
    call. Held until the transaction ends: an objection that comes now waits until the mail has left. Raises MailFailed.
    """
    if not ask(actor, contact=contact.id, channel=Channel.EMAIL, purpose=ANSWER).allowed:
        return False
    with transaction.atomic():
        _send(own, to)
        note_given(actor, contact=contact, means=DeliveredBy.EMAIL, at=clock.now())
    return True


def _send(own: Own, address: str) -> None:
    head, language = own.sections[0], own.published.language
    with translation.override(language):
        day = date_format(timezone.localtime(own.published.published_at), "j F Y")
    version = word(language, "say", "version", n=str(own.published.version), day=day)
    token = links.link_for("email", address)
    mailer(settings.MAIL).send(
        mail.compose(
            to=address,
            subject=f"{head.title} · {mail.sender()['name']}",
            text=f"{drawing.plain(own.sections)}\n{version}",
            html=own.html + drawing.paragraph(version),
            token=token,
            language=language,
        )
    )


def order_mail(actor: Actor, *, contact: ContactRow) -> None:
    """Orders the mail with the notice, sent by the worker in the actor's name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gate.defer(%s, %s::jsonb)", [SEND_ONE, json.dumps({"contact": str(contact.public)})]
        )
    actor.trace.saw("lawful:notice:order", [contact.id], [], means=DeliveredBy.EMAIL.value)

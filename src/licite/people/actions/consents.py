"""Consents of a contact: the record's own address or number where none was typed, and the tokens that find its likes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from licite.access import reveal
from licite.access.actor import Actor
from licite.access.permissions import Act, Field, Level, Permission
from licite.access.refusals import Refused
from licite.kit import clock
from licite.lawful import mail
from licite.lawful.actions import consents as proofs
from licite.lawful.asking import Barred, ask, uses_person
from licite.lawful.channels import Channel
from licite.lawful.facts import ANSWER
from licite.lawful.may import Verdict
from licite.lawful.models import Consent, PositiveAct, ToldBy, Wording
from licite.lawful.queries.consents import asked_already
from licite.people.actions import values
from licite.people.queries import ContactRow

COORDINATES: Final = {
    Channel.PHONE: Field.PHONE,
    Channel.SMS: Field.PHONE,
    Channel.ROBOT: Field.PHONE,
    Channel.EMAIL: Field.EMAIL,
    Channel.TRACKING: Field.EMAIL,
    Channel.POST: Field.ADDRESS,
}
"""The coordinate a channel uses; a social network has none on the record."""

KEEPS: Final = frozenset({"objection", "minor", "notice_overdue"})
"""Of the verdicts on the purpose itself, those that also keep from asking."""


def own_identifier(contact: ContactRow, channel: Channel) -> str:
    """The record's first address or number for a channel, to be sealed into a proof and shown to nobody; may be ""."""
    field = COORDINATES.get(channel)
    if field is None:
        return ""
    found = reveal.for_keys(field, contact.public, getattr(contact, field.value))
    return ", ".join(filter(None, found)) if field is Field.ADDRESS else next(iter(found), "")


def record_consent(
    actor: Actor, *, contact: ContactRow, new: proofs.NewConsent, files: Sequence[bytes] = ()
) -> UUID:
    """Adds the proof; of one given aloud, orders the mail that confirms it where the record has an e-mail.

    Raises what `lawful.actions.consents.record_consent` raises.
    """
    made = proofs.record_consent(actor, contact=contact, new=new, files=files)
    if new.act is PositiveAct.ORAL and contact.email and mail.configured():
        said = Consent.objects.only("pk", "wording_id").get(public=made)
        proofs.ask_by_mail(actor, contact=contact, wording=new.wording, confirms=said)
    return made


@uses_person
def ask_for_consent(actor: Actor, *, contact: ContactRow, wording: Wording) -> UUID:
    """Orders the mail that asks. Raises Refused("act"), Refused("asked") where the same was asked or refused of late,

    and Barred where the person may not be asked.
    """
    refused = kept_from(actor, contact=contact, wording=wording)
    if refused is not None:
        raise Barred(refused, subject=contact.id, language=actor.language)
    # The record is held from here on: of two who ask at once, the second finds the first.
    if asked_already(actor, contact=contact.id, wording=wording, country=contact.country, at=clock.now()):
        raise Refused("asked", subject=contact.id)
    return proofs.ask_by_mail(actor, contact=contact, wording=wording)


def kept_from(actor: Actor, *, contact: ContactRow, wording: Wording) -> Verdict | None:
    """The verdict that forbids to ask this person by mail, None where nothing does; held until the transaction ends.

    The question is no marketing itself: neither the basis of the purpose nor the regime of its channel is asked for,
    but what the person said is: an objection to all, to e-mails, to this purpose or to the very channel asked for (whoever
    refused calls is not asked to accept them), a restriction, a notice overdue.
    """
    to_all = ask(actor, contact=contact.id, channel=Channel.EMAIL, purpose=ANSWER)
    if not to_all.allowed:
        return to_all
    to_this = ask(actor, contact=contact.id, channel=Channel.EMAIL, purpose=wording.purpose)
    if to_this.code in KEEPS:
        return to_this
    to_that = ask(actor, contact=contact.id, channel=Channel(wording.channel), purpose=wording.purpose)
    return to_that if to_that.code == "objection" else None


def withdraw_consent(
    actor: Actor, *, contact: ContactRow, consent: Consent, told_by: ToldBy, at: datetime
) -> int:
    """Ends the consent on this record and wherever its e-mails and phones stand; they are shown to nobody."""
    addresses = reveal.for_keys(Field.EMAIL, contact.public, contact.email)
    numbers = reveal.for_keys(Field.PHONE, contact.public, contact.phone)
    return proofs.withdraw(
        actor,
        contact=contact,
        consent=consent,
        told_by=told_by,
        at=at,
        marks=values.marks(addresses, numbers),
    )


def sees_identifier(actor: Actor, *, contact: ContactRow, channel: Channel) -> bool:
    """Whether a page may show the address or number of a proof: the level is open, or a reveal of it is under way."""
    field = COORDINATES.get(channel, Field.EMAIL)
    level = contact.level(actor, field)
    return level is Level.OPEN or (
        level is Level.REVEAL and field.value in reveal.live(actor, contact=contact)
    )


def opens_proof(actor: Actor, *, contact: ContactRow, channel: Channel) -> bool:
    """Whether files and the copy, which quote the person, open for this actor; each opening is in the journal.

    For whoever may see the coordinate; after an objection only for those who answer the person's requests.
    """
    if not actor.has_in(Permission.CONTACT_REVEAL, contact.cell) or not actor.may(
        Act.COMMUNICATE, contact.cell
    ):
        return False
    level = contact.level(actor, COORDINATES.get(channel, Field.EMAIL))
    return level >= Level.REVEAL or actor.has(Permission.RESTRICTION_WRITE)

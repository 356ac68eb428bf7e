"""Writing an objection: on the record and its likes, and as fingerprints on the suppression list, in one act."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection
from django.http import Http404

from licite import vault
from licite.access.actor import Actor
from licite.access.refusals import Refused
from licite.lawful.channels import Channel
from licite.lawful.choices import MistakenFor
from licite.lawful.models import ToldBy

# What the list can recognise of each channel: postal mail has neither e-mail nor phone to be known by.
BY_EMAIL = frozenset({Channel.EMAIL, Channel.ALL})
BY_PHONE = frozenset({Channel.PHONE, Channel.SMS, Channel.ALL})


def prints_for(channel: Channel, *, emails: Sequence[str], phones: Sequence[str]) -> list[bytes]:
    """The fingerprints to keep for a channel, of canonical e-mails and E.164 phones, by the active key."""
    kept = [vault.fingerprints.fingerprint("email", email) for email in emails if channel in BY_EMAIL]
    return kept + [vault.fingerprints.fingerprint("phone", phone) for phone in phones if channel in BY_PHONE]


def every_print_for(channel: Channel, *, emails: Sequence[str], phones: Sequence[str]) -> list[bytes]:
    """The same, by every key there ever was."""
    kept = [vault.fingerprints.fingerprints("email", email) for email in emails if channel in BY_EMAIL]
    kept += [vault.fingerprints.fingerprints("phone", phone) for phone in phones if channel in BY_PHONE]
    return [one for several in kept for one in several]


def marks_for(channel: Channel, *, emails: Sequence[str], phones: Sequence[str]) -> list[int]:
    """The search tokens, of every live key, by which a channel's coordinates stand on other records."""
    asked = [vault.tokens.query_exact("email", email) for email in emails if channel in BY_EMAIL]
    asked += [vault.tokens.query_exact("phone", phone) for phone in phones if channel in BY_PHONE]
    return [token for tokens in asked for token in tokens]


def write_objection(
    actor: Actor,
    *,
    contact: int,
    channel: Channel,
    at: datetime,
    told_by: ToldBy,
    emails: Sequence[str],
    phones: Sequence[str],
    purpose: str = "",
) -> None:
    """Closes the channel, for one purpose or ("") for every one: on the record, on every record in the actor's sight
    with the same e-mail or phone, and at the entrance.

    `emails` canonical, `phones` in E.164: those of the record. The records out of sight that hold them wait, unused,
    for whoever sees both; nothing here says that there are any (decision 3).

    Open to whoever may read the record: to refuse to note an objection would be to refuse to honour it.
    Raises Http404 for a record out of sight.
    """
    prints = prints_for(channel, emails=emails, phones=phones)
    marks = marks_for(channel, emails=emails, phones=phones)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gate.object(%s, %s, %s, %s, %s, %s::bytea[], %s::bigint[])",
            [contact, channel.value, purpose, at, told_by.value, prints, marks],
        )
        (written,) = cursor.fetchone()
    if not written:
        raise Http404
    actor.trace.noted("lawful:objection:write", [contact], [channel.value], prints=len(prints))


def take_back_objection(
    actor: Actor,
    *,
    contact: int,
    objection: int,
    channel: Channel,
    because: MistakenFor,
    emails: Sequence[str],
    phones: Sequence[str],
) -> None:
    """Undoes an objection that the person did not make, with all that it had closed; the journal keeps both.

    `emails` canonical, `phones` in E.164: those of the record. Never for a person who changed their mind: that is an act
    of theirs, with its proof. Raises Refused("act") for whoever did not note it today and does not keep the
    suppression list; Http404 for one out of sight, or that was not told to a member.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gate.unsay(%s, %s, %s::bytea[], %s::bigint[])",
            [
                contact,
                objection,
                every_print_for(channel, emails=emails, phones=phones),
                marks_for(channel, emails=emails, phones=phones),
            ],
        )
        (answer,) = cursor.fetchone()
    if answer == "officer":
        raise Refused("act", subject=contact)
    if answer != "done":
        raise Http404
    actor.trace.saw("lawful:objection:correct", [contact], [channel.value], because=because.value)

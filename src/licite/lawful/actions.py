"""Writing an objection: on the record, and as fingerprints on the suppression list, in one act of the gate."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection
from django.http import Http404

from licite import vault
from licite.access.actor import Actor
from licite.lawful.channels import BITS, Channel
from licite.lawful.models import ToldBy

# What the list can recognise of each channel: postal mail has neither e-mail nor phone to be known by.
BY_EMAIL = frozenset({Channel.EMAIL, Channel.ALL})
BY_PHONE = frozenset({Channel.PHONE, Channel.SMS, Channel.ALL})


def prints_for(channel: Channel, *, emails: Sequence[str], phones: Sequence[str]) -> list[bytes]:
    """The fingerprints to keep for a channel, of canonical e-mails and E.164 phones, by the active key."""
    kept = [vault.fingerprints.fingerprint("email", email) for email in emails if channel in BY_EMAIL]
    return kept + [vault.fingerprints.fingerprint("phone", phone) for phone in phones if channel in BY_PHONE]


def write_objection(
    actor: Actor, *, contact: int, channel: Channel, at: datetime, told_by: ToldBy, prints: Sequence[bytes]
) -> None:
    """Closes the channel of a record in sight and keeps the fingerprints.

    Open to whoever may read the record: to refuse to note an objection would be to refuse to honour it.
    Raises Http404 for a record out of sight.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gate.object(%s, %s, %s, %s, %s, %s::bytea[])",
            [contact, channel.value, BITS[channel], at, told_by.value, list(prints)],
        )
        (written,) = cursor.fetchone()
    if not written:
        raise Http404
    actor.trace.saw("lawful:objection:write", [contact], [channel.value], prints=len(prints))

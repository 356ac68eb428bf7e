"""Writing a new version of a text by which consent is asked; none is ever changed."""

from datetime import date
from uuid import UUID

from django.db import connection

from licite.access.actor import Actor
from licite.lawful.channels import Channel
from licite.lawful.proofs.wordings import Mentions

SQL = "SELECT gate.word(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"


def add_wording(
    actor: Actor,
    *,
    purpose: str,
    channel: Channel,
    language: str,
    text: str,
    mentions: Mentions,
    names_us: bool,
    seller: str = "",
    used_since: date | None = None,
) -> UUID:
    """The next version for this purpose, channel and language; its public id.

    `seller` names who showed the text, where it was not us; `names_us`: the text names our organisation;
    `used_since`: it was shown from that day on, before it is written here. Raises the database's error for whoever may
    not write texts.
    """
    values = (
        purpose,
        channel.value,
        language,
        text,
        mentions.controller,
        mentions.third_party,
        seller,
        mentions.goods,
        mentions.months,
        mentions.withdrawal,
        mentions.proof_access,
        names_us,
        used_since,
    )
    with connection.cursor() as cursor:
        cursor.execute(SQL, values)
        (public,) = cursor.fetchone()
    actor.trace.saw("lawful:wording:write", [], [], wording=str(public))
    return UUID(str(public))

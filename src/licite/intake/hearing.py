"""Refusals of a file that are of no whole channel of a record: of newsletters alone, and of rows that were left out."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from licite.access.actor import Actor
from licite.intake.models import Batch
from licite.intake.rows import Person
from licite.intake.shelving import NEWSLETTER
from licite.lawful.actions.objections import prints_for, write_objection
from licite.lawful.channels import Channel
from licite.lawful.models import ToldBy

HEAR = "SELECT gate.hear_left(%s, %s, %s, %s, %s::bytea[])"


def refuse_letters(actor: Actor, contact: int, person: Person, *, at: datetime) -> None:
    """Closes the e-mail of a record for newsletters, and for nothing else."""
    write_objection(
        actor,
        contact=contact,
        channel=Channel.EMAIL,
        at=at,
        told_by=ToldBy.IMPORT,
        emails=[one.lower() for one in person.emails],
        phones=(),
        purpose=NEWSLETTER,
    )


def hear(actor: Actor, batch: Batch, *, at: datetime, persons: Sequence[Person]) -> None:
    """What rows left out refuse holds for the e-mails and phones they name, at the entrance; it closes no record."""
    asked: dict[tuple[Channel, str], list[bytes]] = {}
    for person in persons:
        emails = [one.lower() for one in person.emails]
        wanted = [(channel, "") for channel in person.objections]
        wanted += [(Channel.EMAIL, NEWSLETTER)] if person.no_letters else []
        for channel, aim in wanted:
            prints = prints_for(channel, emails=emails, phones=person.phones)
            asked.setdefault((channel, aim), []).extend(prints)
    with connection.cursor() as cursor:
        for (channel, aim), prints in asked.items():
            cursor.execute(HEAR, [batch.public, channel.value, aim, at, prints])
            actor.trace.noted("lawful:objection:write", [], [channel.value], prints=len(prints))

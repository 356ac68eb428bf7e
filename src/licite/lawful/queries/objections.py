"""Reading objections."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.db import connection

from licite.access.actor import Actor

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SAID = """
    SELECT o.channel, o.purpose, CASE WHEN %(english)s THEN p.name_en ELSE p.name_fr END, o.at, o.told_by, o.member,
        o.id, o.created_at
    FROM lawful_objection o LEFT JOIN lawful_purpose p ON p.key = o.purpose
    WHERE o.contact = %(contact)s ORDER BY o.at DESC, o.id DESC
"""


class Said(NamedTuple):
    """One objection. `purpose` is "" where it is to all of them, `about` its name in the reader's language (None then)."""

    channel: str
    purpose: str
    about: str | None
    at: datetime
    told_by: str
    member: int | None
    id: int
    noted_at: datetime

    @property
    def noted(self) -> int:
        """The instant at which it was noted, in microseconds."""
        return (self.noted_at - EPOCH) // timedelta(microseconds=1)


def objections_of(actor: Actor, *, contact: int) -> Sequence[Said]:
    """What the person objected to, latest first; nothing for a record out of sight. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(SAID, {"contact": contact, "english": actor.language.startswith("en")})
        found = [Said._make(row) for row in cursor.fetchall()]
    if found:
        actor.trace.saw("people:contact:read", [contact], ["objections"])
    return found


def places(said: Sequence[Said]) -> dict[int, Said]:
    """Each by its place on the record, the first noted is 1: its number in the table would tell of those out of sight."""
    return dict(enumerate(sorted(said, key=lambda one: one.id), start=1))

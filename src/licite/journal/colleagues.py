"""Who did what to one contact, counted by colleague: for whoever asks “who opened this record?”."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from licite.journal.acts import DEEDS, Family, of_family
from licite.journal.queries import EVERYTHING, Narrowing, Reader, hour_of

OPENED = "people:contact:read"
# One reading of the rows of one contact: its lists and searches are counted with the rest. Each page of a record
# leaves its row: those that follow one another within half an hour are one opening.
COUNTED = """
    SELECT actor,
        count(*) FILTER (WHERE act = %(opened)s AND coalesce(at - before > interval '30 minutes', true)),
        count(*) FILTER (WHERE act = %(opened)s),
        count(*) FILTER (WHERE act = ANY (%(reveals)s::text[])),
        count(*) FILTER (WHERE act = ANY (%(changes)s::text[])),
        max(at) FILTER (WHERE act = ANY (%(deeds)s::text[])),
        count(*) FILTER (WHERE NOT act = ANY (%(deeds)s::text[]))
    FROM (
        SELECT actor, act, at, lag(at) OVER (PARTITION BY actor, act = %(opened)s ORDER BY at) AS before
        FROM gate.entries_about(%(contact)s)
        WHERE at >= %(since)s AND at < %(until)s AND hour >= %(first_hour)s AND hour <= %(last_hour)s
"""
ONE_MEMBER = " AND actor = %(member)s"
BY_COLLEAGUE = ") seen GROUP BY actor ORDER BY 6 DESC NULLS LAST, actor"


@dataclass(frozen=True, slots=True)
class Colleague:
    """How often a member opened (and how many of its pages), revealed and changed; `member` is None for the house's own
    work.
    """

    member: int | None
    opened: int
    pages: int
    revealed: int
    changed: int
    last: datetime


def colleagues_about(
    actor: Reader, *, contact: int, narrowing: Narrowing = EVERYTHING
) -> tuple[Sequence[Colleague], int]:
    """Those who did something, the latest first, and how many rows are only lists and searches.

    Acts that `narrowing` names are not looked at: only its days and its member. Raises the database's error without
    journal:entry:read.
    """
    actor.trace.saw("journal:entry:read", [contact], [])
    asked: dict[str, Any] = {
        "contact": contact,
        "since": narrowing.since,
        "until": narrowing.until,
        "first_hour": hour_of(narrowing.since),
        "last_hour": hour_of(narrowing.until),
        "member": narrowing.member,
        "opened": OPENED,
        "reveals": of_family(Family.REVEAL),
        "changes": of_family(Family.CHANGE),
        "deeds": list(DEEDS),
    }
    with connection.cursor() as cursor:
        cursor.execute(
            COUNTED + ("" if narrowing.member is None else ONE_MEMBER) + BY_COLLEAGUE,
            asked,
        )
        found = cursor.fetchall()
    return [Colleague(*row[:6]) for row in found if row[5]], sum(row[6] for row in found)

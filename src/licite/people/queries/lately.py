"""What happened or is about to, across the actor's sight: objections of the week, consents that end soon, exchanges."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from licite.access.actor import Actor
from licite.access.permissions import Act
from licite.kit import clock
from licite.lawful.models import DATED
from licite.people import sealing
from licite.people.queries.rows import fetch, shown_name

WEEK, MONTH = timedelta(days=7), timedelta(days=30)
CAP = 200
COUNTED = 10_000
OBJECTED = """
    FROM lawful_objection o WHERE o.cell = ANY (%(cells)s::int[]) AND o.created_at > %(since)s
"""
# One that is taken up by a later consent to the same thing does not end.
ENDING = """
    FROM lawful_consent s WHERE s.cell = ANY (%(cells)s::int[]) AND s.valid_until > %(now)s AND s.valid_until <= %(until)s
    AND NOT EXISTS (SELECT FROM lawful_withdrawal w WHERE w.consent_id = s.id)
    AND NOT EXISTS (SELECT FROM lawful_consent r WHERE r.contact = s.contact AND r.channel = s.channel
        AND r.purpose = s.purpose AND r.valid_until > %(until)s
        AND NOT EXISTS (SELECT FROM lawful_withdrawal w WHERE w.consent_id = r.id))
"""
COUNT_OBJECTIONS = f"SELECT count(*) AS n FROM (SELECT {OBJECTED} LIMIT %(counted)s) x"
COUNT_ENDING = f"SELECT count(*) AS n FROM (SELECT {ENDING} LIMIT %(counted)s) x"
NAMED = "c.id, c.public, c.cell, c.listing"
OBJECTIONS = f"""
    SELECT x.what, x.more, x.at, x.said, x.aim, x.member, {NAMED} FROM (
        SELECT o.contact, o.channel AS what, o.told_by AS more, o.created_at AS at, o.at AS said, o.purpose AS aim, o.member
        {OBJECTED}
        ORDER BY o.created_at DESC LIMIT %(cap)s) x JOIN people_contact c ON c.id = x.contact ORDER BY x.at DESC
"""
CONSENTS = f"""
    SELECT x.what, x.more, x.at, {NAMED} FROM (
        SELECT s.contact, s.channel AS what, s.purpose AS more, s.valid_until AS at {ENDING}
        ORDER BY s.valid_until LIMIT %(cap)s) x JOIN people_contact c ON c.id = x.contact ORDER BY x.at
"""
# An exchange moves its record to the front of its cell (active_at).
EXCHANGES = f"""
    SELECT i.kind AS what, i.direction || ' ' || i.outcome AS more, i.at, {NAMED}
    FROM unnest(%(cells)s::int[]) k CROSS JOIN LATERAL (
        SELECT id FROM people_contact WHERE cell = k ORDER BY active_at DESC, id DESC LIMIT %(cap)s) p
    JOIN people_contact c ON c.id = p.id CROSS JOIN LATERAL (
        SELECT kind, direction, outcome, at FROM people_interaction WHERE contact = c.id ORDER BY at DESC, id DESC LIMIT 1) i
    ORDER BY i.at DESC LIMIT %(cap)s
"""


@dataclass(frozen=True)
class Event:
    """One line: of whom, what (a code), more of it (a code, or two), and when.

    Of an objection: when the person said it, to which purpose alone ("" for every one), and the member who noted it.
    """

    contact: int
    contact_public: UUID
    contact_name: str
    what: str
    more: str
    at: datetime
    said: datetime | None = None
    aim: str = ""
    member: int | None = None

    @property
    def dated(self) -> bool:
        """Whether `said` is the day on which the person objected, not the one by which they had."""
        return self.more in DATED


def objections_lately(actor: Actor) -> Sequence[Event]:
    """Objections noted in the last seven days, the latest first, 200 at most; `more` how it was told. In the trace."""
    return _events(actor, fetch(OBJECTIONS, _bounds(actor) | {"cap": CAP}), "objections")


def count_objections_lately(actor: Actor) -> int:
    """How many they are, counted no further than 10,000."""
    return int(fetch(COUNT_OBJECTIONS, _bounds(actor) | {"counted": COUNTED})[0]["n"])


def consents_ending(actor: Actor) -> Sequence[Event]:
    """Consents that end within thirty days and are not renewed, the soonest first, 200 at most; `more` the purpose.

    In the trace.
    """
    return _events(actor, fetch(CONSENTS, _bounds(actor) | {"cap": CAP}), "consents")


def count_consents_ending(actor: Actor) -> int:
    """How many they are, counted no further than 10,000."""
    return int(fetch(COUNT_ENDING, _bounds(actor) | {"counted": COUNTED})[0]["n"])


def exchanges_lately(actor: Actor, *, limit: int) -> Sequence[Event]:
    """The last exchange of the records that moved last; `more` who started it and how it ended. In the trace."""
    return _events(actor, fetch(EXCHANGES, _bounds(actor) | {"cap": limit}), "interactions")


def _bounds(actor: Actor) -> dict[str, Any]:
    now = clock.now()
    return {"cells": list(actor.cells(Act.READ)), "now": now, "since": now - WEEK, "until": now + MONTH}


def _events(actor: Actor, raws: Sequence[Mapping[str, Any]], field: str) -> Sequence[Event]:
    if not raws:
        return []
    opened = sealing.open_listings([(raw["public"], raw["listing"]) for raw in raws])
    actor.trace.saw("people:contact:list", [raw["id"] for raw in raws], ["name", field])
    return [
        Event(
            raw["id"],
            raw["public"],
            shown_name(actor, raw["cell"], listing),
            raw["what"],
            raw["more"],
            raw["at"],
            raw.get("said"),
            raw.get("aim", ""),
            raw.get("member"),
        )
        for raw, listing in zip(raws, opened, strict=True)
    ]

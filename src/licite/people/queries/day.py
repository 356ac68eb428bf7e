"""What changed in a member's sight since the visit before: new records, acts of the person, objections, stages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from licite.access.actor import Actor
from licite.access.permissions import Act
from licite.kit import clock
from licite.lawful.models import DATED
from licite.people import sealing
from licite.people.queries.rows import fetch, shown_name

VISIT = """
    INSERT INTO people_day AS d (member, since, visited_at) VALUES (%(member)s, %(first)s, %(now)s)
    ON CONFLICT (member) DO UPDATE SET
        since = CASE WHEN d.visited_at < %(apart)s THEN d.visited_at ELSE d.since END, visited_at = excluded.visited_at
    RETURNING since, mails
"""
# By cell, each from an index of its own: a few of each kind, then their names in the same statement. What happened
# since has moved its record to the front of the list (active_at). Whom a file brought is not told one by one: such a
# record enters with an activity older than itself, and so is not even looked at.
CHANGES = """
    SELECT x.kind, x.at, x.more, x.said, x.told, c.id, c.public, c.cell, c.listing FROM (
        (SELECT 'new' AS kind, n.id AS contact, n.at, n.source AS more, NULL::timestamptz AS said, '' AS told
            FROM unnest(%(cells)s::int[]) k CROSS JOIN LATERAL (
            SELECT id, created_at AS at, source FROM people_contact WHERE cell = k AND active_at > %(since)s
            AND created_at > %(since)s AND active_at >= created_at AND created_by IS DISTINCT FROM %(me)s
            ORDER BY created_at DESC LIMIT %(few)s) n
            ORDER BY n.at DESC LIMIT %(few)s)
        UNION ALL
        (SELECT 'theirs', a.contact, a.at, a.kind, NULL, '' FROM unnest(%(cells)s::int[]) k CROSS JOIN LATERAL (
            SELECT i.contact, i.at, i.kind FROM people_contact p JOIN people_interaction i ON i.contact = p.id
            WHERE p.cell = k AND p.active_at > %(since)s AND i.at > %(since)s AND i.direction = 'theirs'
            AND i.member IS DISTINCT FROM %(me)s ORDER BY i.at DESC LIMIT %(few)s) a
            ORDER BY a.at DESC LIMIT %(few)s)
        UNION ALL
        (SELECT 'objection', o.contact, o.created_at, o.channel, o.at, o.told_by FROM lawful_objection o
            WHERE o.cell = ANY (%(cells)s::int[]) AND o.created_at > %(since)s AND o.member IS DISTINCT FROM %(me)s
            ORDER BY o.created_at DESC LIMIT %(few)s)
        UNION ALL
        (SELECT CASE WHEN s.cell_before / 10 = s.cell_after / 10 THEN 'stage' ELSE 'portfolio' END, s.contact, s.at,
                s.cell_after::text, NULL, '' FROM people_change s
            WHERE s.field = 'cell' AND s.cell = ANY (%(cells)s::int[]) AND s.at > %(since)s
            AND s.member IS DISTINCT FROM %(me)s
            ORDER BY s.at DESC LIMIT %(few)s)
        UNION ALL
        (SELECT 'call', u.contact, u.at, u.public::text, NULL, '' FROM people_interaction u
            WHERE u.member = %(me)s AND u.at > %(begun)s AND u.kind = 'call' AND u.outcome = 'planned'
            AND NOT EXISTS (SELECT FROM people_interaction v
                WHERE v.contact = u.contact AND v.at > u.at AND v.kind = 'call' AND v.member = u.member)
            ORDER BY u.at DESC LIMIT %(few)s)
    ) x JOIN people_contact c ON c.id = x.contact ORDER BY x.at DESC
"""
MAILS = "SELECT mails FROM people_day WHERE member = %(member)s"
FIRST = timedelta(days=7)
"""How far back the first visit looks."""
APART = timedelta(hours=2)
"""Visits closer than this are one."""
FEW = 6
UNDER_WAY = timedelta(hours=4)
"""For how long a call that was begun is the one whose outcome is said."""


@dataclass(frozen=True)
class Visit:
    """Since when things are new for this member, and whether reminders come by mail."""

    since: datetime
    mails: bool


@dataclass(frozen=True)
class Change:
    """One thing that somebody else did, or the person: new, theirs, objection, stage or portfolio.

    `more`: the source, the kind of interaction, the channel, or the new cell. Of an objection, `at` is when it was noted
    and `said` when the person said it, None where that day is not known.
    """

    kind: str
    at: datetime
    more: str
    contact_public: UUID
    contact_name: str
    said: datetime | None = None


@dataclass(frozen=True)
class News:
    """What others changed; `calls`: the reader's own that are under way, their public id in `more`."""

    changes: Sequence[Change] = ()
    calls: Sequence[Change] = ()


def visit(actor: Actor) -> Visit:
    """Notes that the member looks at the own day now; what the visit before leaves as new."""
    now = clock.now()
    values = {"member": actor.member, "first": now - FIRST, "now": now, "apart": now - APART}
    (row,) = fetch(VISIT, values)
    return Visit(row["since"], row["mails"])


def wants_mails(actor: Actor) -> bool:
    """Whether reminders come by mail; they do until the member says otherwise."""
    return all(row["mails"] for row in fetch(MAILS, {"member": actor.member}))


def changes_since(actor: Actor, since: datetime) -> News:
    """What others did in the actor's cells, and the actor's own calls under way: the latest first, six of a kind at most;
    in the trace.
    """
    values = {"cells": list(actor.cells(Act.READ)), "since": since, "me": actor.member, "few": FEW}
    values["begun"] = clock.now() - UNDER_WAY
    raws = fetch(CHANGES, values)
    if not raws:
        return News()
    opened = sealing.open_listings([(raw["public"], raw["listing"]) for raw in raws])
    actor.trace.saw("people:contact:list", [raw["id"] for raw in raws], ["name", "stage"], where="home")
    found = [
        Change(
            raw["kind"],
            raw["at"],
            raw["more"],
            raw["public"],
            shown_name(actor, raw["cell"], listing),
            raw["said"] if raw["told"] in DATED else None,
        )
        for raw, listing in zip(raws, opened, strict=True)
    ]
    return News(
        [one for one in found if one.kind != "call"],
        [one for one in found if one.kind == "call"],
    )

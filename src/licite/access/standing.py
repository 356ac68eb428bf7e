"""Standing in for an absent colleague: what that colleague holds, for some days, in one gesture; and its end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.http import Http404

from licite.access import labels
from licite.access.actor import Actor
from licite.access.giving import ask_the_gate

LIVE = """
    SELECT (array_agg(g.public ORDER BY g.id))[1] AS public, g.stands_for, a.name, g.member_id, m.name, g.starts_at,
        max(g.ends_at), array_agg(g.id ORDER BY g.id), g.starts_at <= gate.now()
    FROM access_grant g JOIN access_member a ON a.id = g.stands_for JOIN access_member m ON m.id = g.member_id
    WHERE g.stands_for IS NOT NULL AND g.ends_at > gate.now()
    GROUP BY g.stands_for, a.name, g.member_id, m.name, g.starts_at ORDER BY g.starts_at, a.name
"""


@dataclass(frozen=True)
class Absence:
    """Somebody is or will be away, and who stands in. `public`: of its first grant; `begun`: it holds already."""

    public: UUID
    absent: int
    absent_name: str
    instead: int
    instead_name: str
    since: datetime
    until: datetime
    grants: Sequence[int]
    begun: bool

    @property
    def last(self) -> date:
        """The last day of it."""
        return labels.last_day(self.until)


def stand_in(actor: Actor, *, absent: int, instead: int, since: datetime, until: datetime) -> int:
    """Gives `instead` what `absent` holds, between two moments; how many grants that made.

    The database refuses (Refused: reach) what the actor does not hold, and a stand-in of oneself.
    """
    made = ask_the_gate("SELECT gate.stand_in(%s, %s, %s, %s)", [absent, instead, since, until])
    if made:
        said = {"absent": absent, "member": instead, "since": since.isoformat(), "until": until.isoformat()}
        actor.trace.saw("access:stand_in:add", [], [], grants=made, **said)
    return len(made)


def absences(actor: Actor) -> list[Absence]:
    """Who stands in for whom, now or soon, as far as the actor may see their grants; the next first."""
    with connection.cursor() as cursor:
        cursor.execute(LIVE)
        return [Absence(*row) for row in cursor.fetchall()]


def end_stand_in(actor: Actor, *, public: UUID) -> Absence:
    """Ends a stand-in at once, by the public reference of its first grant. Raises Http404, Refused: reach."""
    found = next((one for one in absences(actor) if one.public == public), None)
    if found is None:
        raise Http404
    for grant in found.grants:
        ask_the_gate("SELECT gate.end_grant(%s)", [grant])
    said = {"absent": found.absent, "member": found.instead}
    actor.trace.saw("access:stand_in:end", [], [], grants=list(found.grants), **said)
    return found

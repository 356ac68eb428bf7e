"""Grants as they stand: one's own, and those that reach a record ("who sees this, and why?")."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from licite.access.actor import Actor
from licite.access.grants import Grant
from licite.access.models import Member
from licite.access.permissions import Level
from licite.access.sees import Sight, sees

REACHING = """
    SELECT m.id AS member, m.name, g.id, p.key AS profile, p.acts, p.permissions, p.levels,
           p.reveals_a_day AS reveals, g.portfolios, g.stages, g.ends_at
    FROM access_grant g JOIN access_profile p ON p.id = g.profile_id
    JOIN access_member m ON m.id = g.member_id AND m.left_at IS NULL
    WHERE %(portfolio)s = ANY (g.portfolios) AND %(stage)s = ANY (g.stages)
      AND g.starts_at <= gate.now() AND (g.ends_at IS NULL OR g.ends_at > gate.now())
    ORDER BY m.name, g.id
"""


@dataclass(frozen=True)
class Watcher:
    """A colleague who sees a record, and what opens it."""

    member: int
    name: str
    sight: Sight
    until: datetime | None


def watchers_of(actor: Actor, cell: int) -> list[Watcher]:
    """Every member whose live grants reach this cell; the actor must reach its portfolio too."""
    with connection.cursor() as cursor:
        cursor.execute(REACHING, {"portfolio": cell // 10, "stage": cell % 10})
        columns = [column.name for column in cursor.description]
        raws = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    found: dict[int, tuple[str, list[Grant]]] = {}
    for raw in raws:
        found.setdefault(raw["member"], (raw["name"], []))[1].append(_grant(raw))
    return [
        Watcher(member, name, sight, _end(grants))
        for member, (name, grants) in found.items()
        if (sight := sees(grants, cell)).any
    ]


def member_names(actor: Actor) -> dict[int, str]:
    """Everybody's name, by name: colleagues know each other, and those who left are still in the journal."""
    return dict(Member.objects.order_by("name").values_list("id", "name"))


def _end(grants: Sequence[Grant]) -> datetime | None:
    """When the last of them ends; one without end has none."""
    ends = [grant.until for grant in grants]
    return None if None in ends else max(end for end in ends if end)


def _grant(raw: dict[str, Any]) -> Grant:
    levels = {name: Level[level.upper()] for name, level in _json(raw["levels"]).items()}
    return Grant(
        id=raw["id"],
        profile=raw["profile"],
        acts=frozenset(raw["acts"]),
        permissions=frozenset(raw["permissions"]),
        levels=levels,
        reveals=raw["reveals"],
        portfolios=tuple(raw["portfolios"]),
        stages=tuple(raw["stages"]),
        until=raw["ends_at"],
    )


def _json(raw: Any) -> dict[str, str]:
    return dict(json.loads(raw) if isinstance(raw, str) else raw)

"""Grants as they stand: one's own, and those that reach a record ("who sees this, and why?")."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.http import Http404

from licite import packs
from licite.access.actor import Actor
from licite.access.grants import Grant
from licite.access.models import Member, Portfolio
from licite.access.permissions import Level
from licite.access.sees import Sight, sees
from licite.kit import answers

REACHING = """
    SELECT m.id AS member, m.name, g.id, p.key AS profile, p.acts, p.permissions,
           p.levels, p.reveals_a_day AS reveals, g.portfolios, g.stages, g.ends_at
    FROM access_grant g JOIN access_profile p ON p.id = g.profile_id
    JOIN access_member m ON m.id = g.member_id AND m.left_at IS NULL
    WHERE %(portfolio)s = ANY (g.portfolios) AND %(stage)s = ANY (g.stages)
      AND g.starts_at <= gate.now() AND (g.ends_at IS NULL OR g.ends_at > gate.now())
    ORDER BY m.name, g.id
"""


SHEETS = """
    SELECT id, key, acts, permissions, levels, coalesce(reveals_a_day, %(base)s) AS reveals
    FROM access_profile ORDER BY id
"""
HELD = """
    SELECT g.id, g.public, g.member_id AS member, p.key AS profile, p.acts, p.permissions, p.levels,
           coalesce(p.reveals_a_day, %(base)s) AS reveals, g.portfolios, g.stages, g.starts_at, g.ends_at, g.given_by,
           g.ends_at IS NULL OR g.ends_at > gate.now() AS live, g.starts_at <= gate.now() AS begun
    FROM access_grant g JOIN access_profile p ON p.id = g.profile_id
    WHERE %(member)s::int IS NULL OR g.member_id = %(member)s
    ORDER BY g.member_id, g.id
"""
AT_WORK = """
    SELECT DISTINCT m.id, m.public, m.name
    FROM access_grant g JOIN access_profile p ON p.id = g.profile_id AND 'people:task:write' = ANY (p.permissions)
    JOIN access_member m ON m.id = g.member_id AND m.left_at IS NULL
    WHERE g.portfolios && gate.portfolios() AND g.starts_at <= gate.now() AND (g.ends_at IS NULL OR g.ends_at > gate.now())
    ORDER BY m.name
"""


@dataclass(frozen=True)
class Sheet:
    """A profile as it stands: acts, permissions, field levels, reveals a day."""

    id: int
    key: str
    acts: frozenset[str]
    permissions: frozenset[str]
    levels: Mapping[str, Level]
    reveals: int

    def over(self, portfolios: Sequence[int], stages: Sequence[int], until: datetime | None) -> Grant:
        """A grant of it, not given yet."""
        return Grant(
            id=0,
            profile=self.key,
            acts=self.acts,
            permissions=self.permissions,
            levels=self.levels,
            reveals=self.reveals,
            portfolios=tuple(portfolios),
            stages=tuple(stages),
            until=until,
        )


@dataclass(frozen=True)
class Held:
    """A grant of somebody, with who gave it; `live`: it has not ended, `begun`: not one of the days to come."""

    public: UUID
    member: int
    grant: Grant
    since: datetime
    given_by: int | None
    live: bool
    begun: bool

    @property
    def now(self) -> bool:
        """Whether it opens something at this moment."""
        return self.live and self.begun


@dataclass(frozen=True)
class Colleague:
    """Somebody who carries out tasks where the actor works."""

    id: int
    public: UUID
    name: str


@dataclass(frozen=True)
class Watcher:
    """A colleague who sees a record, and what opens it."""

    member: int
    name: str
    sight: Sight
    until: datetime | None


def watchers_of(actor: Actor, cell: int) -> list[Watcher]:
    """Every member whose live grants reach this cell; the actor must reach its portfolio too."""
    raws = _fetched(REACHING, portfolio=cell // 10, stage=cell % 10)
    found: dict[int, tuple[str, list[Grant]]] = {}
    for raw in raws:
        found.setdefault(raw["member"], (raw["name"], []))[1].append(_grant(raw))
    return [
        Watcher(member, name, sight, _end(grants))
        for member, (name, grants) in found.items()
        if (sight := sees(grants, cell)).any
    ]


def at_work(actor: Actor) -> list[Colleague]:
    """Whoever carries out tasks in a portfolio of the actor's now, by name, the actor too."""
    return [Colleague(raw["id"], raw["public"], raw["name"]) for raw in _fetched(AT_WORK)]


def sheets(actor: Actor) -> list[Sheet]:
    """Every profile, the house's own first."""
    return [
        Sheet(
            raw["id"],
            raw["key"],
            frozenset(raw["acts"]),
            frozenset(raw["permissions"]),
            _levels(raw["levels"]),
            raw["reveals"],
        )
        for raw in _fetched(SHEETS, base=_base())
    ]


def grants_held(actor: Actor, *, member: int | None = None) -> list[Held]:
    """Grants of a member, or of everybody, ended ones too; all of them for whoever manages grants."""
    return [
        Held(
            raw["public"],
            raw["member"],
            _grant(raw),
            raw["starts_at"],
            raw["given_by"],
            raw["live"],
            raw["begun"],
        )
        for raw in _fetched(HELD, member=member, base=_base())
    ]


def portfolio_names(actor: Actor) -> dict[int, str]:
    """Portfolios by id, by name: one's own, and all for whoever manages them."""
    return dict(Portfolio.objects.order_by("name").values_list("id", "name"))


def everybody(actor: Actor) -> list[Member]:
    """Every member, by name, those who left too."""
    return list(Member.objects.order_by("name"))


def member_of(actor: Actor, *, public: UUID) -> Member:
    """One member by public reference. Raises Http404."""
    member = Member.objects.filter(public=public).first()
    if member is None:
        raise Http404
    return member


def member_names(actor: Actor) -> dict[int, str]:
    """Everybody's name, by name: colleagues know each other, and those who left are still in the journal."""
    return dict(Member.objects.order_by("name").values_list("id", "name"))


def called(members: Iterable[int | None]) -> dict[int, str]:
    """The names of these members; no statement for nobody."""
    known = {one for one in members if one is not None}
    return dict(Member.objects.filter(id__in=known).values_list("id", "name")) if known else {}


def _end(grants: Sequence[Grant]) -> datetime | None:
    """When the last of them ends; one without end has none."""
    ends = [grant.until for grant in grants]
    return None if None in ends else max(end for end in ends if end)


def _base() -> int:
    return int(packs.value("sec.reveal.a_day"))


def _fetched(sql: str, **parameters: Any) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        columns = [column.name for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def _levels(raw: Any) -> dict[str, Level]:
    return {name: Level[level.upper()] for name, level in answers.read(raw).items()}


def _grant(raw: dict[str, Any]) -> Grant:
    return Grant(
        id=raw["id"],
        profile=raw["profile"],
        acts=frozenset(raw["acts"]),
        permissions=frozenset(raw["permissions"]),
        levels=_levels(raw["levels"]),
        reveals=raw["reveals"],
        portfolios=tuple(raw["portfolios"]),
        stages=tuple(raw["stages"]),
        until=raw["ends_at"],
    )

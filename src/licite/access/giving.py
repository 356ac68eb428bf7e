"""Giving rights: what a grant would open or close, what stands in a giver's way, and the acts. The gate decides;
what is here lets a page say beforehand what comes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import ProgrammingError, connection
from django.http import Http404
from psycopg.errors import InsufficientPrivilege

from licite.access.actor import Actor
from licite.access.grants import Grant
from licite.access.permissions import Act, Field, Level
from licite.access.queries import Sheet
from licite.access.refusals import Refused
from licite.access.sees import sees


@dataclass(frozen=True)
class Lack:
    """Why the actor may not give a profile somewhere: `what` is a permission, an act, or a field (with its `level`)."""

    kind: str
    what: str = ""
    level: Level = Level.HIDDEN


def lacks(actor: Actor, *, sheet: Sheet, cells: Sequence[int]) -> list[Lack]:
    """What the profile opens on these cells and the actor does not hold there; as gate.demand_reach in sql/003."""
    found = [
        Lack("permission", name) for name in sorted(sheet.permissions) if not _permits(actor, name, cells)
    ]
    found += [Lack("act", act) for act in sorted(sheet.acts) if not set(cells) <= set(actor.cells(Act(act)))]
    found += [
        Lack("level", name, level)
        for name, level in sorted(sheet.levels.items())
        if any(actor.level(cell, Field(name)) < level for cell in cells)
    ]
    if not set(cells) <= set(actor.cells(Act.READ)):
        found.append(Lack("cells"))
    if sheet.reveals > max((grant.reveals for grant in actor.grants), default=0):
        found.append(Lack("reveals"))
    return found


def until_then(actor: Actor, until: datetime | None) -> Actor:
    """The actor with the grants alone that last until then (None: for good) and are their own, not an absent colleague's."""
    lasting = (
        grant
        for grant in actor.grants
        if grant.stands_for is None and (grant.until is None or (until and grant.until >= until))
    )
    return replace(actor, grants=tuple(lasting))


def _permits(actor: Actor, permission: str, cells: Sequence[int]) -> bool:
    holding = [grant for grant in actor.grants if permission in grant.permissions]
    within = {cell for grant in holding if Act.READ in grant.acts for cell in grant.cells()}
    return bool(holding) and set(cells) <= within


@dataclass(frozen=True)
class Gains:
    """What one grant more opens to somebody: cells by act, cells by field with its level before and after, permissions,
    reveals a day (before and after).

    Read the other way round, what its end would close.
    """

    acts: Mapping[Act, Sequence[int]]
    fields: Mapping[tuple[Field, Level, Level], Sequence[int]]
    permissions: Sequence[str]
    reveals: tuple[int, int]

    @property
    def any(self) -> bool:
        """Whether it changes anything."""
        return bool(self.acts or self.fields or self.permissions or self.reveals[0] != self.reveals[1])


def gains(held: Sequence[Grant], *, added: Grant) -> Gains:
    """What `added` opens beside the live grants held. Pure."""
    return difference(held, [*held, added])


def difference(before: Sequence[Grant], after: Sequence[Grant]) -> Gains:
    """What the grants `after` open and those `before` do not. Pure."""
    acts: dict[Act, list[int]] = {}
    fields: dict[tuple[Field, Level, Level], list[int]] = {}
    for cell in sorted({cell for grant in after for cell in grant.cells()}):
        old, new = sees(before, cell), sees(after, cell)
        for act in new.acts.keys() - old.acts.keys():
            acts.setdefault(act, []).append(cell)
        for field, (level, _grant) in new.fields.items():
            was = old.fields[field][0]
            if level > was:
                fields.setdefault((field, was, level), []).append(cell)
    return Gains(
        acts, fields, sorted(_permitted(after) - _permitted(before)), (_reveals(before), _reveals(after))
    )


def _permitted(grants: Iterable[Grant]) -> set[str]:
    return {permission for grant in grants for permission in grant.permissions}


def _reveals(grants: Iterable[Grant]) -> int:
    return max((grant.reveals for grant in grants), default=0)


def give(
    actor: Actor,
    *,
    member: int,
    profile: str,
    portfolios: Sequence[int],
    stages: Sequence[int],
    until: datetime | None,
) -> None:
    """Gives a member a grant. The database refuses what the actor does not hold, and a grant to oneself."""
    ask_the_gate(
        "SELECT gate.add_grant(%s, %s, %s::int[], %s::int[], %s)",
        [member, profile, list(portfolios), list(stages), until],
    )
    told_given(actor, member=member, profile=profile, portfolios=portfolios, stages=stages, until=until)


def invite(
    actor: Actor,
    *,
    name: str,
    language: str,
    profile: str,
    portfolios: Sequence[int],
    stages: Sequence[int],
    until: datetime | None,
) -> int:
    """A new member with a first grant, by the same rules as `give`; the member's id. Raises Refused("reach")."""
    member: int = ask_the_gate(
        "SELECT gate.invite_member(%s, %s, %s, %s::int[], %s::int[], %s)",
        [name, language, profile, list(portfolios), list(stages), until],
    )
    told_given(actor, member=member, profile=profile, portfolios=portfolios, stages=stages, until=until)
    return member


def told_given(
    actor: Actor,
    *,
    member: int,
    profile: str,
    portfolios: Sequence[int],
    stages: Sequence[int],
    until: datetime | None,
) -> None:
    """Writes into the trace that a grant was given."""
    actor.trace.saw(
        "access:grant:add",
        [],
        [],
        member=member,
        profile=profile,
        portfolios=list(portfolios),
        stages=list(stages),
        until=until and until.isoformat(),
    )


def end(actor: Actor, *, grant: int, member: int, profile: str) -> None:
    """Ends a live grant, at once. Raises Http404 for one that has ended; the database refuses one out of reach."""
    if not ask_the_gate("SELECT gate.end_grant(%s)", [grant]):
        raise Http404
    actor.trace.saw("access:grant:end", [], [], member=member, profile=profile, grant=grant)


def prolong(actor: Actor, *, grant: int, member: int, profile: str, until: datetime | None) -> None:
    """Sets the end of a live grant; None for none. As `end`."""
    if not ask_the_gate("SELECT gate.prolong_grant(%s, %s)", [grant, until]):
        raise Http404
    actor.trace.saw(
        "access:grant:prolong",
        [],
        [],
        member=member,
        profile=profile,
        grant=grant,
        until=until and until.isoformat(),
    )


def ask_the_gate(sql: str, parameters: Sequence[Any]) -> Any:
    """What a function of the gate answers. Raises Refused("reach") for what it does not let the actor do."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            return cursor.fetchone()[0]
    except ProgrammingError as error:
        if isinstance(error.__cause__, InsufficientPrivilege):
            raise Refused("reach") from error
        raise

"""Profiles changed by hand: what stands in the way, what each holder gains and loses, the change and its history.
The gate decides (sql/010); what is here says it beforehand.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from django.db import connection

from licite.access.actor import Actor
from licite.access.giving import Gains, Lack, ask_the_gate, difference, lacks
from licite.access.grants import Grant
from licite.access.permissions import Level, Permission
from licite.access.queries import Held, Sheet
from licite.kit import answers

# As gate.control in sql/010 (a test holds them equal).
CONTROL: Final = frozenset(
    {
        Permission.SUBJECT_ERASE,
        Permission.JOURNAL_READ,
        Permission.NOTE_REVIEW,
        Permission.NOTICE_MANAGE,
        Permission.RULE_OVERRIDE,
        Permission.SUPPRESSION_MANAGE,
        Permission.FIELD_MANAGE,
        Permission.MEMBER_MANAGE,
    }
)
"""Powers of the data protection officer and of IT: no profile gains or loses one by hand."""
CHANGES = """
    SELECT version, before, after, reason, member, at FROM access_profilechange
    WHERE profile_id = %s ORDER BY version DESC
"""


@dataclass(frozen=True)
class Change:
    """One version of a profile's history. `copied` is the profile it was copied from, else empty."""

    version: int
    before: Sheet | None
    after: Sheet
    copied: str
    reason: str
    member: int | None
    at: datetime


@dataclass(frozen=True)
class Effect:
    """What one holder gains and loses by a change."""

    member: int
    gains: Gains
    losses: Gains


def shut(actor: Actor, *, sheet: Sheet) -> str:
    """Why the actor may not change this profile at all: "control", "own", or empty."""
    if sheet.permissions & CONTROL:
        return "control"
    return "own" if sheet.key in actor.profiles else ""


def hindrances(actor: Actor, *, before: Sheet, after: Sheet, held: Iterable[Held]) -> list[Lack]:
    """What the change touches that the actor does not hold wherever the profile is held now."""
    cells = sorted({cell for one in holders(before, held) for cell in one.grant.cells()})
    levels = {
        name: max(before.levels.get(name, Level.HIDDEN), after.levels.get(name, Level.HIDDEN))
        for name in before.levels.keys() | after.levels.keys()
        if before.levels.get(name, Level.HIDDEN) != after.levels.get(name, Level.HIDDEN)
    }
    touched = replace(
        before,
        acts=before.acts ^ after.acts,
        permissions=before.permissions ^ after.permissions,
        levels=levels,
        reveals=max(before.reveals, after.reveals) if before.reveals != after.reveals else 0,
    )
    return lacks(actor, sheet=touched, cells=cells if touched.acts or levels or touched.permissions else ())


def holders(sheet: Sheet, held: Iterable[Held]) -> list[Held]:
    """The live grants of a profile."""
    return [one for one in held if one.live and one.grant.profile == sheet.key]


def effects(before: Sheet, after: Sheet, held: Sequence[Held]) -> list[Effect]:
    """What each holder gains and loses today, grants to come left aside; those whom other grants keep whole are left out.
    Pure.
    """
    found = []
    for member in sorted({one.member for one in holders(before, held) if one.begun}):
        grants = [one.grant for one in held if one.now and one.member == member]
        changed = [_changed(grant, after) if grant.profile == before.key else grant for grant in grants]
        effect = Effect(member, difference(grants, changed), difference(changed, grants))
        if effect.gains.any or effect.losses.any:
            found.append(effect)
    return found


def _changed(grant: Grant, sheet: Sheet) -> Grant:
    return replace(
        grant, acts=sheet.acts, permissions=sheet.permissions, levels=sheet.levels, reveals=sheet.reveals
    )


def change(actor: Actor, *, sheet: Sheet, seen: int, reveals_a_day: int | None, reason: str) -> int | None:
    """Lays the profile as `sheet` says; its new version, None where it changed since version `seen`.

    `reveals_a_day` None follows the rule. Raises Refused("reach").
    """
    version: int | None = ask_the_gate(
        "SELECT gate.change_profile(%s, %s, %s::text[], %s::text[], %s::jsonb, %s, %s)",
        [
            sheet.key,
            seen,
            sorted(sheet.acts),
            sorted(sheet.permissions),
            json.dumps({name: level.name.lower() for name, level in sorted(sheet.levels.items())}),
            reveals_a_day,
            reason,
        ],
    )
    if version is not None:
        actor.trace.saw("access:profile:change", [], [], profile=sheet.key, version=version)
    return version


def duplicate(actor: Actor, *, key: str, name: str) -> bool:
    """A profile of the organisation's own under a new name; false where it is taken. Raises Refused("reach")."""
    made: bool = ask_the_gate("SELECT gate.copy_profile(%s, %s)", [key, name])
    if made:
        actor.trace.saw("access:profile:copy", [], [], profile=name)
    return made


def history(actor: Actor, *, sheet: Sheet) -> list[Change]:
    """Every version, the latest first."""
    with connection.cursor() as cursor:
        cursor.execute(CHANGES, [sheet.id])
        return [_change(sheet, *row) for row in cursor.fetchall()]


def _change(
    sheet: Sheet, version: int, before: Any, after: Any, reason: str, member: int | None, at: datetime
) -> Change:
    was, now = answers.read(before), answers.read(after)
    copied = was.get("copied", "")
    return Change(
        version, None if copied else _sheet(sheet, was), _sheet(sheet, now), copied, reason, member, at
    )


def _sheet(sheet: Sheet, raw: Mapping[str, Any]) -> Sheet:
    return replace(
        sheet,
        acts=frozenset(raw["acts"]),
        permissions=frozenset(raw["permissions"]),
        levels={name: Level[level.upper()] for name, level in raw["levels"].items()},
        reveals=-1 if raw["reveals"] is None else raw["reveals"],
    )

"""How many duplicates wait for a decision, since when, and who may take it: for whoever watches without merging."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from licite.access.actor import Actor
from licite.access.grants import Grant
from licite.access.permissions import Act, Level, Permission
from licite.access.queries import grants_held, member_names
from licite.kit import answers
from licite.people.queries.duplicates import SHOWN
from licite.people.queries.rows import fetch

WAITING = "SELECT gate.pairs_waiting() AS found"


@dataclass(frozen=True)
class Group:
    """The undecided pairs between two portfolios, or within one (`portfolios` has one name then).

    `held`: how many; `old`: of them, those found more than thirty days ago; `apart`: those of which one refused what the
    other did not; `deciders`: who merges in both.
    """

    portfolios: Sequence[str]
    held: int
    old: int
    oldest: datetime
    deciders: Sequence[str] = ()
    apart: int = 0


@dataclass(frozen=True)
class Waiting:
    """All that waits, the oldest first; `searched_at`: when the last search ended, None before the first."""

    groups: Sequence[Group]
    searched_at: datetime | None

    @property
    def held(self) -> int:
        """How many pairs in all."""
        return sum(group.held for group in self.groups)

    @property
    def old(self) -> int:
        """How many of them were found more than thirty days ago."""
        return sum(group.old for group in self.groups)

    @property
    def apart(self) -> int:
        """How many pairs of which one refused what the other did not."""
        return sum(group.apart for group in self.groups)

    @property
    def oldest(self) -> datetime | None:
        """Since when the oldest waits."""
        return min((group.oldest for group in self.groups), default=None)


def waiting_count(actor: Actor) -> int:
    """How many pairs nobody has decided, both records in the reader's sight. Needs journal:entry:read."""
    return sum(int(raw["held"]) for raw in _found()["groups"])


def apart_count(actor: Actor) -> int:
    """In how many of them one record refused what the other did not. Needs journal:entry:read."""
    return sum(int(raw["apart"]) for raw in _found()["groups"])


def waiting(actor: Actor) -> Waiting:
    """The same by portfolios, with who may decide. Needs journal:entry:read."""
    found = _found()
    names = member_names(actor)
    merging: dict[int, set[int]] = {}
    for held in grants_held(actor) if found["groups"] else ():
        if held.now and _merges(held.grant):
            merging.setdefault(held.member, set()).update(held.grant.portfolios)
    groups = [_group(actor, raw, merging, names) for raw in found["groups"]]
    searched = found["searched_at"]
    return Waiting(groups, datetime.fromisoformat(searched) if searched else None)


def _group(
    actor: Actor, raw: Mapping[str, Any], merging: Mapping[int, set[int]], names: Mapping[int, str]
) -> Group:
    both = dict.fromkeys((raw["one"], raw["other"]))
    return Group(
        portfolios=[actor.portfolios.get(one, "") for one in both],
        held=raw["held"],
        old=raw["old"],
        oldest=datetime.fromisoformat(raw["oldest"]),
        deciders=sorted(names.get(member, "") for member, where in merging.items() if both.keys() <= where),
        apart=raw["apart"],
    )


def _merges(grant: Grant) -> bool:
    """Whether this grant opens what the comparison of two records shows, and their merge."""
    return (
        Permission.CONTACT_MERGE in grant.permissions
        and Act.EDIT in grant.acts
        and all(grant.levels.get(field, Level.HIDDEN) is Level.OPEN for field in SHOWN)
    )


def _found() -> dict[str, Any]:
    raw = fetch(WAITING, [])[0]["found"]
    found: dict[str, Any] = answers.read(raw)
    return found

"""How many duplicates wait for a decision, since when, and who may take it: for whoever watches without merging.

Those of which one record refused what the other did not are named.
"""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from licite.access.actor import Actor
from licite.access.grants import Grant
from licite.access.permissions import Act, Level, Permission
from licite.access.queries import grants_held, member_names
from licite.kit import answers
from licite.kit.cells import portfolio_of
from licite.people.queries.duplicates import SHOWN
from licite.people.queries.rows import Row, clear_fields, fetch, rows_of

WAITING = "SELECT gate.pairs_waiting() AS found"
APART = "SELECT one, other, found_at, one_waits, other_waits FROM gate.pairs_apart(%s)"
NAMED = 50

Deciders = Callable[[AbstractSet[int]], list[str]]
"""The names of those who merge in all of these portfolios."""


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
class Apart:
    """A pair of which one record refused what the other did not, and who may decide over it.

    `one_waits`, `other_waits`: nobody may use that record before a decision.
    """

    one: Row
    other: Row
    one_waits: bool
    other_waits: bool
    since: datetime
    deciders: Sequence[str]


@dataclass(frozen=True)
class Waiting:
    """All that waits, the oldest first; `searched_at`: when the last search ended, None before the first.

    `named`: at most fifty of the pairs that are apart.
    """

    groups: Sequence[Group]
    searched_at: datetime | None
    named: Sequence[Apart] = ()

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
    """The same by portfolios, with who may decide, and the pairs that are apart, in the trace. Needs journal:entry:read."""
    found = _found()
    names = member_names(actor) if found["groups"] else {}
    merging: dict[int, set[int]] = {}
    for held in grants_held(actor) if found["groups"] else ():
        if held.now and _merges(held.grant):
            merging.setdefault(held.member, set()).update(held.grant.portfolios)

    def deciders(both: AbstractSet[int]) -> list[str]:
        return sorted(names.get(member, "") for member, where in merging.items() if both <= where)

    groups = [_group(actor, raw, deciders) for raw in found["groups"]]
    searched = found["searched_at"]
    named = _named(actor, deciders) if any(group.apart for group in groups) else []
    return Waiting(groups, datetime.fromisoformat(searched) if searched else None, named)


def _named(actor: Actor, deciders: Deciders) -> list[Apart]:
    raws = fetch(APART, [NAMED])
    rows = {
        row.id: row for row in rows_of(actor, list({raw[side] for raw in raws for side in ("one", "other")}))
    }
    read = clear_fields(actor, (row.cell for row in rows.values()))
    actor.trace.saw("people:pair:read", list(rows), [*read, "company", "objections"])
    return [
        Apart(
            one=rows[raw["one"]],
            other=rows[raw["other"]],
            one_waits=raw["one_waits"],
            other_waits=raw["other_waits"],
            since=raw["found_at"],
            deciders=deciders({portfolio_of(rows[raw[side]].cell) for side in ("one", "other")}),
        )
        for raw in raws
        if {raw["one"], raw["other"]} <= rows.keys()
    ]


def _group(actor: Actor, raw: Mapping[str, Any], deciders: Deciders) -> Group:
    both = dict.fromkeys((raw["one"], raw["other"]))
    return Group(
        portfolios=[actor.portfolios.get(one, "") for one in both],
        held=raw["held"],
        old=raw["old"],
        oldest=datetime.fromisoformat(raw["oldest"]),
        deciders=deciders(both.keys()),
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

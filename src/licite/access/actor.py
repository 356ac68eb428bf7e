"""The actor: who asks, what the grants open, and the trace that every read leaves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from licite import packs
from licite.access.grants import Grant
from licite.access.permissions import Act, Field, Level, Permission
from licite.access.sees import Sight, sees


@dataclass
class Trace:
    """What was read while answering one request; written to the journal before anything is sent.

    One row an act, unless the details differ: two notices published are two rows, the earlier in `before`. Where a row is
    evidence of each person's word (`noted`), one a set of fields and details.
    """

    noted_apart: dict[tuple[str, frozenset[str], frozenset[tuple[str, Any]]], list[int]] = field(
        default_factory=dict
    )
    reads: dict[str, tuple[list[int], set[str]]] = field(default_factory=dict)
    details: dict[str, dict[str, Any]] = field(default_factory=dict)
    before: list["Seen"] = field(default_factory=list)
    left: bool = False

    def saw(self, act: str, subjects: Iterable[int], fields: Iterable[str], **detail: Any) -> None:
        """Adds contact ids and field names (never values) to the journal row of this act. Not once the trace has left."""
        if self.left:
            raise RuntimeError(f"{act}: read after its trace had left")
        held = self.details.get(act, {})
        if any(name in held and held[name] != value for name, value in detail.items()):
            self.before.append((act, *self.reads.pop(act), self.details.pop(act)))
        seen, names = self.reads.setdefault(act, ([], set()))
        held_already = set(seen)
        seen.extend(one for one in dict.fromkeys(subjects) if one not in held_already)
        names.update(fields)
        self.details.setdefault(act, {}).update(detail)

    def noted(self, act: str, subjects: Iterable[int], fields: Iterable[str], **detail: Any) -> None:
        """As `saw`, for what each person said: nobody's row bears what another of the same transaction said."""
        if self.left:
            raise RuntimeError(f"{act}: noted after its trace had left")
        held = self.noted_apart.setdefault((act, frozenset(fields), frozenset(detail.items())), [])
        held.extend(one for one in subjects if one not in held)

    def rows(self) -> list["Seen"]:
        """Every row to write, in the order of the acts; the trace is empty afterwards."""
        rows = [*self.before]
        rows += [
            (act, subjects, set(fields), dict(detail))
            for (act, fields, detail), subjects in self.noted_apart.items()
        ]
        rows += [(act, *seen, self.details.get(act, {})) for act, seen in self.reads.items()]
        self.before, self.noted_apart, self.reads, self.details = [], {}, {}, {}
        return rows

    def leave(self) -> list["Seen"]:
        """Every row to write, and nothing more may be read."""
        self.left = True
        return self.rows()


Seen = tuple[str, list[int], set[str], dict[str, Any]]
"""An act, the ids of contacts, the names of fields, the detail."""


@dataclass(frozen=True)
class Actor:
    """A member inside a ticket. Frozen: rights are read once, at the gate, and never widened after."""

    member: int
    name: str
    language: str
    notice_read: bool
    grants: tuple[Grant, ...]
    portfolios: Mapping[int, str]
    trace: Trace = field(default_factory=Trace, compare=False)

    @classmethod
    def from_gate(cls, raw: Mapping[str, Any]) -> "Actor":
        """Reads what `gate.enter` returned; this process learns of rules that the organisation changed meanwhile."""
        packs.follow(raw["law"])
        return cls(
            member=raw["member"],
            name=raw["name"],
            language=raw["language"],
            notice_read=raw["notice_read"],
            grants=tuple(Grant.from_gate(grant) for grant in raw["grants"]),
            portfolios={int(key): name for key, name in raw["portfolios"].items()},
        )

    @cached_property
    def permissions(self) -> frozenset[str]:
        """All that the live grants permit."""
        return frozenset().union(*(grant.permissions for grant in self.grants))

    def has(self, permission: Permission) -> bool:
        """Whether one live grant holds the permission."""
        return permission in self.permissions

    @cached_property
    def _cells(self) -> dict[Act, tuple[int, ...]]:
        return {}

    def cells(self, act: Act) -> tuple[int, ...]:
        """The cells in which the actor may do this act, sorted."""
        if act not in self._cells:
            self._cells[act] = tuple(
                sorted({cell for grant in self.grants if act in grant.acts for cell in grant.cells()})
            )
        return self._cells[act]

    def may(self, act: Act, cell: int) -> bool:
        """Whether the actor may do this act on a row of this cell."""
        return any(act in grant.acts for grant in self.grants if grant.covers(cell))

    def has_in(self, permission: Permission, cell: int) -> bool:
        """Whether a live grant over this cell holds the permission."""
        return any(permission in grant.permissions for grant in self.grants if grant.covers(cell))

    @cached_property
    def _sights(self) -> dict[int, Sight]:
        return {}

    @cached_property
    def _alike(self) -> dict[tuple[Grant, ...], Sight]:
        return {}

    def sight(self, cell: int) -> Sight:
        """What the grants open on a row of this cell, with the grant behind each answer."""
        found = self._sights.get(cell)
        if found is None:
            # Hundreds of cells are seen through few grants.
            covering = tuple(grant for grant in self.grants if grant.covers(cell))
            if covering not in self._alike:
                self._alike[covering] = sees(covering, cell)
            found = self._sights[cell] = self._alike[covering]
        return found

    def level(self, cell: int, name: Field) -> Level:
        """How much of a field is seen on a row of this cell."""
        return self.sight(cell).fields[name][0]

    @cached_property
    def stands_for(self) -> tuple[int, ...]:
        """The absent colleagues that the actor stands in for now, each once."""
        return tuple(sorted({grant.stands_for for grant in self.grants if grant.stands_for}))

    @cached_property
    def profiles(self) -> tuple[str, ...]:
        """The profiles held, sorted, each once."""
        return tuple(sorted({grant.profile for grant in self.grants}))

"""A grant as the engine knows it: a profile over portfolios × stages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from licite.access.permissions import Level


@dataclass(frozen=True, eq=False)
class Grant:
    """One live grant as the gate describes it: a profile over portfolios × stages, until an end or none; `stands_for`: the
    absent member whose own it is.
    """

    id: int
    profile: str
    acts: frozenset[str]
    permissions: frozenset[str]
    levels: Mapping[str, Level]
    reveals: int
    portfolios: tuple[int, ...]
    stages: tuple[int, ...]
    until: datetime | None
    stands_for: int | None = None

    @classmethod
    def from_gate(cls, raw: Mapping[str, Any]) -> "Grant":
        """Reads the gate's JSON."""
        return cls(
            id=raw["id"],
            profile=raw["profile"],
            acts=frozenset(raw["acts"]),
            permissions=frozenset(raw["permissions"]),
            levels={name: Level[level.upper()] for name, level in raw["levels"].items()},
            reveals=raw["reveals"],
            portfolios=tuple(raw["portfolios"]),
            stages=tuple(raw["stages"]),
            until=datetime.fromisoformat(raw["until"]) if raw["until"] else None,
            stands_for=raw["stands_for"],
        )

    def covers(self, cell: int) -> bool:
        """Whether the cell (portfolio × 10 + stage) is inside this grant."""
        return cell // 10 in self._within and cell % 10 in self.stages

    @cached_property
    def _within(self) -> frozenset[int]:
        return frozenset(self.portfolios)

    def cells(self) -> Iterable[int]:
        """Every cell of the grant."""
        return (portfolio * 10 + stage for portfolio in self.portfolios for stage in self.stages)

"""What a reader narrows a list or a search to: cells, plain columns and the letter of the name."""

from dataclasses import dataclass
from typing import Any

from licite.access.actor import Actor
from licite.access.permissions import Act, Field, Level
from licite.kit import names
from licite.kit.cells import portfolio_of, stage_of


@dataclass(frozen=True)
class Filters:
    """What the reader narrows a list to; plain columns only. `letter` turns to the A–Z order."""

    stage: int = 0
    portfolio: int = 0
    capacity: str = ""
    country: str = ""
    department: str = ""
    objected: bool | None = None
    by_name: bool = False
    letter: str = ""

    def cells(self, actor: Actor) -> list[int]:
        """The actor's cells that the filters leave."""
        return [
            cell
            for cell in actor.cells(Act.READ)
            if self.stage in (0, stage_of(cell)) and self.portfolio in (0, portfolio_of(cell))
        ]

    def readable_cells(self, actor: Actor) -> list[int]:
        """Those of them in which the actor reads names."""
        return [cell for cell in self.cells(actor) if actor.level(cell, Field.NAME) is Level.OPEN]

    @property
    def plain(self) -> bool:
        """Whether nothing but cells narrows the list: an index alone answers then."""
        return not (self.capacity or self.country or self.department) and self.objected is None

    @property
    def parameters(self) -> dict[str, Any]:
        """What the conditions of a list or a search bind (NARROWED there)."""
        return {
            "capacity": self.capacity,
            "country": self.country,
            "department": self.department,
            "objected": self.objected,
        }

    @property
    def buckets(self) -> tuple[int, int]:
        """The first and the last drawer of names of the letter; all of them without one."""
        folded = names.fold(self.letter)[:1]
        if not folded.isalpha():
            return -1, 32_000
        return names.bucket(folded), names.bucket(folded + "zz")

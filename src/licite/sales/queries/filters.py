"""What a reader narrows the deals to."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from licite.access.actor import Actor
from licite.access.permissions import Act
from licite.kit.cells import portfolio_of
from licite.kit.dates import add_months
from licite.sales.choices import OPEN, Step
from licite.sales.queries.deals import reads_amounts

FIRST, LAST = date(1900, 1, 1), date(9999, 1, 1)


@dataclass(frozen=True)
class DealFilters:
    """`step`: one step, "all" or empty for the open ones; `month`: the first day of the month it should close in.

    `by_amount` is only a wish: amounts that are closed to the reader put nothing in order.
    """

    step: str = ""
    owner: int = 0
    portfolio: int = 0
    month: date | None = None
    by_amount: bool = False

    def cells(self, actor: Actor) -> list[int]:
        """The actor's cells that the filters leave."""
        return [cell for cell in actor.cells(Act.READ) if self.portfolio in (0, portfolio_of(cell))]

    def sorted_by_amount(self, actor: Actor) -> bool:
        """Whether the list is in the order of amounts: asked for, and every amount in it open."""
        return self.by_amount and reads_amounts(actor, self.cells(actor))

    def parameters(self, actor: Actor) -> dict[str, Any]:
        """What the statements of the board and of the list bind."""
        steps = OPEN if not self.step else tuple(Step) if self.step == "all" else (self.step,)
        return {
            "cells": self.cells(actor),
            "steps": [str(step) for step in steps],
            "owner": self.owner,
            "first": self.month or FIRST,
            "last": add_months(self.month, 1) if self.month else LAST,
        }

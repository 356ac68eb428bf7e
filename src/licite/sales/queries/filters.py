"""What a reader narrows the deals to."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from licite.access.actor import Actor
from licite.access.permissions import Act
from licite.kit.cells import portfolio_of
from licite.sales.choices import OPEN, Late, Step
from licite.sales.queries.deals import reads_amounts
from licite.web.dates import midnight, today

FIRST, LAST = date(1900, 1, 1), date(9999, 1, 1)
NOBODY = -1


@dataclass(frozen=True)
class DealFilters:
    """`step`: one step, "all" or empty for the open ones; `first`, `last`: the days between which it should close, the
    last one left out; `since`, `until`: those between which it was closed; `owner`: -1 for deals of nobody.

    `by_amount` is only a wish: amounts that are closed to the reader put nothing in order.
    """

    step: str = ""
    owner: int = 0
    portfolio: int = 0
    first: date = FIRST
    last: date = LAST
    late: str = ""
    since: date | None = None
    until: date | None = None
    reason: str = ""
    by_amount: bool = False

    def cells(self, actor: Actor) -> list[int]:
        """The actor's cells that the filters leave."""
        return [cell for cell in actor.cells(Act.READ) if self.portfolio in (0, portfolio_of(cell))]

    def sorted_by_amount(self, actor: Actor) -> bool:
        """Whether the list is in the order of amounts: asked for, and every amount in it open."""
        return self.by_amount and reads_amounts(actor, self.cells(actor))

    @property
    def foresees(self) -> bool:
        """Whether open deals alone are asked for, so that a probability says something."""
        return not self.step or self.step in OPEN

    def parameters(self, actor: Actor) -> dict[str, Any]:
        """What the statements of the board and of the list bind."""
        steps = OPEN if not self.step else tuple(Step) if self.step == "all" else (self.step,)
        return {
            "cells": self.cells(actor),
            "steps": [str(step) for step in steps],
            "owner": self.owner,
            "first": self.first,
            "last": self.last,
            "today": today(),
            "closing": self.late in (Late.CLOSING, Late.ANY),
            "stepping": self.late in (Late.STEP, Late.ANY),
            "unplanned": self.late == Late.UNPLANNED,
            "any": not self.late,
            "since": _moment(self.since),
            "until": _moment(self.until),
            "reason": self.reason,
        }


def _moment(day: date | None) -> datetime | None:
    return midnight(day) if day else None

"""What a reader narrows a list or a search to: cells, plain columns and the letter of the name."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from licite.access.actor import Actor
from licite.access.permissions import Act, Field, Level
from licite.kit import clock, names
from licite.kit.cells import portfolio_of, stage_of
from licite.lawful.channels import Channel
from licite.people.choices import Acted, Order, Step

REACHED_BY = {
    Channel.PHONE: Field.PHONE,
    Channel.SMS: Field.PHONE,
    Channel.EMAIL: Field.EMAIL,
    Channel.POST: Field.ADDRESS,
}
OLDER = {Acted.OVER_30: 30, Acted.OVER_90: 90, Acted.OVER_180: 180, Acted.OVER_365: 365}
WEEK = 7


@dataclass(frozen=True)
class Filters:
    """What the reader narrows a list to; plain columns only. `letter` turns to the A–Z order.

    `reach` keeps whom the law lets us reach now by a channel; it is no column, so a page looks at so many records and
    says how many (lists.py).
    """

    stage: int = 0
    portfolio: int = 0
    capacity: str = ""
    country: str = ""
    department: str = ""
    objected: bool | None = None
    acted: str = ""
    next: str = ""
    source: str = ""
    company: UUID | None = None
    sector: str = ""
    tag: int | None = None
    reach: str = ""
    order: str = ""
    letter: str = ""

    def cells(self, actor: Actor) -> list[int]:
        """The actor's cells that the filters leave."""
        return [
            cell
            for cell in actor.cells(Act.READ)
            if self.stage in (0, stage_of(cell))
            and self.portfolio in (0, portfolio_of(cell))
            # A tag is shown with the name: where that is closed, nobody is found by it.
            and (self.tag is None or actor.level(cell, Field.NAME) is Level.OPEN)
        ]

    def readable_cells(self, actor: Actor) -> list[int]:
        """Those of them in which the actor reads names."""
        return [cell for cell in self.cells(actor) if actor.level(cell, Field.NAME) is Level.OPEN]

    @property
    def by_name(self) -> bool:
        """Whether A–Z was asked for."""
        return self.order == Order.NAME

    def by_name_for(self, actor: Actor) -> bool:
        """Whether names put the list in order: those that the reader may not read put nobody."""
        return bool(self.letter) or (self.by_name and self.readable_cells(actor) == self.cells(actor))

    @property
    def plain(self) -> bool:
        """Whether nothing but cells narrows the list: an index alone answers then."""
        texts = (
            self.capacity,
            self.country,
            self.department,
            self.acted,
            self.next,
            self.source,
            self.sector,
            self.reach,
        )
        return not any(texts) and self.objected is None and self.company is None and self.tag is None

    def parameters(self, actor: Actor) -> dict[str, Any]:
        """What the conditions of a list or a search bind (NARROWED there), at this moment."""
        now = clock.now()
        return {
            "capacity": self.capacity,
            "country": self.country,
            "department": self.department,
            "objected": self.objected,
            "source": self.source,
            "company": self.company,
            "sector": self.sector,
            "tag": self.tag,
            **self._acted(now),
            **self._due(now),
            **self._held(actor),
        }

    def _acted(self, now: datetime) -> dict[str, Any]:
        """Between which moments the person did something last; or never."""
        asked: dict[str, Any] = {"acted_from": None, "acted_to": None, "unacted": None}
        if self.acted == Acted.NEVER:
            asked["unacted"] = True
        elif self.acted == Acted.WITHIN_30:
            asked["acted_from"] = now - timedelta(days=30)
        elif self.acted:
            asked["acted_to"] = now - timedelta(days=OLDER[Acted(self.acted)])
        return asked

    def _due(self, now: datetime) -> dict[str, Any]:
        """Between which moments the next step is; or whether there is one."""
        asked: dict[str, Any] = {"due_from": None, "due_to": None, "unplanned": None}
        today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
        if self.next in (Step.NONE, Step.PLANNED):
            asked["unplanned"] = self.next == Step.NONE
        elif self.next == Step.OVERDUE:
            asked["due_to"] = now
        elif self.next:
            days = 1 if self.next == Step.TODAY else WEEK - today.weekday()
            asked |= {"due_from": today, "due_to": today + timedelta(days=days)}
        return asked

    def _held(self, actor: Actor) -> dict[str, Any]:
        """What there has to be to be reached by; nothing is asked of a field that is hidden anywhere in sight."""
        field = REACHED_BY.get(Channel(self.reach)) if self.reach else None
        told = bool(field) and all(actor.level(cell, field) > Level.HIDDEN for cell in self.cells(actor))  # type: ignore[arg-type]
        held = field if told else None
        return {f"has_{one}": one == held for one in (Field.PHONE, Field.EMAIL, Field.ADDRESS)}

    @property
    def buckets(self) -> tuple[int, int]:
        """The first and the last drawer of names of the letter; all of them without one."""
        folded = names.fold(self.letter)[:1]
        if not folded.isalpha():
            return -1, 32_000
        return names.bucket(folded), names.bucket(folded + "zz")

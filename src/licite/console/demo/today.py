"""What each member has to do on the very day of the demo, and on the days around it: a full day, whatever the weekday."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from random import Random
from typing import Final

from licite.console.demo.history import filled
from licite.console.demo.records import COLD, CUSTOMER, LEAD, DemoContact, DemoTask, Portfolio, TaskKind
from licite.console.demo.words import suiting
from licite.console.demo.workdays import PARIS, Calendar

# Working days from today, hour, minutes that it lasts (0: a moment), kind.
_PLAN: Final[tuple[tuple[int, time, int, TaskKind], ...]] = (
    (-2, time(16), 0, "call"),
    (-1, time(11, 30), 0, "follow_up"),
    (0, time(9, 15), 0, "call"),
    (0, time(10), 0, "call"),
    (0, time(11), 60, "appointment"),
    (0, time(14, 30), 0, "call"),
    (0, time(15), 45, "appointment"),
    (0, time(17), 0, "email"),
    (1, time(9, 30), 90, "appointment"),
    (1, time(14), 0, "call"),
    (2, time(10, 30), 0, "follow_up"),
    (3, time(15, 30), 60, "appointment"),
    (4, time(11), 0, "call"),
)
# Whose day: where the contacts are, and the member when it is not whoever works there.
_DAYS: Final[tuple[tuple[Portfolio, tuple[int, ...], str], ...]] = (
    ("Ouest", (COLD, LEAD), ""),
    ("Ouest", (CUSTOMER,), ""),
    ("Grand Est", (LEAD, CUSTOMER), ""),
    ("Grands comptes", (LEAD, CUSTOMER), ""),
    ("Ouest", (CUSTOMER,), "thomas"),
)
_PLACES: Final = (
    "Dans leurs ateliers",
    "À notre comptoir",
    "En visioconférence",
    "Au siège, bureau des achats",
)


def today(rng: Random, calendar: Calendar, people: Sequence[DemoContact]) -> Iterator[DemoTask]:
    """The days of the five members who work with contacts; each contact once."""
    used: set[str] = set()
    day = calendar.now.astimezone(PARIS).date()
    for portfolio, stages, member in _DAYS:
        free = [
            one
            for one in people
            if one.portfolio == portfolio
            and one.stage in stages
            and one.capacity == "professional"
            and one.phones
            and one.emails
            and one.informed_at
            and not one.objections
            and one.key not in used
        ]
        for contact, (days, hour, minutes, kind) in zip(free, _PLAN, strict=False):
            used.add(contact.key)
            title = filled(rng, rng.choice(suiting("tasks", consumer=False)[kind]))
            due = datetime.combine(calendar.away(day, days), hour, PARIS)
            yield DemoTask(
                contact.key,
                due,
                kind,
                title,
                done=False,
                ends=due + timedelta(minutes=minutes) if minutes else None,
                place=_place(rng, title) if minutes else "",
                member=member,
            )


def _place(rng: Random, title: str) -> str:
    """Where they meet; what is done on the spot is not done by video."""
    place = rng.choice(_PLACES)
    if "comptoir" in title:
        return ""
    return _PLACES[0] if title.startswith(("Visite", "Démonstration")) else place

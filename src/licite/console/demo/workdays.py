"""When people work: weekdays from half past eight to six in Paris, public holidays of fixed date left out."""

from bisect import bisect_left, bisect_right
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

PARIS: Final = ZoneInfo("Europe/Paris")
HISTORY: Final = timedelta(days=730)
_AHEAD: Final = timedelta(days=60)
_HOLIDAYS: Final = {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}
_OPENING: Final = time(8, 30)
_SLOT: Final = timedelta(minutes=5)
_SLOTS_A_DAY: Final = 114


class Calendar:
    """The working moments of the two years before `now` and of the weeks after it, in UTC."""

    def __init__(self, now: datetime) -> None:
        self.now = now.astimezone(UTC)
        self.start = self.now - HISTORY
        self.slots: list[datetime] = []
        day = self.start.astimezone(PARIS).date()
        while day <= (self.now + _AHEAD).date():
            if _worked(day):
                opening = datetime.combine(day, _OPENING, PARIS).astimezone(UTC)
                self.slots.extend(opening + _SLOT * step for step in range(_SLOTS_A_DAY))
            day += timedelta(days=1)
        self.first = bisect_left(self.slots, self.start)
        self.present = bisect_left(self.slots, self.now)

    def away(self, day: date, days: int) -> date:
        """The day so many working days after another, or before it; the day itself for none."""
        step = timedelta(days=1 if days > 0 else -1)
        left = abs(days)
        while left:
            day += step
            left -= _worked(day)
        return day

    def usual(self, rng: Random, moment: datetime) -> datetime:
        """A working moment of the same day, or of the last day that had one, never later than `now`."""
        day = moment.astimezone(PARIS).date()
        while True:
            at = datetime.combine(day, _OPENING, PARIS) + _SLOT * rng.randrange(_SLOTS_A_DAY)
            if _worked(day) and at <= self.now:
                return at.astimezone(UTC)
            day -= timedelta(days=1)

    def between(self, rng: Random, after: datetime, before: datetime) -> datetime | None:
        """A working moment later than `after` and earlier than `before`, or None when there is none."""
        low = max(bisect_right(self.slots, after), self.first)
        high = bisect_left(self.slots, before)
        return self.slots[rng.randrange(low, high)] if low < high else None

    def ago(self, rng: Random, oldest: int, newest: int) -> datetime:
        """A working moment between `oldest` and `newest` days ago; leave more than a week between them."""
        moment = self.between(rng, self.now - timedelta(days=oldest), self.now - timedelta(days=newest))
        if moment is None:
            raise ValueError("no working moment in so short a time")
        return moment


def _worked(day: date) -> bool:
    return day.weekday() < 5 and (day.month, day.day) not in _HOLIDAYS

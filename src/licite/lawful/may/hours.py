"""Hours of call, public holidays, working days."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from licite.packs.holidays import named

DAY = timedelta(days=1)
# Nothing is open for longer than a row of holidays and a week-end; further than this, a rule has closed every day.
FARTHEST = 31
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Opening(NamedTuple):
    """When calls are allowed: spans in minutes of the day, days of the week (Monday is 0), days off by their codes."""

    spans: tuple[tuple[int, int], ...]
    weekdays: frozenset[int]
    holidays: tuple[str, ...]

    def covers(self, local: datetime) -> bool:
        """Whether a moment of the person's own clock is within."""
        minute = local.hour * 60 + local.minute
        return self.on(local.date()) and any(start <= minute < end for start, end in self.spans)

    def on(self, day: date) -> bool:
        """Whether calls are allowed on that day at all."""
        return day.weekday() in self.weekdays and day not in named(self.holidays, day.year)

    def next(self, local: datetime) -> datetime | None:
        """The first allowed moment from this one on, in its zone; None where there is none."""
        if self.covers(local):
            return local
        for ahead in range(FARTHEST):
            day = local.date() + ahead * DAY
            if not self.on(day):
                continue
            for start, _end in self.spans:
                opens = datetime.combine(day, time(*divmod(start, 60)), local.tzinfo)
                if opens > local:
                    return opens
        return None


@lru_cache(maxsize=64)
def opening(spans: tuple[str, ...], weekdays: tuple[str, ...], holidays: tuple[str, ...]) -> Opening:
    """Read from rules: ("10:00-13:00", …), ("mon", …), holidays. No day named is every day."""
    read = tuple(sorted(_span(span) for span in spans))
    days = frozenset(map(DAYS.index, weekdays)) or frozenset(range(7))
    return Opening(read, days, holidays)


def _span(text: str) -> tuple[int, int]:
    start, end = text.split("-")
    return _minute(start), _minute(end)


def _minute(text: str) -> int:
    hours, minutes = text.split(":")  # 24:00 is the end of the day, which no clock shows
    return int(hours) * 60 + int(minutes)


def add_working_days(day: date, count: int, holidays: Sequence[str]) -> date:
    """The day after so many working days, Monday to Friday, holidays left out."""
    codes = tuple(holidays)
    while count > 0:
        day += DAY
        if day.weekday() < 5 and day not in named(codes, day.year):
            count -= 1
    return day


@lru_cache(maxsize=64)
def zone(name: str) -> ZoneInfo:
    """A time zone. Raises ZoneInfoNotFoundError."""
    return ZoneInfo(name)

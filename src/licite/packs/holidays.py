"""Public holidays of a country, from its pack: fixed dates, and days counted from Easter.

The list is the law's, and an organisation of Alsace-Moselle adds its own two days: no library decides which count.
"""

from datetime import date, timedelta
from functools import lru_cache

from licite.packs.lookup import words


def is_holiday(day: date, country: str | None = None) -> bool:
    """Whether a day is a public holiday; the organisation's country by default. Raises KeyError without a pack."""
    return day in named((*words("holidays.public", country), *words("holidays.local", country)), day.year)


def days(year: int, country: str | None = None) -> frozenset[date]:
    """The public holidays of a year. Raises KeyError for a country without a pack."""
    return named((*words("holidays.public", country), *words("holidays.local", country)), year)


@lru_cache(maxsize=64)
def named(entries: tuple[str, ...], year: int) -> frozenset[date]:
    """The days of a year that entries of a pack name: "07-14", "easter+39"."""
    return frozenset(_day(entry, year) for entry in entries)


def _day(entry: str, year: int) -> date:
    """A day of the year: "07-14", or "easter+39"."""
    if entry.startswith("easter"):
        return easter(year) + timedelta(days=int(entry.removeprefix("easter")))
    return date.fromisoformat(f"{year}-{entry}")


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous computus of 1876)."""
    golden, century, rest = year % 19, year // 100, year % 100
    leaps, odd = divmod(century, 4)
    moved = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - moved + 15) % 30
    quads, left = divmod(rest, 4)
    weekday = (32 + 2 * odd + 2 * quads - epact - left) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)

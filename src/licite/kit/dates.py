"""Dates as typed in France and Belgium: the day first, its month by number or by name, or ISO."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from licite.kit import names

DAY_FIRST = re.compile(r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?:[T ]\d{1,2}[:h]\d{2}[\d:.,]*)?$", re.ASCII)
YEAR_FIRST = re.compile(r"^(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})(?:[T ]\d{2}:\d{2}[\d:.,+Z\-]*)?$", re.ASCII)
NAMED = re.compile(
    r"^(?:(?:le|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+){0,2}(\d{1,2})(?:er)?[\s\-]([^\W\d_]{3,9})\.?[\s\-]"
    r"(\d{4}|\d{2})(?:,?\s(?:à\s)?\d{1,2}[:h]\d{2}[\d:.,]*)?$",
    re.IGNORECASE,
)
MONTHS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre",
    "decembre",
)  # fmt: skip
SHORT_YEAR = re.compile(r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{2})$", re.ASCII)
MONTH = re.compile(r"^(\d{1,2})[/.\-](\d{4})$|^(\d{4})[/.\-](\d{1,2})$|^([^\W\d_]{3,9})\.?\s(\d{4})$")
TWO_DIGIT_YEAR = re.compile(r"^\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2}$", re.ASCII)
SERIAL = re.compile(r"^\d{5}(?:[.,]\d+)?$", re.ASCII)
EARLIEST, LATEST = 1900, 2199
SERIAL_ZERO = date(1899, 12, 30)  # a spreadsheet's day 0, its leap year 1900 counted
SERIALS = range(20_000, 75_000)  # 1954 to 2105


@dataclass(frozen=True)
class DateResult:
    """`value`, or None with one of: empty, two_digit_year, month_first, no_such_day, year_out_of_range,
    spreadsheet_serial, unreadable. A serial that was asked for has both a value and its reason; so have, of what is over
    already, short_year and month_alone.
    """

    value: date | None
    reason: str = ""


def parse(raw: str, *, serials: bool = False, by: date | None = None) -> DateResult:
    """Read 3/4/2025, 03.04.2025, 03-04-2025, 3 avr. 2025 and 3 avril 2025 as 3 April, 2025-04-03 as ISO (a time after
    it is dropped).

    A year of two digits is refused rather than guessed. `serials`: from a table, where 45000 is a spreadsheet's
    number of 15 March 2023. `by`: of what took place by that day, two digits are the last such year (14/03/25), and a month
    with its year (mars 2025, 03/2025) is its first day, the earliest that it can be. Never raises.
    """
    text = raw.strip()
    if by and (past := _past(text, by)):
        return past
    if serials and SERIAL.match(text) and int(text[:5]) in SERIALS:
        return DateResult(SERIAL_ZERO + timedelta(days=int(text[:5])), "spreadsheet_serial")
    if not text:
        return DateResult(None, "empty")
    if found := YEAR_FIRST.match(text):
        year, month, day = map(int, found.groups())
    elif found := DAY_FIRST.match(text):
        day, month, year = map(int, found.groups())
    elif (found := NAMED.match(text)) and (found[1] + found[3]).isascii() and (month := _month(found[2])):
        if len(found[3]) < 4:
            return DateResult(None, "two_digit_year")
        day, year = int(found[1]), int(found[3])
    else:
        return DateResult(None, _why_unreadable(text))
    return _checked(year, month, day)


def _past(text: str, by: date) -> DateResult | None:
    """What only reads as a day that is over: a year of two digits, or a month."""
    if found := SHORT_YEAR.match(text):
        day, month, year = map(int, found.groups())
    elif (found := NAMED.match(text)) and len(found[3]) == 2 and (month := _month(found[2])):
        day, year = int(found[1]), int(found[3])
    elif found := MONTH.match(text):
        month = _month(found[5]) if found[5] else int(found[1] or found[4])
        first = _checked(int(found[2] or found[3] or found[6]), month, 1)
        return DateResult(first.value, "month_alone") if first.value else None
    else:
        return None
    read = _checked(2000 + year, month, day)
    if read.value and read.value > by:
        read = _checked(1900 + year, month, day)
    return DateResult(read.value, "short_year") if read.value else read


def add_months(day: date, months: int) -> date:
    """The same day number so many months later, or the last day of a month that has none (Regulation 1182/71,
    article 3(2)(c)): 31 January and one month is 28 or 29 February.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _month(word: str) -> int:
    """The month of a French name or of its beginning; 0 for none, or for the beginning of two."""
    said = names.fold(word)
    found = [place for place, name in enumerate(MONTHS, 1) if name.startswith(said)]
    return found[0] if len(found) == 1 else 0


def _checked(year: int, month: int, day: int) -> DateResult:
    if not EARLIEST <= year <= LATEST:
        return DateResult(None, "year_out_of_range")
    if month > 12 >= day:
        return DateResult(None, "month_first")
    try:
        return DateResult(date(year, month, day))
    except ValueError:
        return DateResult(None, "no_such_day")


def _why_unreadable(text: str) -> str:
    if TWO_DIGIT_YEAR.match(text):
        return "two_digit_year"
    return "spreadsheet_serial" if SERIAL.match(text) else "unreadable"

"""Until when a person may still be uninformed. Pure.

Data had from the person: at the moment of collection (GDPR article 13). From elsewhere: within one month of
obtaining them, at the first message to the person or the first disclosure if that is earlier (article 14(3)). A
Saturday or a holiday moves nothing: the prudent reading.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from licite import packs
from licite.kit.dates import add_months

ZONE = ZoneInfo("Europe/Paris")
"""Where the organisation is; Brussels keeps the same time."""
INDIRECT, MONTHS = "notice.indirect.sources", "notice.indirect.months"


@dataclass(frozen=True)
class Delay:
    """What the law of a country gives: the sources that are not the person, and the months after those."""

    indirect: Collection[str]
    months: int


def delay(country: str | None = None) -> Delay:
    """By the pack of a country, the organisation's without one."""
    return Delay(indirect=frozenset(packs.words(INDIRECT, country)), months=packs.value(MONTHS, country))


def due(
    obtained: date,
    source: str,
    first_contact: date | None = None,
    first_disclosure: date | None = None,
    *,
    law: Delay,
) -> date:
    """The last day on which the notice may be given."""
    if source not in law.indirect:
        return obtained
    ends = [add_months(obtained, law.months), first_contact, first_disclosure]
    return min(day for day in ends if day is not None)


def notice_dates(
    source: str, collected_at: datetime, *, informed: bool, law: Delay | None = None
) -> tuple[datetime | None, date]:
    """(informed_at, notice_due) of a new record; `informed`: whoever entered it says that the notice was given then.

    Whoever gave the data in person should have been informed on that day. Where that is not known, the record says so
    at once, every contact has to give the notice, and use stops after the month that the others have.
    """
    day, law = collected_at.astimezone(ZONE).date(), law or delay()
    last = max(due(day, source, law=law), add_months(day, law.months))
    return collected_at if informed else None, last


class Why(StrEnum):
    """What a day on which the notice is due follows from. `UNSAID`: a day set otherwise, such as by a notice taken back."""

    DELAY = "delay"
    REACHED = "reached"
    BEFORE = "before"
    UNSAID = ""


def why_due(collected_at: datetime, last: date, *, law: Delay) -> Why:
    """Why a notice not given yet is due that day: the months after the collection, or the day the person was first reached.

    Reached before the day of collection that the record bears: that day was assumed, and an exchange is older.
    """
    day = collected_at.astimezone(ZONE).date()
    ends = add_months(day, law.months)
    if last == ends:
        return Why.DELAY
    if last > ends:
        return Why.UNSAID
    return Why.BEFORE if last < day else Why.REACHED

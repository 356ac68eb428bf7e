"""When people were told that they are in the base: nearly all in time, a few are still to be."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Final

from licite.console.demo.records import COLD, DemoContact
from licite.console.demo.workdays import Calendar

INDIRECT: Final = frozenset({"referral", "website", "purchased_list"})
"""Sources that are not the person: the notice follows within the month (GDPR article 14(3))."""
MOST_UNTOLD: Final = 15
# One person in so many at most is still to be informed, so that a small demo has few of them.
_ONE_IN: Final = 12
_LATER: Final = 0.3
# Collected so many days ago, the first of them; each of the next is two days more recent. Due a month after.
_OLDEST: Final = 38


def told(rng: Random, calendar: Calendar, people: Sequence[DemoContact]) -> list[DemoContact]:
    """The same people: of those had from elsewhere some informed later, in time, and a few not yet."""
    untold = [
        one.key for one in people if one.stage == COLD and one.source in INDIRECT and not one.objections
    ]
    places = {key: place for place, key in enumerate(untold[: min(MOST_UNTOLD, len(people) // _ONE_IN)])}
    return [
        _untold(rng, calendar, one, places[one.key]) if one.key in places else _later(rng, calendar, one)
        for one in people
    ]


def _untold(rng: Random, calendar: Calendar, one: DemoContact, place: int) -> DemoContact:
    days = _OLDEST - 2 * place
    return replace(one, collected_at=calendar.ago(rng, days + 4, days - 4), informed_at=None)


def _later(rng: Random, calendar: Calendar, one: DemoContact) -> DemoContact:
    """Three in ten of those had from elsewhere: with the first message, within four weeks."""
    if one.source not in INDIRECT or rng.random() >= _LATER:
        return one
    last = min(one.collected_at + timedelta(days=27), calendar.now)
    return replace(one, informed_at=calendar.between(rng, one.collected_at, last) or one.collected_at)

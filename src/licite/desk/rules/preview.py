"""What a change would move, before it is saved: verdicts by the old rule and by the new one, over records in sight."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.db import connection

from licite import packs
from licite.access.actor import Actor
from licite.desk.rules.governing import pack_of
from licite.lawful.facts import Known, known
from licite.lawful.may import Ask, may
from licite.packs import Value
from licite.packs.lookup import supposing

MOST: Final = 10_000
PARIS: Final = ZoneInfo("Europe/Paris")
IDS: Final = "SELECT id, country FROM people_contact ORDER BY id DESC LIMIT %s"
# Which channels' verdicts a rule can move, by the beginning of its key; hours are told in words.
CHANNELS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("chan.email.", ("email",)),
    ("chan.sms.", ("sms",)),
    ("chan.phone.", ("phone",)),
    ("chan.robot.", ("robot",)),
    ("chan.post.", ("post",)),
    ("chan.social.", ("social",)),
    ("chan.tracking.", ("tracking",)),
    ("chan.survey", ("phone", "sms", "email", "post")),
    ("src.", ("phone", "sms", "email")),
    ("sale.", ("email", "sms")),
    ("phone.attempts", ("phone",)),
    ("phone.banned", ("phone",)),
    ("phone.callback", ("phone",)),
    ("phone.screening", ("phone",)),
)
# By which no consumer is offered what `phone.banned` names.
OF_SECTORS: Final = ("phone", "sms", "email", "social", "robot")


@dataclass(frozen=True, slots=True)
class Moved:
    """Of one channel: how many records are allowed now, become allowed, become refused."""

    channel: str
    allowed: int
    opened: int
    closed: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What was looked at (`records`, at most MOST; `more` when there are others) and what would move."""

    records: int
    more: bool
    at: datetime
    channels: Sequence[Moved]


def channels_of(key: str) -> tuple[str, ...]:
    """The channels whose verdicts a rule can move; none for the other rules."""
    return next((channels for prefix, channels in CHANNELS if key.startswith(prefix)), ())


def preview(actor: Actor, *, country: str, key: str, value: Value | None, now: datetime) -> Preview | None:
    """The verdicts that would change; None for a rule that moves none. Nobody is named.

    Each record is asked for its own purpose, at an hour when calls are open, so that the hour hides nothing.
    """
    channels = channels_of(key)
    if not channels:
        return None
    read, more = _latest(now, (country, ""))
    found = compared(read, read, channels, supposing(country, key, value), more=more)
    actor.trace.saw("packs:rule:preview", [], [], rule=key, country=country, records=found.records)
    return found


def preview_sectors(actor: Actor, *, sectors: Sequence[str], now: datetime) -> Preview:
    """The verdicts that would change if these were the sectors in which we sell to consumers. Nobody is named."""
    read, more = _latest(now, (*packs.countries(), ""))
    found = compared(read, replace(read, sectors=tuple(sectors)), OF_SECTORS, _laws(), more=more)
    actor.trace.saw("packs:rule:preview", [], [], rule="phone.banned", records=found.records)
    return found


def _latest(now: datetime, wanted: Sequence[str]) -> tuple[Known, bool]:
    """The latest records in sight under these packs, and whether there are more than were looked at."""
    with connection.cursor() as cursor:
        cursor.execute(IDS, [MOST + 1])
        rows = cursor.fetchall()
    ids = [number for number, where in rows[:MOST] if pack_of(where) in wanted]
    return known(ids, at=working_hour(now)), len(rows) > MOST


def _laws() -> Mapping[str, packs.Law]:
    return {one: packs.law(one) for one in (*packs.countries(), "")}


def compared(
    was: Known, becomes: Known, channels: Sequence[str], after: Mapping[str, packs.Law], *, more: bool
) -> Preview:
    """What becomes allowed and refused: the facts that were by today’s laws, those that become by the laws after."""
    before, counts = _laws(), {channel: [0, 0, 0] for channel in channels}
    for number, record in was.records.items():
        old, new, where = was.facts(number, ""), becomes.facts(number, ""), pack_of(record.country)
        for channel in channels:
            ask = Ask(record.purpose, channel, was.at)
            _count(counts[channel], may(old, ask, before[where]).allowed, may(new, ask, after[where]).allowed)
    moved = [Moved(channel, *counted) for channel, counted in counts.items()]
    return Preview(len(was.records), more, was.at, moved)


def _count(counted: list[int], was: bool, becomes: bool) -> None:  # noqa: FBT001 (two verdicts)
    counted[0] += was
    counted[1] += becomes and not was
    counted[2] += was and not becomes


def working_hour(now: datetime) -> datetime:
    """The next Monday to Friday, no holiday, at eleven o'clock in Paris."""
    day = now.astimezone(PARIS).date() + timedelta(days=1)
    while day.weekday() >= 5 or any(packs.holidays.is_holiday(day, country) for country in packs.countries()):
        day += timedelta(days=1)
    return datetime.combine(day, time(11), PARIS)

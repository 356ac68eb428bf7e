"""What the law adds for calls: lists to screen, attempts, hours, a call-back asked for, an hour agreed on."""

from datetime import datetime, time, timedelta
from typing import Final

from licite.lawful.may.answers import refuse
from licite.lawful.may.hours import Opening, add_working_days, opening, zone
from licite.lawful.may.terms import NOTHING, Ask, Facts, Law, Verdict

HOLIDAYS: Final = "holidays.public"
LOCAL: Final = "holidays.local"


def held(
    facts: Facts, ask: Ask, law: Law, *, limited: bool, wanted: bool, refused_at: datetime | None
) -> Verdict | None:
    """What holds a marketing call back now. `limited`: the hours and the number of calls are those of a consumer;
    `wanted`: the person consented to it or asked for it; `refused_at`: when they last said no to calls.
    """
    refused = None if wanted else _screened(facts, ask, law)
    if refused is None and limited:
        refused = _attempts(facts, ask, law) or _hours(facts, ask, law, refused_at)
    return refused


def asked_back(facts: Facts, ask: Ask, law: Law, refused_at: datetime | None) -> bool:
    """Whether the person asked to be called, not too long ago (C. conso R223-4) and after any no to calls."""
    days = int(law["phone.callback.days"].value)
    if not days or facts.callback_at is None or facts.callback_at > ask.at:
        return False
    if refused_at and facts.callback_at <= refused_at:
        return False
    here = zone(facts.zone)
    last = add_working_days(facts.callback_at.astimezone(here).date(), days, law[HOLIDAYS].value)
    return ask.at.astimezone(here).date() <= last


def _screened(facts: Facts, ask: Ask, law: Law) -> Verdict | None:
    """A list of those who want no calls is asked before each; a consent of the person's own overrides it."""
    lists = law["phone.screening"].value
    if not lists:
        return None
    days = int(law["phone.screening.days"].value)
    if facts.screened_at is None or ask.at - facts.screened_at >= timedelta(days=days):
        return refuse(law, "unscreened", "phone.screening", {"list": lists[0]}, duties=("screen_list",))
    if facts.screened_listed:
        return refuse(law, "screened_out", "phone.screening", {"list": lists[0], "at": facts.screened_at})
    return None


def calls_weigh(attempts: int, law: Law) -> bool:
    """Whether so many calls, whenever they were, can change an answer at all."""
    most = int(law["phone.attempts"].value)
    return bool(most) and attempts >= most


def _attempts(facts: Facts, ask: Ask, law: Law) -> Verdict | None:
    """So many calls in so many calendar days of the person, answered or not (C. conso D223-9)."""
    if not calls_weigh(len(facts.attempts), law):
        return None
    most = int(law["phone.attempts"].value)
    here, window = zone(facts.zone), int(law["phone.attempts.days"].value)
    local = ask.at.astimezone(here)
    first = local.date() - timedelta(days=window - 1)
    days = sorted(
        day for one in facts.attempts if one <= ask.at and (day := one.astimezone(here).date()) >= first
    )
    if len(days) < most:
        return None
    frees = datetime.combine(days[-most] + timedelta(days=window), time.min, here)
    opens = _opening(law)
    return refuse(
        law,
        "attempts",
        "phone.attempts",
        {"count": len(days), "most": most, "days": window},
        next_at=(opens.next(frees) if opens else None) or frees,
    )


def _hours(facts: Facts, ask: Ask, law: Law, refused_at: datetime | None) -> Verdict | None:
    """The hours and days of call, by the person's own clock; but for the very hour agreed to since any no."""
    opens = _opening(law)
    if opens is None:
        return None
    local = ask.at.astimezone(zone(facts.zone))
    if opens.covers(local):
        return None
    grace = timedelta(minutes=int(law["phone.agreed.minutes"].value))
    kept = [one.at for one in facts.agreed if refused_at is None or one.said_at > refused_at]
    if any(hour <= ask.at < hour + grace for hour in kept):
        return None
    rule = "phone.hours" if opens.on(local.date()) else _closed_day(law, local)
    following = opens.next(local)
    agreed = min((hour.astimezone(local.tzinfo) for hour in kept if hour > ask.at), default=None)
    first = agreed is not None and (following is None or agreed < following)
    return refuse(
        law,
        "hours",
        rule,
        {"agreed": agreed} if agreed and first else NOTHING,
        next_at=agreed if first else following,
        duties=("wait_until",),
        light="care",
    )


def _closed_day(law: Law, local: datetime) -> str:
    workday = opening(tuple(law["phone.hours"].value), tuple(law["phone.days"].value), ())
    return "phone.holidays" if workday.on(local.date()) else "phone.days"


def _opening(law: Law) -> Opening | None:
    spans = law["phone.hours"].value
    if not spans:
        return None
    closed = (*law[HOLIDAYS].value, *law[LOCAL].value) if law["phone.holidays"].value else ()
    return opening(tuple(spans), tuple(law["phone.days"].value), closed)

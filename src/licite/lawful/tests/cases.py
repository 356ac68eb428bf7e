"""Cases for `may`: the law as the packs give it, and a person of whom all is in order."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from licite.lawful.may import Agreement, Ask, Facts, Refusal, Verdict, may
from licite.packs.law import Law, strictest
from licite.packs.reading import COUNTRIES, base

LAWS = {country: Law(country, base(country)) for country in COUNTRIES}
NOWHERE = strictest(LAWS.values())
PARIS = ZoneInfo("Europe/Paris")

CONSUMER, PROFESSIONAL = "consumer", "professional"
PURPOSE = "prospection"
# A Tuesday at three in the afternoon in Paris and Brussels: calls are open.
NOW = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
LONG_AGO = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

IN_ORDER = Facts(
    basis="legitimate_interest",
    source="fair",
    mailbox="nominative",
    grounded=True,
    balanced=True,
    informed_at=LONG_AGO,
)


def person(country: str, capacity: str, **more: Any) -> Facts:
    """Somebody informed, held for marketing on a balanced legitimate interest; `more` says what else."""
    zone = "Europe/Brussels" if country == "BE" else "Europe/Paris"
    return replace(IN_ORDER, **{"country": country, "zone": zone, "capacity": capacity, **more})


def asked(facts: Facts, channel: str, *, at: datetime = NOW, purpose: str = PURPOSE) -> Verdict:
    """The verdict under the law of the person's country, the strictest where there is none."""
    return may(facts, Ask(purpose, channel, at), LAWS.get(facts.country, NOWHERE))


def consent(channel: str, *, given_at: datetime = LONG_AGO, purpose: str = PURPOSE, **more: Any) -> Agreement:
    """A consent of the person."""
    return Agreement(channel, purpose, given_at, **more)


def objection(channel: str = "all", *, purpose: str = "", at: datetime = LONG_AGO) -> Refusal:
    """An objection of the person."""
    return Refusal(channel, purpose, at)


def paris(day: int, hour: int, minute: int = 0, *, month: int = 11, year: int = 2026) -> datetime:
    """A moment by the clock of Paris."""
    return datetime(year, month, day, hour, minute, tzinfo=PARIS)

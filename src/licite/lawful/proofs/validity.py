"""Until when a consent holds: reckoned once, by the rule of the person's country, from the moment it was given."""

from dataclasses import dataclass
from datetime import datetime

from licite import packs
from licite.lawful.channels import Channel
from licite.lawful.may.consent import months_after

PHONE_RULE = "phone.consent.months"
REVIEW_RULE = "consent.review"


@dataclass(frozen=True)
class Validity:
    """The moment from which it holds no more, the rule's key, and its months."""

    until: datetime
    rule: str
    months: int


def longest(channel: Channel, country: str) -> tuple[str, int]:
    """The rule for consents by this channel, and its months; a country without a pack has the shortest of all."""
    rule = PHONE_RULE if channel is Channel.PHONE else REVIEW_RULE
    months = packs.law(country)[rule].figure
    assert months is not None
    return rule, months


def validity(channel: Channel, country: str, given_at: datetime, *, promised: int | None = None) -> Validity:
    """Never longer than the text promised (`promised`, in months), and for calls a hard end: nothing renews it.

    Sources: C. conso R223-1 (calls in France, one year, no tacit renewal); else the review time of the pack.
    """
    rule, months = longest(channel, country)
    lasts = min(months, promised) if promised else months
    return Validity(months_after(given_at, lasts), rule, lasts)

"""In what capacity the law sees the person on a channel, and which rule of the channel that names."""

from typing import Final

from licite.lawful.may.terms import Ask, Facts, Law

CONSUMER: Final = "consumer"
PROFESSIONAL: Final = "professional"
SOLE_TRADER: Final = "sole_trader"
UNKNOWN: Final = "unknown"
PERSONAL: Final = "personal"
IMPERSONAL: Final = "impersonal"

MARKETING: Final = "marketing"
SURVEY: Final = "survey"
LEGAL: Final = "legal"

PHONE: Final = "phone"
SMS: Final = "sms"
EMAIL: Final = "email"
POST: Final = "post"
SOCIAL: Final = "social"
ROBOT: Final = "robot"
TRACKING: Final = "tracking"
CHANNELS: Final = (PHONE, SMS, EMAIL, POST, SOCIAL, ROBOT, TRACKING)

CALLS: Final = frozenset({PHONE, ROBOT})
# From the freest to the strictest.
RANKS: Final = {"free": 0, "opt_out": 1, "soft_opt_in": 2, "opt_in": 3, "forbidden": 4}
KEYS: Final = {
    (channel, capacity): f"chan.{channel}.{capacity}"
    for channel in CHANNELS
    for capacity in (CONSUMER, PROFESSIONAL)
}
# After a sale, the person's own details may serve for what is alike (CPCE L34-5; AR 4 Apr 2003 article 1, 1°).
AFTER_A_SALE: Final = {EMAIL: "chan.email.customer", SMS: "chan.sms.customer"}
# Within a running contract with the person and about its object (C. conso L223-1).
IN_A_CONTRACT: Final = "chan.phone.contract"


def seen_as(facts: Facts, channel: str) -> str:
    """Consumer or professional.

    Unknown is consumer. A professional's personal mailbox is written to as a consumer's; a sole trader who uses one
    is not clearly told from the private person, on any channel (law.md 3 and 9).
    """
    capacity = facts.capacity
    if capacity == PROFESSIONAL:
        return CONSUMER if facts.mailbox == PERSONAL and channel in (EMAIL, TRACKING) else PROFESSIONAL
    return PROFESSIONAL if capacity == SOLE_TRADER and facts.mailbox != PERSONAL else CONSUMER


def seen_for(facts: Facts, law: Law, seen: str) -> str:
    """For what reason the person is seen so: consumer, professional, unknown, personal (mailbox), elsewhere."""
    if seen == PROFESSIONAL or facts.capacity == CONSUMER:
        return seen
    if facts.capacity == UNKNOWN:
        return UNKNOWN
    return PERSONAL if law.country else "elsewhere"


def regime_of(facts: Facts, ask: Ask, law: Law, seen: str) -> tuple[str, str]:
    """The regime of the channel for this person and purpose, and the key of the rule that says so."""
    channel = ask.channel
    if channel == TRACKING:
        # Whatever the message is for: a pixel reads the person's own machine.
        return _read(law, KEYS[channel, seen])
    if facts.kind == MARKETING:
        found = _marketing(facts, channel, law, seen)
    elif facts.kind == SURVEY:
        found = _read(law, "chan.survey")
    else:
        found = _read(law, "chan.service")
    if facts.basis == "consent" and RANKS[found[0]] < RANKS["opt_in"]:
        return "opt_in", "ground.required"
    return found


def _marketing(facts: Facts, channel: str, law: Law, seen: str) -> tuple[str, str]:
    if channel == EMAIL and facts.mailbox == IMPERSONAL and seen == facts.capacity == PROFESSIONAL:
        return _read(law, "chan.email.impersonal")
    found = _read(law, KEYS[channel, seen])
    if channel in AFTER_A_SALE and sold(facts, law):
        return _freer(found, _read(law, AFTER_A_SALE[channel]))
    if facts.contract and channel == PHONE:
        return _freer(found, _read(law, IN_A_CONTRACT))
    return found


def sold(facts: Facts, law: Law) -> bool:
    """Whether the coordinates come from a sale; a free account is one only where the organisation says so (C-654/23)."""
    return facts.sale or (facts.account and bool(law["sale.free_account"].value))


def _freer(one: tuple[str, str], other: tuple[str, str]) -> tuple[str, str]:
    return other if RANKS[other[0]] < RANKS[one[0]] else one


def _read(law: Law, key: str) -> tuple[str, str]:
    return str(law[key].value), key

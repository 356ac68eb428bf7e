"""The checks, in the order in which one of them settles the question.

1 objection · 2 restriction · 3 record waiting · 4 minor · 5 what may be offered to no consumer · 6 purpose and basis ·
7 balancing test · 8 notice overdue · 9 bought data · 10 regime of the channel and consent · 11 list to screen ·
12 attempts · 13 hours · then the duties.
What the person said comes before what the organisation lacks, and what lasts before what passes.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from licite.lawful.may import calls
from licite.lawful.may.answers import allow, refuse
from licite.lawful.may.capacity import (
    CALLS,
    CONSUMER,
    EMAIL,
    IN_A_CONTRACT,
    LEGAL,
    MARKETING,
    PHONE,
    POST,
    PROFESSIONAL,
    ROBOT,
    SMS,
    SOCIAL,
    SOLE_TRADER,
    SURVEY,
    TRACKING,
    regime_of,
    seen_as,
    seen_for,
    sold,
)
from licite.lawful.may.consent import LIVE, WITHDRAWN, Consent, consent_for, taken_back
from licite.lawful.may.hours import zone
from licite.lawful.may.terms import NOTHING, Ask, Facts, Law, Param, Refusal, Verdict

EVERY: Final = "all"
# Whoever refuses calls refuses those of a machine; whoever refuses our mail refuses what watches it being opened.
CLOSED_BY: Final = {
    channel: frozenset({channel, EVERY, *more})
    for channel, *more in ((PHONE,), (SMS,), (EMAIL,), (POST,), (SOCIAL,), (ROBOT, PHONE), (TRACKING, EMAIL))
}
BOUGHT: Final = "purchased_list"
NEEDS_A_NAME: Final = frozenset({PHONE, SMS, EMAIL, SOCIAL, ROBOT})
# The code of a yes: by the rule, else by the regime.
CODES: Final = {
    IN_A_CONTRACT: "contract",
    "chan.email.impersonal": "impersonal",
    "free": "free",
    "opt_out": "opt_out",
    "soft_opt_in": "customer",
}

Check = Callable[[Facts, Ask, Law], Verdict | None]


def may(facts: Facts, ask: Ask, law: Law) -> Verdict:
    """Whether the person may be contacted so.

    The law of no country in particular (its `country` is ""), the strictest of all, takes everybody for a consumer.
    Raises KeyError for a channel that nobody knows, and for a law that lacks a rule.
    """
    for check in CHECKS:
        if (refused := check(facts, ask, law)) is not None:
            return refused
    seen = seen_as(facts, ask.channel) if law.country else CONSUMER
    consent = consent_for(facts, ask, law)
    return _bought(facts, ask, law, seen, consent) or _regime(facts, ask, law, seen, consent)


def objected(facts: Facts, ask: Ask, law: Law) -> Verdict | None:
    """An objection always wins (GDPR article 21(3)), but for a purpose that the person opened by a later act."""
    if not facts.objections:
        return None
    closing = [one for one in facts.objections if closes(one, ask) and not _acted_since(facts, ask, one.at)]
    if not closing:
        return None
    latest = max(closing, key=lambda one: one.at)
    return refuse(
        law, "objection", "objection.wins", {"at": latest.at, "of": latest.channel, "purpose": latest.purpose}
    )


def closes(one: Refusal, ask: Ask) -> bool:
    """Whether an objection is to this channel and purpose."""
    return one.channel in CLOSED_BY[ask.channel] and one.purpose in ("", ask.purpose)


def _acted_since(facts: Facts, ask: Ask, moment: datetime) -> bool:
    return facts.own_act_at is not None and moment < facts.own_act_at <= ask.at


def _refused_at(facts: Facts, ask: Ask) -> datetime | None:
    """When the person last said no to this channel: an objection, or a consent taken back."""
    said = [one.at for one in facts.objections if closes(one, ask)]
    if (ended := taken_back(facts, ask)) is not None:
        said.append(ended)
    return max(said, default=None)


def restricted(facts: Facts, ask: Ask, law: Law) -> Verdict | None:
    """Under restriction a record is stored and nothing else (GDPR article 18(2))."""
    return refuse(law, "restricted", "restriction.stops") if facts.restricted else None


def waiting(facts: Facts, ask: Ask, law: Law) -> Verdict | None:
    """Until the entrance has looked, the person may be on the suppression list."""
    return refuse(law, "waiting", "objection.wins") if facts.waiting else None


def minor(facts: Facts, ask: Ask, law: Law) -> Verdict | None:
    """No marketing to a minor, and nothing that builds a profile (LIL article 45; law of 30 Jul 2018 article 7)."""
    if (
        facts.minor
        and (facts.kind in (MARKETING, SURVEY) or ask.channel == TRACKING)
        and law["minor.no_marketing"].value
    ):
        return refuse(law, "minor", "minor.no_marketing")
    return None


def banned(facts: Facts, ask: Ask, law: Law) -> Verdict | None:
    """Some things are offered to no consumer so, even to one who agreed (C. conso L223-8); a running contract is none."""
    if not facts.sectors or facts.kind != MARKETING or ask.channel not in NEEDS_A_NAME:
        return None
    if (law.country and seen_as(facts, ask.channel) != CONSUMER) or (facts.contract and ask.channel == PHONE):
        return None
    named = [one for one in law["phone.banned"].value if one in facts.sectors]
    return refuse(law, "banned", "phone.banned", {"sector": named[0]}) if named else None


def grounded(facts: Facts, ask: Ask, law: Law) -> Verdict | None:
    """No use without a purpose and its basis (GDPR article 6); a contract only with the person (article 6(1)(b))."""
    if not facts.basis:
        return refuse(law, "no_purpose", "ground.required")
    if not facts.grounded:
        return refuse(law, "no_ground", "ground.required")
    if facts.basis == "contract" and facts.capacity == PROFESSIONAL:
        return refuse(law, "no_party", "ground.required")
    return None


def balanced(facts: Facts, ask: Ask, law: Law) -> Verdict | None:
    """A legitimate interest has its balancing test before it is first used (GDPR article 6(1)(f))."""
    if facts.basis == "legitimate_interest" and not facts.balanced:
        return refuse(law, "no_balancing", "balancing.required")
    return None


def informed(facts: Facts, ask: Ask, law: Law) -> Verdict | None:
    """Past the due date of the notice, nothing but what the law itself makes us send (GDPR article 14(3))."""
    due = facts.notice_due
    if facts.informed_at or due is None or facts.kind == LEGAL:
        return None
    here = ask.at.astimezone(zone(facts.zone)).date()
    return refuse(law, "notice_overdue", "notice.required", {"due": due}) if here > due else None


CHECKS: Final[tuple[Check, ...]] = (
    objected,
    restricted,
    waiting,
    minor,
    banned,
    grounded,
    balanced,
    informed,
)


def source_weighs(source: str) -> bool:
    """Whether where the data come from can change an answer at all."""
    return source == BOUGHT


def _bought(facts: Facts, ask: Ask, law: Law, seen: str, consent: Consent) -> Verdict | None:
    """Bought data: whoever gave the consent must have read our name (CNIL; Caloga, Solocal, Hubside, Foriou)."""
    if not source_weighs(facts.source) or facts.kind != MARKETING or ask.channel not in NEEDS_A_NAME:
        return None
    rule = "src.bought.named" if seen == CONSUMER else "src.bought.named.professional"
    if not law[rule].value:
        return None
    named = consent.state == LIVE and consent.proof is not None and consent.proof.names_us
    return None if named else refuse(law, "bought", rule)


def _regime(facts: Facts, ask: Ask, law: Law, seen: str, consent: Consent) -> Verdict:
    """What the channel asks for, then what holds a call back, then the duties of a yes."""
    regime, key = regime_of(facts, ask, law, seen)
    if regime == "forbidden":
        return refuse(law, "forbidden", key)
    wanted = consent.state == LIVE
    refused_at = _refused_at(facts, ask)
    code = CODES.get(key) or ("consent" if wanted else CODES.get(regime, ""))
    if not wanted and regime != "free":
        wanted = (
            facts.kind == MARKETING and ask.channel == PHONE and calls.asked_back(facts, ask, law, refused_at)
        )
        if wanted:
            code = "call_back"
        elif _needs_consent(facts, ask, law, regime, consent):
            told = {"channel": ask.channel, "who": seen_for(facts, law, seen)}
            return refuse(law, f"consent_{consent.state}", key, _when(consent.at) | told)
    if facts.kind == MARKETING and ask.channel in CALLS:
        # A contract frees from hours and attempts, not from the list to screen ("customers too").
        limited = seen == CONSUMER and key != IN_A_CONTRACT
        held = calls.held(facts, ask, law, limited=limited, wanted=wanted, refused_at=refused_at)
        if held is not None:
            return held
    params = _when(consent.at) if code == "consent" else NOTHING
    return allow(law, code, key, _duties(facts, ask, code), params)


def _needs_consent(facts: Facts, ask: Ask, law: Law, regime: str, consent: Consent) -> bool:
    """Whether only a consent would do. One that was taken back is a sign to stop, whatever the channel asks for."""
    if regime == "opt_in" or (regime == "soft_opt_in" and not sold(facts, law)):
        return True
    if consent.state != WITHDRAWN or consent.at is None:
        return False
    return not _acted_since(facts, ask, consent.at)


def _duties(facts: Facts, ask: Ask, code: str) -> list[str]:
    duties = []
    if facts.informed_at is None and facts.kind != LEGAL:
        duties.append("give_notice")  # at the latest now: GDPR article 14(3)(b)
    if facts.kind in (MARKETING, SURVEY):
        duties.append("offer_objection")
    if any(closes(one, ask) for one in facts.objections):
        duties.append("old_objection")
    if facts.kind == MARKETING:
        if code == "customer":
            duties.append("similar_only")
        if facts.capacity == SOLE_TRADER and code != "consent":
            duties.append("trade_only")
        if ask.channel == SOCIAL and code != "consent":
            duties.append("visible_only")
    return duties


def _when(moment: datetime | None) -> dict[str, Param]:
    return {"at": moment} if moment else {}

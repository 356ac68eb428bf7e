"""Whether the person agreed: one channel and one purpose at a time, for as long as the law lets a consent last."""

from datetime import datetime
from typing import Final, NamedTuple

from licite.kit.dates import add_months
from licite.lawful.may.capacity import PHONE
from licite.lawful.may.terms import Agreement, Ask, Facts, Law

LIVE: Final = "live"
NONE: Final = "none"
EXPIRED: Final = "expired"
WITHDRAWN: Final = "withdrawn"


class Consent(NamedTuple):
    """Where the consent asked for stands: `state`, since when it is so, and the proof that says it."""

    state: str
    at: datetime | None = None
    proof: Agreement | None = None


ABSENT: Final = Consent(NONE)
ORDER: Final = (EXPIRED, WITHDRAWN, LIVE)


def consent_for(facts: Facts, ask: Ask, law: Law) -> Consent:
    """A live consent, else the last word that took one back, else the latest that is over, else none (GDPR article 7).

    Of several live ones, one that names our organisation comes first. Whatever was given before the person took back
    the same consent ended with it, whenever its proof was recorded.
    """
    ended = taken_back(facts, ask)
    best = ABSENT
    for proof in facts.consents:
        if proof.channel != ask.channel or proof.purpose != ask.purpose or proof.given_at > ask.at:
            continue
        found = _standing(proof, ask.at, law, ended)
        if best.proof is None or _rank(found, proof) > _rank(best, best.proof):
            best = found
    return best


def taken_back(facts: Facts, ask: Ask) -> datetime | None:
    """When the person last took back a consent to this channel for this purpose; None for never."""
    return max(
        (
            one.withdrawn_at
            for one in facts.consents
            if (one.channel, one.purpose) == (ask.channel, ask.purpose)
            and one.withdrawn_at
            and one.withdrawn_at <= ask.at
        ),
        default=None,
    )


def _standing(proof: Agreement, at: datetime, law: Law, ended: datetime | None) -> Consent:
    if proof.withdrawn_at and proof.withdrawn_at <= at:
        return Consent(WITHDRAWN, proof.withdrawn_at, proof)
    if ended and proof.given_at <= ended:
        return Consent(WITHDRAWN, ended, proof)
    ends = ends_at(proof, law)
    if ends and at >= ends:
        return Consent(EXPIRED, ends, proof)
    return Consent(LIVE, proof.given_at, proof)


def _rank(found: Consent, proof: Agreement) -> tuple[int, bool, datetime]:
    return ORDER.index(found.state), found.state == LIVE and proof.names_us, found.at or proof.given_at


def ends_at(proof: Agreement, law: Law) -> datetime | None:
    """When a consent lapses by itself: as stored, and for calls no later than the law allows (C. conso R223-1)."""
    months = int(law["phone.consent.months"].value) if proof.channel == PHONE else 0
    if not months:
        return proof.valid_until
    by_law = months_after(proof.given_at, months)
    return min(by_law, proof.valid_until) if proof.valid_until else by_law


def months_after(moment: datetime, months: int) -> datetime:
    """The same time of day so many months later."""
    return datetime.combine(add_months(moment.date(), months), moment.timetz())

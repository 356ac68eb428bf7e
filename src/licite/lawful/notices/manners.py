"""What prospecting asks for in each country, by public and channel: read from the law, and told in the notices. Pure."""

from collections.abc import Iterator
from typing import Final

from licite.lawful.notices.facts import Configuration, Manner
from licite.lawful.notices.words import keys, word
from licite.packs import Law, Regime

UNASKED: Final = frozenset({Regime.FREE, Regime.OPT_OUT})
FOR_CUSTOMERS: Final = UNASKED | {Regime.SOFT_OPT_IN}


def manners(law: Law) -> list[Manner]:
    """What prospecting asks for in a country, by public and channel; a forbidden channel is in neither list."""
    found = []
    for whom in ("consumer", "professional", "customer"):
        regimes = {
            one: law[f"chan.{one}.{whom}"].value for one in keys("channel") if f"chan.{one}.{whom}" in law
        }
        free = FOR_CUSTOMERS if whom == "customer" else UNASKED
        # A customer is a consumer too: what is not eased for them is said there.
        asked = {Regime.OPT_IN, Regime.SOFT_OPT_IN} if whom != "customer" else set()
        found.append(
            Manner(
                law.country,
                whom,
                consent=tuple(one for one, regime in regimes.items() if regime in asked),
                interest=tuple(one for one, regime in regimes.items() if regime in free),
            )
        )
    return found


def sentences(facts: Configuration, language: str) -> Iterator[str]:
    """One a public and basis, where something is done for marketing; the country is said where there are several.

    An interest is told to those whom a marketing purpose rests on one for.
    """
    marketing = [aim for aim in facts.aims if aim.marketing]
    if not marketing:
        return
    professional = any(aim.basis_professional == "legitimate_interest" for aim in marketing)
    consumer = any(aim.basis_consumer == "legitimate_interest" for aim in marketing)
    for one in facts.manners:
        where = word(language, "where", one.country if len(facts.countries) > 1 else "here")
        whom = word(language, "whom", one.whom)
        held = professional if one.whom == "professional" else consumer
        for basis, channels in (("consent", one.consent), ("interest", one.interest if held else ())):
            if channels:
                by = ", ".join(word(language, "channel", channel) for channel in channels)
                yield word(language, "say", f"manner_{basis}", whom=whom, where=where, channels=by)

"""People who are in the demo's base twice, as happens: met by somebody else, another day, and written in another way."""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random
from typing import Any, Final

from licite.console.demo.people import slug
from licite.console.demo.records import COLD, CUSTOMER, LEAD, DemoContact, Portfolio, Source
from licite.console.demo.workdays import Calendar

_ACCENTED: Final = "àâäáãåçéèêëîïíìôöóòõùûüúñœæ"


@dataclass(frozen=True)
class Way:
    """How somebody comes to be there twice: of whom it happens, and what the second record says otherwise."""

    portfolio: Portfolio
    fits: Callable[[DemoContact], bool]
    says: Callable[[DemoContact], dict[str, Any]]
    source: Source = "business_card"
    stage: int = LEAD
    into: Portfolio | None = None
    refuses: bool = False


def doubles(rng: Random, calendar: Calendar, people: Sequence[DemoContact]) -> Iterator[DemoContact]:
    """One record a way, as far as there is somebody for it; each person once."""
    used: set[str] = set()
    for number, way in enumerate(WAYS, 1):
        one = next((one for one in people if one.key not in used and _fits(way, one)), None)
        if one is not None:
            used.add(one.key)
            yield _again(rng, calendar, way, one, f"d{number:06d}")


def _fits(way: Way, one: DemoContact) -> bool:
    settled = one.portfolio == way.portfolio and one.informed_at is not None and not one.minor
    return settled and not one.objections and one.capacity == "professional" and way.fits(one)


def _again(rng: Random, calendar: Calendar, way: Way, one: DemoContact, key: str) -> DemoContact:
    # Met again later, and a while ago.
    latest = max(one.collected_at, calendar.now - timedelta(days=5))
    met = calendar.between(rng, one.collected_at, latest) or one.collected_at
    refused = calendar.between(rng, met, calendar.now) if way.refuses else None
    said = {"emails": (), "title": "", "address": ""} | way.says(one)
    return replace(
        one,
        key=key,
        portfolio=way.into or one.portfolio,
        stage=way.stage,
        source=way.source,
        collected_at=met,
        informed_at=met,
        purpose="prospection",
        basis="legitimate_interest",
        objections=(("post", refused),) if refused else (),
        **said,
    )


def _plain(text: str) -> str:
    kept = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("æ", "ae"))
    return "".join(letter for letter in kept if not unicodedata.combining(letter))


def _joined(text: str) -> str:
    return text.replace("-", "").replace(" ", "").capitalize()


def _elsewhere(one: DemoContact) -> tuple[str, ...]:
    return (f"{slug(one.last)}.{slug(one.first)}@courriel.example",)


WAYS: Final = (
    # Accents lost in capitals, on a list brought back from a fair.
    Way(
        "Ouest",
        lambda one: any(letter in _ACCENTED for letter in f"{one.first}{one.last}".lower()),
        lambda one: {"first": _plain(one.first).upper(), "last": _plain(one.last).upper(), "phones": ()},
        source="fair",
        stage=COLD,
    ),
    # First and last name in each other's place, in a form.
    Way(
        "Grand Est",
        lambda one: bool(one.emails) and one.stage == LEAD,
        lambda one: {"first": one.last, "last": one.first, "emails": one.emails[:1], "phones": ()},
        source="form",
    ),
    # A name of two words written as one.
    Way(
        "Ouest",
        lambda one: bool(one.phones) and any(mark in f"{one.first}{one.last}" for mark in "- "),
        lambda one: {"first": _joined(one.first), "last": _joined(one.last), "phones": one.phones[:1]},
        source="phone_in",
    ),
    # The same phone, another e-mail, no company.
    Way(
        "Grands comptes",
        lambda one: bool(one.phones and one.emails),
        lambda one: {"company": None, "emails": _elsewhere(one), "phones": one.phones[:1]},
        source="website",
    ),
    # Initials, from a colleague's address book.
    Way(
        "Grand Est",
        lambda one: bool(one.phones) and "-" not in one.first and one.stage == LEAD,
        lambda one: {"first": f"{one.first[0]}.", "phones": one.phones[-1:], "title": one.title},
        stage=COLD,
    ),
    # A customer of the West whom the key accounts met too, and who then asked for no more letters.
    Way(
        "Ouest",
        lambda one: one.stage == CUSTOMER and bool(one.phones and one.emails),
        lambda one: {"emails": one.emails[:1], "phones": ()},
        source="referral",
        into="Grands comptes",
        refuses=True,
    ),
)

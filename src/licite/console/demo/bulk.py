"""Contacts by the million for the benchmarks: simple, quick, in constant memory.

One e-mail, one phone, three interactions each. E-mails are all different; phones are not, since only
60,000 fictional French numbers exist: at a million contacts each is shared by about seventeen.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from random import Random
from typing import Final

from licite.console.demo.companies import area_of
from licite.console.demo.history import OPENINGS, SCENES, filled
from licite.console.demo.markers import PHONES
from licite.console.demo.numbers import LANDLINES, MOBILE
from licite.console.demo.people import slug
from licite.console.demo.records import (
    CUSTOMER,
    PORTFOLIOS,
    DemoCompany,
    DemoContact,
    DemoInteraction,
    Portfolio,
    Source,
)
from licite.console.demo.words import Town, grouped, ranked, suiting, titles, towns
from licite.console.demo.workdays import Calendar

_BATCH: Final = 2048
_BLOCKS: Final = (MOBILE, *LANDLINES.values())
_STAGES: Final = ((1, 2, 3, 4), (40, 65, 90, 100))
_SOURCES: Final[tuple[Source, ...]] = ("fair", "form", "website", "referral", "phone_in", "business_card")
_NEXT: Final = {1: ("call_no_answer", "email_sent"), 2: ("call_interested", "email_reply"),
                3: ("order", "visit"), 4: ("order", "ended_note")}  # fmt: skip
_TAKEN: Final = frozenset(f"+33{number}" for number in PHONES.values())

Row = tuple[DemoContact, tuple[DemoInteraction, ...]]


def stream(
    n: int, *, now: datetime, seed: int = 1, companies: Sequence[DemoCompany] = (), start: int = 0
) -> Iterator[Row]:
    """`n` contacts, each with its interactions, keys b0000001 onwards (after `start`).

    With `companies`, two contacts in three work for one of them and sit in its portfolio. The same
    arguments give the same rows; ValueError for a naive `now`.
    """
    if now.tzinfo is None:
        raise ValueError("now must be aware")
    rng = Random(f"{seed}:bulk:{start}")
    made = _Bulk(rng, Calendar(now), [company for company in companies if company.kind == "legal"])
    for first in range(start, start + n, _BATCH):
        yield from made.batch(first + 1, min(_BATCH, start + n - first))


class _Bulk:
    """Draws a batch of each ingredient at once: one call for two thousand words is what makes it quick."""

    def __init__(self, rng: Random, calendar: Calendar, companies: list[DemoCompany]) -> None:
        self._rng = rng
        self._companies = companies
        self._past = calendar.slots[calendar.first : calendar.present]
        self._firsts = ranked("first_names", "fr f", "fr m", "br f", "br m", "ma f", "ma m")
        self._lasts = ranked("family_names", "fr", "br", "ma", "pt", "de")
        self._slugs = {word: slug(word) for word in (*self._firsts.words, *self._lasts.words)}
        self._notes = {name: _notes(rng, name) for name in SCENES}
        self._towns = {portfolio: towns(area_of(portfolio)) for portfolio in PORTFOLIOS}
        self._streets = grouped("streets")["fr work"]
        self._titles = tuple(title for pair in titles("fr") for title in pair)

    def batch(self, first: int, count: int) -> Iterator[Row]:
        rng = self._rng
        drawn = zip(
            range(first, first + count),
            rng.choices(self._firsts.words, cum_weights=self._firsts.weights, k=count),
            rng.choices(self._lasts.words, cum_weights=self._lasts.weights, k=count),
            rng.choices(_STAGES[0], cum_weights=_STAGES[1], k=count),
            rng.choices(_SOURCES, k=count),
            rng.choices(PORTFOLIOS, k=count),
            strict=True,
        )
        for number, name, family, stage, source, portfolio in drawn:
            met = int(rng.random() ** 0.8 * (len(self._past) - 3))
            contact = self._contact(number, name, family, stage, source, portfolio, met)
            yield contact, self._history(contact, met)

    def _contact(
        self, number: int, name: str, family: str, stage: int, source: Source, portfolio: Portfolio, met: int
    ) -> DemoContact:
        company = self._companies[number % len(self._companies)] if self._companies and number % 3 else None
        if company:
            portfolio = company.portfolio
            place = Town(company.town, company.postal_code, company.department, company.country, "fr")
        else:
            choice = self._towns[portfolio]
            place = choice[number % len(choice)]
        customer = stage >= CUSTOMER
        return DemoContact(
            f"b{number:07d}",
            name,
            family,
            self._titles[number % len(self._titles)] if company else "",
            company.key if company else None,
            (f"{self._slugs[name]}.{self._slugs[family]}.{number}@courriel.example",),
            (_phone(number),),
            f"{number % 120 + 1} {self._streets[number % len(self._streets)]}",
            place.postal_code,
            place.name,
            place.country,
            place.department,
            "professional" if company else "consumer",
            portfolio,
            stage,
            source,
            self._past[met],
            "customer_relationship" if customer else "prospection",
            "contract" if customer and not company else "legitimate_interest",
            (),
            "fr",
            self._past[met],
        )

    def _history(self, contact: DemoContact, met: int) -> tuple[DemoInteraction, ...]:
        rest = len(self._past) - met
        random = self._rng.random
        second = met + 1 + int(random() * (rest - 2))
        third = second + 1 + int(random() * (len(self._past) - second - 1))
        names = (OPENINGS[contact.source][0], *_NEXT[contact.stage])
        return tuple(
            DemoInteraction(
                contact.key, self._past[slot], *SCENES[name], self._notes[name][int(random() * 64)]
            )
            for slot, name in zip((met, second, third), names, strict=True)
        )


def _notes(rng: Random, scene: str) -> tuple[str, ...]:
    """Sixty-four ready notes of a scene, two in three of them empty."""
    templates = suiting("notes", consumer=False)[scene]
    return tuple(filled(rng, rng.choice(templates)) if spot % 3 == 0 else "" for spot in range(64))


def _phone(number: int) -> str:
    tail = number // len(_BLOCKS) * 7919 % 10_000
    phone = f"{_BLOCKS[number % len(_BLOCKS)]}{tail:04d}"
    return phone if phone not in _TAKEN else f"{MOBILE}0000"

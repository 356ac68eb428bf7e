"""What people agreed to, bought and signed, in keeping with their history; and what a record says of their project."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Final, NamedTuple

from licite.console.demo.markers import marker
from licite.console.demo.records import (
    CUSTOMER,
    LEAD,
    ConsentSource,
    DemoConsent,
    DemoContact,
    DemoGround,
    DemoInteraction,
    DemoValue,
    PositiveAct,
    WordingKey,
)
from licite.console.demo.words import lines
from licite.console.demo.workdays import Calendar

YEAR: Final = timedelta(days=365)
# Of consumers with a phone: a consent to be called that holds, one that has lapsed, one that was taken back.
_HELD, _LAPSED, _TAKEN_BACK = 0.48, 0.62, 0.70
_WRITTEN_TO: Final = 0.5
_LATELY: Final = timedelta(days=60)
_NEWS: Final = 0.35
_NEWS_TAKEN_BACK: Final = 0.12
_SOLD: Final = 0.55
_COULD_REFUSE: Final = 0.85
_SIGNED: Final = 0.45
_PROJECTS: Final = 0.12
_PLACES: Final[tuple[tuple[PositiveAct, ConsentSource, str], ...]] = (
    ("unticked_box", "url", "https://ateliers-brevallon.example/devis"),
    ("unticked_box", "form", "Formulaire de devis n° {number}"),
    ("signature", "event", "Portes ouvertes du dépôt, bulletin n° {number}"),
    ("oral", "agent", "Au comptoir, fiche n° {number}"),
)


class Rights(NamedTuple):
    """All that the demo's people agreed to, bought and signed."""

    consents: tuple[DemoConsent, ...]
    grounds: tuple[DemoGround, ...]
    values: tuple[DemoValue, ...]


def rights(
    rng: Random, calendar: Calendar, people: Sequence[DemoContact], events: Sequence[DemoInteraction]
) -> Rights:
    """Of everybody but the marked contacts, which come first in `people` and have theirs from `marked`."""
    orders: dict[str, datetime] = {event.contact: event.at for event in events if event.kind == "order"}
    consents: list[DemoConsent] = []
    grounds: list[DemoGround] = []
    values: list[DemoValue] = []
    for contact in people:
        agreed = list(_consents(rng, calendar, contact))
        consents += agreed
        grounds += [*_bought(rng, contact, orders.get(contact.key)), *_subscribed(agreed)]
        values += _project(rng, contact)
    return Rights(tuple(consents), tuple(grounds), tuple(values))


def marked(contact: DemoContact, calendar: Calendar) -> tuple[DemoConsent, DemoGround, DemoValue]:
    """A consent to be called, a form and a project, each with the portfolio's marker word."""
    said = {name: f"Dossier {marker(name, contact.portfolio)}" for name in ("consent", "ground", "custom")}
    at = contact.collected_at
    agreed = max(at, calendar.now - _LATELY)
    return (
        DemoConsent(contact.key, "phone", agreed, "signature", "event", contact.phones[0], said["consent"]),
        DemoGround(contact.key, "satisfaction", "legitimate_interest", "form", "form_id", at, said["ground"]),
        DemoValue(contact.key, said["custom"]),
    )


def _consents(rng: Random, calendar: Calendar, contact: DemoContact) -> Iterator[DemoConsent]:
    """A professional is called and written to without; a minor is not asked, nor is whoever has objected."""
    if contact.capacity != "consumer" or contact.minor or contact.objections:
        return
    if contact.phones:
        yield from _to_be_called(rng, calendar, contact)
    if contact.emails and rng.random() < _NEWS:
        at = calendar.between(rng, contact.collected_at, calendar.now - timedelta(days=3))
        if at:
            wording: WordingKey = "newsletter_en" if rng.random() < 0.08 else "newsletter_fr"
            taken = calendar.between(rng, at, calendar.now) if rng.random() < _NEWS_TAKEN_BACK else None
            yield _consent(rng, contact, wording, at, contact.emails[0], taken)


def _to_be_called(rng: Random, calendar: Calendar, contact: DemoContact) -> Iterator[DemoConsent]:
    drawn, now = rng.random(), calendar.now
    if drawn < _HELD or _LAPSED <= drawn < _TAKEN_BACK:
        at = calendar.between(
            rng, max(contact.collected_at, now - YEAR + timedelta(days=20)), now - timedelta(days=3)
        )
    else:
        at = calendar.between(rng, contact.collected_at, now - YEAR - timedelta(days=5))
    if at is None or drawn >= _TAKEN_BACK:
        return
    taken = calendar.between(rng, at, now) if drawn >= _LAPSED else None
    if drawn < _LAPSED or taken:
        yield _consent(rng, contact, "phone", at, contact.phones[0], taken)
        if contact.emails and rng.random() < _WRITTEN_TO:
            yield _consent(rng, contact, "email", at, contact.emails[0], taken)


def _consent(
    rng: Random, contact: DemoContact, wording: WordingKey, at: datetime, given: str, taken: datetime | None
) -> DemoConsent:
    act, source, place = rng.choice(_PLACES if wording == "phone" else _PLACES[:3])
    reference = place.format(number=rng.randint(1000, 9999))
    return DemoConsent(contact.key, wording, at, act, source, given, reference, taken)


def _subscribed(agreed: Sequence[DemoConsent]) -> Iterator[DemoGround]:
    """Whoever receives the newsletter is held for it."""
    for one in agreed:
        if one.wording in ("newsletter_fr", "newsletter_en") and one.withdrawn_at is None:
            yield DemoGround(
                one.contact, "newsletter", "consent", "form", "form_id", one.given_at, one.reference
            )


def _bought(rng: Random, contact: DemoContact, ordered: datetime | None) -> Iterator[DemoGround]:
    """A sale opens prospecting for what is alike; a contract runs with whoever signed it."""
    if contact.stage != CUSTOMER or contact.objections or ordered is None:
        return
    goods = rng.choice(lines("goods"))
    if rng.random() < _SOLD:
        yield DemoGround(
            contact.key,
            "prospection",
            "legitimate_interest",
            "customer_file",
            "sale",
            ordered,
            f"Commande BC-{rng.randrange(10_000, 99_999)}",
            family=goods,
            opted=rng.random() < _COULD_REFUSE,
        )
    if contact.capacity in ("consumer", "sole_trader") and rng.random() < _SIGNED:
        ends = ordered.date() + timedelta(days=rng.choice((365, 730, 1095)))
        yield DemoGround(
            contact.key,
            "customer_relationship",
            "contract",
            "customer_file",
            "contract",
            ordered,
            f"Contrat d’entretien CE-{rng.randrange(1000, 9999)}",
            family=goods,
            until=None if rng.random() < 0.3 else ends,
        )


def _project(rng: Random, contact: DemoContact) -> Iterator[DemoValue]:
    if contact.stage == LEAD and not contact.objections and rng.random() < _PROJECTS:
        yield DemoValue(contact.key, f"{rng.choice(lines('goods'))}, {rng.choice((20, 50, 120, 300))} pièces")

"""The contacts of the demo: who, where, how to reach them, since when and on what ground."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import Final, NamedTuple

from licite.console.demo.companies import Seat, area_of, street
from licite.console.demo.markers import PHONES, STAGES, marked_key, marker
from licite.console.demo.numbers import PhoneBook, landline_block, mobile_block
from licite.console.demo.people import Person, person, slug
from licite.console.demo.records import (
    COLD,
    CUSTOMER,
    FORMER,
    LEAD,
    Basis,
    Capacity,
    Channel,
    DemoContact,
    Language,
    Portfolio,
    Purpose,
    Source,
)
from licite.console.demo.words import Town, titles, towns
from licite.console.demo.workdays import Calendar

CONSUMER_SHARE: Final = 0.15
UNKNOWN_SHARE: Final = 0.05
OBJECTION_SHARE: Final = 0.03
STAGE_SHARES: Final = {COLD: 0.40, LEAD: 0.25, CUSTOMER: 0.25, FORMER: 0.10}
# How long ago a contact of each stage was first met, in days: oldest, newest.
MET: Final = {COLD: (715, 10), LEAD: (600, 14), CUSTOMER: (728, 75), FORMER: (728, 480)}
SOURCES: Final[dict[Source, float]] = {
    "fair": 24,
    "form": 20,
    "website": 12,
    "referral": 16,
    "phone_in": 14,
    "business_card": 14,
}
_CHANNELS: Final[tuple[Channel, ...]] = ("phone", "email", "sms", "post", "all")
_OFTEN: Final = (30, 35, 8, 4, 23)


class Slot(NamedTuple):
    """What is decided about a contact before it is given a name; `seat` is None for somebody at home."""

    key: str
    portfolio: Portfolio
    stage: int
    capacity: Capacity
    seat: Seat | None


class Maker:
    """Makes contacts whose e-mails and phones are all different."""

    def __init__(self, rng: Random, calendar: Calendar) -> None:
        self._rng = rng
        self._calendar = calendar
        self._book = PhoneBook(rng)
        self._emails: set[str] = set()

    def marked(self, seat: Seat) -> DemoContact:
        """The owner of a marked company: a marker in each field."""
        portfolio = seat.company.portfolio
        slot = Slot(marked_key(portfolio), portfolio, STAGES[portfolio], "sole_trader", seat)
        return replace(
            self.make(slot),
            title=marker("title", portfolio),
            emails=(f"{marker('email', portfolio)}@courriel.example",),
            phones=(f"+33{PHONES[portfolio]}",),
            objections=(),
        )

    def make(self, slot: Slot) -> DemoContact:
        """Somebody of the slot's company (the owner of a sole trader's), or at home without one."""
        rng, seat = self._rng, slot.seat
        town = seat.town if seat else rng.choice(towns(area_of(slot.portfolio)))
        who = seat.owner if seat and seat.owner else person(rng, town)
        foreign = seat is not None and seat.owner is None and rng.random() < 0.012
        spoken: Language = "en" if foreign else town.spoken
        source = self._source(slot, town)
        met = self._calendar.ago(rng, *MET[slot.stage])
        emails = tuple(self._addresses(who, seat))
        purpose, basis = ground(slot)
        return DemoContact(
            key=slot.key,
            first=who.first,
            last=who.last,
            title=self._title(who, seat, spoken),
            company=seat.company.key if seat else None,
            emails=emails,
            phones=tuple(self._phones(town, at_work=seat is not None, needed=not emails)),
            address=seat.line if seat else street(rng, town, work=False),
            postal_code=town.postal_code,
            town=town.name,
            country=town.country,
            department=town.department,
            capacity=slot.capacity,
            portfolio=slot.portfolio,
            stage=slot.stage,
            source=source,
            collected_at=met,
            purpose=purpose,
            basis=basis,
            objections=self._objections(met),
            spoken=spoken,
            informed_at=met,
        )

    def _source(self, slot: Slot, town: Town) -> Source:
        rng = self._rng
        if slot.capacity == "consumer":
            return rng.choices(("form", "website", "phone_in"), (45, 30, 25))[0]
        # In Belgium a bought list needs a consent that names us, of professionals too.
        bought = slot.stage == COLD and slot.capacity == "professional" and town.country == "FR"
        if bought and rng.random() < 0.05:
            return "purchased_list"
        return rng.choices(tuple(SOURCES), tuple(SOURCES.values()))[0]

    def _title(self, who: Person, seat: Seat | None, spoken: Language) -> str:
        if seat is None:
            return ""
        masculine, feminine = self._rng.choice(titles("fr sole" if seat.owner and spoken == "fr" else spoken))
        return feminine if who.feminine else masculine

    def _addresses(self, who: Person, seat: Seat | None) -> Iterator[str]:
        rng = self._rng
        local = f"{slug(who.first)}.{slug(who.last)}"
        if rng.random() < 0.9:
            yield self._fresh(local, seat.domain if seat else "courriel.example")
        if rng.random() < 0.04:
            yield self._fresh(local, "courriel.example")

    def _fresh(self, local: str, domain: str) -> str:
        address, number = f"{local}@{domain}", 1
        while address in self._emails:
            number += 1
            address = f"{local}{number}@{domain}"
        self._emails.add(address)
        return address

    def _phones(self, town: Town, *, at_work: bool, needed: bool) -> Iterator[str]:
        rng = self._rng
        fixed = rng.random() < (0.68 if at_work else 0.3)
        mobile = rng.random() < 0.62 or (needed and not fixed)
        wanted = [landline_block(town)] * fixed + [mobile_block(town)] * mobile
        for block in wanted:
            number = self._book.draw(block)
            if number:
                yield number

    def _objections(self, met: datetime) -> tuple[tuple[Channel, datetime], ...]:
        """Usually none; else one, rarely two, in the last quarter of the time we have known the person."""
        rng, now = self._rng, self._calendar.now
        if rng.random() >= OBJECTION_SHARE:
            return ()
        at = self._calendar.between(rng, now - (now - met) / 4, now)
        if at is None:
            return ()
        chosen = set(rng.choices(_CHANNELS, _OFTEN, k=1 if rng.random() < 0.8 else 2))
        return (("all", at),) if "all" in chosen else tuple((channel, at) for channel in sorted(chosen))


def ground(slot: Slot) -> tuple[Purpose, Basis]:
    """Purpose and legal basis, as the organisation chose them.

    A contract holds the customer who signed it, not the people of a company (GDPR article 6(1)(b), EDPB 2/2019).
    """
    if slot.stage in (CUSTOMER, FORMER):
        return (
            "customer_relationship",
            "legitimate_interest" if slot.capacity == "professional" else "contract",
        )
    return "prospection", "legitimate_interest"

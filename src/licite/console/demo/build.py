"""The whole demo base, put together from one seed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from licite.console.demo.companies import Seat, companies
from licite.console.demo.contacts import CONSUMER_SHARE, STAGE_SHARES, UNKNOWN_SHARE, Maker, Slot
from licite.console.demo.doubles import doubles
from licite.console.demo.firm import MEMBERS, ORGANISATION
from licite.console.demo.history import interactions, tasks
from licite.console.demo.informed import told
from licite.console.demo.markers import marker
from licite.console.demo.records import (
    CUSTOMER,
    LEAD,
    PORTFOLIOS,
    Capacity,
    DemoCompany,
    DemoContact,
    DemoInteraction,
    DemoMember,
    DemoOrganisation,
    DemoTask,
    Portfolio,
)
from licite.console.demo.rights import Rights, rights
from licite.console.demo.rights import marked as marked_rights
from licite.console.demo.today import today
from licite.console.demo.workdays import Calendar

SENSITIVE = "En arrêt maladie depuis lundi, rappeler à son retour."
"""A note that the word lists find: it waits for the reviewer."""


@dataclass(frozen=True, slots=True)
class DemoBase:
    """Everything the console loads, in loading order; keys refer to what stands before.

    `doubles`: a handful of the same people, written in another way, beside `contacts`.
    `cases`: contacts by what befell them (restricted, call_back, flagged), as far as there is somebody for it.
    """

    organisation: DemoOrganisation
    members: tuple[DemoMember, ...]
    portfolios: tuple[Portfolio, ...]
    companies: tuple[DemoCompany, ...]
    contacts: tuple[DemoContact, ...]
    doubles: tuple[DemoContact, ...]
    interactions: tuple[DemoInteraction, ...]
    tasks: tuple[DemoTask, ...]
    rights: Rights
    cases: Mapping[str, str]


def build(now: datetime, contacts: int = 2000, seed: int = 1) -> DemoBase:
    """The demo as it stands at `now` (aware), with that many contacts, three of them marked.

    Beyond some 30,000 contacts use `stream`. ValueError for a naive `now` or fewer than three contacts.
    """
    if now.tzinfo is None:
        raise ValueError("now must be aware")
    if contacts < len(PORTFOLIOS):
        raise ValueError("at least three contacts, one for each portfolio")
    # Text seeds are hashed by SHA-512, not by hash(): the same on every machine and in every process.
    seats = companies(Random(f"{seed}:companies"), round((contacts - len(PORTFOLIOS)) * 0.3))
    calendar = Calendar(now)
    people = _contacts(Random(f"{seed}:contacts"), calendar, seats, contacts)
    rng = Random(f"{seed}:history")
    happened = [event for contact in people for event in interactions(rng, calendar, contact)]
    planned = [task for contact in people for task in tasks(rng, calendar, contact)]
    marked = {contact.key: contact for contact in people[: len(PORTFOLIOS)]}
    others = people[len(PORTFOLIOS) :]
    own = [marked_rights(contact, calendar) for contact in marked.values()]
    held = rights(Random(f"{seed}:rights"), calendar, others, happened)
    cases = _cases(others, happened, held)
    rng = Random(f"{seed}:doubles")
    again = tuple(doubles(rng, calendar, [one for one in others if one.key not in cases.values()]))
    return DemoBase(
        organisation=ORGANISATION,
        members=MEMBERS,
        portfolios=PORTFOLIOS,
        companies=tuple(seat.company for seat in seats),
        contacts=tuple(people),
        doubles=again,
        interactions=(
            *_with_a_flag(_with_marked_notes(happened, marked), cases.get("flagged")),
            *(event for one in again for event in interactions(rng, calendar, one)),
        ),
        tasks=(
            *_marked_tasks(marked, calendar),
            *(task for task in planned if task.contact not in marked),
            *today(Random(f"{seed}:today"), calendar, others),
        ),
        rights=Rights(
            (*(consent for consent, _, _ in own), *held.consents),
            (*(ground for _, ground, _ in own), *held.grounds),
            (*(value for _, _, value in own), *held.values),
        ),
        cases=cases,
    )


def _contacts(rng: Random, calendar: Calendar, seats: list[Seat], count: int) -> list[DemoContact]:
    maker = Maker(rng, calendar)
    people = [maker.marked(seat) for seat in seats[: len(PORTFOLIOS)]]
    places = _places(rng, seats[len(PORTFOLIOS) :], count - len(people))
    stages = rng.choices(tuple(STAGE_SHARES), tuple(STAGE_SHARES.values()), k=len(places))
    for number, ((portfolio, capacity, seat), stage) in enumerate(
        zip(places, stages, strict=True), len(people) + 1
    ):
        people.append(maker.make(Slot(f"c{number:06d}", portfolio, stage, capacity, seat)))
    return people[: len(PORTFOLIOS)] + _with_a_minor(told(rng, calendar, people[len(PORTFOLIOS) :]))


def _with_a_minor(people: list[DemoContact]) -> list[DemoContact]:
    """The first consumer among the leads of the West is one."""
    for place, one in enumerate(people):
        if (one.portfolio, one.stage, one.capacity, one.objections) == ("Ouest", LEAD, "consumer", ()):
            return [*people[:place], replace(one, minor=True), *people[place + 1 :]]
    return people


def _cases(people: list[DemoContact], events: list[DemoInteraction], held: Rights) -> dict[str, str]:
    """Somebody whose record is restricted, somebody to call back, somebody of whom a note says too much."""
    agreed = {consent.contact for consent in held.consents}
    west = [one for one in people if one.portfolio == "Ouest" and not one.objections and not one.minor]
    customers = [one.key for one in west if one.stage == CUSTOMER and one.capacity == "professional"]
    leads = [one for one in west if one.stage == LEAD and one.capacity == "consumer"]
    callers = [one.key for one in leads if one.phones and one.informed_at and one.key not in agreed]
    noted = {event.contact for event in events if event.note}
    found = {
        "restricted": customers[:1],
        "call_back": callers[:1],
        "flagged": [key for key in customers[1:] if key in noted][:1],
    }
    return {case: keys[0] for case, keys in found.items() if keys}


def _with_a_flag(events: list[DemoInteraction], contact: str | None) -> list[DemoInteraction]:
    """The last note of the contact says what it should not."""
    last = max(
        (place for place, one in enumerate(events) if one.contact == contact and one.note), default=None
    )
    if last is None:
        return events
    return [*events[:last], replace(events[last], note=SENSITIVE), *events[last + 1 :]]


def _places(rng: Random, seats: list[Seat], count: int) -> list[tuple[Portfolio, Capacity, Seat | None]]:
    """Where each contact belongs: every company has one, large accounts more, the rest are at home."""
    at_home = round(count * CONSUMER_SHARE)
    unknown = round(count * UNKNOWN_SHARE)
    chosen = list(seats[: count - at_home])
    legal = [seat for seat in seats if seat.owner is None]
    if legal:
        weights = [2.2 if seat.company.portfolio == "Grands comptes" else 1.0 for seat in legal]
        chosen += rng.choices(legal, weights, k=count - at_home - len(chosen))
    places: list[tuple[Portfolio, Capacity, Seat | None]] = [
        (seat.company.portfolio, "sole_trader" if seat.owner else "professional", seat) for seat in chosen
    ]
    while len(places) < count:
        places.append((rng.choices(("Ouest", "Grand Est"), (6, 4))[0], "consumer", None))
    rng.shuffle(places)
    return [
        (portfolio, "unknown" if number < unknown else capacity, seat)
        for number, (portfolio, capacity, seat) in enumerate(places)
    ]


def _with_marked_notes(
    events: list[DemoInteraction], marked: dict[str, DemoContact]
) -> list[DemoInteraction]:
    """The first note of each marked contact carries the word of notes."""
    left = dict(marked)
    return [
        replace(event, note=f"Échange sur le dossier {marker('note', left.pop(event.contact).portfolio)}.")
        if event.contact in left
        else event
        for event in events
    ]


def _marked_tasks(marked: dict[str, DemoContact], calendar: Calendar) -> list[DemoTask]:
    due = calendar.slots[calendar.present + 200]
    return [
        DemoTask(contact.key, due, "call", f"Rappeler {marker('task', contact.portfolio)}", done=False)
        for contact in marked.values()
    ]

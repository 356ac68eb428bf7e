"""A living pipeline: what is being sold to whom, how far it is, what was won and lost over the last months."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Final

from django.db import connection

from licite.access import gate
from licite.console.demo.markers import marked_key, marker
from licite.console.demo.records import COLD, CUSTOMER, FORMER, LEAD, PORTFOLIOS, DemoContact
from licite.console.demo.words import lines
from licite.console.demo.write import Ground, Stored, insert_rows
from licite.journal import entries
from licite.people import sealing
from licite.sales.choices import CHANCES, OPEN, REASONS, Reason, Step

DEALS = """
    INSERT INTO sales_deal (public, contact, cell, company_id, title, step, step_at, probability, expected_on, next_step,
        next_on, owner, created_at, reason)
    SELECT d.public, c.id, c.cell, c.company_id, d.title, 'qualification', d.at, 10, d.expected_on, d.next_step, d.next_on,
        d.owner, d.at, ''
    FROM unnest(%b::uuid[], %b::bigint[], %b::bytea[], %b::timestamptz[], %b::date[], %b::bytea[], %b::date[], %b::int[])
        AS d (public, contact, title, at, expected_on, next_step, next_on, owner)
    JOIN people_contact c ON c.id = d.contact
    RETURNING public, id
"""
STEPS = """
    UPDATE sales_deal d SET step = s.step, step_at = s.at, probability = s.chance, reason = s.reason
    FROM unnest(%s::bigint[], %s::text[], %s::timestamptz[], %s::smallint[], %s::text[])
        AS s (deal, step, at, chance, reason)
    WHERE d.id = s.deal
"""
WORTH = "SELECT gate.value_deals(%s::bigint[], %s::bigint[])"
# How many in a hundred have a deal under way, and one that ended.
_OPEN: Final = {COLD: 0, LEAD: 55, CUSTOMER: 45, FORMER: 0}
_ENDED: Final = {COLD: 0, LEAD: 12, CUSTOMER: 50, FORMER: 45}
_FORMS: Final = (
    "Dotation {goods}",
    "Contrat annuel, {goods}",
    "Renouvellement : {goods}",
    "Équipement de l’atelier, {goods}",
    "Référencement, {goods}",
)
_AT_HOME: Final = ("Commande, {goods}", "Devis, {goods}")
_NEXT: Final[Mapping[Step, tuple[str, ...]]] = {
    Step.QUALIFICATION: ("Appeler pour préciser le besoin", "Envoyer la documentation"),
    Step.NEEDS: ("Visite de l’atelier", "Recueillir les quantités", "Essai d’échantillons"),
    Step.PROPOSAL: ("Relancer sur le devis", "Présenter l’offre"),
    Step.NEGOTIATION: (
        "Valider les délais de livraison",
        "Point sur la remise",
        "Attendre le bon de commande",
    ),
}
_WHY: Final[Mapping[Step, tuple[Reason, ...]]] = {
    Step.WON: REASONS[Step.WON][:5],
    Step.LOST: (*REASONS[Step.LOST][:3], *REASONS[Step.LOST][5:9]),
}
_TRAIL: Final = timedelta(days=75)


@dataclass(frozen=True, slots=True)
class DemoDeal:
    """A deal and its way: each step with its moment, the first at `opened`. `cents`: what it is worth."""

    contact: str
    opened: datetime
    title: str
    cents: int
    expected_on: date
    next_step: str
    next_on: date | None
    way: tuple[tuple[Step, datetime], ...]
    reason: str


def deals(contacts: Sequence[DemoContact], now: datetime) -> Iterator[DemoDeal]:
    """The deals of these contacts at `now`; none with whoever objects, and one of each marked contact."""
    rng = Random("deals")
    marked = {marked_key(portfolio): portfolio for portfolio in PORTFOLIOS}
    for one in contacts:
        if one.key in marked:
            word = marker("deal", marked[one.key])
            yield _under_way(rng, one, now, title=f"Dotation {word}", next_step=f"Relancer {word}")
        elif not one.objections and not one.minor:
            if rng.randrange(100) < _ENDED[one.stage]:
                yield from _ended(rng, one, now)
            if rng.randrange(100) < _OPEN[one.stage]:
                yield _under_way(rng, one, now)


def add_deals(
    contacts: Sequence[DemoContact], stored: Mapping[str, Stored], ground: Ground, now: datetime
) -> None:
    """Stores them with their history, and what each is worth."""
    made = {uuid.uuid4(): deal for deal in deals(contacts, now)}
    rows = [_row(public, deal, stored[deal.contact], ground) for public, deal in made.items()]
    with gate.as_system("demo"), connection.cursor() as cursor:
        ids = {made[public]: number for public, number in insert_rows(DEALS, rows)}
        for place in range(1, max((len(deal.way) for deal in ids), default=0)):
            cursor.execute(STEPS, _columns(ids, place))
        cursor.execute(WORTH, [list(ids.values()), [deal.cents for deal in ids]])
        subjects = {stored[deal.contact].id for deal in ids}
        entries.write(
            "sales:deal:write", subjects=subjects, fields=["title", "step", "amount"], origin="demo"
        )


def _row(public: uuid.UUID, deal: DemoDeal, contact: Stored, ground: Ground) -> tuple[object, ...]:
    return (
        public,
        contact.id,
        sealing.seal_values("deal", contact.public, [deal.title]),
        deal.opened,
        deal.expected_on,
        sealing.seal_values("deal_next", contact.public, [deal.next_step]),
        deal.next_on,
        ground.keepers[contact.cell],
    )


def _columns(ids: Mapping[DemoDeal, int], place: int) -> list[list[object]]:
    rows = [
        (
            number,
            *deal.way[place],
            CHANCES[deal.way[place][0]],
            deal.reason if place == len(deal.way) - 1 else "",
        )
        for deal, number in ids.items()
        if len(deal.way) > place
    ]
    return [list(column) for column in zip(*rows, strict=True)]


def _under_way(
    rng: Random, one: DemoContact, now: datetime, *, title: str = "", next_step: str = ""
) -> DemoDeal:
    step = rng.choices(OPEN, (30, 25, 28, 17))[0]
    opened = max(one.collected_at, now - timedelta(days=rng.randint(4, 120)))
    days = rng.randint(-12, 30) if step is Step.NEGOTIATION else rng.randint(5, 190)
    planned = rng.randrange(100) < 82 or bool(next_step)
    return DemoDeal(
        contact=one.key,
        opened=opened,
        title=title or _title(rng, one),
        cents=_worth(rng, one),
        expected_on=_working_day(now.date() + timedelta(days=days)),
        next_step=(next_step or rng.choice(_NEXT[step])) if planned else "",
        next_on=_working_day(now.date() + timedelta(days=rng.randint(-4, 24))) if planned else None,
        way=_way(opened, now - timedelta(hours=3), OPEN[: OPEN.index(step) + 1]),
        reason="",
    )


def _ended(rng: Random, one: DemoContact, now: datetime) -> Iterator[DemoDeal]:
    """What came to its end in the last year: won with customers more often than not."""
    opened = max(one.collected_at, now - timedelta(days=rng.randint(40, 400)))
    end = opened + timedelta(days=rng.randint(12, _TRAIL.days), hours=rng.randint(0, 6))
    if end >= now - timedelta(hours=3):
        return
    won = one.stage != LEAD and rng.randrange(100) < 62
    step = Step.WON if won else Step.LOST
    passed = OPEN if won else OPEN[: rng.randint(1, 4)]
    yield DemoDeal(
        contact=one.key,
        opened=opened,
        title=_title(rng, one),
        cents=_worth(rng, one),
        expected_on=_working_day(end.date()),
        next_step="",
        next_on=None,
        way=_way(opened, end, (*passed, step)),
        reason=rng.choice(_WHY[step]).value,
    )


def _way(opened: datetime, end: datetime, steps: Sequence[Step]) -> tuple[tuple[Step, datetime], ...]:
    """The steps, spread evenly from the opening to the last one's moment."""
    stretch = max(end - opened, timedelta(minutes=5)) / max(len(steps) - 1, 1)
    return tuple((step, opened + stretch * place) for place, step in enumerate(steps))


def _title(rng: Random, one: DemoContact) -> str:
    return rng.choice(_FORMS if one.company else _AT_HOME).format(goods=rng.choice(lines("goods")))


def _worth(rng: Random, one: DemoContact) -> int:
    """Cents: a household's order, a workshop's, a large account's."""
    if one.company is None:
        return rng.randrange(120, 900, 10) * 100
    low, high = (18_000, 160_000) if one.portfolio == "Grands comptes" else (1_200, 38_000)
    return rng.randrange(low, high, 100) * 100


def _working_day(day: date) -> date:
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day

"""What sales shows: cards, lines and bars in words, amounts written out or left out. Drawn by the room's templates."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licite.access.actor import Actor
from licite.access.permissions import Act, Permission
from licite.access.queries import watchers_of
from licite.kit import money
from licite.kit.cells import Stage, stage_of
from licite.lawful.panels.ways import Way
from licite.people.actions import target_of
from licite.people.choices import StageAct
from licite.people.queries import ContactRow
from licite.sales.bought import Purchases, purchases
from licite.sales.choices import CLOSED, Reason, Step
from licite.sales.following import refused
from licite.sales.queries.board import Column
from licite.sales.queries.companies import Sold, Sum
from licite.sales.queries.deals import DealRow, deals_with, writes
from licite.sales.queries.lists import Sums
from licite.web.dates import date_format, today

TONES = {Step.NEGOTIATION: " chip--blue", Step.WON: " chip--yes", Step.LOST: " chip--no"}


@dataclass(frozen=True)
class Card:
    """A deal in words. `title` and `next_step` are None where they are masked; `amount` is empty where it is closed.

    `moves`: the steps that the reader may take it to; `still`: why there are none.
    `barred`: why the law refuses its next step, where that was asked.
    """

    public: UUID
    url: str
    contact_url: str
    name: str
    company: str
    title: str | None
    amount: str
    step: str
    tone: str
    chance: int
    expected: str
    next_step: str | None
    next_on: str
    late: bool
    late_next: bool
    owner: str
    closed: bool
    reason: str
    moves: Sequence[tuple[str, str | Promise]]
    still: str
    barred: Way | None


@dataclass(frozen=True)
class Lane:
    """A column of the board. `total` is empty where no amount is open; `partly`: some amounts are closed to the reader."""

    key: str
    label: str | Promise
    held: int
    total: str
    partly: bool
    cards: Sequence[Card]
    more: int
    closed: bool


@dataclass(frozen=True)
class Deals:
    """The panel of a contact's page. `new_url` is empty for whoever only reads; `bought` None where nothing was."""

    cards: Sequence[Card]
    new_url: str
    bought: Purchases | None


@dataclass(frozen=True)
class SoldTo:
    """A company's deals and purchases. `under_way`, `won`: how many and for how much, in words; empty for none."""

    cards: Sequence[Card]
    amounts: bool
    under_way: str
    won: str
    bought: Purchases | None


@dataclass(frozen=True)
class Summed:
    """What a list comes to, in words. `full` is empty where no amount is open, `weighted` where nothing is foreseen;
    `valued`: how many of the deals the amounts are of, 0 for all of them; `closing`, `stepping`: how many are late.
    """

    held: int
    full: str
    weighted: str
    valued: int
    closing: int
    stepping: int


def summed(actor: Actor, sums: Sums, *, foresees: bool) -> Summed:
    """The line above a list of deals."""
    return Summed(
        held=sums.held,
        full=money.euros(sums.cents, actor.language) if sums.valued else "",
        weighted=money.euros(round(sums.weighted, -2), actor.language) if sums.valued and foresees else "",
        valued=sums.valued if sums.valued < sums.held else 0,
        closing=sums.closing,
        stepping=sums.stepping,
    )


def deals(actor: Actor, contact: ContactRow) -> Deals | None:
    """The panel of one record; None for whoever reads no deals. One statement."""
    if not actor.has(Permission.DEAL_READ):
        return None
    may = writes(actor, contact.cell) and not contact.restricted
    url = reverse("sales:new", args=[contact.public]) if may else ""
    rows, bought = deals_with(actor, contact=contact)
    return Deals(cards(actor, rows), url, purchases(actor, bought))


def cards(
    actor: Actor, rows: Iterable[DealRow], *, barred: Mapping[UUID, Way] = MappingProxyType({})
) -> list[Card]:
    """Deals, in the order given; `barred`: of those, the ones whose next step the law refuses."""
    now = today()
    return [_card(actor, row, now, barred.get(row.public)) for row in rows]


def lanes(actor: Actor, columns: Sequence[Column]) -> list[Lane]:
    """The columns of the board; two statements where some next step is a call or an e-mail."""
    barred = refused(actor, [row for column in columns for row in column.deals], act="sales:deal:list")
    return [
        Lane(
            key=column.step.value,
            label=column.step.label,
            held=column.held,
            total=money.euros(column.cents, actor.language) if column.valued else "",
            partly=0 < column.valued < column.held,
            cards=cards(actor, column.deals, barred=barred),
            more=column.more,
            closed=column.step in CLOSED,
        )
        for column in columns
    ]


def sold(actor: Actor, found: Sold) -> SoldTo:
    """What is being sold to a company, and what was won."""
    return SoldTo(
        cards=cards(actor, found.deals),
        amounts=any(row.cents is not None for row in found.deals),
        under_way=_sum(actor, _("%(n)s under way"), found.under_way),
        won=_sum(actor, ngettext("%(n)s won", "%(n)s won", found.won.held), found.won),
        bought=purchases(actor, found.bought),
    )


def _sum(actor: Actor, words: str, total: Sum) -> str:
    if not total.held:
        return ""
    said = words % {"n": total.held}
    return f"{said}, {money.euros(total.cents, actor.language)}" if total.valued else said


def proposes_win(actor: Actor, *, deal: DealRow) -> str:
    """Where the contact of a deal that was won may be made a customer; empty where that is done, or not the actor's."""
    won = deal.step == Step.WON and stage_of(deal.cell) != Stage.CUSTOMER
    may = actor.has_in(Permission.STAGE_MOVE, deal.cell) and actor.may(Act.EDIT, deal.cell)
    if not (won and may and target_of(deal.cell, StageAct.WIN)):
        return ""
    return reverse("people:stage", args=[deal.contact_public, StageAct.WIN.value])


def heirs(actor: Actor, *, deal: DealRow) -> list[tuple[int, str]]:
    """To whom the actor may give the deal, by name: those who make deals with the contact; nobody where it is not theirs."""
    if not (actor.has(Permission.CONTACT_ASSIGN) and writes(actor, deal.cell)):
        return []
    found = [
        (one.member, one.name)
        for one in watchers_of(actor, deal.cell)
        if Act.EDIT in one.sight.acts and one.member != deal.owner
    ]
    return sorted(found, key=lambda pair: pair[1])


def _card(actor: Actor, row: DealRow, now: date, barred: Way | None) -> Card:
    step, still = Step(row.step), _still(actor, row)
    return Card(
        public=row.public,
        url=reverse("sales:deal", args=[row.public]),
        contact_url=reverse("desk:contact", args=[row.contact_public]),
        name=row.contact_name,
        company=row.company,
        title=row.title,
        amount="" if row.cents is None else money.euros(row.cents, actor.language),
        step=str(step.label),
        tone=TONES.get(step, ""),
        chance=row.probability,
        expected=day(timezone.localdate(row.closed_at) if row.closed_at else row.expected_on),
        next_step=row.next_step,
        next_on=day(row.next_on) if row.next_on and not row.closed else "",
        late=not row.closed and row.expected_on < now,
        late_next=not row.closed and row.next_on is not None and row.next_on < now,
        owner=row.owner_name,
        closed=row.closed,
        reason=str(Reason(row.reason).label) if row.reason else "",
        moves=[] if still else [(one.value, one.label) for one in Step if one != step],
        still=still,
        barred=barred,
    )


def _still(actor: Actor, row: DealRow) -> str:
    """Why the reader moves this deal nowhere; empty where they do."""
    if not writes(actor, row.cell):
        return _("Read only: your grant lets you move no deal here.")
    return _("Not to be moved: the record is restricted.") if row.restricted else ""


def day(moment: date) -> str:
    """A day, with its year where it is not this one."""
    return date_format(moment, "j N" if moment.year == today().year else "j N Y")

"""What was bought, in words: for a contact's page, the page of them all, and a company's."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licite.access.actor import Actor
from licite.kit import money
from licite.sales.queries.purchases import Bought, PurchaseRow
from licite.web.dates import date_format


@dataclass(frozen=True)
class Purchase:
    """A purchase in words. `what`: its number and what it was; `amount` is empty where it is closed, or not told."""

    day: str
    what: str
    amount: str
    by: tuple[UUID, str] | None


@dataclass(frozen=True)
class Purchases:
    """What was bought. `total`: how many, and for how much where amounts are open; `more`: those that are not shown."""

    lines: Sequence[Purchase]
    total: str
    amounts: bool
    more: int


def purchases(actor: Actor, found: Bought | None) -> Purchases | None:
    """What was bought, in words; None for nothing."""
    if found is None:
        return None
    total = ngettext("%(n)s purchase", "%(n)s purchases", found.held) % {
        "n": number_format(found.held, force_grouping=True)
    }
    if found.valued:
        total = f"{total} · {money.euros(found.cents, actor.language)}"
    lines = [
        Purchase(
            day=date_format(one.bought_on, "j N Y"),
            what=what_of(one),
            amount=amount_of(actor, one),
            by=one.by,
        )
        for one in found.rows
    ]
    return Purchases(lines, total, found.valued > 0, found.held - len(lines))


def what_of(one: PurchaseRow) -> str:
    """The number of a purchase, and what it was."""
    number = _("no. %(number)s") % {"number": one.number} if one.number else ""
    return " · ".join(part for part in (number, one.label) if part)


def amount_of(actor: Actor, one: PurchaseRow) -> str:
    """What a purchase came to; empty where it is closed, or not told."""
    return "" if one.cents is None else money.euros(one.cents, actor.language)

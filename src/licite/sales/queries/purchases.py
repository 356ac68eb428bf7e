"""What contacts bought: the latest beside the deals of a record, all of them by pages, those of a company."""

from base64 import b64decode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from licite.access.actor import Actor
from licite.people import sealing
from licite.people.queries.companies import CompanyRow
from licite.people.queries.records import ContactRow
from licite.people.queries.rows import fetch, shown_name

PAGE = 50
SHOWN = ("purchases",)
OF_CONTACT = """
    SELECT p.public, p.bought_on, p.said, s.cents FROM sales_purchase p LEFT JOIN sales_spent s ON s.purchase = p.id
    WHERE p.contact = %(contact)s AND (%(after)s = '' OR (p.bought_on, p.id) < (
        SELECT a.bought_on, a.id FROM sales_purchase a WHERE a.public::text = %(after)s AND a.contact = %(contact)s))
    ORDER BY p.bought_on DESC, p.id DESC LIMIT %(limit)s
"""
TOTAL = """
    SELECT count(*) AS held, count(s.cents) AS valued, coalesce(sum(s.cents), 0)::bigint AS cents
    FROM sales_purchase p LEFT JOIN sales_spent s ON s.purchase = p.id WHERE p.contact = %s
"""
OF_COMPANY = """
    SELECT p.bought_on, p.said, s.cents, c.id, c.public, c.cell, c.listing, count(*) OVER () AS held,
        count(s.cents) OVER () AS valued, coalesce(sum(s.cents) OVER (), 0)::bigint AS total
    FROM sales_purchase p JOIN people_contact c ON c.id = p.contact LEFT JOIN sales_spent s ON s.purchase = p.id
    WHERE p.company_id = %s ORDER BY p.bought_on DESC, p.id DESC LIMIT %s
"""
BY_ACTS = """
    SELECT p.interaction, p.bought_on, p.said, s.cents, c.id, c.public
    FROM sales_purchase p JOIN people_contact c ON c.id = p.contact LEFT JOIN sales_spent s ON s.purchase = p.id
    WHERE p.interaction = ANY (%s)
"""


@dataclass(frozen=True)
class PurchaseRow:
    """A purchase. `cents` is None where nothing is told, or amounts are closed to the reader; `by`: the public id and the
    name of who bought, where it is not said by the page.
    """

    bought_on: date
    number: str
    label: str
    cents: int | None
    by: tuple[UUID, str] | None = None


@dataclass(frozen=True)
class Bought:
    """So many purchases; the cents of those of them (`valued`) whose amounts the reader sees; some of them, newest first."""

    held: int
    valued: int
    cents: int
    rows: Sequence[PurchaseRow]


def bought_of(actor: Actor, contact: ContactRow, raw: Mapping[str, Any] | None) -> Bought | None:
    """What the statement of the deals of a record gave beside them, in the trace; None for nothing in the reader's sight."""
    if raw is None:
        return None
    rows = [
        _row(contact.public, {**one, "bought_on": date.fromisoformat(one["bought_on"])})
        for one in raw["latest"]
    ]
    _saw(actor, [contact.id], raw["valued"])
    return Bought(raw["held"], raw["valued"], raw["cents"], rows)


def bought_by(actor: Actor, *, contact: ContactRow, after: str = "") -> tuple[Bought, str]:
    """Fifty of a contact's purchases, in the trace, and what asks for those that follow; empty at the end."""
    (total,) = fetch(TOTAL, [contact.id])
    raws = fetch(OF_CONTACT, {"contact": contact.id, "after": after, "limit": PAGE + 1})
    if raws:
        _saw(actor, [contact.id], total["valued"])
    rows = [_row(contact.public, raw) for raw in raws[:PAGE]]
    following = str(raws[PAGE - 1]["public"]) if len(raws) > PAGE else ""
    return Bought(total["held"], total["valued"], total["cents"], rows), following


def bought_at(actor: Actor, *, company: CompanyRow) -> Bought | None:
    """The latest purchases of a company's people in the actor's sight, in the trace, and what they come to in all."""
    raws = fetch(OF_COMPANY, [company.id, PAGE])
    if not raws:
        return None
    _saw(actor, dict.fromkeys(raw["id"] for raw in raws), raws[0]["valued"])
    names = sealing.open_listings([(raw["public"], raw["listing"]) for raw in raws])
    rows = [
        replace(_row(raw["public"], raw), by=(raw["public"], shown_name(actor, raw["cell"], name)))
        for raw, name in zip(raws, names, strict=True)
    ]
    return Bought(raws[0]["held"], raws[0]["valued"], raws[0]["total"], rows)


def bought_with(actor: Actor, *, interactions: Sequence[int]) -> dict[int, PurchaseRow]:
    """The purchases in the actor's sight that these acts are, by the id of the act, in the trace."""
    raws = fetch(BY_ACTS, [list(interactions)]) if interactions else []
    if raws:
        valued = sum(raw["cents"] is not None for raw in raws)
        _saw(actor, dict.fromkeys(raw["id"] for raw in raws), valued)
    return {raw["interaction"]: _row(raw["public"], raw) for raw in raws}


def _row(subject: UUID, raw: Mapping[str, Any]) -> PurchaseRow:
    said = raw["said"]
    envelope = b64decode(said) if isinstance(said, str) else said
    number, label = sealing.open_values("purchase", subject, envelope) if envelope else ("", "")
    return PurchaseRow(raw["bought_on"], number, label, raw["cents"])


def _saw(actor: Actor, contacts: Iterable[int], valued: int) -> None:
    actor.trace.saw("sales:purchase:list", contacts, [*SHOWN, *(["amount"] if valued else [])])

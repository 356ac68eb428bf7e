"""Making a deal with a contact and saying more of it. Texts are sealed under the contact."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from licite.access.actor import Actor
from licite.access.refusals import Refused
from licite.kit import clock, names
from licite.lawful.actions.notes import flag_text, screen
from licite.lawful.models.notes import Category, Place
from licite.people import sealing
from licite.people.queries import ContactRow
from licite.sales.choices import CHANCES, Step
from licite.sales.models import Deal
from licite.sales.queries.deals import DealRow, reads_amounts, writes


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What is said of a deal. `cents` None leaves the amount as it is; `probability` None: what the step makes of it."""

    title: str
    expected_on: date
    cents: int | None = None
    probability: int | None = None
    next_step: str = ""
    next_on: date | None = None


def create_deal(actor: Actor, *, contact: ContactRow, terms: Terms, step: Step = Step.QUALIFICATION) -> UUID:
    """A new deal of the actor's own, for the company that the contact works for; returns its public id.

    Raises Refused: act (outside the grants), restricted, number (one that may not be kept, in a text).
    """
    must_write(actor, cell=contact.cell, contact=contact.id, restricted=contact.restricted)
    found = _screen(terms, contact.id)
    now = clock.now()
    made = Deal.objects.create(
        contact=contact.id,
        cell=contact.cell,
        company_id=contact.company_id,
        title=seal("deal", contact.public, terms.title),
        step=step,
        step_at=now,
        probability=CHANCES[step] if terms.probability is None else terms.probability,
        expected_on=terms.expected_on,
        next_step=seal("deal_next", contact.public, terms.next_step),
        next_on=terms.next_on,
        owner=actor.member,
        created_at=now,
        reason="",
    )
    _flag(actor, contact.id, made.id, found)
    valued = _value(actor, made.id, contact.cell, terms.cents or 0)
    fields = [
        "title",
        "step",
        "probability",
        "expected_on",
        *(["next_step"] if terms.next_step else []),
        *valued,
    ]
    actor.trace.saw("sales:deal:write", [contact.id], fields, deal=str(made.public))
    return made.public


def edit_deal(actor: Actor, *, deal: DealRow, terms: Terms) -> None:
    """Says a deal anew. An empty text keeps the one that the actor does not read. Raises as `create_deal`."""
    must_write(actor, cell=deal.cell, contact=deal.contact, restricted=deal.restricted)
    found = _screen(terms, deal.contact)
    changes: dict[str, Any] = {"expected_on": terms.expected_on, "next_on": terms.next_on}
    if not deal.closed and terms.probability is not None:
        changes["probability"] = terms.probability
    for name, field_class in (("title", "deal"), ("next_step", "deal_next")):
        text = getattr(terms, name)
        if text or getattr(deal, name) is not None:
            changes[name] = seal(field_class, deal.contact_public, text)
    change(actor, deal, changes)
    _flag(
        actor,
        deal.contact,
        deal.id,
        {place: signs for place, signs in found.items() if PLACES[place] in changes},
    )
    fields = [name for name in changes if _differs(deal, terms, name)]
    if terms.cents is not None and terms.cents != deal.cents:
        fields += _value(actor, deal.id, deal.cell, terms.cents)
    if fields:
        actor.trace.saw("sales:deal:edit", [deal.contact], fields, deal=str(deal.public))


def change(actor: Actor, deal: DealRow, changes: dict[str, Any]) -> None:
    """Writes the columns of a deal that the actor may write. Raises Refused("act") where the database says no."""
    if not Deal.objects.filter(id=deal.id).update(**changes):
        raise Refused("act", subject=deal.contact)


def must_write(actor: Actor, *, cell: int, contact: int, restricted: bool) -> None:
    """Raises Refused: act for whoever only reads deals there, restricted where the contact is (GDPR article 18)."""
    if not writes(actor, cell):
        raise Refused("act", subject=contact)
    if restricted:
        raise Refused("restricted", subject=contact)


def seal(field_class: str, subject: UUID, text: str) -> bytes | None:
    """A text of a deal, sealed under its contact; None for an empty one."""
    return sealing.seal_values(field_class, subject, [names.clean(text)]) if text else None


PLACES = {Place.DEAL: "title", Place.DEAL_NEXT: "next_step"}


def _screen(terms: Terms, contact: int) -> dict[Place, tuple[Category, ...]]:
    return {place: screen(getattr(terms, name), subject=contact) for place, name in PLACES.items()}


def _flag(actor: Actor, contact: int, deal: int, found: Mapping[Place, tuple[Category, ...]]) -> None:
    """What was found is read again; nothing found settles what was found before, where there was a text."""
    for place, signs in found.items():
        flag_text(actor, contact=contact, place=place, row_id=deal, found=signs)


def _value(actor: Actor, deal: int, cell: int, cents: int) -> list[str]:
    """Says the amount, where amounts are open to the actor; the names of what was said."""
    if not reads_amounts(actor, [cell]):
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.value_deals(%s::bigint[], %s::bigint[])", [[deal], [cents]])
    return ["amount"]


def _differs(deal: DealRow, terms: Terms, name: str) -> bool:
    return bool(getattr(terms, name) != getattr(deal, name))

"""What the editing form starts from: values where the level is open, masks for the rest."""

from typing import Any

from licite.access import reveal
from licite.access.actor import Actor
from licite.access.permissions import Field, Level
from licite.kit import phones
from licite.people.forms.contacts import LEVELS
from licite.people.queries import ContactRow
from licite.people.queries.rows import HIDDEN_TEXT, company_names
from licite.people.sealing import Address


def editable(actor: Actor, contact: ContactRow) -> tuple[dict[str, Any], dict[str, str]]:
    """The open values and the masks, by the names of the form's fields. A live reveal opens nothing here."""
    _public, company = company_names({contact.company_id or 0}).get(contact.company_id or 0, (None, ""))
    shown: dict[str, Any] = {
        "company": company,
        "country": contact.country,
        "capacity": contact.capacity,
    }
    if actor.level(contact.cell, Field.NAME) is Level.OPEN:
        shown |= {"first": contact.listing.first, "last": contact.listing.last}
    if actor.level(contact.cell, Field.TITLE) is Level.OPEN:
        shown["title"] = contact.listing.title
    shown |= _coordinates(actor, contact)
    masks = {"emails": contact.listing.email_mask, "phones": contact.listing.phone_mask}
    rest = dict.fromkeys(LEVELS, HIDDEN_TEXT)
    told = {
        name: mask
        for name, mask in (rest | masks).items()
        if name not in shown and contact.level(actor, LEVELS[name]) > Level.HIDDEN
    }
    seen = [reveal.masked(LEVELS[name]) for name in masks if told.get(name)]
    if seen:
        actor.trace.saw("people:contact:read", [contact.id], seen)
    return shown, told


def _coordinates(actor: Actor, contact: ContactRow) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    if email := _values(actor, contact, Field.EMAIL, contact.email):
        shown["emails"] = tuple(email.values)
    if phone := _values(actor, contact, Field.PHONE, contact.phone):
        shown["phones"] = tuple(map(phones.display, phone.values))
    if address := _values(actor, contact, Field.ADDRESS, contact.address):
        shown |= Address(*address.values[:3])._asdict()
    return shown


def _values(actor: Actor, contact: ContactRow, field: Field, envelope: bytes | None) -> reveal.Opened | None:
    if contact.opposed(field):
        return None
    return reveal.opened(actor, contact=contact, field=field, envelope=envelope)

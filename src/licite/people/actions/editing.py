"""Editing, also what one may not read: empty keeps, a new value replaces blind, a mask is refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from licite import packs
from licite.access import reveal
from licite.access.actor import Actor
from licite.access.permissions import Act, Field, Level
from licite.access.refusals import Refused
from licite.kit import countries, names
from licite.lawful.actions.capacity import Said, say_capacity
from licite.lawful.capacity import mailbox_of
from licite.lawful.choices import Capacity, CapacityWhy, Mailbox
from licite.people import sealing
from licite.people.actions import values
from licite.people.actions.changes import Changed, note_changes
from licite.people.actions.contacts import arrive, tokens_of, write_tokens
from licite.people.choices import ChangedField
from licite.people.models import Company, Contact, Token
from licite.people.queries import ContactRow
from licite.people.queries.records import contact_to_edit
from licite.people.queries.rows import company_names

SEVERAL = {Field.PHONE: "phones", Field.EMAIL: "emails", Field.ADDRESS: "address"}
UNKNOWN = "-"
"""Stands for the kind of a value of which nobody said what it is for."""
KEYED = frozenset({"first", "last", "emails", "phones"})
LISTED = KEYED | {"title"}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One value of a field that holds several. `place`: which one it replaces, None for a new one; no `value` keeps it.

    `kind`: a letter of CoordinateKind, or empty. Only who reads a value removes it.
    """

    place: int | None
    value: tuple[str, ...] = ()
    kind: str = ""
    remove: bool = False
    preferred: bool = False


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What to change; None keeps. An empty value takes away, but only what the editor may read.

    `company` 0 takes the company away. `lines`: values of phone, email and address one by one, by field.
    """

    first: str | None = None
    last: str | None = None
    title: str | None = None
    emails: tuple[str, ...] | None = None
    phones: tuple[str, ...] | None = None
    address: sealing.Address | None = None
    capacity: str | None = None
    country: str | None = None
    company: int | None = None
    language: str | None = None
    prefers: int | None = None
    moment: str | None = None
    lines: Mapping[Field, Sequence[Line]] | None = None

    def given(self, actor: Actor, contact: ContactRow) -> dict[str, Any]:
        """The changes that count for this editor: a blind field left empty is no change."""
        levels = {
            "first": Field.NAME,
            "last": Field.NAME,
            "title": Field.TITLE,
            "emails": Field.EMAIL,
            "phones": Field.PHONE,
            "address": Field.ADDRESS,
        }
        kept = {name: value for name, value in vars(self).items() if value is not None}
        for name, field in levels.items():
            empty = not any(kept.get(name) or ())
            if name in kept and empty and contact.level(actor, field) is not Level.OPEN:
                del kept[name]
        return kept


def edit_contact(actor: Actor, *, contact: ContactRow, changes: Changes) -> list[str]:
    """Changes a record and what is found by; returns the names of the fields given.

    What is kept is taken from the record as it is now, held until the transaction ends: two who edit at once each
    change what they gave. Raises Refused: act (outside the grants), restricted, mask, email, phone,
    name.
    """
    if not actor.may(Act.EDIT, contact.cell):
        raise Refused("act", subject=contact.id)
    contact = contact_to_edit(actor, contact)
    if contact.restricted:
        raise Refused("restricted", subject=contact.id)
    return _write(actor, contact, changes.given(actor, contact))


def restore_contact(actor: Actor, *, contact: ContactRow, changes: Changes) -> list[str]:
    """Puts back values that stood before an import of one's own, empty ones too, whatever one may read; the import
    takes its own lines out of the history. Returns the names of the fields. Raises Refused as `edit_contact`.
    """
    if not actor.may(Act.EDIT, contact.cell):
        raise Refused("act", subject=contact.id)
    contact = contact_to_edit(actor, contact)
    given = {name: value for name, value in vars(changes).items() if value is not None}
    return _write(actor, contact, given, noted=False)


def _write(actor: Actor, contact: ContactRow, given: dict[str, Any], *, noted: bool = True) -> list[str]:
    if not given:
        return []
    country = given.get("country", contact.country)
    tidy = _tidy(given, country)
    kinds = _settle(actor, contact, tidy, tidy.pop("lines", {}), country)
    if not tidy:
        return []
    columns: dict[str, Any] = {
        name: tidy[name] for name in ("country", "language", "prefers", "moment") if name in tidy
    }
    if "company" in tidy:
        columns["company_id"] = tidy["company"] or None
    columns |= kinds
    columns |= {
        field.value: sealing.seal_values(field, contact.public, tidy[name])
        for field, name in SEVERAL.items()
        if name in tidy
    }
    if "address" in tidy:
        columns["department"] = countries.department(country, (*tidy["address"], "", "")[1])
    if LISTED & tidy.keys():
        columns |= _relist(contact, tidy)
    if columns:
        Contact.objects.filter(id=contact.id).update(**columns)
    if {"capacity", "emails", "company"} & tidy.keys():
        _classify(actor, contact, tidy)
    if noted:
        note_changes(actor, records=[contact], changed=_changed(contact, tidy))
    actor.trace.saw("people:contact:edit", [contact.id], tidy)
    return sorted(tidy)


def _tidy(given: dict[str, Any], country: str) -> dict[str, Any]:
    tidy = dict(given)
    for name in ("first", "last", "title"):
        if name in tidy:
            tidy[name] = values.clean_name(tidy[name])
    if "emails" in tidy:
        tidy["emails"] = values.clean_emails(tidy["emails"])
    if "phones" in tidy:
        tidy["phones"] = values.clean_phones(tidy["phones"], country=country)
    if "address" in tidy:
        tidy["address"] = tuple(map(values.clean_name, tidy["address"]))
    return tidy


def _settle(
    actor: Actor,
    contact: ContactRow,
    tidy: dict[str, Any],
    lines: Mapping[Field, Sequence[Line]],
    country: str,
) -> dict[str, str]:
    """Puts the lists that follow from lines into `tidy`; the kinds of each list that changes, by column."""
    kinds: dict[str, str] = {}
    for field, name in SEVERAL.items():
        step = reveal.PARTS.get(field, 1)
        flat = reveal.for_keys(field, contact.public, getattr(contact, field.value))
        held = [tuple(flat[start : start + step]) for start in range(0, len(flat), step)]
        column = f"{field.value}_kinds"
        known = dict(zip(held, getattr(contact, column), strict=False))
        if field in lines:
            reads = contact.level(actor, field) is Level.OPEN
            settled = settle(field, held, lines[field], reads=reads, country=country)
            kept = dict.fromkeys(held, UNKNOWN) | known
            if list(settled.items()) != [(value, kept[value]) for value in held]:
                tidy[name] = tuple(part for value in settled for part in value)
                kinds[column] = "".join(settled.values())
        elif name in tidy and field is not Field.ADDRESS:
            kinds[column] = "".join(known.get((value,), UNKNOWN) for value in tidy[name])
        elif name in tidy:
            # An address typed alone replaces the preferred one; the others stay.
            tidy[name] = (*tidy[name], *(part for value in held[1:] for part in value))
    return kinds


def settle(
    field: Field, held: Sequence[tuple[str, ...]], lines: Sequence[Line], *, reads: bool, country: str
) -> dict[tuple[str, ...], str]:
    """The values that these lines make of those held, each with the letter of its kind, the preferred one first.

    Raises Refused: mask, email, phone.
    """
    found: dict[tuple[str, ...], str] = {}
    for line in sorted(lines, key=lambda line: not line.preferred):
        there = line.place is not None and line.place < len(held)
        if there and line.remove and reads:
            continue
        value = (
            _clean(field, line.value, country) if any(line.value) else held[line.place or 0] if there else ()
        )
        if value:
            found.setdefault(value, line.kind or UNKNOWN)
    return found


def _clean(field: Field, value: tuple[str, ...], country: str) -> tuple[str, ...]:
    if field is Field.ADDRESS:
        return tuple(map(values.clean_name, value))
    cleaned = (
        values.clean_emails(value) if field is Field.EMAIL else values.clean_phones(value, country=country)
    )
    return tuple(cleaned)


def _changed(contact: ContactRow, tidy: dict[str, Any]) -> list[Changed]:
    """What the history keeps of an edit, in words that stay true."""
    before: dict[str, Sequence[str]] = {
        "first": [contact.listing.first],
        "last": [contact.listing.last],
        "title": [contact.listing.title],
        "country": [contact.country],
        "capacity": [contact.capacity],
        "language": [contact.language],
        "prefers": [str(contact.prefers)],
        "moment": [contact.moment],
    }
    for field, name in SEVERAL.items():
        before[name] = reveal.for_keys(field, contact.public, getattr(contact, field.value))
    after = {name: value if isinstance(value, tuple) else [str(value)] for name, value in tidy.items()}
    if "company" in tidy:
        names_of = company_names({contact.company_id or 0, tidy["company"] or 0})
        before["company"] = [names_of.get(contact.company_id or 0, (None, ""))[1]]
        after["company"] = [names_of.get(tidy["company"] or 0, (None, ""))[1]]
    return [Changed(ChangedField(name), _full(before[name]), _full(value)) for name, value in after.items()]


def _full(values_of: Sequence[str]) -> Sequence[str]:
    return values_of if any(values_of) else ()


def _classify(actor: Actor, contact: ContactRow, tidy: dict[str, Any]) -> None:
    """Says anew in what capacity the person is here and what kind of mailbox theirs is, where either has changed."""
    known: dict[str, Any] = dict(
        Contact.objects.values("capacity", "capacity_why", "mailbox").get(id=contact.id)
    )
    said = dict(known)
    if "capacity" in tidy:
        unknown = tidy["capacity"] == Capacity.UNKNOWN
        said |= {"capacity": tidy["capacity"], "capacity_why": "" if unknown else CapacityWhy.DECLARED}
    if {"emails", "company"} & tidy.keys():
        said["mailbox"] = _mailbox(contact, tidy)
    if said != known:
        why = CapacityWhy(said["capacity_why"]) if said["capacity_why"] else None
        one = Said(contact.id, Capacity(said["capacity"]), Mailbox(said["mailbox"]), why)
        say_capacity(actor, said=[one])


def _mailbox(contact: ContactRow, tidy: dict[str, Any]) -> str:
    """The kind of the first e-mail, at the company that the record has now."""
    held = tidy.get("emails", reveal.for_keys(Field.EMAIL, contact.public, contact.email))
    company = tidy.get("company", contact.company_id)
    kind = Company.objects.filter(id=company).values_list("kind", flat=True).first() if company else None
    return mailbox_of(held[0] if held else "", law=packs.law(None), company_kind=kind or "")


def _relist(contact: ContactRow, tidy: dict[str, Any]) -> dict[str, Any]:
    """Listing, masks, drawer and tokens: what stays sealed to the editor is opened for their keys only."""
    first, last = tidy.get("first", contact.listing.first), tidy.get("last", contact.listing.last)
    if not (first or last):
        raise Refused("name", subject=contact.id)
    held_emails = reveal.for_keys(Field.EMAIL, contact.public, contact.email)
    held_phones = reveal.for_keys(Field.PHONE, contact.public, contact.phone)
    emails, phones = tidy.get("emails", held_emails), tidy.get("phones", held_phones)
    if KEYED & tidy.keys():
        Token.objects.filter(contact=contact.id).delete()
        kept = tokens_of(first, last, emails, phones)
        write_tokens([(token, exact, contact.cell, contact.id) for token, exact in kept])
    known = {*values.canonical(held_emails), *held_phones}
    arrive(
        contact.id,
        emails=[one for one in emails if one.lower() not in known],
        phones=[one for one in phones if one not in known],
    )
    listing = sealing.seal_listing(
        contact.public,
        first=first,
        last=last,
        title=tidy.get("title", contact.listing.title),
        phone=phones[0] if phones else "",
        email=emails[0] if emails else "",
    )
    return {"listing": listing, "bucket": names.bucket(last or first)}

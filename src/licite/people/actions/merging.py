"""Two records of one person become one, with nothing lost.

What the law asks of the two together is the gate's (`gate.merge`); here the texts change seal, and the fields that
differ get the value chosen. Every other e-mail and phone stays beside the first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from django.db import connection

from licite import packs, vault
from licite.access import reveal
from licite.access.actor import Actor
from licite.access.permissions import Field, Permission
from licite.access.refusals import Refused
from licite.kit import answers, clock, names
from licite.lawful.actions.capacity import Said, say_capacity
from licite.lawful.capacity import mailbox_of
from licite.lawful.choices import Capacity, CapacityWhy, Mailbox
from licite.people import sealing
from licite.people.actions import values
from licite.people.actions.contacts import arrive, tokens_of, write_tokens
from licite.people.actions.editing import SEVERAL
from licite.people.actions.joining import joined, note_said
from licite.people.duplicates.sealing import (
    CONTACT,
    Texts,
    seal_kept,
    sealed_for,
    texts_of,
)
from licite.people.models import Company, Contact, CustomValue, Token
from licite.people.queries.duplicates import merges_both
from licite.people.queries.records import ContactRow, contact_for, contact_to_edit
from licite.people.queries.rows import fetch

PLAIN, CUSTOMS = "plain", "people_value"
AS_IT_IS = """
    SELECT company_id, country, department, capacity, capacity_why, mailbox FROM people_contact WHERE id = %s
"""
Part = Literal["name", "title", "company", "address", "capacity", "email", "phone"]


@dataclass(frozen=True)
class Chosen:
    """The fields for which the value of the record that goes is taken; `customs`: ids of the organisation's own."""

    parts: frozenset[Part] = frozenset()
    customs: frozenset[int] = frozenset()


def tell_apart(actor: Actor, *, one: ContactRow, other: ContactRow) -> None:
    """They are two persons: remembered, and proposed no more. Raises Refused("act") unless both may be merged."""
    if not call("SELECT gate.tell_apart(%s, %s)", [one.id, other.id]):
        raise Refused("act", subject=one.id)
    actor.trace.saw("people:pair:dismiss", [one.id, other.id], [])


def order_search(actor: Actor) -> None:
    """Has the worker look for duplicates, through all records. Raises Refused("act") without the permission."""
    if not actor.has(Permission.CONTACT_MERGE):
        raise Refused("act")
    call("SELECT gate.defer('people.search_duplicates', '{}'::jsonb)", [])
    actor.trace.saw("people:pair:search", [], [])


def merge(actor: Actor, *, keeper: ContactRow, gone: ContactRow, chosen: Chosen) -> UUID:
    """Merges `gone` into `keeper`; the merge's public id. Raises Refused("act") unless both may be merged."""
    if not merges_both(actor, keeper, gone):
        raise Refused("act", subject=keeper.id)
    held = {one.id: contact_to_edit(actor, one) for one in sorted((keeper, gone), key=lambda one: one.id)}
    keeper, gone = held[keeper.id], held[gone.id]
    theirs, own = texts_of(gone.id, gone.public), texts_of(keeper.id, keeper.public)
    together = {field: _together(keeper, gone, field, chosen) for field in SEVERAL}
    emails, phones = together[Field.EMAIL][0], together[Field.PHONE][0]
    rows = {table: texts for table, texts in theirs.items() if table != CONTACT}
    done = call(
        "SELECT gate.merge(%s, %s, %s::jsonb, %s::bytea[])",
        [keeper.id, gone.id, sealed_for(rows, keeper.public), values.prints(emails, phones)],
    )
    if done is None:
        raise Refused("act", subject=keeper.id)
    made = answers.read(done)
    kept = {"gone": {CONTACT: theirs[CONTACT]} | _waiting(made["waits"], theirs)}
    kept["keeper"] = {CONTACT: own[CONTACT]} | _replace_customs(
        actor, keeper, chosen.customs, kept["gone"], own
    )
    _write_keeper(actor, keeper, gone, chosen, together)
    note_said(actor, before=keeper)
    kept["merged"] = as_it_is(keeper.id, keeper.public)
    call("SELECT gate.seal_merge(%s, %s)", [made["merge"], seal_kept(kept, keeper.public)])
    actor.trace.saw(
        "people:contact:merge",
        [keeper.id, gone.id],
        sorted({*chosen.parts, *(["customs"] if chosen.customs else [])}),
        into=keeper.id,
    )
    return UUID(made["merge"])


def _together(keeper: ContactRow, gone: ContactRow, field: Field, chosen: Chosen) -> tuple[list[str], str]:
    """The coordinates of both with their kinds; the other's first where they were chosen."""
    return joined(gone, keeper, field) if field.value in chosen.parts else joined(keeper, gone, field)


def as_it_is(contact: int, subject: UUID) -> Texts:
    """The fields of a record that a merge writes, to see later which were changed since."""
    (plain,) = fetch(AS_IT_IS, [contact])
    customs = dict(CustomValue.objects.filter(contact=contact).values_list("id", "field"))
    texts = texts_of(contact, subject)
    return {
        CONTACT: texts[CONTACT],
        PLAIN: {str(contact): {name: str(value or "") for name, value in plain.items()}},
        CUSTOMS: {str(customs[int(row)]): columns for row, columns in texts.get(CUSTOMS, {}).items()},
    }


def _waiting(waits: Iterable[dict[str, Any]], theirs: Texts) -> Texts:
    """The texts of the rows that found no place on the record kept."""
    found: Texts = {}
    for one in waits:
        row = str(one["row"]["id"])
        texts = theirs.get(one["table"], {}).get(row)
        if texts:
            found.setdefault(one["table"], {})[row] = texts
    return found


def _replace_customs(
    actor: Actor, keeper: ContactRow, fields: frozenset[int], gone: Texts, own: Texts
) -> Texts:
    """Puts the values of the record that goes in place of the keeper's; the keeper's own, for the undoing."""
    if not fields:
        return {}
    waiting = fetch("SELECT waits FROM people_merge WHERE contact = %s ORDER BY id DESC LIMIT 1", [keeper.id])
    texts = {
        one["row"]["field"]: gone[CUSTOMS][str(one["row"]["id"])]["value"]
        for one in answers.read(waiting[0]["waits"])
        if one["table"] == CUSTOMS and one["row"]["field"] in fields
    }
    standing = dict(CustomValue.objects.filter(contact=keeper.id, field__in=texts).values_list("field", "id"))
    former = {str(field): own[CUSTOMS][str(row)] for field, row in standing.items()}
    write_customs(actor, keeper.id, keeper.public, keeper.cell, texts)
    return {CUSTOMS: former} if former else {}


def write_customs(actor: Actor, contact: int, subject: UUID, cell: int, texts: dict[int, str]) -> None:
    """Puts these values in place of what the record says in these fields, by id."""
    CustomValue.objects.filter(contact=contact, field__in=texts).delete()
    CustomValue.objects.bulk_create(
        CustomValue(
            contact=contact,
            cell=cell,
            field=field,
            value=vault.seal("custom", subject, text),
            member=actor.member,
            written_at=clock.now(),
        )
        for field, text in texts.items()
    )


def _write_keeper(
    actor: Actor,
    keeper: ContactRow,
    gone: ContactRow,
    chosen: Chosen,
    together: dict[Field, tuple[list[str], str]],
) -> None:
    """The fields as chosen; where the keeper says nothing, what the other says."""
    emails, phones = together[Field.EMAIL][0], together[Field.PHONE][0]

    def of(part: Part, *, empty: bool) -> ContactRow:
        return gone if part in chosen.parts or empty else keeper

    name = of("name", empty=not keeper.listing.name).listing
    title = of("title", empty=not keeper.listing.title).listing.title
    place = of("address", empty=not keeper.address)
    company = of("company", empty=keeper.company_id is None).company_id
    columns: dict[str, Any] = {
        "listing": sealing.seal_listing(
            keeper.public,
            first=name.first,
            last=name.last,
            title=title,
            phone=phones[0] if phones else "",
            email=emails[0] if emails else "",
        ),
        "bucket": names.bucket(name.last or name.first),
        "company_id": company,
    }
    for field, (held, kinds) in together.items():
        columns[field.value] = sealing.seal_values(field, keeper.public, held)
        columns[f"{field.value}_kinds"] = kinds
    if place is gone and gone.address:
        columns |= {"country": gone.country, "department": gone.department}
    Contact.objects.filter(id=keeper.id).update(**columns)
    _say_capacity(actor, keeper, gone, chosen, emails, company)
    retokenise(actor, keeper.public)
    known = {
        *values.canonical(reveal.for_keys(Field.EMAIL, keeper.public, keeper.email)),
        *reveal.for_keys(Field.PHONE, keeper.public, keeper.phone),
    }
    arrive(
        keeper.id,
        emails=[one for one in emails if one.lower() not in known],
        phones=[one for one in phones if one not in known],
    )


def _say_capacity(
    actor: Actor, keeper: ContactRow, gone: ContactRow, chosen: Chosen, emails: list[str], company: int | None
) -> None:
    """In what capacity the person is here, where it is the other's that counts; the mailbox follows the first e-mail."""
    known: dict[str, str] = dict(
        Contact.objects.values("capacity", "capacity_why", "mailbox").get(id=keeper.id)  # type: ignore[arg-type]
    )
    kind = Company.objects.filter(id=company).values_list("kind", flat=True).first() if company else None
    said = known | {
        "mailbox": mailbox_of(emails[0] if emails else "", law=packs.law(None), company_kind=kind or "")
    }
    if "capacity" in chosen.parts or keeper.capacity == Capacity.UNKNOWN:
        why = "" if gone.capacity == Capacity.UNKNOWN else CapacityWhy.DECLARED
        said |= {"capacity": gone.capacity, "capacity_why": why}
    if said != known:
        say(actor, keeper.id, said)


def say(actor: Actor, contact: int, said: Mapping[str, str]) -> None:
    """Notes in what capacity the person is here, and the kind of mailbox."""
    why = CapacityWhy(said["capacity_why"]) if said["capacity_why"] else None
    one = Said(contact, Capacity(said["capacity"]), Mailbox(said["mailbox"]), why)
    say_capacity(actor, said=[one])


def retokenise(actor: Actor, public: UUID) -> None:
    """The search tokens of a record, anew."""
    contact = contact_for(actor, public)
    emails = reveal.for_keys(Field.EMAIL, public, contact.email)
    phones = reveal.for_keys(Field.PHONE, public, contact.phone)
    Token.objects.filter(contact=contact.id).delete()
    lines = tokens_of(contact.listing.first, contact.listing.last, emails, phones)
    write_tokens([(token, exact, contact.cell, contact.id) for token, exact in lines])


def call(sql: str, parameters: list[Any]) -> Any:
    """The one answer of a function of the gate."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        (answer,) = cursor.fetchone()
    return answer

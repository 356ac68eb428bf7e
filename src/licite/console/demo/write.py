"""Puts invented contacts into the base by the hundred: sealed, found by their tokens, dated by their history.

To be called inside `gate.as_system("demo")` or `("bench")`. One statement a table and batch, because the row
policies ask the gate once a statement; COPY is refused where rows are kept apart.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, connections

from licite import packs, vault
from licite.console.demo.records import DemoCompany, DemoContact, DemoInteraction
from licite.console.demo.registered import facts_of, parents, site_rows
from licite.journal import entries
from licite.kit import names
from licite.kit.cells import Stage, cell_of
from licite.lawful.capacity import mailbox_of
from licite.lawful.choices import CapacityWhy, Mailbox
from licite.lawful.notices.due import Delay, delay, notice_dates
from licite.people import sealing
from licite.people.actions.contacts import tokens_of, write_tokens
from licite.people.queries.spelling import spell

CONTACTS = """
    INSERT INTO people_contact (public, cell, company_id, listing, email, phone, address, bucket, capacity,
        capacity_why, mailbox, country, department, source, purpose, basis, collected_at, created_at, created_by,
        active_at, person_act_at, informed_at, notice_due, minor, objections)
    SELECT *, 0 FROM unnest(%b::uuid[], %b::int[], %b::bigint[], %b::bytea[], %b::bytea[], %b::bytea[], %b::bytea[],
        %b::smallint[], %b::text[], %b::text[], %b::text[], %b::text[], %b::text[], %b::text[], %b::text[], %b::text[],
        %b::timestamptz[], %b::timestamptz[], %b::int[], %b::timestamptz[], %b::timestamptz[], %b::timestamptz[],
        %b::date[], %b::boolean[])
    RETURNING public, id
"""
INTERACTIONS = """
    INSERT INTO people_interaction (contact, cell, at, kind, direction, outcome, evidence, note, member, created_at)
    SELECT * FROM unnest(%b::bigint[], %b::int[], %b::timestamptz[], %b::text[], %b::text[], %b::text[],
        %b::text[], %b::bytea[], %b::int[], %b::timestamptz[])
"""
COMPANIES = """
    INSERT INTO people_company (public, cell, kind, name, sort_key, name_key, identity, country, department, number, vat,
        website, coded, sector, size, created_at)
    SELECT *, %s FROM unnest(%b::uuid[], %b::int[], %b::text[], %b::text[], %b::text[], %b::text[], %b::bytea[],
        %b::text[], %b::text[], %b::text[], %b::text[], %b::text[], %b::bytea[], %b::text[], %b::text[])
    RETURNING public, id
"""
SITES = """
    INSERT INTO people_site (public, company, cell, label, number, line, postal_code, town, sealed, country, department,
        created_at)
    SELECT *, %s FROM unnest(%b::uuid[], %b::bigint[], %b::int[], %b::text[], %b::text[], %b::text[], %b::text[], %b::text[],
        %b::bytea[], %b::text[], %b::text[])
"""
FIELDS = ("address", "emails", "name", "phones", "title")
TABLES = (
    "people_company",
    "people_site",
    "people_contact",
    "people_token",
    "people_interaction",
    "people_task",
    "people_value",
    "lawful_objection",
    "lawful_consent",
    "lawful_ground",
    "lawful_attempt",
    "sales_deal",
    "sales_amount",
    "sales_stepchange",
    "sales_purchase",
    "sales_spent",
)


@dataclass(frozen=True)
class Ground:
    """What stands before contacts: ids of portfolios by name and of companies by key, and each cell's member."""

    portfolios: Mapping[str, int]
    companies: Mapping[str, int]
    keepers: Mapping[int, int]

    def cell(self, contact: DemoContact) -> int:
        """Where a contact belongs."""
        return cell_of(self.portfolios[contact.portfolio], contact.stage)


@dataclass(frozen=True, slots=True)
class Stored:
    """A contact that now is in the base."""

    id: int
    public: uuid.UUID
    cell: int
    country: str


@dataclass(frozen=True)
class Rules:
    """What the packs say that every record needs: what counts as an act of the person, the law, the notice's delay."""

    evidence: frozenset[str]
    law: packs.Law
    wait: Delay


def write_companies(
    companies: Iterable[DemoCompany], *, portfolios: Mapping[str, int], at: datetime
) -> dict[str, int]:
    """Stores companies; ids by key. What names a sole trader is sealed."""
    given = {uuid.uuid4(): company for company in companies}
    rows = [
        (
            public,
            cell_of(portfolios[one.portfolio], Stage.CUSTOMER),
            one.kind,
            *_naming(public, one),
            one.country,
            one.department,
            *facts_of(public, one),
        )
        for public, one in given.items()
    ]
    ids = {given[public].key: found for public, found in insert_rows(COMPANIES, rows, at)}
    spell((public, one.name) for public, one in given.items() if one.kind == "sole_trader")
    return ids


def write_places(
    companies: Sequence[DemoCompany], ids: Mapping[str, int], *, portfolios: Mapping[str, int], at: datetime
) -> None:
    """Stores the places of companies, and which belongs to which."""
    cells = {one.key: cell_of(portfolios[one.portfolio], Stage.CUSTOMER) for one in companies}
    insert_rows(SITES, site_rows(ids, cells, companies), at)
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE people_company SET parent = %s WHERE id = %s",
            [(parent, child) for child, parent in parents(ids, companies).items()],
        )


def write_contacts(
    rows: Sequence[tuple[DemoContact, Sequence[DemoInteraction]]], *, ground: Ground, origin: str
) -> dict[str, Stored]:
    """Stores contacts with their history; what was stored, by key. One row of the journal."""
    rules = Rules(frozenset(packs.words("clock.evidence")), packs.law(None), delay())
    made = [(uuid.uuid4(), contact, history) for contact, history in rows]
    lines = [_contact(public, contact, history, ground, rules) for public, contact, history in made]
    ids = dict(insert_rows(CONTACTS, lines))
    stored = {one.key: Stored(ids[public], public, ground.cell(one), one.country) for public, one, _ in made}
    write_tokens(
        [
            (token, exact, stored[one.key].cell, stored[one.key].id)
            for _, one, _ in made
            for token, exact in tokens_of(one.first, one.last, one.emails, one.phones)
        ]
    )
    insert_rows(
        INTERACTIONS, [_event(stored[e.contact], e, ground) for _, _, history in made for e in history]
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.settle(%s::bigint[])", [list(ids.values())])
    entries.write("people:contact:create", subjects=ids.values(), fields=FIELDS, origin=origin)
    return stored


def tidy() -> None:
    """Vacuums and analyses: lists read from indexes alone once that is done. Only the tables' owner may."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"VACUUM (ANALYZE) {', '.join(TABLES)}")


def insert_rows(sql: str, rows: Sequence[tuple[Any, ...]], *first: Any) -> list[tuple[uuid.UUID, int]]:
    """One statement for all the rows, which it takes column by column after `first`; (public, id) where it returns them."""
    if not rows:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, [*first, *(list(column) for column in zip(*rows, strict=True))])
        return list(cursor.fetchall()) if cursor.description else []


def _naming(public: uuid.UUID, company: DemoCompany) -> tuple[str, str, str, bytes | None]:
    """Name, sort key, name key and identity."""
    if company.kind == "sole_trader":
        return "", "", "", vault.seal("company", public, company.name)
    return company.name, names.fold(company.name), names.company_key(company.name), None


def _contact(
    public: uuid.UUID,
    one: DemoContact,
    history: Sequence[DemoInteraction],
    ground: Ground,
    rules: Rules,
) -> tuple[Any, ...]:
    cell = ground.cell(one)
    theirs = [
        event.at for event in history if event.direction == "theirs" and event.evidence in rules.evidence
    ]
    mailbox = _mailbox(one, rules.law)
    told = one.informed_at is not None
    _, due = notice_dates(one.source, one.collected_at, informed=told, law=rules.wait)
    return (
        public,
        cell,
        ground.companies[one.company] if one.company else None,
        sealing.seal_listing(
            public,
            first=one.first,
            last=one.last,
            title=one.title,
            phone=one.phones[0] if one.phones else "",
            email=one.emails[0] if one.emails else "",
        ),
        sealing.seal_values("email", public, one.emails),
        sealing.seal_values("phone", public, one.phones),
        sealing.seal_values("address", public, (one.address, one.postal_code, one.town)),
        names.bucket(one.last),
        one.capacity,
        _why(one, mailbox),
        mailbox,
        one.country,
        one.department,
        one.source,
        one.purpose,
        one.basis,
        one.collected_at,
        one.collected_at,
        ground.keepers[cell],
        max([one.collected_at, *(event.at for event in history)]),
        max(theirs, default=None),
        one.informed_at,
        due,
        one.minor,
    )


def _mailbox(one: DemoContact, law: packs.Law) -> Mailbox:
    """At home everybody is at the demo's only provider, which no list of free ones knows."""
    if one.company is None and one.emails:
        return Mailbox.PERSONAL
    return mailbox_of(one.emails[0] if one.emails else "", law=law)


def _why(one: DemoContact, mailbox: Mailbox) -> str:
    """How the capacity is known."""
    if one.capacity == "unknown":
        return ""
    by_domain = one.capacity == "professional" and mailbox is Mailbox.NOMINATIVE
    return CapacityWhy.DOMAIN if by_domain else CapacityWhy.DECLARED


def _event(stored: Stored, event: DemoInteraction, ground: Ground) -> tuple[Any, ...]:
    return (
        stored.id,
        stored.cell,
        event.at,
        event.kind,
        event.direction,
        event.outcome,
        event.evidence,
        sealing.seal_values("note", stored.public, [event.note]),
        ground.keepers[stored.cell],
        event.at,
    )

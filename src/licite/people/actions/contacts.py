"""A person enters the base: sealed, tokenised, then checked by the gate against what the writer may not see.

The writer is told the same whether or not that check finds somebody.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import connection

from licite.access.actor import Actor
from licite.access.permissions import Act
from licite.access.refusals import Refused
from licite.kit import clock, countries, names
from licite.kit.cells import Stage, cell_of
from licite.lawful.actions.objections import write_objection
from licite.lawful.channels import Channel
from licite.lawful.models import ToldBy
from licite.people import sealing
from licite.people.actions import entrance, values
from licite.people.actions.entrance import OwnAct
from licite.people.models import Contact

BATCH = 500
VALUES = ("public", "cell", "company_id", "listing", "email", "phone", "address", "bucket", "collected_at", "created_at",
          "created_by", "active_at", "informed_at", "notice_due")  # fmt: skip
WORDS = ("capacity", "capacity_why", "mailbox", "country", "department", "source", "purpose", "basis")
ENTER = """
    INSERT INTO people_contact (public, cell, company_id, listing, email, phone, address, bucket, collected_at, created_at,
        created_by, active_at, informed_at, notice_due, capacity, capacity_why, mailbox, country, department, source,
        purpose, basis, objections)
    SELECT *, 0 FROM unnest(%b::uuid[], %b::int[], %b::bigint[], %b::bytea[], %b::bytea[], %b::bytea[], %b::bytea[],
        %b::smallint[], %b::timestamptz[], %b::timestamptz[], %b::int[], %b::timestamptz[], %b::timestamptz[], %b::date[],
        %b::text[], %b::text[], %b::text[], %b::text[], %b::text[], %b::text[], %b::text[], %b::text[])
    RETURNING public, id
"""
ARRIVE = "SELECT gate.arrive_all(%s::bigint[], %s::int[], %s::bigint[], %s::int[], %s::bytea[], %s::int[], %s::bigint[])"
NO_ADDRESS = sealing.Address()


@dataclass(frozen=True, kw_only=True)
class NewContact:
    """What is known of a person who enters. E-mails and phones as typed, unless `tidy` says that every value has
    already the form in which it is kept; `objections`: (channel, since). `informed`: the notice was given when the data
    was collected. `own_act`: what the person did to come back, for whoever had objected.
    """

    portfolio: int
    stage: Stage
    first: str
    last: str
    title: str = ""
    company: int | None = None
    emails: Sequence[str] = ()
    phones: Sequence[str] = ()
    address: sealing.Address = NO_ADDRESS
    capacity: str
    country: str
    source: str
    purpose: str
    basis: str
    collected_at: datetime
    objections: Sequence[tuple[Channel, datetime]] = ()
    informed: bool = False
    own_act: OwnAct | None = None
    tidy: bool = False

    @property
    def cell(self) -> int:
        """Where the record will be."""
        return cell_of(self.portfolio, self.stage)

    def normalised(self) -> "NewContact":
        """The same person, every value in the form in which it is kept.

        Raises Refused: email, phone, mask; name, for a record that nobody could find again.
        """
        if self.tidy:
            return self
        tidy = replace(
            self,
            first=names.tidy_case(values.clean_name(self.first)),
            last=names.tidy_case(values.clean_name(self.last)),
            title=values.clean_name(self.title),
            emails=values.clean_emails(self.emails),
            phones=values.clean_phones(self.phones, country=self.country),
            address=sealing.Address(*map(values.clean_name, self.address)),
        )
        if not (tidy.first or tidy.last):
            raise Refused("name")
        return tidy


@dataclass(frozen=True)
class Created:
    """A record that was made."""

    public: uuid.UUID
    id: int


def create_contact(actor: Actor, *, new: NewContact) -> Created:
    """Makes one record. Raises Refused: cell (outside the grants), company, email, phone, mask, name; purpose, basis,
    balancing (the purpose does not stand); suppressed (the person refused it).
    """
    (made,) = create_contacts(actor, rows=[new])
    return made


def create_contacts(actor: Actor, *, rows: Sequence[NewContact]) -> list[Created]:
    """Makes many, in order, in batches of one transaction. Raises Refused as `create_contact`."""
    made: list[Created] = []
    for start in range(0, len(rows), BATCH):
        made += _create_batch(actor, [row.normalised() for row in rows[start : start + BATCH]])
    return made


def _create_batch(actor: Actor, rows: Sequence[NewContact]) -> list[Created]:
    if not all(actor.may(Act.CREATE, row.cell) for row in rows):
        raise Refused("cell")
    entrance.let_in(actor, rows)
    columns = entrance.lawful_columns(rows)
    records = [_sealed(actor, row, more) for row, more in zip(rows, columns, strict=True)]
    _insert(records)
    _write_tokens(records, rows)
    entrance.write_own_acts(actor, records, rows)
    _arrive(
        [
            (
                record.id,
                values.marks(row.emails, row.phones),
                values.prints(row.emails, row.phones),
                values.words(row.first, row.last),
            )
            for record, row in zip(records, rows, strict=True)
        ]
    )
    for record, row in zip(records, rows, strict=True):
        for channel, since in row.objections:
            write_objection(
                actor,
                contact=record.id,
                channel=channel,
                at=since,
                told_by=ToldBy.IMPORT,
                emails=values.canonical(row.emails),
                phones=row.phones,
            )
    actor.trace.saw("people:contact:create", [record.id for record in records], ["name", *_fields(rows)])
    return [Created(record.public, record.id) for record in records]


def _insert(records: Sequence[Contact]) -> None:
    """Stores new records in one statement, column by column: a parameter a column, not a value; sets their ids."""
    columns = [[getattr(record, name) for record in records] for name in VALUES]
    words = [[str(getattr(record, name)) for record in records] for name in WORDS]
    with connection.cursor() as cursor:
        cursor.execute(ENTER, [*columns, *words])
        ids = dict(cursor.fetchall())
    for record in records:
        record.id = ids[record.public]


def _sealed(actor: Actor, row: NewContact, more: Mapping[str, Any]) -> Contact:
    public, now = uuid.uuid4(), clock.now()
    return Contact(
        public=public,
        cell=row.cell,
        company_id=row.company,
        listing=sealing.seal_listing(
            public,
            first=row.first,
            last=row.last,
            title=row.title,
            phone=row.phones[0] if row.phones else "",
            email=row.emails[0] if row.emails else "",
        ),
        email=sealing.seal_values("email", public, row.emails),
        phone=sealing.seal_values("phone", public, row.phones),
        address=sealing.seal_values("address", public, row.address),
        bucket=names.bucket(row.last or row.first),
        capacity=row.capacity,
        country=row.country,
        department=countries.department(row.country, row.address.postal_code),
        source=row.source,
        purpose=row.purpose,
        basis=row.basis,
        collected_at=row.collected_at,
        created_at=now,
        created_by=actor.member,
        active_at=now,
        **more,
    )


def tokens_of(first: str, last: str, emails: Sequence[str], phones: Sequence[str]) -> list[tuple[int, bool]]:
    """The search tokens to store and whether each is exact, sorted so that two writers take their locks in one order."""
    return sorted(sealing.contact_tokens(first, last, values.canonical(emails), phones).items())


def write_tokens(lines: Sequence[tuple[int, bool, int, int]]) -> None:
    """Stores (token, exact, cell, contact) lines in one statement."""
    columns = [list(column) for column in zip(*lines, strict=True)] or [[], [], [], []]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_token (token, exact, cell, contact) "
            "SELECT * FROM unnest(%s::bigint[], %s::boolean[], %s::int[], %s::bigint[])",
            columns,
        )


def _write_tokens(records: Sequence[Contact], rows: Sequence[NewContact]) -> None:
    write_tokens(
        [
            (token, exact, record.cell, record.id)
            for record, row in zip(records, rows, strict=True)
            for token, exact in tokens_of(row.first, row.last, row.emails, row.phones)
        ]
    )


def arrive(contact: int, *, emails: Sequence[str], phones: Sequence[str]) -> None:
    """Has the gate check new e-mails and phones of an older record, as it checks a newcomer."""
    if emails or phones:
        _arrive([(contact, values.marks(emails, phones), values.prints(emails, phones), [])])


def _arrive(checked: Sequence[tuple[int, list[int], list[bytes], list[int]]]) -> None:
    """Every lock of the batch is taken in one order, so that two batches never wait for each other."""
    marks = [(place, one) for place, row in enumerate(checked, 1) for one in row[1]]
    prints = [(place, one) for place, row in enumerate(checked, 1) for one in row[2]]
    words = [(place, one) for place, row in enumerate(checked, 1) for one in row[3]]
    columns = [[pair[side] for pair in pairs] for pairs in (marks, prints, words) for side in (0, 1)]
    with connection.cursor() as cursor:
        cursor.execute(ARRIVE, [[row[0] for row in checked], *columns])


def _fields(rows: Sequence[NewContact]) -> list[str]:
    given = {"title", "phones", "emails", "address"}
    return sorted(name for name in given if any(any(getattr(row, name)) for row in rows))

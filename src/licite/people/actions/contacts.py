"""A person enters the base: sealed, tokenised, then checked by the gate against what the writer may not see.

The writer is told the same whether or not that check finds somebody.
"""

import uuid
from collections.abc import Container, Sequence
from typing import Any

from django.db import connection

from licite.access.actor import Actor
from licite.access.permissions import Act
from licite.access.refusals import Refused
from licite.kit import clock
from licite.kit.arrays import items, numbers, truths, whole
from licite.lawful.actions.objections import write_objection
from licite.lawful.models import ToldBy
from licite.people import sealing
from licite.people.actions import entrance, values
from licite.people.actions.newcomers import Created, NewContact
from licite.people.actions.ready import Ready, make_ready

BATCH = 500
ENTER = """
    INSERT INTO people_contact (created_at, created_by, objections, public, cell, company_id, listing, email,
        phone, address, bucket, collected_at, informed_at, notice_due, capacity, country, source, purpose, basis,
        department, capacity_why, mailbox, active_at)
    SELECT %s::timestamptz, %s::int, 0, x.* FROM unnest(%b::uuid[], %s::int[], %b::bigint[], %b::bytea[],
        %b::bytea[], %b::bytea[], %b::bytea[], %s::smallint[], %b::timestamptz[], %b::timestamptz[], %b::date[], %b::text[],
        %b::text[], %b::text[], %b::text[], %b::text[], %b::text[], %b::text[], %b::text[], %b::timestamptz[]) x
    RETURNING public, id
"""
ARRIVE = "SELECT gate.arrive_all(%s::bigint[], %s::int[], %s::bigint[], %s::int[], %s::bytea[], %s::int[], %s::bigint[])"


def create_contact(actor: Actor, *, new: NewContact) -> Created:
    """Makes one record. Raises Refused: cell (outside the grants), company, email, phone, mask, name; purpose, basis,
    balancing (the purpose does not stand); suppressed (the person refused it).
    """
    (made,) = create_contacts(actor, rows=[new])
    return made


def create_contacts(
    actor: Actor,
    *,
    rows: Sequence[NewContact],
    ready: Sequence[Ready] = (),
    welcome: Container[uuid.UUID] = (),
) -> list[Created]:
    """Makes many, in order, in batches of one transaction. `ready`: what `make_ready` made of these very rows, tidy
    already; `welcome`: those of them that `entrance.kept_out` let pass in this transaction. Raises Refused as
    `create_contact`.
    """
    made: list[Created] = []
    for start in range(0, len(rows), BATCH):
        some = [row.normalised() for row in rows[start : start + BATCH]]
        made += _create_batch(actor, some, ready[start : start + BATCH] or make_ready(some), welcome)
    return made


def _create_batch(
    actor: Actor, rows: Sequence[NewContact], ready: Sequence[Ready], welcome: Container[uuid.UUID]
) -> list[Created]:
    if not all(actor.may(Act.CREATE, cell) for cell in {row.cell for row in rows}):
        raise Refused("cell")
    entrance.let_in(actor, rows, ready, welcome)
    ids = _insert(actor, rows, ready)
    records = [
        Created(one.public, record, row.cell) for record, one, row in zip(ids, ready, rows, strict=True)
    ]
    found = [(record, one) for record, one in zip(records, ready, strict=True) if one.size]
    _store_tokens(
        whole(one.tokens for _, one in found),
        whole(one.exact for _, one in found),
        whole(items([record.cell] * one.size) for record, one in found),
        whole(items([record.id] * one.size) for record, one in found),
    )
    entrance.write_own_acts(actor, records, rows)
    _arrive(
        [
            (record.id, one.keyed.marks, one.keyed.prints, one.words)
            for record, one in zip(records, ready, strict=True)
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
    actor.trace.saw("people:contact:create", ids, ["name", *_fields(rows)])
    return records


def _insert(actor: Actor, rows: Sequence[NewContact], ready: Sequence[Ready]) -> list[int]:
    """Stores new records in one statement, column by column: a parameter a column, not a value; their ids, in order."""
    now, law = clock.now(), entrance.lawful_columns(rows)
    columns: list[Any] = [
        [one.public for one in ready],
        numbers(row.cell for row in rows),
        [row.company for row in rows],
        [one.listing for one in ready],
        [one.email for one in ready],
        [one.phone for one in ready],
        [one.address for one in ready],
        numbers(one.bucket for one in ready),
        [row.collected_at for row in rows],
        [one.informed_at for one in law],
        [one.notice_due for one in law],
        *(
            [str(getattr(row, name)) for row in rows]
            for name in ("capacity", "country", "source", "purpose", "basis")
        ),
        [one.keyed.department for one in ready],
        [one.capacity_why for one in law],
        [one.mailbox for one in law],
        [min(row.active_at or now, now) for row in rows],
    ]
    with connection.cursor() as cursor:
        cursor.execute(ENTER, [now, actor.member, *columns])
        ids = dict(cursor.fetchall())
    return [ids[one.public] for one in ready]


def tokens_of(first: str, last: str, emails: Sequence[str], phones: Sequence[str]) -> list[tuple[int, bool]]:
    """The search tokens to store and whether each is exact, sorted so that two writers take their locks in one order."""
    return sorted(sealing.contact_tokens(first, last, values.canonical(emails), phones).items())


def write_tokens(lines: Sequence[tuple[int, bool, int, int]]) -> None:
    """Stores (token, exact, cell, contact) lines in one statement."""
    if lines:
        token, exact, cell, contact = zip(*lines, strict=True)
        _store_tokens(numbers(token), truths(exact), numbers(cell), numbers(contact))


def _store_tokens(token: str, exact: str, cell: str, contact: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_token (token, exact, cell, contact) "
            "SELECT * FROM unnest(%s::bigint[], %s::boolean[], %s::int[], %s::bigint[])",
            [token, exact, cell, contact],
        )


def arrive(contact: int, *, emails: Sequence[str], phones: Sequence[str]) -> None:
    """Has the gate check new e-mails and phones of an older record, as it checks a newcomer."""
    if emails or phones:
        _arrive([(contact, values.marks(emails, phones), values.prints(emails, phones), [])])


def _arrive(checked: Sequence[tuple[int, Sequence[int], Sequence[bytes], Sequence[int]]]) -> None:
    """Every lock of the batch is taken in one order, so that two batches never wait for each other."""
    marks = [(place, one) for place, row in enumerate(checked, 1) for one in row[1]]
    prints = [(place, one) for place, row in enumerate(checked, 1) for one in row[2]]
    words = [(place, one) for place, row in enumerate(checked, 1) for one in row[3]]
    with connection.cursor() as cursor:
        cursor.execute(
            ARRIVE,
            [
                numbers(row[0] for row in checked),
                *_columns(marks),
                numbers(place for place, _ in prints),
                [one for _, one in prints],
                *_columns(words),
            ],
        )


def _columns(pairs: Sequence[tuple[int, int]]) -> list[str]:
    return [numbers(place for place, _ in pairs), numbers(value for _, value in pairs)]


def _fields(rows: Sequence[NewContact]) -> list[str]:
    given = {"title", "phones", "emails", "address"}
    return sorted(name for name in given if any(any(getattr(row, name)) for row in rows))

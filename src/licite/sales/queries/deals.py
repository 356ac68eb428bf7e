"""Deals as a page shows them: names and texts as the level allows, the amount only where the database shows it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import Http404

from licite.access.actor import Actor
from licite.access.permissions import Act, Field, Level, Permission
from licite.lawful.facts import Record
from licite.people import sealing
from licite.people.queries import ContactRow
from licite.people.queries.rows import company_name, fetch, shown_name
from licite.sales.choices import CLOSED
from licite.sales.queries.purchases import Bought, bought_of

COLUMNS = """
    SELECT d.id, d.public, d.contact, d.cell, d.title, d.step, d.step_at, d.probability, d.expected_on, d.next_step,
        d.next_on, d.owner, d.created_at, d.closed_at, d.reason, d.note, a.cents, c.public AS contact_public, c.listing,
        c.restricted, c.country, c.department, c.capacity, c.mailbox, c.source, c.purpose, c.basis, c.minor,
        c.informed_at, c.notice_due,
        m.name AS owner_name, k.public AS company_public, k.name AS company_name, k.identity
    FROM sales_deal d JOIN people_contact c ON c.id = d.contact LEFT JOIN sales_amount a ON a.deal = d.id
    LEFT JOIN access_member m ON m.id = d.owner LEFT JOIN people_company k ON k.id = d.company_id
"""
ONE = COLUMNS + "WHERE d.public = %s"
BY_IDS = COLUMNS + "WHERE d.id = ANY (%s)"
# The open ones first, the soonest to close; then those that ended, the latest first.
# What the contact bought, in one value, so that it costs no statement of its own.
BOUGHT = """
    CASE WHEN EXISTS (SELECT FROM sales_purchase WHERE contact = %(contact)s) THEN (
        SELECT json_build_object('held', count(*), 'valued', count(s.cents), 'cents', coalesce(sum(s.cents), 0)::bigint,
            'latest', (SELECT json_agg(json_build_object('bought_on', l.bought_on, 'said', encode(l.said, 'base64'),
                'cents', l.cents))
            FROM (SELECT q.bought_on, q.said, t.cents FROM sales_purchase q LEFT JOIN sales_spent t ON t.purchase = q.id
                WHERE q.contact = %(contact)s ORDER BY q.bought_on DESC, q.id DESC LIMIT %(latest)s) l))
        FROM sales_purchase p LEFT JOIN sales_spent s ON s.purchase = p.id WHERE p.contact = %(contact)s) END
"""
OF_CONTACT = f"""
    WITH b AS (SELECT {BOUGHT} AS bought) SELECT b.bought, d.* FROM b LEFT JOIN (
        {COLUMNS} WHERE d.contact = %(contact)s ORDER BY d.closed_at DESC NULLS FIRST, d.expected_on, d.id
        LIMIT %(limit)s) d ON true
    ORDER BY d.closed_at DESC NULLS FIRST, d.expected_on, d.id
"""
OF_COMPANY = (
    COLUMNS + "WHERE d.company_id = %s ORDER BY d.closed_at DESC NULLS FIRST, d.expected_on, d.id LIMIT %s"
)
HISTORY = """
    SELECT s.at, s.before, s.after, m.name AS by FROM sales_stepchange s LEFT JOIN access_member m ON m.id = s.member
    WHERE s.deal = %s ORDER BY s.at DESC, s.id DESC LIMIT 60
"""
ON_A_RECORD, OF_A_COMPANY, LATEST = 20, 50, 5
SHOWN = ("name", "company", "deal")


@dataclass(frozen=True, slots=True)
class DealRow:
    """A deal in the actor's sight. `cents` is None where amounts are closed to the reader.

    `person`: what the law looks at. `title`, `next_step` and `note` are None where there is one
    that the reader's level hides.
    """

    id: int
    public: UUID
    contact: int
    contact_public: UUID
    contact_name: str
    person: Record
    cell: int
    company_public: UUID | None
    company: str
    title: str | None
    step: str
    step_at: datetime
    probability: int
    expected_on: date
    next_step: str | None
    next_on: date | None
    owner: int | None
    owner_name: str
    created_at: datetime
    closed_at: datetime | None
    reason: str
    note: str | None
    cents: int | None

    @property
    def restricted(self) -> bool:
        """Whether the record is kept, and used for nothing."""
        return self.person.restricted

    @property
    def closed(self) -> bool:
        """Whether it was won or lost."""
        return self.step in CLOSED


@dataclass(frozen=True, slots=True)
class Stepped:
    """A deal came to a step; `before` is empty for its first one, `by` for nobody known."""

    at: datetime
    by: str
    before: str
    after: str


def deal_for(actor: Actor, public: UUID) -> DealRow:
    """The deal, in the trace. Http404 for a missing one and for one out of sight alike."""
    rows = rows_of(actor, fetch(ONE, [public]))
    if not rows:
        raise Http404
    saw(actor, "sales:deal:read", rows)
    return rows[0]


def deals_with(actor: Actor, *, contact: ContactRow) -> tuple[list[DealRow], Bought | None]:
    """The contact's deals, twenty at most, open ones first, and what they bought; in the trace. One statement for both."""
    raws = fetch(OF_CONTACT, {"contact": contact.id, "limit": ON_A_RECORD, "latest": LATEST})
    bought = bought_of(actor, contact, raws[0]["bought"])
    rows = rows_of(actor, [raw for raw in raws if raw["id"] is not None])
    if rows:
        saw(actor, "sales:deal:list", rows)
    return rows, bought


def deals_of(actor: Actor, *, company: int) -> list[DealRow]:
    """The deals with a company's contacts in sight, fifty at most, in the trace: open ones first. One statement."""
    rows = rows_of(actor, fetch(OF_COMPANY, [company, OF_A_COMPANY]))
    if rows:
        saw(actor, "sales:deal:list", rows)
    return rows


def steps_of(actor: Actor, *, deal: DealRow) -> list[Stepped]:
    """How the deal came to where it is, the latest first."""
    return [
        Stepped(at=raw["at"], by=raw["by"] or "", before=raw["before"], after=raw["after"])
        for raw in fetch(HISTORY, [deal.id])
    ]


def deals_by_ids(actor: Actor, ids: Iterable[int]) -> list[DealRow]:
    """The deals of these ids, in their order; the caller says in the trace what they are read for."""
    wanted = list(ids)
    if not wanted:
        return []
    found = {row.id: row for row in rows_of(actor, fetch(BY_IDS, [wanted]))}
    return [found[one] for one in wanted if one in found]


def saw(actor: Actor, act: str, rows: Iterable[DealRow], **detail: Any) -> None:
    """Leaves the trace of deals that are about to be shown; amounts are named where one was."""
    some = list(rows)
    amounts = ["amount"] if any(row.cents is not None for row in some) else []
    actor.trace.saw(act, dict.fromkeys(row.contact for row in some), [*SHOWN, *amounts], **detail)


def writes(actor: Actor, cell: int) -> bool:
    """Whether the actor makes and moves deals with contacts of this cell."""
    return actor.has(Permission.DEAL_WRITE) and actor.may(Act.EDIT, cell)


def reads_amounts(actor: Actor, cells: Iterable[int]) -> bool:
    """Whether amounts are open to the reader in each of these cells, of which there is one at least."""
    some = list(cells)
    return bool(some) and all(actor.level(cell, Field.AMOUNT) is Level.OPEN for cell in some)


def rows_of(actor: Actor, raws: list[dict[str, Any]]) -> list[DealRow]:
    """The rows of COLUMNS, opened in one go."""
    opened = sealing.open_listings([(raw["contact_public"], raw["listing"]) for raw in raws])
    return [
        _row(actor, raw, shown_name(actor, raw["cell"], one)) for raw, one in zip(raws, opened, strict=True)
    ]


def _row(actor: Actor, raw: Mapping[str, Any], name: str) -> DealRow:
    return DealRow(
        id=raw["id"],
        public=raw["public"],
        contact=raw["contact"],
        contact_public=raw["contact_public"],
        contact_name=name,
        person=Record(raw["contact"], *(raw[name] for name in Record._fields[1:])),
        cell=raw["cell"],
        company_public=raw["company_public"],
        company=_company(raw),
        title=_text(actor, raw, "title", "deal"),
        step=raw["step"],
        step_at=raw["step_at"],
        probability=raw["probability"],
        expected_on=raw["expected_on"],
        next_step=_text(actor, raw, "next_step", "deal_next"),
        next_on=raw["next_on"],
        owner=raw["owner"],
        owner_name=raw["owner_name"] or "",
        created_at=raw["created_at"],
        closed_at=raw["closed_at"],
        reason=raw["reason"],
        note=_text(actor, raw, "note", "deal_note"),
        cents=raw["cents"],
    )


def _company(raw: Mapping[str, Any]) -> str:
    if raw["company_public"] is None:
        return ""
    return company_name(
        {"public": raw["company_public"], "name": raw["company_name"], "identity": raw["identity"]}
    )


def _text(actor: Actor, raw: Mapping[str, Any], column: str, field_class: str) -> str | None:
    """What is said of a deal is a note: one's own, or where notes are open."""
    if raw[column] is None:
        return ""
    if raw["owner"] != actor.member and actor.level(raw["cell"], Field.NOTE) is not Level.OPEN:
        return None
    return " ".join(sealing.open_values(field_class, raw["contact_public"], raw[column]))

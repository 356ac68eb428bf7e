"""The rows of a list: fetched by ids, opened in one go, shown as the reader's level allows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from licite import vault
from licite.access import reveal
from licite.access.actor import Actor
from licite.access.permissions import Field, Level
from licite.kit import names
from licite.kit.masking import DOT
from licite.people import sealing

# A company that the reader's own policy leaves out has no name here.
COLUMNS = """
    SELECT c.id, c.public, c.cell, c.company_id, c.listing, c.capacity, c.mailbox, c.country, c.department, c.source,
           c.purpose, c.basis, c.restricted, c.minor, c.informed_at, c.notice_due, c.active_at, c.person_act_at,
           c.objections, c.next_task_at, c.address IS NOT NULL AS has_address, o.public AS company, o.name, o.identity
    FROM people_contact c LEFT JOIN people_company o ON o.id = c.company_id
    WHERE c.id = ANY (%s)
"""
HIDDEN_TEXT = DOT * 3


@dataclass(frozen=True, slots=True)
class Row:
    """A contact as a list shows it: names as the level allows, coordinates masked for everyone.

    `first` and `last` are empty where the level does not open the name: what is not read puts nobody in order.
    """

    id: int
    public: UUID
    cell: int
    first: str
    last: str
    name: str
    title: str
    company: str
    company_public: UUID | None
    phone: str
    email: str
    capacity: str
    country: str
    department: str
    active_at: datetime
    person_act_at: datetime | None
    objections: int
    next_task_at: datetime | None
    mailbox: str
    source: str
    purpose: str
    basis: str
    restricted: bool
    minor: bool
    informed_at: datetime | None
    notice_due: date | None
    has_address: bool

    @property
    def sort_key(self) -> tuple[int, str, str]:
        """The order from A to Z."""
        return names.sort_key(self.last, self.first)


READ = (Field.NAME, Field.TITLE)
"""What a row of a list says in clear, where the level opens it."""


def fetch(sql: str, parameters: Any) -> list[dict[str, Any]]:
    """Rows as dicts; the statement is a literal of this room."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        columns = [column.name for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def shown_name(actor: Actor, cell: int, listing: sealing.Listing) -> str:
    """The name where the level opens it, else dots: a record needs something to be called by."""
    return listing.name if actor.level(cell, Field.NAME) is Level.OPEN else HIDDEN_TEXT


def shown_title(actor: Actor, cell: int, listing: sealing.Listing) -> str:
    """The title where the level opens it, dots where it masks one, nothing where it hides it."""
    level = actor.level(cell, Field.TITLE)
    if level is Level.OPEN:
        return listing.title
    return HIDDEN_TEXT if listing.title and level > Level.HIDDEN else ""


def clear_fields(actor: Actor, cells: Iterable[int]) -> list[str]:
    """Name and title, each where one of these cells opens it: what stays dots or is hidden is not read."""
    read = set(cells)
    return [field.value for field in READ if any(actor.level(cell, field) is Level.OPEN for cell in read)]


def shown_fields(actor: Actor, rows: Iterable[Row]) -> list[str]:
    """What a list of these rows shows the actor, for its trace: a name or a title that stays dots is not read, and of a
    coordinate it is the mask.
    """
    listed = list(rows)
    read = clear_fields(actor, (row.cell for row in listed))
    masked = [
        (Field.EMAIL, any(row.email for row in listed)),
        (Field.PHONE, any(row.phone for row in listed)),
    ]
    return [*read, "company", *(reveal.masked(field) for field, some in masked if some)]


def rows_of(actor: Actor, ids: Sequence[int]) -> list[Row]:
    """The rows of these ids that the actor may see, in the order of the ids. One statement."""
    if not ids:
        return []
    found = {raw["id"]: raw for raw in fetch(COLUMNS, [list(ids)])}
    raws = [found[one] for one in ids if one in found]
    companies = {raw["company_id"]: raw for raw in raws if raw["company"]}
    names = {key: _company_name(raw["company"], raw) for key, raw in companies.items()}
    listings = sealing.open_listings([(raw["public"], raw["listing"]) for raw in raws])
    return [
        _row(actor, raw, one, names.get(raw["company_id"], ""))
        for raw, one in zip(raws, listings, strict=True)
    ]


def company_names(ids: set[int]) -> Mapping[int, tuple[UUID, str]]:
    """Public id and name of the companies that the actor may see; a sole trader's name is unsealed."""
    if not ids:
        return {}
    raws = fetch("SELECT id, public, name, identity FROM people_company WHERE id = ANY (%s)", [list(ids)])
    return {raw["id"]: (raw["public"], company_name(raw)) for raw in raws}


def company_name(raw: Mapping[str, Any]) -> str:
    """The name of a company row, whichever way it is kept."""
    return _company_name(raw["public"], raw)


def _company_name(public: UUID, raw: Mapping[str, Any]) -> str:
    if raw["identity"]:
        return vault.unseal("company", public, raw["identity"])
    return str(raw["name"])


def _row(actor: Actor, raw: Mapping[str, Any], listing: sealing.Listing, company: str) -> Row:
    cell = raw["cell"]
    reads_name = actor.level(cell, Field.NAME) is Level.OPEN
    return Row(
        id=raw["id"],
        public=raw["public"],
        cell=cell,
        name=shown_name(actor, cell, listing),
        first=listing.first if reads_name else "",
        last=listing.last if reads_name else "",
        title=shown_title(actor, cell, listing),
        company=company,
        company_public=raw["company"],
        phone=listing.phone_mask if actor.level(cell, Field.PHONE) > Level.HIDDEN else "",
        email=listing.email_mask if actor.level(cell, Field.EMAIL) > Level.HIDDEN else "",
        capacity=raw["capacity"],
        country=raw["country"],
        department=raw["department"],
        active_at=raw["active_at"],
        person_act_at=raw["person_act_at"],
        objections=raw["objections"],
        next_task_at=raw["next_task_at"],
        mailbox=raw["mailbox"],
        source=raw["source"],
        purpose=raw["purpose"],
        basis=raw["basis"],
        restricted=raw["restricted"],
        minor=raw["minor"],
        informed_at=raw["informed_at"],
        notice_due=raw["notice_due"],
        has_address=raw["has_address"],
    )

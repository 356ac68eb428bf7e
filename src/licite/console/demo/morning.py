"""A morning's work of some members, so that the journal has something to tell. By the queries that pages call, each in the
member's own grants: the journal's rows are its own, of the moment at which they are written. None is laid in the past: a
journal that could be given one would prove nothing.
"""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from licite.access import gate
from licite.access.actor import Actor
from licite.people import panels
from licite.people.queries import Filters, contact_for, contact_list, search
from licite.people.queries.rows import Row
from licite.sales import panels as sales_panels

# Who, how many records they open from the top of their list, and whom they look for.
WORK: Final[tuple[tuple[str, int, str], ...]] = (
    ("maelle", 3, "martin"),
    ("chloe", 4, "laurent"),
    ("karim", 2, ""),
    ("helene", 3, "richard"),
    ("thomas", 3, "bernard"),
    ("odile", 2, ""),
)
FEW: Final = 30


def pass_a_morning(members: Mapping[str, int]) -> None:
    """Lists, searches and records opened, a row of the journal each."""
    for name, opened, sought in WORK:
        for row in _list(members[name])[:opened]:
            _open(members[name], row.public)
        if sought:
            with gate.acting_for(members[name], "demo") as actor:
                search(actor, sought)


def _list(member: int) -> list[Row]:
    with gate.acting_for(member, "demo") as actor:
        return list(contact_list(actor, filters=Filters(), limit=FEW).rows)


def _open(member: int, public: UUID) -> None:
    with gate.acting_for(member, "demo") as actor:
        _read(actor, public)


def _read(actor: Actor, public: UUID) -> None:
    """What the page of a record reads."""
    contact = contact_for(actor, public)
    panels.coordinates(actor, contact)
    panels.timeline(actor, contact)
    panels.tasks(actor, contact)
    sales_panels.deals(actor, contact)

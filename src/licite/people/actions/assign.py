"""Records change portfolio; the stage stays. The gate checks both sides."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from django.db import connection

from licite.access.actor import Actor

AT_ONCE = 500  # the gate takes a thousand; each moves its children with it


class Moved(NamedTuple):
    """A record that changed portfolio: its id, the cell it was in, the cell it is in now."""

    contact: int
    before: int
    after: int


def assign(actor: Actor, *, contacts: Sequence[int], portfolio: int) -> list[Moved]:
    """Moves records (ids) to a portfolio (id); returns those that moved, by id.

    Left where they are: records out of the actor's reach, already there, or whose stage the actor may not edit and
    assign in the new portfolio. Undone by assigning each record to the portfolio of its `before`.
    """
    moved = [one for some in _batches(contacts) for one in _assign(some, portfolio)]
    if moved:
        ids = [one.contact for one in moved]
        actor.trace.saw("people:contact:assign", ids, ["portfolio"], portfolio=portfolio, records=len(moved))
    return moved


def _batches(contacts: Sequence[int]) -> Iterator[list[int]]:
    rest = iter(sorted(set(contacts)))
    while some := list(islice(rest, AT_ONCE)):
        yield some


def _assign(contacts: list[int], portfolio: int) -> list[Moved]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM gate.assign(%s::bigint[], %s)", [contacts, portfolio])
        return [Moved(*row) for row in cursor.fetchall()]

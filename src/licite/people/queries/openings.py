"""Who opened the records that the actor answers for, in the last thirty days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from licite.access.actor import Actor
from licite.kit import answers

PAGE = 50


@dataclass(frozen=True)
class Opening:
    """A record opened, revealed or changed by a colleague: which one (id), what of it."""

    at: datetime
    member: int
    act: str
    contact: int
    fields: Sequence[str]


def openings(actor: Actor, *, before: str = "") -> tuple[list[Opening], str]:
    """Fifty at most, newest first, and the cursor of older ones, empty at the end. One's own are left out.

    Only of records in the cells of the grants that carry people:opening:read; raises the database's error without it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.openings(%s, %s)", [_moment(before), PAGE])
        (raw,) = cursor.fetchone()
    found: dict[str, Any] = answers.read(raw)
    rows = [
        Opening(datetime.fromisoformat(row["at"]), row["member"], row["act"], row["contact"], row["fields"])
        for row in found["rows"]
    ]
    return rows, found["next"] or ""


def _moment(text: str) -> datetime | None:
    """The moment of a cursor; one that is not ours starts again from the top."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None

"""Newcomers that wait, each beside the records it meets, for whoever decides over both (the rows' policy)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from licite.access.actor import Actor
from licite.access.permissions import Act
from licite.access.queries import watchers_of
from licite.people.queries.rows import Row, fetch, rows_of

WAITING = "SELECT id, contact, others, objected, settled, at FROM people_tray ORDER BY at, id LIMIT 50"


@dataclass(frozen=True)
class Met:
    """A record and the members who may change it."""

    row: Row
    keepers: Sequence[str]


@dataclass(frozen=True)
class Waiting:
    """One entry; `settled`: an older record with a new e-mail or phone, not a newcomer."""

    id: int
    newcomer: Met
    others: Sequence[Met]
    objected: bool
    settled: bool
    at: datetime


def tray(actor: Actor) -> list[Waiting]:
    """The fifty that wait longest, in the trace."""
    raws = fetch(WAITING, [])
    ids = [one for raw in raws for one in (raw["contact"], *raw["others"])]
    rows = {row.id: row for row in rows_of(actor, ids)}
    keepers = {cell: _keepers(actor, cell) for cell in {row.cell for row in rows.values()}}
    met = {one: Met(row, keepers[row.cell]) for one, row in rows.items()}
    actor.trace.saw("people:tray:read", list(rows), ["name", "title"])
    return [
        Waiting(
            id=raw["id"],
            newcomer=met[raw["contact"]],
            others=[met[one] for one in raw["others"] if one in met],
            objected=raw["objected"],
            settled=raw["settled"],
            at=raw["at"],
        )
        for raw in raws
    ]


def _keepers(actor: Actor, cell: int) -> list[str]:
    return [watcher.name for watcher in watchers_of(actor, cell) if Act.EDIT in watcher.sight.acts]

"""Newcomers that wait, each beside the records it meets, for whoever decides over both (the rows' policy)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from licite.access import reveal
from licite.access.actor import Actor
from licite.access.permissions import Field
from licite.access.queries import member_names, watchers_of
from licite.lawful.queries.objections import objections_of
from licite.people.queries.rows import Row, fetch, rows_of, shown_fields

WAITING = (
    "SELECT id, contact, others, objected, settled, closes, at FROM people_tray ORDER BY at, id LIMIT 50"
)
SEALED = "SELECT id, email, phone, created_by, created_at FROM people_contact WHERE id = ANY (%s)"


@dataclass(frozen=True)
class Met:
    """A record, who typed it, and the members who see it.

    `values`: e-mails and phones, each only where the reader's level is open.
    """

    row: Row
    values: Mapping[Field, Sequence[str]]
    viewers: Sequence[str]
    by: str
    created_at: datetime

    def shares(self, other: "Met") -> list[Field]:
        """The coordinates of which both have one value, as far as the reader's levels open both."""
        return [field for field in self.values if self._known(field) & other._known(field)]

    def _known(self, field: Field) -> set[str]:
        return {value.lower() for value in self.values.get(field, ())}


@dataclass(frozen=True)
class Waiting:
    """One entry; `settled`: an older record with a new e-mail or phone, not a newcomer.

    `closes`: the channels that the suppression list closes, each with the day that a record met here gives.
    """

    id: int
    newcomer: Met
    others: Sequence[Met]
    objected: bool
    settled: bool
    closes: Mapping[str, datetime | None]
    at: datetime


def tray(actor: Actor) -> list[Waiting]:
    """The fifty that wait longest, in the trace."""
    raws = fetch(WAITING, [])
    if not raws:
        return []
    met = _met(actor, [one for raw in raws for one in (raw["contact"], *raw["others"])])
    actor.trace.saw("people:tray:read", list(met), shown_fields(actor, (one.row for one in met.values())))
    return [
        Waiting(
            id=raw["id"],
            newcomer=met[raw["contact"]],
            others=[met[one] for one in raw["others"] if one in met],
            objected=raw["objected"],
            settled=raw["settled"],
            closes=_closes(actor, raw),
            at=raw["at"],
        )
        for raw in raws
    ]


def _met(actor: Actor, ids: list[int]) -> dict[int, Met]:
    rows = rows_of(actor, ids)
    sealed = {raw["id"]: raw for raw in fetch(SEALED, [ids])}
    members = member_names(actor)
    viewers = {
        cell: [watcher.name for watcher in watchers_of(actor, cell)] for cell in {row.cell for row in rows}
    }
    return {
        row.id: Met(
            row=row,
            values=_values(actor, row, sealed[row.id]),
            viewers=viewers[row.cell],
            by=members.get(sealed[row.id]["created_by"], ""),
            created_at=sealed[row.id]["created_at"],
        )
        for row in rows
    }


def _values(actor: Actor, row: Row, raw: Mapping[str, Any]) -> dict[Field, Sequence[str]]:
    opened = {
        field: reveal.opened(actor, contact=row, field=field, envelope=raw[field.value])
        for field in (Field.EMAIL, Field.PHONE)
    }
    return {field: one.values for field, one in opened.items() if one}


def _closes(actor: Actor, raw: Mapping[str, Any]) -> dict[str, datetime | None]:
    closes: dict[str, datetime | None] = dict.fromkeys(raw["closes"])
    if closes:
        said = [one for other in raw["others"] for one in objections_of(actor, contact=other)]
        closes |= {one.channel: one.at for one in said if one.channel in closes}
    return closes

"""Records chosen by the hundred, and the batches that a member made of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.http import Http404

from licite.access.actor import Actor
from licite.kit import answers, clock
from licite.people.queries.rows import fetch, rows_of

AT_MOST: Final = 500
UNDONE_WITHIN: Final = timedelta(hours=1)
"""As gate.undo_batch has it."""
CHOSEN = """
    SELECT id, public, cell, restricted FROM people_contact WHERE public = ANY (%s::uuid[]) ORDER BY id LIMIT %s
"""
PUBLIC = "SELECT id, public FROM people_contact WHERE id = ANY (%s::bigint[])"
ONE = "SELECT public, act, total, skipped, made_at, undone_at, undone FROM people_batch WHERE public = %s"


@dataclass(frozen=True, slots=True)
class Target:
    """A record that was chosen."""

    id: int
    public: UUID
    cell: int
    restricted: bool


@dataclass(frozen=True)
class Made:
    """A batch of one's own. `undone`: how many records came back, None while it stands."""

    public: UUID
    act: str
    total: int
    skipped: Mapping[str, int]
    made_at: datetime
    undone: int | None

    @property
    def undoable(self) -> bool:
        """Whether it may still be undone, as far as a page can tell."""
        return self.undone is None and self.total > 0 and clock.now() < self.made_at + UNDONE_WITHIN


def targets(actor: Actor, chosen: Sequence[UUID]) -> list[Target]:
    """Those of the records that are in sight, five hundred at most."""
    return [Target(**raw) for raw in fetch(CHOSEN, [list(chosen), AT_MOST])]


def publics(ids: Sequence[int]) -> list[UUID]:
    """The public ids of these records in sight, in their order."""
    found = {raw["id"]: raw["public"] for raw in fetch(PUBLIC, [list(ids)])}
    return [found[one] for one in ids if one in found]


def called(actor: Actor, some: Sequence[Target]) -> list[tuple[UUID, str]]:
    """Public ids and names of a few records, in the trace."""
    rows = rows_of(actor, [one.id for one in some])
    actor.trace.saw("people:contact:names", [row.id for row in rows], ["name"])
    return [(row.public, row.name) for row in rows]


def batch_of(actor: Actor, public: UUID) -> Made:
    """One of one's own batches. Raises Http404."""
    found = fetch(ONE, [public])
    if not found:
        raise Http404
    raw = found[0]
    skipped = answers.read(raw["skipped"])
    return Made(
        public=raw["public"],
        act=raw["act"],
        total=raw["total"],
        skipped=skipped,
        made_at=raw["made_at"],
        undone=raw["undone"],
    )

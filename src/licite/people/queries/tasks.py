"""What is promised: one's own open tasks, and how many new records wait to be examined."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from licite.access.actor import Actor
from licite.people import sealing
from licite.people.choices import TaskKind, contradicts
from licite.people.queries.rows import fetch, shown_name

MINE = """
    SELECT t.public, t.contact, t.kind, t.title, t.due_at, c.public AS contact_public, c.cell, c.listing, c.objections,
        count(*) OVER () AS held
    FROM people_task t JOIN people_contact c ON c.id = t.contact
    WHERE t.member = %(member)s AND t.done_at IS NULL AND (%(before)s::timestamptz IS NULL OR t.due_at < %(before)s)
    ORDER BY t.due_at LIMIT %(limit)s
"""


@dataclass(frozen=True)
class OpenTask:
    """One thing to do, with the name of whom it is for; `closed`: the person has closed its channel since."""

    public: UUID
    contact_public: UUID
    contact_name: str
    kind: str
    title: str
    due_at: datetime
    closed: bool

    @property
    def kind_label(self) -> str:
        """The kind in words."""
        return str(TaskKind(self.kind).label)


def open_tasks(actor: Actor, *, before: datetime | None, limit: int) -> tuple[list[OpenTask], int]:
    """The actor's own open tasks, the soonest first, at most `limit`, in the trace; and how many more there are."""
    raws = fetch(MINE, {"member": actor.member, "before": before, "limit": limit})
    if not raws:
        return [], 0
    opened = sealing.open_listings([(raw["contact_public"], raw["listing"]) for raw in raws])
    actor.trace.saw("people:task:list", [raw["contact"] for raw in raws], ["name", "title"])
    tasks = [
        OpenTask(
            public=raw["public"],
            contact_public=raw["contact_public"],
            contact_name=shown_name(actor, raw["cell"], listing),
            kind=raw["kind"],
            title=" ".join(sealing.open_values("task", raw["contact_public"], raw["title"])),
            due_at=raw["due_at"],
            closed=contradicts(raw["kind"], raw["objections"]),
        )
        for raw, listing in zip(raws, opened, strict=True)
    ]
    return tasks, raws[0]["held"] - len(tasks)


def tray_count(actor: Actor) -> int:
    """How many new records wait for the actor's decision."""
    return int(fetch("SELECT count(*) AS n FROM people_tray", [])[0]["n"])

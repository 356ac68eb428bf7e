"""A contact's row as the table shows it: dicts of ready words, so that the template only writes them out."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

from licite.access import labels
from licite.access.actor import Actor
from licite.kit import clock
from licite.kit.cells import Stage, stage_of
from licite.lawful.panels import verdicts as panels
from licite.people.queries.rows import Row

TONES = {
    Stage.COLD: "",
    Stage.LEAD: " chip--blue",
    Stage.CUSTOMER: " chip--yes",
    Stage.FORMER: " chip--care",
}


def lines(actor: Actor, rows: Sequence[Row]) -> list[dict[str, object]]:
    """The words of the rows of a list just read, each with its lights."""
    # The lights are part of what was read of these records: the same row of the journal says so.
    act = next(reversed(actor.trace.reads), "people:contact:list")
    lights = panels.lights_in_list(actor, rows, act=act) if rows else {}
    return [cells_of(row, lights.get(row.id, "")) for row in rows]


def cells_of(row: Row, lights: str) -> dict[str, object]:
    """The words of one row."""
    return {
        "url": reverse("desk:contact", args=[row.public]),
        "name": row.name,
        "under": ", ".join(part for part in (row.title, row.company) if part),
        "stage": labels.STAGES[stage_of(row.cell)],
        "tone": TONES[stage_of(row.cell)],
        "phone": row.phone,
        "email": row.email,
        "lights": lights,
        "their_act": day(row.person_act_at),
        "active": day(row.active_at),
        "next": day(row.next_task_at),
    }


def day(moment: datetime | None) -> str:
    """A short date: without its year when it is this one."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    return written(
        local.date(), get_language() or "", this_year=local.year == timezone.localtime(clock.now()).year
    )


@lru_cache(maxsize=4096)
def written(on: date, language: str, *, this_year: bool) -> str:
    """A date in the language of the page, which is the active one; kept, as a page has a hundred of few dates."""
    return date_format(on, "j N" if this_year else "j N Y")

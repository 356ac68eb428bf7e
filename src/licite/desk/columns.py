"""A contact's row as the table shows it: dicts of ready words, so that the template only writes them out."""

from datetime import date, datetime
from functools import lru_cache

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

from licite.access import labels
from licite.kit import clock
from licite.kit.cells import Stage, stage_of
from licite.lawful.panels import objections as panels
from licite.people.queries.rows import Row

TONES = {
    Stage.COLD: "",
    Stage.LEAD: " chip--blue",
    Stage.CUSTOMER: " chip--yes",
    Stage.FORMER: " chip--care",
}


def cells_of(row: Row) -> dict[str, object]:
    """The words of one row."""
    return {
        "url": reverse("desk:contact", args=[row.public]),
        "name": row.name,
        "under": ", ".join(part for part in (row.title, row.company) if part),
        "stage": labels.STAGES[stage_of(row.cell)],
        "tone": TONES[stage_of(row.cell)],
        "phone": row.phone,
        "email": row.email,
        "objections": objection_marks(row.objections),
        "their_act": day(row.person_act_at),
        "active": day(row.active_at),
        "next": day(row.next_task_at),
    }


def objection_marks(bits: int) -> str:
    """A light for each channel that the person closed; nothing when none is."""
    return panels.lights(bits) if bits else ""


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

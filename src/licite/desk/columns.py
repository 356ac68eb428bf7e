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
from licite.access.permissions import Field, Level
from licite.kit import clock
from licite.kit.cells import Stage, stage_of
from licite.lawful.channels import Channel
from licite.lawful.panels import verdicts as panels
from licite.people.queries import ContactRow
from licite.people.queries.rows import Row

REACHED = {
    Field.PHONE: (Channel.PHONE, Channel.SMS),
    Field.EMAIL: (Channel.EMAIL,),
    Field.ADDRESS: (Channel.POST,),
}
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
    lacks = {row.id: lacking(actor, row.cell, phone=bool(row.phone), email=bool(row.email)) for row in rows}
    lights = panels.lights_in_list(actor, rows, act=act, lacks=lacks) if rows else {}
    return [cells_of(row, lights.get(row.id, "")) for row in rows]


def lacking(actor: Actor, cell: int, *, phone: bool, email: bool, address: bool = True) -> frozenset[Channel]:
    """The channels that the record has nothing for; of a field that the reader may not even see masked, nothing is said."""
    held = {Field.PHONE: phone, Field.EMAIL: email, Field.ADDRESS: address}
    gone = [field for field, there in held.items() if not there and actor.level(cell, field) > Level.HIDDEN]
    return frozenset(channel for field in gone for channel in REACHED[field])


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


def lacking_of(actor: Actor, contact: ContactRow) -> frozenset[Channel]:
    """The channels that a record just opened has nothing for."""
    return lacking(
        actor,
        contact.cell,
        phone=contact.phone is not None,
        email=contact.email is not None,
        address=contact.address is not None,
    )

"""A contact's row as the table shows it: the columns that may be chosen, and dicts of ready words, so that the template
only writes them out.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from licite.access import labels
from licite.access.actor import Actor
from licite.access.permissions import Field, Level
from licite.kit import clock, countries
from licite.kit.cells import Stage, portfolio_of, stage_of
from licite.lawful.channels import Channel
from licite.lawful.choices import Capacity, Source
from licite.lawful.panels import verdicts as panels
from licite.people.queries import ContactRow
from licite.people.queries.rows import Row
from licite.people.queries.tags import tags_of
from licite.web import links, marks
from licite.web.dates import date_format

REACHED = {
    Field.PHONE: (Channel.PHONE, Channel.SMS),
    Field.EMAIL: (Channel.EMAIL,),
    Field.ADDRESS: (Channel.POST,),
}
TONES = {Stage.COLD: "", Stage.LEAD: "blue", Stage.CUSTOMER: "yes", Stage.FORMER: "care"}


@lru_cache(maxsize=32)
def _stage(_language: str, stage: Stage) -> str:
    return marks.chip(labels.STAGES[stage], TONES[stage])


@lru_cache(maxsize=256)
def _asking(_language: str, lights: str) -> str:
    # Kept per language: the rows of a list have few ways to be lit.
    return marks.asking(lights, _("to inform"))


def _may(language: str, row: Row, lights: str) -> str:
    """The lights, and the duty that most of them are about: to tell the person that we hold something of them."""
    return _asking(language, lights) if lights and informs(row) else lights


def informs(row: Row) -> bool:
    """Whether the person has still to be told."""
    return row.informed_at is None and row.notice_due is not None


Dated = Callable[[datetime | None], str]


@dataclass(frozen=True)
class Column:
    """One column beside the name: its heading and what it shows of a row, given what was found beside it (lights, tags)
    and how a date is written.
    """

    label: Promise
    shown: Callable[[Actor, Row, str, Dated], str]


COLUMNS: Final[Mapping[str, Column]] = {
    "stage": Column(
        _("Stage"),
        lambda actor, row, _lights, _day: _stage(actor.language, stage_of(row.cell)),
    ),
    "may": Column(_("May we contact?"), lambda actor, row, lights, _day: _may(actor.language, row, lights)),
    "reach": Column(
        _("Contact details"), lambda _actor, row, _lights, _day: marks.masks(row.phone, row.email)
    ),
    "act": Column(_("Last sign of life"), lambda _actor, row, _lights, day: day(row.person_act_at)),
    "active": Column(_("Last activity"), lambda _actor, row, _lights, day: day(row.active_at)),
    "next": Column(_("Next step"), lambda _actor, row, _lights, day: day(row.next_task_at)),
    "portfolio": Column(
        _("Portfolio"), lambda actor, row, _lights, _day: actor.portfolios.get(portfolio_of(row.cell), "")
    ),
    "company": Column(_("Company"), lambda _actor, row, _lights, _day: row.company),
    "title": Column(_("Job title"), lambda _actor, row, _lights, _day: row.title),
    "phone": Column(_("Phone"), lambda _actor, row, _lights, _day: marks.masks(row.phone)),
    "email": Column(_("E-mail"), lambda _actor, row, _lights, _day: marks.masks(row.email)),
    "source": Column(_("Source"), lambda _actor, row, _lights, _day: _named(Source, row.source)),
    "capacity": Column(_("Capacity"), lambda _actor, row, _lights, _day: _named(Capacity, row.capacity)),
    "department": Column(_("Department"), lambda _actor, row, _lights, _day: row.department),
    "country": Column(
        _("Country"), lambda actor, row, _lights, _day: countries.label(row.country, actor.language)
    ),
    "tags": Column(_("Tags"), lambda _actor, _row, tags, _day: tags),
}
TAGS: Final = "tags"
USUAL: Final = ("stage", "may", "reach", "act", "active", "next")
"""What is shown to whoever has chosen nothing."""
LIT: Final = "may"


def chosen(words: Sequence[str]) -> tuple[str, ...]:
    """The columns that an address names (`cols`, one or several, separated by points), in the house's order."""
    named = {part for word in words for part in word.split(".")}
    return tuple(key for key in COLUMNS if key in named) or USUAL


def heads(keys: Sequence[str]) -> list[str]:
    """The headings of the columns."""
    return [str(COLUMNS[key].label) for key in keys]


def lines(
    actor: Actor, rows: Sequence[Row], *, keys: Sequence[str] = USUAL, picks: bool = False
) -> list[SafeString]:
    """The rows of a list just read, as HTML; lights and tags are asked for only where they are shown. `picks`: with a box
    to tick.
    """
    beside: dict[str, Mapping[int, str]] = {}
    if rows and LIT in keys:
        beside[LIT] = _lights(actor, rows)
    if rows and TAGS in keys:
        beside[TAGS] = tags_of(actor, rows)
    written_by = dated()
    named = [
        (marks.cell_of(str(COLUMNS[key].label)), COLUMNS[key].shown, beside.get(key, {})) for key in keys
    ]
    return [
        marks.row(
            (
                (opening, shown(actor, row, found.get(row.id, ""), written_by))
                for opening, shown, found in named
            ),
            url=links.to("desk:contact", row.public),
            name=row.name,
            under=_under(row, keys),
            pick=str(row.public) if picks else "",
        )
        for row in rows
    ]


def _lights(actor: Actor, rows: Sequence[Row]) -> Mapping[int, str]:
    # The lights are part of what was read of these records: the same row of the journal says so.
    act = next(reversed(actor.trace.reads), "people:contact:list")
    lacks = {
        row.id: lacking(
            actor, row.cell, phone=bool(row.phone), email=bool(row.email), address=row.has_address
        )
        for row in rows
    }
    return panels.lights_in_list(actor, rows, act=act, lacks=lacks)


def _under(row: Row, keys: Sequence[str]) -> str:
    """What stands under the name: title and company, where they have no column of their own."""
    parts = (("title", row.title), ("company", row.company))
    return ", ".join(text for key, text in parts if text and key not in keys)


def _named(choices: type[Source | Capacity], value: str) -> str:
    return str(choices(value).label) if value in choices.values else ""


def lacking(actor: Actor, cell: int, *, phone: bool, email: bool, address: bool) -> frozenset[Channel]:
    """The channels that the record has nothing for; of a field that the reader may not even see masked, nothing is said."""
    held = {Field.PHONE: phone, Field.EMAIL: email, Field.ADDRESS: address}
    gone = [field for field, there in held.items() if not there and actor.level(cell, field) > Level.HIDDEN]
    return frozenset(channel for field in gone for channel in REACHED[field])


def dated() -> Dated:
    """How a moment is written now: a short date, without its year when it is this one; nothing for none."""
    zone, language = timezone.get_current_timezone(), get_language() or ""
    year = clock.now().astimezone(zone).year

    def day(moment: datetime | None) -> str:
        if moment is None:
            return ""
        local = moment.astimezone(zone)
        return written(local.date(), language, this_year=local.year == year)

    return day


def day(moment: datetime | None) -> str:
    """A short date: without its year when it is this one."""
    return dated()(moment)


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

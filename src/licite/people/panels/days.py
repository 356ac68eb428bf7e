"""Tasks in words, for the boards of a day and of a week, and the number of a call under way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format

from licite.access import reveal
from licite.access.actor import Actor
from licite.kit import clock, phones
from licite.lawful.panels.ways import Way
from licite.people.actions.calling import Dialled
from licite.people.choices import ASKED, TaskKind
from licite.people.queries.tasks import TaskRow
from licite.web.dates import date_format

ICONS = {
    TaskKind.CALL: "tel",
    TaskKind.APPOINTMENT: "meeting",
    TaskKind.EMAIL: "mail",
    TaskKind.FOLLOW_UP: "clock",
    TaskKind.OTHER: "day",
}


@dataclass(frozen=True)
class BoardLine:
    """One task in words. `hour` and `day`: when; `who`: whose it is, empty for the reader's own.

    `acts`: the reader may act on it; `asked`: its outcome is asked when it is done. `way`: whether what it takes to do it
    is open now, None where it reaches nobody or was not asked; `calls`, `writes`: a call or an e-mail may start here.
    """

    row: TaskRow
    url: str
    icon: str
    hour: str
    day: str
    who: str
    late: bool
    acts: bool
    asked: bool
    calls: bool
    writes: bool = False
    way: Way | None = None


@dataclass(frozen=True)
class Call:
    """Numbers to dial: the link's and the reader's; `until`: when they close."""

    numbers: list[tuple[str, str]]
    until: datetime | None


@dataclass(frozen=True)
class Reveals:
    """How many reveals the day has had, of how many."""

    used: int
    quota: int


def line(
    row: TaskRow,
    *,
    me: int,
    names: Mapping[int, str],
    acts: bool,
    may_call: bool,
    may_write: bool,
    way: Way | None = None,
) -> BoardLine:
    """The words of one task; `names` of members; `may_call`, `may_write`: the reader starts calls, e-mails there."""
    now = clock.now()
    local = timezone.localtime(row.due_at)
    is_open = way is not None and way.open
    return BoardLine(
        row=row,
        url=reverse("desk:contact", args=[row.contact_public]),
        icon=ICONS.get(TaskKind(row.kind), "day"),
        hour=hours(row),
        day=date_format(local, "D j N") if local.date() != timezone.localdate(now) else "",
        who="" if row.member == me else names.get(row.member, ""),
        late=row.done_at is None and row.due_at < now,
        acts=acts,
        asked=row.kind in ASKED,
        calls=may_call and row.kind == TaskKind.CALL and is_open,
        writes=may_write and row.kind == TaskKind.EMAIL and is_open,
        way=way,
    )


def hours(row: TaskRow) -> str:
    """The hour, as 10:30, with the end where there is one: 10:30–11:15."""
    start = time_format(timezone.localtime(row.due_at), "H:i")
    return f"{start}–{time_format(timezone.localtime(row.ends_at), 'H:i')}" if row.ends_at else start


def said_of(row: TaskRow) -> str:
    """What it is, when and where, in a line."""
    day = date_format(timezone.localtime(row.due_at), "l j F")
    parts = (row.kind_label, row.title, f"{day}, {hours(row)}", row.place)
    return " · ".join(part for part in parts if part)


def reveals(actor: Actor) -> Reveals:
    """The day's count of a member; one statement for whoever reveals at all."""
    quota = max((grant.reveals for grant in actor.grants), default=0)
    return Reveals(reveal.used_today(actor) if quota else 0, quota)


def dialled(call: Dialled) -> Call:
    """The numbers, or the addresses, as one reads them."""
    return Call([(number, phones.display(number)) for number in call.numbers], call.until)

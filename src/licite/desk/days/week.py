"""Seven days side by side: one's own, or a colleague's for whoever reads the team."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from licite.access.actor import Actor
from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.access.queries import Colleague, at_work
from licite.desk.days.board import judged_lines, reminders_of
from licite.kit import clock
from licite.people.panels.days import BoardLine
from licite.people.queries.day import wants_mails
from licite.people.queries.tasks import WEEK, late_before, tasks_between
from licite.sales.queries.agenda import StepDue, steps_due
from licite.staff import mail
from licite.web.dates import date_format, midnight

FURTHEST = timedelta(days=3650)


@dataclass(frozen=True)
class Column:
    """One day of the week, with what falls on it in order, and the next steps of deals."""

    day: date
    name: str
    today: bool
    lines: list[BoardLine]
    steps: list[StepDue]


@needs(Permission.TASK_WRITE)
@require_safe
def week(request: ActorRequest) -> HttpResponse:
    """The week of a day (`from`), of a member (`of`)."""
    actor = request.actor
    today = timezone.localdate(clock.now())
    monday = monday_of(day_of(request.GET.get("from", ""), today) or today)
    team = at_work(actor) if actor.has(Permission.TEAM_READ) else []
    whose = _whose(actor, team, request.GET.get("of", ""))
    last = monday + timedelta(days=6)
    member = whose.id if whose else actor.member
    deals = actor.has(Permission.DEAL_READ)
    steps = steps_due(actor, member=member, day_from=monday, day_to=last, limit=WEEK) if deals else []
    columns = columns_of(actor, member=member, monday=monday, today=today, steps=steps)
    context = {
        "columns": columns,
        "none": not any(column.lines or column.steps for column in columns),
        "whose": whose,
        "team": [(one.name, _url(one, monday), whose is not None and one.id == whose.id) for one in team],
        "own_url": _url(None, monday),
        "before": _url(whose, monday - timedelta(days=7)),
        "after": _url(whose, monday + timedelta(days=7)),
        "now": _url(whose, None),
        "this_week": monday_of(today) == monday,
        "late": late_before(actor, member=member, moment=midnight(monday))
        if monday_of(today) == monday
        else 0,
        "span": f"{date_format(monday, 'j F')} – {date_format(last, 'j F Y')}",
        "reminders": [] if whose else reminders_of(actor),
        "mails": wants_mails(actor) if whose is None else None,
        "mail_leaves": mail.configured(),
        "back": f"week:{monday.isoformat()}",
    }
    return render(request, "desk/days/week.html", context)


def columns_of(
    actor: Actor, *, member: int, monday: date, today: date, steps: Sequence[StepDue] = ()
) -> list[Column]:
    """The seven days of a member's week."""
    rows = tasks_between(
        actor, members=[member], start=midnight(monday), end=midnight(monday + timedelta(days=7))
    )
    lines = judged_lines(actor, rows)
    days = [monday + timedelta(days=number) for number in range(7)]
    return [
        Column(
            day,
            date_format(day, "D j N"),
            day == today,
            [one for one in lines if timezone.localdate(one.row.due_at) == day],
            [one for one in steps if one.next_on == day],
        )
        for day in days
    ]


def _whose(actor: Actor, team: list[Colleague], asked: str) -> Colleague | None:
    """The colleague whose public reference is asked for; None for oneself. Raises Http404."""
    if not asked:
        return None
    try:
        public = UUID(asked)
    except ValueError as error:
        raise Http404 from error
    found = next((one for one in team if one.public == public), None)
    if found is None:
        raise Http404
    return None if found.id == actor.member else found


def _url(whose: Colleague | None, monday: date | None) -> str:
    words = {"of": whose.public if whose else "", "from": monday.isoformat() if monday else ""}
    query = urlencode({name: value for name, value in words.items() if value})
    return reverse("desk:week") + (f"?{query}" if query else "")


def day_of(text: str, today: date) -> date | None:
    """The day that an address asks for; None where it asks for none, or for one out of the calendar."""
    try:
        found = parse_date(text)
    except ValueError:
        return None
    return found if found and abs(found - today) < FURTHEST else None


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())

"""The manager's page: what the team did this week, in counts; what waits; how stages convert; who is away."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from licite.access.actor import Actor
from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.access.queries import at_work, everybody
from licite.access.requests import waiting_count as waiting_requests
from licite.access.standing import Absence, absences, end_stand_in, stand_in
from licite.desk.days.forms import StandInForm
from licite.desk.days.week import day_of, monday_of
from licite.kit import clock
from licite.people.queries.tasks import tray_count
from licite.people.queries.team import Activity, Conversion, activity, conversion, left_behind
from licite.people.views.answers import SeeOther
from licite.web.dates import date_format, midnight

PERIODS = (30, 90, 365)
ENOUGH = 20
"""Below this number a share says nothing, and none is shown."""


@dataclass(frozen=True)
class Line:
    """A member's counts, with the address of their week; `away`: who stands in, empty for nobody."""

    name: str
    url: str
    counts: Activity
    away: str


@needs(Permission.TEAM_READ)
@require_safe
def team(request: ActorRequest) -> HttpResponse:
    """The team in the week of a day (`from`), stages over a period (`days`)."""
    actor = request.actor
    today = timezone.localdate(clock.now())
    monday = monday_of(day_of(request.GET.get("from", ""), today) or today)
    days = next((one for one in PERIODS if str(one) == request.GET.get("days")), PERIODS[1])
    away = absences(actor)
    lines = lines_of(actor, monday=monday, today=today, away=away)
    context = {
        "lines": lines,
        "total": sum(line.counts.late for line in lines),
        "span": f"{date_format(monday, 'j F')} – {date_format(monday + timedelta(days=6), 'j F Y')}",
        "before": _url(monday - timedelta(days=7), days),
        "after": _url(monday + timedelta(days=7), days) if monday < monday_of(today) else "",
        "periods": [(one, _url(monday, one), one == days) for one in PERIODS],
        "days": days,
        "stages": shares(conversion(actor, start=midnight(today - timedelta(days=days)))),
        "waiting": tray_count(actor) if actor.has(Permission.TRAY_DECIDE) else None,
        "orphans": left_behind(actor),
        "away": away,
        "gives": actor.has(Permission.GRANT_MANAGE),
        "asking": waiting_requests(actor) if actor.has(Permission.GRANT_MANAGE) else 0,
    }
    return render(request, "desk/days/team.html", context)


@needs(Permission.GRANT_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def stand_ins(request: ActorRequest) -> HttpResponse:
    """A colleague stands in for another between two days."""
    actor = request.actor
    present = [one for one in everybody(actor) if one.left_at is None]
    form = StandInForm(request.POST or None, members=present, me=actor.member)
    if form.is_valid():
        typed = form.cleaned_data
        made = stand_in(
            actor,
            absent=typed["absent"],
            instead=typed["instead"],
            since=midnight(typed["first"]),
            until=midnight(typed["last"] + timedelta(days=1)),
        )
        if made:
            names = {one.pk: one.name for one in present}
            said = _("%(instead)s stands in for %(absent)s. It ends by itself, or here with one button.")
            messages.success(
                request, said % {"instead": names[typed["instead"]], "absent": names[typed["absent"]]}
            )
            return SeeOther(reverse("desk:team"))
        form.add_error("absent", _("This colleague holds no grant: there is nothing to stand in for."))
    return render(request, "desk/days/stand_in.html", {"form": form})


@needs(Permission.GRANT_MANAGE)
@require_POST
def stand_in_end(request: ActorRequest, public: UUID) -> HttpResponse:
    """Ends it at once."""
    ended = end_stand_in(request.actor, public=public)
    messages.success(
        request, _("%(name)s no longer stands in. The grants have ended.") % {"name": ended.instead_name}
    )
    return SeeOther(reverse("desk:team"))


def lines_of(actor: Actor, *, monday: date, today: date, away: list[Absence]) -> list[Line]:
    """One line a member who carries out tasks where the actor works."""
    members = {one.id: one for one in at_work(actor)}
    counts = activity(
        actor,
        members=members,
        start=midnight(monday),
        end=midnight(monday + timedelta(days=7)),
        today=midnight(today),
    )
    instead = {one.absent: one.instead_name for one in away if one.begun}
    week = urlencode({"from": monday.isoformat()})
    return [
        Line(
            members[one.member].name,
            f"{reverse('desk:week')}?of={members[one.member].public}&{week}",
            one,
            instead.get(one.member, ""),
        )
        for one in counts
    ]


def shares(found: Conversion) -> dict[str, object]:
    """The counts, with shares in percent where they say something, None elsewhere."""
    decided = found.won + found.lost
    return {
        "found": found,
        "to_lead": _share(found.leads, found.prospects),
        "to_customer": _share(found.customers, found.entered),
        "decided": decided,
        "win_rate": _share(found.won, decided),
        "enough": ENOUGH,
    }


def _share(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole >= ENOUGH else None


def _url(monday: date, days: int) -> str:
    return f"{reverse('desk:team')}?{urlencode({'from': monday.isoformat(), 'days': days})}"

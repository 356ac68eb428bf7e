"""Home: one's own day, what changed since the visit before, and what waits behind the profile's doors."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from licite.access import labels
from licite.access.actor import Actor
from licite.access.http import ActorRequest
from licite.access.needs import members
from licite.access.permissions import Act, Permission
from licite.access.queries import grants_held
from licite.desk import health
from licite.desk.columns import day
from licite.desk.days.board import AHEAD, board, judged_lines
from licite.desk.days.calls import under_way
from licite.desk.days.figures import Figure, figures, told
from licite.desk.doors import doors
from licite.desk.requests.words import told_lines
from licite.desk.rules.views import needs_setup
from licite.kit import clock
from licite.kit.cells import stage_of
from licite.lawful.channels import Channel
from licite.lawful.choices import Source
from licite.people.choices import Direction, InteractionKind, Outcome
from licite.people.panels.days import reveals
from licite.people.queries import Filters, contact_list, scope_count
from licite.people.queries.day import Change, changes_since, visit
from licite.people.queries.lately import Event, exchanges_lately
from licite.people.queries.tasks import TaskRow, tasks_around
from licite.sales.queries.agenda import steps_due
from licite.staff.queries import in_words
from licite.web.dates import date_format

SHORT = 8
MOST = 10
OVERDUE = timedelta(days=2)
LATE = timedelta(days=60)
"""How far back a deal's next step is still called late; an older one is no plan any more."""


@members
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """The own day for who plans, what moved lately in sight, and the doors of the profile."""
    actor = request.actor
    behind = doors(actor)
    parts = health.look() if actor.has(Permission.MEMBER_MANAGE) else {}
    found = [] if actor.has(Permission.TASK_WRITE) else figures(actor, behind, parts)
    context: dict[str, object] = {
        "first_name": actor.name.split()[0],
        "today": date_format(timezone.localtime(clock.now()), "l j F Y"),
        "doors": behind,
        "asking": next((door.count for door in behind if door.url == reverse("desk:grants")), 0),
        "health": told(parts),
        "setup": needs_setup(actor),
        "plans": actor.has(Permission.TASK_WRITE),
        "own": told_lines(actor),
        "creates": actor.has(Permission.CONTACT_CREATE),
        "sells": actor.has(Permission.DEAL_WRITE),
    }
    if actor.has(Permission.CONTACT_READ):
        context["count"] = scope_count(actor, actor.cells(Act.READ))
        context |= own_day(actor) if actor.has(Permission.TASK_WRITE) else sight(actor, found)
    elif found:
        context["figures"] = found
    return TemplateResponse(request, "desk/days/home.html", context)


def own_day(actor: Actor) -> dict[str, object]:
    """The board, what is new, and how many reveals are left."""
    seen = visit(actor)
    more = {} if actor.has(Permission.DEAL_READ) else {"exchanges": exchanges(actor)}
    own = board(actor, members=[actor.member, *actor.stands_for])
    news = changes_since(actor, seen.since)
    return more | {
        "reminders": own.reminders,
        "board": own,
        "calls": under_way(news.calls, own) if actor.has(Permission.INTERACTION_WRITE) else (),
        "steps": steps_of(actor) if actor.has(Permission.DEAL_READ) else (),
        "since": day(seen.since),
        "changes": [*given_since(actor, seen.since), *(words_of(change) for change in news.changes)],
        "reveals": reveals(actor),
    }


def sight(actor: Actor, found: list[Figure]) -> dict[str, object]:
    """For who plans nothing: what one watches over and what moved; without figures, what colleagues do."""
    if found:
        return {"figures": found, "recent": recent(actor)}
    return {"exchanges": exchanges(actor), "open_tasks": judged_lines(actor, around(actor))}


def around(actor: Actor) -> list[TaskRow]:
    """Open tasks in sight, those of the last two days and those to come; older ones would hide them."""
    return tasks_around(actor, since=clock.now() - OVERDUE, few=SHORT)


def exchanges(actor: Actor) -> list[dict[str, str]]:
    """The last exchange of the records that moved last."""
    return [
        {
            "url": reverse("desk:contact", args=[one.contact_public]),
            "name": one.contact_name,
            "what": exchange(one),
            "at": day(one.at),
        }
        for one in exchanges_lately(actor, limit=SHORT)
    ]


def exchange(one: Event) -> str:
    """An exchange in words: what it was, who started it, how it ended."""
    direction, _space, outcome = one.more.partition(" ")
    ended = Outcome(outcome).label if outcome and outcome != Outcome.DONE else ""
    return " · ".join(
        str(part) for part in [InteractionKind(one.what).label, _way(one.what, direction), ended] if part
    )


def _way(kind: str, direction: str) -> str:
    """Whether a call or a message came from the person or left from here; a visit has no way."""
    if kind not in (InteractionKind.CALL, InteractionKind.EMAIL, InteractionKind.LETTER) or not direction:
        return ""
    return _("received") if direction == Direction.THEIRS else _("from us")


def steps_of(actor: Actor) -> list[dict[str, object]]:
    """The next steps of the reader's deals that are due by the end of the week to come."""
    today = timezone.localdate(clock.now())
    return [
        {
            "url": reverse("sales:deal", args=[one.deal]),
            "name": one.title or one.contact_name,
            "under": " · ".join(part for part in (one.next_step, one.company or one.contact_name) if part),
            "at": date_format(one.next_on, "j N"),
            "late": one.next_on < today,
        }
        for one in steps_due(
            actor, member=actor.member, day_from=today - LATE, day_to=today + AHEAD, limit=MOST
        )
    ]


def given_since(actor: Actor, since: datetime) -> list[dict[str, str]]:
    """What somebody granted to the reader since the visit before, and that holds now."""
    return [
        {
            "url": reverse("desk:rights"),
            "name": _("A grant for you"),
            "what": in_words(
                held.grant.profile,
                [actor.portfolios.get(portfolio, "") for portfolio in held.grant.portfolios],
                held.grant.stages,
                held.grant.until,
            ),
            "at": day(held.since),
            "kind": "grant",
        }
        for held in grants_held(actor, member=actor.member)
        if held.now and held.given_by is not None and held.since >= since
    ]


def words_of(change: Change) -> dict[str, str]:
    """A change as the page says it."""
    return {
        "url": reverse("desk:contact", args=[change.contact_public]),
        "name": change.contact_name,
        "what": said(change),
        "at": day(change.at),
        "kind": change.kind,
    }


def said(change: Change) -> str:
    """What happened, in words."""
    if change.kind == "new":
        source = Source(change.more).label if change.more in Source.values else change.more
        return _("New record · %(source)s") % {"source": source}
    if change.kind == "theirs":
        return _("Act of the person · %(what)s") % {"what": InteractionKind(change.more).label}
    if change.kind == "objection":
        return _objected(change)
    stage = labels.STAGES[stage_of(int(change.more))]
    if change.kind == "portfolio":
        return _("Came from another portfolio · %(stage)s") % {"stage": stage}
    return _("Stage · %(stage)s") % {"stage": stage}


def _objected(change: Change) -> str:
    """The day beside it is when it came in; where it was said on another, or that day is not known, the words say so."""
    words = {"channel": Channel(change.more).label}
    if change.said is None:
        return _("Objection · %(channel)s, day unknown: this one at the latest") % words
    if (said_on := day(change.said)) != day(change.at):
        return _("Objection · %(channel)s, said on %(day)s") % (words | {"day": said_on})
    return _("Objection · %(channel)s") % words


def recent(actor: Actor) -> Sequence[dict[str, str]]:
    """What moved last in sight."""
    rows = contact_list(actor, filters=Filters(), limit=SHORT).rows
    actor.trace.saw("people:contact:list", [], [], where="home")
    return [
        {
            "url": reverse("desk:contact", args=[row.public]),
            "name": row.name,
            "under": row.company,
            "at": day(row.active_at),
        }
        for row in rows
    ]

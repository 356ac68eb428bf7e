"""Home: what waits for this member today, by what the member may do."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from licite.access.http import ActorRequest
from licite.access.needs import members
from licite.access.permissions import Act, Permission
from licite.desk.columns import day
from licite.desk.rules.views import needs_setup
from licite.kit import clock
from licite.people.queries import Filters, contact_list, scope_count
from licite.people.queries.notes import flag_count
from licite.people.queries.tasks import open_tasks, tray_count

SHORT = 8
AHEAD = timedelta(days=7)
MOST = 12


@members
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """Own tasks, what moved lately in sight, and the doors of the profile."""
    actor = request.actor
    context: dict[str, object] = {"first_name": actor.name.split()[0]}
    if actor.has(Permission.CONTACT_READ):
        now = clock.now()
        tasks, context["more_tasks"] = open_tasks(actor, before=now + AHEAD, limit=MOST)
        context["tasks"] = [
            {
                "url": reverse("desk:contact", args=[task.contact_public]),
                "name": task.contact_name,
                "title": task.title,
                "kind": task.kind_label,
                "due": day(task.due_at),
                "late": task.due_at < now,
                "closed": task.closed,
            }
            for task in tasks
        ]
        recent = contact_list(actor, filters=Filters(), limit=SHORT).rows
        actor.trace.saw("people:contact:list", [], [], where="home")
        context["recent"] = [
            {
                "url": reverse("desk:contact", args=[row.public]),
                "name": row.name,
                "under": row.company,
                "at": day(row.active_at),
            }
            for row in recent
        ]
        context["count"] = scope_count(actor, actor.cells(Act.READ))
    context["doors"] = _doors(request)
    context["setup"] = needs_setup(actor)
    return render(request, "desk/home.html", context)


def _doors(request: ActorRequest) -> list[dict[str, object]]:
    """What the profile opens besides contacts, with what waits behind it."""
    actor = request.actor
    doors: list[dict[str, object]] = []
    if actor.has(Permission.TRAY_DECIDE):
        waiting = tray_count(actor)
        doors.append(
            {
                "url": reverse("people:tray"),
                "label": _("To examine"),
                "count": waiting,
                "text": _("New records that meet one of another portfolio, or an objection"),
            }
        )
    if actor.has(Permission.NOTE_REVIEW):
        doors.append(
            {
                "url": reverse("people:notes"),
                "label": _("Texts to reread"),
                "count": flag_count(actor),
                "text": _("Notes whose words seem to speak of what a customer base may not keep"),
            }
        )
    if actor.has(Permission.NOTICE_MANAGE):
        doors.append(
            {
                "url": reverse("people:to-inform"),
                "label": _("To inform"),
                "text": _("Persons who have not been told what we hold about them, and by when"),
            }
        )
    if actor.has(Permission.IMPORT_RUN):
        doors.append(
            {
                "url": reverse("intake:imports"),
                "label": _("Imports"),
                "text": _("Bring in a file, with where it comes from and why"),
            }
        )
    if actor.has(Permission.JOURNAL_READ):
        doors.append(
            {
                "url": reverse("desk:journal"),
                "label": _("Journal"),
                "text": _("Who saw whom, when and from where; sealed, verifiable"),
            }
        )
    if actor.has(Permission.MEMBER_MANAGE):
        doors.append(
            {
                "url": reverse("staff:members"),
                "label": _("Members"),
                "text": _("Invite, see who signs in how, shut out a leaver in one gesture"),
            }
        )
    doors.append(
        {
            "url": reverse("desk:rights"),
            "label": _("My grants"),
            "text": _("What you may see and do, until when"),
        }
    )
    return doors

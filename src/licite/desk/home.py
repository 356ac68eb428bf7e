"""Home: what waits for this member today, by what the member may do."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from licite.access.http import ActorRequest
from licite.access.needs import members
from licite.access.permissions import Act, Permission
from licite.desk.columns import day
from licite.desk.doors import doors
from licite.desk.rules.views import needs_setup
from licite.kit import clock
from licite.people.queries import Filters, contact_list, scope_count
from licite.people.queries.tasks import open_tasks

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
    context["plans"] = actor.has(Permission.TASK_WRITE)
    context["doors"] = doors(actor)
    context["setup"] = needs_setup(actor)
    return render(request, "desk/home.html", context)

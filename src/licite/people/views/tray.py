"""The tray: newcomers beside the records they meet, and the decision."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from licite.access import placing
from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.people import actions, panels
from licite.people.queries.tray import tray as waiting
from licite.people.views.answers import SeeOther


@needs(Permission.TRAY_DECIDE)
@require_safe
def tray(request: ActorRequest) -> HttpResponse:
    """What waits for a decision."""
    actor = request.actor
    entries = panels.tray_lines(actor, waiting(actor))
    places = bool(entries) and actor.has(Permission.CONTACT_ASSIGN) and bool(placing.rules(actor))
    return render(request, "people/tray.html", {"entries": entries, "places": places})


@needs(Permission.TRAY_DECIDE)
@require_POST
def tray_open(request: ActorRequest, entry: int) -> HttpResponse:
    """Another person: the record may be used."""
    actions.decide_tray(request.actor, entry=entry, decision="open")
    messages.success(request, _("The new record may be used now."))
    return SeeOther(reverse("people:tray"))


@needs(Permission.TRAY_DECIDE)
@require_POST
def tray_refuse(request: ActorRequest, entry: int) -> HttpResponse:
    """The newcomer goes."""
    actions.decide_tray(request.actor, entry=entry, decision="refuse")
    messages.success(request, _("The record is erased; the journal keeps the decision."))
    return SeeOther(reverse("people:tray"))

"""A call in one gesture: the number opens, and on the same page its outcome and the next step are noted."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Field, Permission
from licite.lawful.asking import Barred
from licite.people import panels
from licite.people.actions import calls
from licite.people.forms import CallForm
from licite.people.queries import ContactRow, contact_for
from licite.people.queries.history import call_of
from licite.people.views.answers import (
    SeeOther,
    act_page,
    came_from,
    done,
    say_noted,
    say_unmade,
    tells_refusals,
)


@needs(Permission.INTERACTION_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
@tells_refusals
def call(request: ActorRequest, public: UUID) -> HttpResponse:
    """The numbers one may call; with POST a call begins: one number opens, as the law and the day's count allow."""
    contact = contact_for(request.actor, public)
    if request.method != "POST":
        lines = panels.coordinates(request.actor, contact).callable
        return render(request, "people/call.html", {"contact": contact, "lines": lines})
    typed = request.POST.get("place", "0")
    place = int(typed) if typed.isdecimal() and len(typed) < 3 else 0
    made = calls.begin_call(request.actor, contact=contact, place=place)
    if request.htmx:
        return _under_way(request, contact, made, CallForm(), whole=False)
    return SeeOther(reverse("people:call-outcome", args=[public, made]))


@needs(Permission.INTERACTION_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def call_outcome(request: ActorRequest, public: UUID, interaction: UUID) -> HttpResponse:
    """How one's own call ended and what comes next, noted together; or that it was not made."""
    contact = contact_for(request.actor, public)
    call_of(request.actor, contact=contact, interaction=interaction)
    board, _said, url = came_from(request)
    if "unmade" in request.POST:
        calls.unmake_call(request.actor, contact=contact, interaction=interaction)
        say_unmade(request, contact)
        return _back(request, contact, url)
    form = CallForm(request.POST or None, key=interaction if board else None)
    if form.is_valid():
        try:
            calls.end_call(request.actor, contact=contact, interaction=interaction, ended=form.ended())
        except Barred as barred:
            form.bar(barred)
        else:
            say_noted(request, contact, form.ended().next, form.ended().outcome)
            return _back(request, contact, url)
    if board:
        here = reverse("people:call-outcome", args=[public, interaction])
        said = {"title": _("How did it end?"), "save": _("Note the call"), "ongoing": True}
        return act_page(request, public, interaction, action=here, contact=contact, form=form, **said)
    return _under_way(request, contact, interaction, form, whole=not request.htmx)


def _back(request: ActorRequest, contact: ContactRow, board: str) -> HttpResponse:
    """To the board that one came from, else to the record."""
    return SeeOther(board) if board else done(request, reverse("desk:contact", args=[contact.public]))


def _under_way(
    request: ActorRequest, contact: ContactRow, interaction: UUID, form: CallForm, *, whole: bool
) -> HttpResponse:
    shown = panels.coordinates(request.actor, contact)
    context = {
        "contact": contact,
        "interaction": interaction,
        "lines": [line for line in shown.lines if line.field is Field.PHONE and line.values],
        "form": form,
        "here": reverse("people:call-outcome", args=[contact.public, interaction]),
    }
    if whole:
        return render(request, "people/call.html", context)
    context |= {
        "coordinates": shown,
        "timeline": panels.timeline(request.actor, contact),
        "tasks": panels.tasks(request.actor, contact),
    }
    return render(request, "people/_calling.html", context)

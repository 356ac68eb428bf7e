"""Opening one field for one act, and the panel that closes it again."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.people import panels
from licite.people.actions.reaching import open_coordinate
from licite.people.forms import RevealForm
from licite.people.queries import contact_for
from licite.people.views.answers import tells_refusals, to_contact


@needs(Permission.CONTACT_REVEAL)
@require_POST
@tells_refusals
def reveals(request: ActorRequest, public: UUID) -> HttpResponse:
    """Reveals, and creates the act: back to the page, or with htmx the panels that changed."""
    contact = contact_for(request.actor, public)
    field, act, due, place = RevealForm(request.POST).asked()
    open_coordinate(request.actor, contact=contact, field=field, act=act, at=due, place=place)
    if not request.htmx:
        return to_contact(public)
    context = {
        "contact": contact,
        "coordinates": panels.coordinates(request.actor, contact),
        "timeline": panels.timeline(request.actor, contact),
        "tasks": panels.tasks(request.actor, contact),
    }
    return render(request, "people/_revealed.html", context)


@needs(Permission.CONTACT_READ)
@require_safe
def coordinates(request: ActorRequest, public: UUID) -> HttpResponse:
    """The panel alone, as it is now."""
    contact = contact_for(request.actor, public)
    context = {"contact": contact, "coordinates": panels.coordinates(request.actor, contact)}
    return render(request, "people/_coordinates.html", context)

"""For what else a person is held."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.people.actions.grounds import add_ground, end_ground
from licite.people.forms.grounds import GroundForm
from licite.people.queries import contact_for
from licite.people.views.answers import form_page, to_dossier


@needs(Permission.CONTACT_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def grounds(request: ActorRequest, public: UUID) -> HttpResponse:
    """Adds a purpose to a record."""
    contact = contact_for(request.actor, public)
    form = GroundForm(request.POST or None, capacity=contact.capacity, language=request.actor.language)
    if not form.is_valid():
        back = reverse("desk:contact-dossier", args=[public])
        title = _("Add a purpose for which this person is held")
        return form_page(request, title=title, form=form, save=_("Add the purpose"), back=back)
    add_ground(request.actor, contact=contact, new=form.new())
    messages.success(request, _("The purpose is added to the record."))
    return to_dossier(public)


@needs(Permission.CONTACT_EDIT)
@require_POST
def ground_end(request: ActorRequest, public: UUID, ground: UUID) -> HttpResponse:
    """Says that a purpose has ended for this person."""
    contact = contact_for(request.actor, public)
    end_ground(request.actor, contact=contact, ground=ground)
    messages.success(request, _("The purpose has ended for this person."))
    return to_dossier(public)

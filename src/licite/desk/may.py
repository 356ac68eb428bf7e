"""May we contact this person: every purpose and every channel, each with its reason; and what a call depends on."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Act, Permission
from licite.desk.columns import lacking_of
from licite.lawful.actions import phone
from licite.lawful.forms.phone import CallbackForm, ScreeningForm
from licite.lawful.models import ScreenedList
from licite.lawful.panels import verdicts
from licite.lawful.places import law_of
from licite.people.panels.coordinates import fixed_lines
from licite.people.queries import ContactRow, contact_for
from licite.people.views.answers import SeeOther


@needs(Permission.CONTACT_READ)
@require_safe
def explained(request: ActorRequest, public: UUID) -> HttpResponse:
    """The verdicts of one record; `?purpose=` leaves one purpose."""
    contact = contact_for(request.actor, public)
    return _page(request, contact)


@needs(Permission.CONSENT_WRITE)
@require_http_methods(["POST"])
def screened(request: ActorRequest, public: UUID) -> HttpResponse:
    """Notes what the list said of the number."""
    contact, form = contact_for(request.actor, public), ScreeningForm(request.POST)
    if not form.is_valid():
        return _page(request, contact, screening=form)
    listed = form.cleaned_data["listed"] == "yes"
    phone.note_screening(
        request.actor, contact=contact.id, cell=contact.cell, name=ScreenedList.DNCM, listed=listed
    )
    messages.success(request, _("Noted: it is good for one day."))
    return SeeOther(verdicts.page_of(contact))


@needs(Permission.CONSENT_WRITE)
@require_http_methods(["POST"])
def asked_back(request: ActorRequest, public: UUID) -> HttpResponse:
    """Notes that the person asked to be called."""
    contact, form = contact_for(request.actor, public), CallbackForm(request.POST)
    if not form.is_valid():
        return _page(request, contact, callback=form)
    phone.note_callback(request.actor, contact=contact.id, cell=contact.cell, **form.cleaned_data)
    messages.success(request, _("The call-back asked for is noted."))
    return SeeOther(verdicts.page_of(contact))


def _page(
    request: ActorRequest,
    contact: ContactRow,
    *,
    screening: ScreeningForm | None = None,
    callback: CallbackForm | None = None,
) -> HttpResponse:
    actor = request.actor
    writes = actor.has(Permission.CONSENT_WRITE) and actor.may(Act.COMMUNICATE, contact.cell)
    screens = writes and bool(law_of(contact.country)["phone.screening"].value)
    purposes = verdicts.every_purpose(
        actor,
        contact,
        purpose=request.GET.get("purpose", ""),
        lacks=lacking_of(actor, contact),
        fixed=fixed_lines(actor, contact),
    )
    context = {
        "contact": contact,
        "purposes": purposes,
        "agreed": purposes[0].agreed if purposes else (),
        "screening": (screening or ScreeningForm()) if screens else None,
        "callback": (callback or CallbackForm()) if writes else None,
    }
    return render(request, "lawful/explain.html", context)

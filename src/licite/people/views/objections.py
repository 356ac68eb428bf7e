"""Noting what the person refuses."""

from datetime import datetime, time
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.kit import clock
from licite.lawful.channels import Channel
from licite.lawful.choices import MistakenFor
from licite.lawful.forms.objections import MistakeForm, ObjectionForm
from licite.lawful.models import BY_HAND, ToldBy
from licite.lawful.panels.objections import corrects
from licite.lawful.queries.objections import objections_of, places
from licite.people import actions
from licite.people.queries import contact_for
from licite.people.views.answers import form_page, to_contact


@needs(Permission.OBJECTION_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def objections(request: ActorRequest, public: UUID) -> HttpResponse:
    """Closes a channel."""
    contact = contact_for(request.actor, public)
    form = ObjectionForm(request.POST or None)
    if not form.is_valid():
        back = reverse("desk:contact", args=[public])
        return form_page(request, title=_("Note an objection"), form=form, save=_("Save"), back=back)
    typed = form.cleaned_data
    said = datetime.combine(typed["on"], time(12), tzinfo=timezone.get_current_timezone())
    actions.record_objection(
        request.actor,
        contact=contact,
        channel=Channel(typed["channel"]),
        at=min(said, clock.now()),
        told_by=ToldBy(typed["told_by"]),
    )
    messages.success(request, _("The objection is noted. It holds from now on, for everyone."))
    return to_contact(public)


@needs(Permission.OBJECTION_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def mistake(request: ActorRequest, public: UUID, objection: int) -> HttpResponse:
    """Takes back an objection that the person did not make; for whoever may not, says who may."""
    contact = contact_for(request.actor, public)
    said = places(objections_of(request.actor, contact=contact.id)).get(objection)
    if said is None or said.told_by not in BY_HAND:
        raise Http404
    form = MistakeForm(request.POST or None, noted=said.noted) if corrects(request.actor, said) else None
    if form is None or not form.is_valid():
        context = {"contact": contact, "form": form, "said": said, "channel": Channel(said.channel).label}
        return render(request, "people/objection_mistake.html", context)
    because = MistakenFor(form.cleaned_data["because"])
    actions.correct_objection(request.actor, contact=contact, said=said, because=because)
    messages.success(
        request,
        _("The objection is taken back: what it had closed is open again. The journal keeps both, and why."),
    )
    if because is MistakenFor.RECORD:
        search = format_html('<a href="{}">{}</a>', reverse("desk:search"), _("Find that person"))
        missing = _("Somebody did object: note it on their own record. %(search)s") % {"search": "{}"}
        messages.warning(request, format_html(missing, search))
    return to_contact(public)

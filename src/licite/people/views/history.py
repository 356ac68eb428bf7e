"""Noting what happened."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.lawful.asking import Barred
from licite.people import actions, panels
from licite.people.forms import InteractionForm, OutcomeForm
from licite.people.queries import contact_for
from licite.people.queries.history import kind_of
from licite.people.views.answers import form_page, moment, to_contact


@needs(Permission.CONTACT_READ)
@require_safe
def timeline(request: ActorRequest, public: UUID) -> HttpResponse:
    """What happened, narrowed, a page at a time; with htmx the panel alone."""
    contact = contact_for(request.actor, public)
    asked = request.GET
    panel = panels.timeline(
        request.actor,
        contact,
        show=asked.get("show", ""),
        by=asked.get("by", ""),
        before=moment(asked.get("before", "")),
    )
    page = "people/_timeline.html" if request.htmx else "people/timeline.html"
    return render(request, page, {"contact": contact, "timeline": panel})


@needs(Permission.INTERACTION_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def interactions(request: ActorRequest, public: UUID) -> HttpResponse:
    """Notes an interaction."""
    contact = contact_for(request.actor, public)
    form = InteractionForm(request.POST or None)
    if form.is_valid():
        try:
            actions.add_interaction(request.actor, contact=contact, **form.cleaned_data)
        except Barred as barred:
            form.bar(barred)
        else:
            messages.success(request, _("Noted."))
            return to_contact(public)
    back = reverse("desk:contact", args=[public])
    return form_page(
        request, title=_("Note an interaction"), form=form, save=_("Save"), back=back, contact=contact
    )


@needs(Permission.INTERACTION_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def outcome(request: ActorRequest, public: UUID, interaction: UUID) -> HttpResponse:
    """Says how one's own interaction ended."""
    contact = contact_for(request.actor, public)
    kind = kind_of(request.actor, contact=contact, interaction=interaction)
    form = OutcomeForm(interaction, request.POST or None, kind=kind)
    if not form.is_valid():
        back = reverse("desk:contact", args=[public])
        return form_page(
            request, title=_("How did it end?"), form=form, save=_("Save"), back=back, contact=contact
        )
    actions.finish_interaction(request.actor, contact=contact, interaction=interaction, **form.cleaned_data)
    messages.success(request, _("Noted."))
    return to_contact(public)

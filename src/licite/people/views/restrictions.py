"""Restricting a record, and lifting it once the person was told."""

from datetime import date, datetime, time
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.kit import clock
from licite.lawful.actions.restriction import lift, restrict
from licite.lawful.forms.restriction import LiftForm, RestrictForm
from licite.lawful.models.notes import RestrictionReason
from licite.lawful.queries.restriction import restrictions_of
from licite.people.queries import contact_for
from licite.people.views.answers import form_page, to_dossier


@needs(Permission.RESTRICTION_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def restrictions(request: ActorRequest, public: UUID) -> HttpResponse:
    """Restricts a record."""
    contact = contact_for(request.actor, public)
    form = RestrictForm(request.POST or None)
    if not form.is_valid():
        back = reverse("desk:contact-dossier", args=[public])
        return form_page(request, title=_("Restrict the record"), form=form, save=_("Restrict"), back=back)
    reason = RestrictionReason(form.cleaned_data["reason"])
    restrict(request.actor, contact=contact.id, reason=reason, since=_moment(form.cleaned_data["on"]))
    messages.success(
        request, _("The record is restricted: it is kept, and nobody uses it until it is lifted.")
    )
    return to_dossier(public)


@needs(Permission.RESTRICTION_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def restriction_lift(request: ActorRequest, public: UUID, restriction: int) -> HttpResponse:
    """Lifts one restriction."""
    contact = contact_for(request.actor, public)
    running = {one.pk: one for one in restrictions_of(request.actor, contact=contact.id) if not one.lifted_at}
    if restriction not in running:
        raise Http404
    since = running[restriction].since
    form = LiftForm(request.POST or None, since=timezone.localdate(since))
    if not form.is_valid():
        back = reverse("desk:contact-dossier", args=[public])
        return form_page(request, title=_("Lift the restriction"), form=form, save=_("Lift"), back=back)
    told = max(_moment(form.cleaned_data["told"]), since)
    lift(request.actor, restriction=restriction, contact=contact.id, told_at=told)
    messages.success(request, _("The restriction is lifted. What else closes the record goes on."))
    return to_dossier(public)


def _moment(day: date) -> datetime:
    """The middle of a day, or now where that is to come."""
    return min(datetime.combine(day, time(12), tzinfo=timezone.get_current_timezone()), clock.now())

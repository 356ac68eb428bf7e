"""Moving a record along its life: the page says beforehand what will change, and for whom."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from licite.access import labels
from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.access.refusals import Refused
from licite.kit.cells import stage_of
from licite.people import actions, panels
from licite.people.actions.stages import demand_unrestricted
from licite.people.choices import StageAct
from licite.people.queries import contact_for
from licite.people.views.answers import SeeOther, to_contact


@needs(Permission.STAGE_MOVE)
@require_http_methods(["GET", "HEAD", "POST"])
def stage(request: ActorRequest, public: UUID, act: str) -> HttpResponse:
    """Asks, then moves."""
    if act not in StageAct.values:
        raise Http404
    contact, wanted = contact_for(request.actor, public), StageAct(act)
    demand_unrestricted(contact)
    target = actions.target_of(contact.cell, wanted)
    if target is None:
        raise Refused("stage", subject=contact.id)
    if request.method == "POST":
        still_seen = actions.move(request.actor, contact=contact, act=wanted)
        messages.success(request, _("The record has changed stage."))
        return to_contact(public) if still_seen else SeeOther(reverse("desk:contacts"))
    context = {
        "contact": contact,
        "label": panels.stage_label(wanted, contact.cell),
        "before": labels.STAGES[stage_of(contact.cell)],
        "after": labels.STAGES[stage_of(target)],
        "leaves": actions.leaves_scope(request.actor, contact=contact, act=wanted),
    }
    return render(request, "people/stage.html", context)

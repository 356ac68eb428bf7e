"""Why and how a person is held: grounds, consents, information, restriction, the organisation's own fields."""

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.desk.journal import paper
from licite.lawful.panels.consents import consents
from licite.lawful.panels.objections import objections
from licite.lawful.panels.restriction import restrictions
from licite.lawful.queries.objections import objections_of
from licite.people.panels.capacity import capacity_card
from licite.people.panels.customs import customs
from licite.people.panels.grounds import grounds
from licite.people.panels.notices import notice
from licite.people.queries import contact_for
from licite.people.queries.alike import objected_elsewhere


@needs(Permission.CONTACT_READ)
@require_safe
def dossier(request: ActorRequest, public: UUID) -> HttpResponse:
    """What makes it lawful to hold this person, with its proofs."""
    actor = request.actor
    contact = contact_for(actor, public)
    record_url = reverse("desk:contact", args=[public])
    said = objections_of(actor, contact=contact.id)
    elsewhere = objected_elsewhere(actor, contact=contact)
    context = {
        "contact": contact,
        "paper": paper.of_record(actor, about=contact.shown_name, place=settings.SITE_URL + record_url),
        "elsewhere": elsewhere,
        "grounds": grounds(actor, contact),
        "consents": consents(actor, contact, said=said),
        "objections": objections(actor, said=said, cell=contact.cell, bits=contact.objections, proofs=True),
        "proof_url": f"{reverse('desk:journal')}?contact={public}"
        if actor.has(Permission.JOURNAL_READ)
        else "",
        "notice": notice(actor, contact),
        "restrictions": restrictions(actor, contact=contact.id),
        "capacity": capacity_card(actor, contact),
        "customs": customs(actor, contact),
    }
    return render(request, "desk/dossier.html", context)

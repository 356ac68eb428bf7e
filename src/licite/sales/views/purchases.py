"""What a contact bought, all of it by pages."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.people.queries import contact_for
from licite.sales.bought import purchases
from licite.sales.queries.purchases import bought_by


@needs(Permission.DEAL_READ)
@require_safe
def purchase_page(request: ActorRequest, public: UUID) -> HttpResponse:
    """Fifty purchases a page, newest first, and what they come to in all where amounts are open."""
    contact = contact_for(request.actor, public)
    found, following = bought_by(request.actor, contact=contact, after=request.GET.get("after", "")[:36])
    context = {
        "contact": contact,
        "bought": purchases(request.actor, found) if found.held else None,
        "next": f"?after={following}" if following else "",
    }
    return render(request, "sales/purchases.html", context)

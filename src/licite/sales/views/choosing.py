"""Whom a new deal is with: the contact is looked for first, then the form is theirs."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.people.panels.searching import nobody
from licite.people.queries.search import search, too_short
from licite.sales.queries.deals import writes

OFFERED = 20


@needs(Permission.DEAL_WRITE)
@require_safe
def choose(request: ActorRequest) -> HttpResponse:
    """A search, and the contacts found with whom the actor makes deals."""
    text = request.GET.get("q", "").strip()[:200]
    short = too_short(text)
    found = None if short else search(request.actor, text, limit=OFFERED)
    context = {
        "text": text,
        "nobody": nobody(text),
        "rows": [row for row in found.rows if writes(request.actor, row.cell)] if found else [],
        "more": bool(found and (found.after or found.too_many)),
    }
    return render(request, "sales/choose.html", context)

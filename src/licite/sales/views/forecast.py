"""What the pipeline is worth, and what became of the deals that ended."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.kit import money
from licite.sales import foreseen
from licite.sales.queries.forecast import forecast


@needs(Permission.FORECAST_READ)
@require_safe
def forecast_page(request: ActorRequest) -> HttpResponse:
    """By month, by member, by portfolio; won and lost, with the reasons."""
    actor = request.actor
    found = forecast(actor)
    context = {
        "found": found,
        "full": money.euros(found.total.cents, actor.language),
        "weighted": money.euros(round(found.total.weighted, -2), actor.language),
        "months": foreseen.months(actor, found),
        "owners": foreseen.owners(actor, found),
        "portfolios": foreseen.portfolios(actor, found),
        "ended": foreseen.ended(actor, found),
        "reasons": foreseen.reasons(actor, found),
    }
    return render(request, "sales/forecast.html", context)

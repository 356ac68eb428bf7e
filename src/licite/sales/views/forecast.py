"""What the pipeline is worth, and what became of the deals that ended."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.kit import money
from licite.sales import foreseen
from licite.sales.forms import ForecastForm
from licite.sales.queries.forecast import forecast
from licite.sales.queries.lists import owners


@needs(Permission.FORECAST_READ)
@require_safe
def forecast_page(request: ActorRequest) -> HttpResponse:
    """By month, by member, by portfolio; won and lost, with the reasons. Of one member or portfolio where that is asked."""
    actor = request.actor
    form = ForecastForm(request.GET, actor=actor, owners=owners(actor))
    found = forecast(actor, filters=form.filters())
    context = {
        "form": form,
        "chips": [
            {"label": label, "value": value, "url": _without(found.narrowed, name)}
            for name, label, value in form.narrowed
        ],
        "found": found,
        "under_way": foreseen.under_way(found),
        "full": money.euros(found.total.cents, actor.language),
        "weighted": money.euros(round(found.total.weighted, -2), actor.language),
        "months": foreseen.months(actor, found),
        "owners": [] if "owner" in found.narrowed else foreseen.owners(actor, found),
        "portfolios": [] if "portfolio" in found.narrowed else foreseen.portfolios(actor, found),
        "ended": [*foreseen.ended(actor, found), foreseen.ended_in_all(actor, found)],
        "reasons": foreseen.reasons(actor, found),
    }
    return render(request, "sales/forecast.html", context)


def _without(narrowed: Mapping[str, int], name: str) -> str:
    """The address of the same page without one of its filters."""
    return "?" + urlencode({other: value for other, value in narrowed.items() if other != name})

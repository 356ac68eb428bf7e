"""The list of deals: filters, two orders, keyset pages."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.sales import panels
from licite.sales.forms import FilterForm
from licite.sales.queries.deals import reads_amounts
from licite.sales.queries.lists import deal_list, owners


@needs(Permission.DEAL_READ)
@require_safe
def deal_index(request: ActorRequest) -> HttpResponse:
    """A page of 50."""
    actor = request.actor
    form = FilterForm(request.GET, actor=actor, owners=owners(actor))
    filters = form.filters()
    after = request.GET.get("after", "")[:36]
    found = deal_list(actor, filters=filters, after=after)
    context = {
        "form": form,
        "cards": panels.cards(actor, found.rows),
        "amounts": any(row.cents is not None for row in found.rows),
        "sortable": reads_amounts(actor, filters.cells(actor)),
        "by_amount": filters.sorted_by_amount(actor),
        "by_date_url": _with(request, sort=""),
        "by_amount_url": _with(request, sort="amount"),
        "next": _with(request, after=found.after) if found.after else "",
        "first": _with(request) if after else "",
    }
    return render(request, "sales/list.html", context)


def _with(request: ActorRequest, **changes: str) -> str:
    """The same list with other words in its address; a page cursor never survives a change."""
    words = {name: value for name, value in request.GET.items() if name != "after" and value}
    words |= changes
    return "?" + urlencode({name: value for name, value in words.items() if value})

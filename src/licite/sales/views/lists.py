"""The list of deals: filters, two orders, keyset pages."""

from typing import Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.sales import panels
from licite.sales.choices import Late, Step
from licite.sales.forms import YEAR, FilterForm
from licite.sales.queries.deals import reads_amounts
from licite.sales.queries.lists import deal_list, owners

NAMED: Final = ("step", "late", "month", "ended", "reason")
BLANK: Final = dict.fromkeys(NAMED, "")
VIEWS: Final[tuple[tuple[Promise, dict[str, str]], ...]] = (
    (_("Deals under way"), {}),
    (_("Closing date passed"), {"late": Late.CLOSING.value}),
    (_("Next step overdue"), {"late": Late.STEP.value}),
    (_("No next step planned"), {"late": Late.UNPLANNED.value}),
    (_("Won in the last 12 months"), {"step": Step.WON.value, "ended": YEAR}),
    (_("Lost in the last 12 months"), {"step": Step.LOST.value, "ended": YEAR}),
)


@needs(Permission.DEAL_READ)
@require_safe
def deal_index(request: ActorRequest) -> HttpResponse:
    """A page of 50."""
    actor = request.actor
    form = FilterForm(request.GET, actor=actor, owners=owners(actor))
    filters = form.filters()
    after = request.GET.get("after", "")[:36]
    found = deal_list(actor, filters=filters, after=after)
    views = _views(request)
    # A list that has its name above says by it what it is narrowed to.
    said = NAMED if any(here for _label, _url, here in views) else ()
    context = {
        "opens": actor.has(Permission.DEAL_WRITE),
        "form": form,
        "chips": [
            {"label": label, "value": value, "url": _with(request, **{name: ""})}
            for name, label, value in form.narrowed
            if name not in said
        ],
        "views": views,
        "sums": panels.summed(actor, found.sums, foresees=filters.foresees),
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


def _views(request: ActorRequest) -> list[tuple[str, str, bool]]:
    """The lists that are asked for again and again: name, address, whether it is this one. Whose deals and where stay."""
    asked = {name: request.GET.get(name, "") for name in NAMED}
    kept = {name: request.GET[name] for name in ("owner", "portfolio", "sort") if request.GET.get(name)}
    return [
        (str(label), f"?{urlencode(kept | words)}" if kept | words else "?", asked == BLANK | words)
        for label, words in VIEWS
    ]


def _with(request: ActorRequest, **changes: str) -> str:
    """The same list with other words in its address; a page cursor never survives a change."""
    words = {name: value for name, value in request.GET.items() if name != "after" and value}
    words |= changes
    return "?" + urlencode({name: value for name, value in words.items() if value})

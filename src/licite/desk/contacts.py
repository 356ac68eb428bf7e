"""The contact list: search, filters, A–Z, keyset pages."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from licite.access import labels
from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Act, Permission
from licite.desk import columns
from licite.desk.forms import FilterForm
from licite.kit.cells import stage_of
from licite.people.queries import contact_list, scope_count, search
from licite.people.queries.search import too_short

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@needs(Permission.CONTACT_READ)
@require_safe
def contact_index(request: ActorRequest) -> HttpResponse:
    """A page of 50, or what a search finds; with htmx only the table."""
    actor = request.actor
    form = FilterForm(request.GET, actor=actor)
    filters = form.filters()
    text = request.GET.get("q", "").strip()
    after = request.GET.get("after", "")
    if text:
        found = search(actor, text, filters=filters, start=int(after) if after.isdecimal() else 0)
    else:
        found = contact_list(actor, filters=filters, after=after[:60])
    context = {
        "rows": columns.lines(actor, found.rows),
        "text": text,
        "too_short": too_short(text),
        "too_many": found.too_many,
        "next": _with(request, after=found.after) if found.after else "",
        "first": _with(request) if after else "",
    }
    if request.htmx.target == "results":
        return render(request, "desk/_contact_rows.html", context)
    cells = actor.cells(Act.READ)
    count = scope_count(actor, cells)
    context |= {
        "form": form,
        "filters": filters,
        "letters": [(letter, _with(request, letter=letter)) for letter in LETTERS],
        "all_letters": _with(request, letter="", sort="name"),
        "latest": _with(request, letter="", sort=""),
        "count": count,
        "stages": [labels.STAGES[stage] for stage in sorted(set(map(stage_of, cells)))],
        "portfolios": list(actor.portfolios.values()),
        "may_create": actor.has(Permission.CONTACT_CREATE),
        "may_import": actor.has(Permission.IMPORT_RUN),
    }
    return render(request, "desk/contacts.html", context)


def _with(request: ActorRequest, **changes: str) -> str:
    """The same list with other words in its address; a page cursor never survives a change."""
    words = {name: value for name, value in request.GET.items() if name != "after" and value}
    words |= changes
    return "?" + urlencode({name: value for name, value in words.items() if value})

"""My imports: the list, the progress of one, its report as a page and as a file, its undoing."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.intake import words
from licite.intake.drafts import mine
from licite.intake.queries import held_by, held_by_others, my_import, my_imports, undo_mine
from licite.intake.reporting import PAGE, report_csv, report_page
from licite.intake.reports import Outcome
from licite.intake.twins import twins_of


@needs(Permission.IMPORT_RUN)
@require_safe
def imports(request: ActorRequest) -> HttpResponse:
    """The imports of the reader, newest first."""
    context = {"imports": my_imports(request.actor), "drafts": mine(request.actor)}
    return render(request, "intake/imports.html", context)


@needs(Permission.IMPORT_RUN)
@require_safe
def one(request: ActorRequest, public: UUID) -> HttpResponse:
    """Progress while it runs, then the report."""
    found = my_import(request.actor, public)
    context: dict[str, object] = {"import": found}
    if found.under_way:
        return render(request, "intake/progress.html", context)
    asked = request.GET.get("outcome", "")
    outcome = asked if asked in set(Outcome) else ""
    start = request.GET.get("start", "")
    first = min(int(start), found.total) if start.isdecimal() and len(start) < 8 else 0
    page = report_page(request.actor, public, outcome=outcome, start=first)
    here = {"outcome": outcome} if outcome else {}
    again = found.undoable or found.left
    held = held_by(request.actor, public) if again else []
    others = held_by_others(request.actor, public) if again else []
    context |= {
        "held": held,
        "held_by_others": others,
        "overlap": len(held) + len(others) > 1,
        "informs": request.actor.has(Permission.NOTICE_DELIVER),
        "page": page,
        "twins": twins_of(request.actor, public),
        "outcome": outcome,
        "previous": "?" + urlencode({**here, "start": max(0, first - PAGE)}) if first else "",
        "next": "?" + urlencode({**here, "start": first + PAGE}) if first + PAGE < page.count else "",
    }
    return render(request, "intake/report.html", context)


@needs(Permission.IMPORT_RUN)
@require_safe
def progress(request: ActorRequest, public: UUID) -> HttpResponse:
    """The moving part of the progress page; at the end it sends the browser to the report."""
    found = my_import(request.actor, public)
    response = render(request, "intake/_progress.html", {"import": found})
    if not found.under_way:
        response["HX-Refresh"] = "true"
    return response


@needs(Permission.IMPORT_RUN)
@require_safe
def report_file(request: ActorRequest, public: UUID) -> HttpResponse:
    """The report as CSV."""
    response = HttpResponse(report_csv(request.actor, public), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="licite-import.csv"'
    return response


@needs(Permission.IMPORT_RUN)
@require_POST
def undo(request: ActorRequest, public: UUID) -> HttpResponse:
    """Has the worker take back what the import brought."""
    if undo_mine(request.actor, public):
        messages.success(request, _("The import is being undone."))
    else:
        messages.error(request, words.refusal("undoable"))
    return HttpResponseRedirect(reverse("intake:import", args=[public]))

"""My imports: the list, a new one, its progress and its report."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.intake import words
from licite.intake.columns import MapRefused
from licite.intake.declared import DeclarationRefused
from licite.intake.forms import ImportForm
from licite.intake.queries import PAGE, my_import, my_imports, report_page
from licite.intake.reports import Outcome
from licite.intake.staging import order, stage
from licite.kit.files import TableRefused


@needs(Permission.IMPORT_RUN)
@require_safe
def imports(request: ActorRequest) -> HttpResponse:
    """The imports of the reader, newest first."""
    return render(request, "intake/imports.html", {"imports": my_imports(request.actor)})


@needs(Permission.IMPORT_RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ActorRequest) -> HttpResponse:
    """Upload and declaration; a file that cannot be followed is answered at once, with the reason."""
    form = ImportForm(request.POST or None, request.FILES or None, actor=request.actor)
    if request.method == "POST" and form.is_valid() and form.declared:
        file = form.cleaned_data["file"]
        try:
            batch = stage(request.actor, content=file.read(), filename=file.name, declared=form.declared)
        except TableRefused as refused:
            form.add_error("file", words.refusal(refused.reason))
        except MapRefused as refused:
            form.add_error("file", words.refusal(refused.reason, refused.name))
        except DeclarationRefused as refused:
            form.add_error("basis", words.refusal(refused.reason))
        else:
            order(batch)
            messages.success(request, _("The file is on its way in."))
            return HttpResponseRedirect(reverse("intake:import", args=[batch.public]))
    # 200, not an error status: the page with its mistakes is an answer like another, and is journalled as one.
    return render(request, "intake/new.html", {"form": form})


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
    context |= {
        "advice": words.ADVICE,
        "page": page,
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

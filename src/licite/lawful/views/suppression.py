"""The suppression list for its keeper: figures, one address, additions, review, files from outside."""

from datetime import datetime, time
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from licite import packs
from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.kit import clock
from licite.kit.files import TableRefused
from licite.lawful.actions import suppression as actions
from licite.lawful.channels import Channel
from licite.lawful.forms.suppression import AddForm, FileForm, LookUpForm, refusal
from licite.lawful.queries import suppression as queries

FAULTS: dict[str, Promise] = {
    "nothing_found": gettext_lazy("no e-mail and no phone on this line"),
    "email_invalid": gettext_lazy("this e-mail cannot be one"),
    "phone_invalid": gettext_lazy("this phone number is in no numbering plan"),
}


@needs(Permission.SUPPRESSION_MANAGE)
@require_safe
def suppression(request: ActorRequest) -> HttpResponse:
    """The list in figures, and what may be done with it."""
    return _page(request, LookUpForm(), AddForm())


@needs(Permission.SUPPRESSION_MANAGE)
@require_POST
def look_up(request: ActorRequest) -> HttpResponse:
    """Is this address on the list? By POST: an address has no place in a URL."""
    form = LookUpForm(request.POST)
    entries = queries.look_up(request.actor, found=form.cleaned_data["address"]) if form.is_valid() else []
    if entries is None:
        form.add_error("address", _("You have used all your look-ups for today. They start again tomorrow."))
    return _page(request, form, AddForm(), asked=form.is_valid(), entries=entries)


@needs(Permission.SUPPRESSION_MANAGE)
@require_POST
def add(request: ActorRequest) -> HttpResponse:
    """A person who wrote to us is put on the list."""
    form = AddForm(request.POST)
    if not form.is_valid():
        return _page(request, LookUpForm(), form)
    given = form.cleaned_data
    on = timezone.make_aware(datetime.combine(given["on"], time()))
    done = actions.add_by_hand(
        request.actor, found=given["address"], channel=Channel(given["channel"]), at=min(on, clock.now())
    )
    said = _("On the list from now on.") if done.new else _("It was on the list already.")
    if done.records:
        said += " " + ngettext(
            "%(count)d record was closed.", "%(count)d records were closed.", done.records
        ) % {"count": done.records}
    messages.success(request, said)
    return HttpResponseRedirect(reverse("lawful:suppression"), status=303)


@needs(Permission.SUPPRESSION_MANAGE)
@require_POST
def review(request: ActorRequest) -> HttpResponse:
    """Looked over, and kept."""
    kept = actions.review(request.actor, before=queries.review_before(clock.now()))
    messages.success(
        request,
        ngettext(
            "%(count)d fingerprint reviewed and kept.", "%(count)d fingerprints reviewed and kept.", kept
        )
        % {"count": kept},
    )
    return HttpResponseRedirect(reverse("lawful:suppression"), status=303)


@needs(Permission.SUPPRESSION_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: ActorRequest) -> HttpResponse:
    """The files from outside, and one more."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.stage(
                request.actor,
                content=form.cleaned_data["file"].read(),
                channel=Channel(form.cleaned_data["channel"]),
                country=packs.home(),
            )
        except TableRefused as refused:
            form.add_error("file", refusal(refused.reason))
        else:
            actions.order(row)
            return HttpResponseRedirect(reverse("lawful:suppression-file", args=[row.public]), status=303)
    return render(
        request, "lawful/suppression/files.html", {"form": form, "files": queries.files(request.actor)}
    )


@needs(Permission.SUPPRESSION_MANAGE)
@require_safe
def file(request: ActorRequest, public: UUID) -> HttpResponse:
    """One file: where it stands, and what became of each of its lines."""
    found = queries.file(request.actor, public)
    faults = [(number, FAULTS.get(code, code)) for number, code in found.faults]
    return render(request, "lawful/suppression/file.html", {"file": found, "faults": faults})


@needs(Permission.SUPPRESSION_MANAGE)
@require_safe
def progress(request: ActorRequest, public: UUID) -> HttpResponse:
    """The moving part of a file's page; at its end the whole page is shown anew."""
    found = queries.file(request.actor, public)
    response = render(request, "lawful/suppression/_progress.html", {"file": found})
    if not found.under_way:
        response["HX-Refresh"] = "true"
    return response


def _page(request: ActorRequest, look_up_form: LookUpForm, add_form: AddForm, **more: object) -> HttpResponse:
    context = {"list": queries.summary(request.actor), "look_up": look_up_form, "add": add_form, **more}
    return render(request, "lawful/suppression/list.html", context)

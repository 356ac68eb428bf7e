"""The texts by which consent is asked: every version, and the page that writes the next one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from licite.access import queries as members
from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.lawful.actions.wordings import add_wording
from licite.lawful.channels import Channel
from licite.lawful.forms.wordings import WordingForm
from licite.lawful.proofs.wordings import digest
from licite.lawful.queries import wordings as queries


class SeeOther(HttpResponseRedirect):
    """303: what was asked is done, look there."""

    status_code = 303


@needs(Permission.LAW_READ)
@require_safe
def wordings(request: ActorRequest) -> HttpResponse:
    """Every version there is, the latest of each text first."""
    names = queries.purpose_names()
    seen: set[tuple[str, str, str]] = set()
    rows = []
    for one in queries.wordings(request.actor):
        key = (one.purpose, one.channel, one.language)
        rows.append({"label": queries.label(one, names), "one": one, "latest": key not in seen})
        seen.add(key)
    context = {"rows": rows, "writes": request.actor.has(Permission.WORDING_MANAGE)}
    return render(request, "lawful/consents/wordings.html", context)


@needs(Permission.LAW_READ)
@require_safe
def wording(request: ActorRequest, public: UUID) -> HttpResponse:
    """One version, word for word, with its hash."""
    one = queries.wording_for(request.actor, public)
    context = {
        "one": one,
        "purpose": queries.purpose_names().get(one.purpose, one.purpose),
        "writer": members.member_names(request.actor).get(one.member or 0, ""),
        "writes": request.actor.has(Permission.WORDING_MANAGE),
    }
    return render(request, "lawful/consents/wording.html", context)


@needs(Permission.WORDING_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def wording_new(request: ActorRequest) -> HttpResponse:
    """Writes the next version: what will be kept is shown first, and kept only as it was shown."""
    actor = request.actor
    after = request.GET.get("after", "")
    form = WordingForm(
        request.POST or None, follows=queries.wording_for(actor, UUID(after)) if is_uuid(after) else None
    )
    preview = ""
    if form.is_valid():
        preview = form.shown()
        if form.agreed:
            typed = form.cleaned_data
            made = add_wording(
                actor,
                purpose=typed["purpose"],
                channel=Channel(typed["channel"]),
                language=typed["language"],
                text=preview,
                mentions=form.mentions(),
                names_us=form.names_us(),
                seller=typed["seller"],
                used_since=typed["used_since"],
            )
            messages.success(request, _("This version is kept, for ever as it is."))
            return SeeOther(reverse("lawful:wording", args=[made]))
        # The next press keeps it, if nothing was changed meanwhile.
        posted = request.POST.copy()
        posted["previewed"] = digest(preview)
        form.data = posted
    context = {
        "form": form,
        "preview": preview,
        "names_us": bool(preview) and form.names_us(),
        "seller": bool(preview) and form.cleaned_data["seller"],
    }
    return render(request, "lawful/consents/wording_form.html", context)


def is_uuid(text: str) -> bool:
    """Whether an address names a version."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True

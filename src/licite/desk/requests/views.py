"""Asking for access, putting a request away, answering one (looked at, then given; or refused)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from licite.access import requests
from licite.access.actor import Actor
from licite.access.http import ActorRequest
from licite.access.needs import members, needs
from licite.access.permissions import Permission
from licite.access.queries import grants_held, member_of
from licite.access.requests import Request
from licite.desk.grants import rows
from licite.desk.grants.views import preview
from licite.desk.requests.forms import AnswerForm, AskForm, RefuseForm
from licite.desk.requests.words import in_words, own_lines, to_come
from licite.people.views.answers import SeeOther
from licite.web.names import of


@members
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: ActorRequest) -> HttpResponse:
    """The same form wherever one comes from: it knows nothing of what was looked for."""
    actor = request.actor
    places = requests.portfolios_to_ask(actor)
    form = AskForm(request.POST or None, portfolios=places, own=requests.own_requests(actor))
    if form.is_valid():
        if requests.ask(actor, **form.cleaned_data):
            messages.success(request, _("Your request is sent. Its answer will stand on your home page."))
            return SeeOther(reverse("desk:ask"))
        form.add_error(None, _("Five requests of yours wait already: withdraw one, or wait for an answer."))
    context = {"form": form, "own": own_lines(actor), "to_come": to_come(actor, places)}
    return render(request, "desk/requests/ask.html", context)


@members
@require_POST
def close(request: ActorRequest, public: UUID) -> HttpResponse:
    """Withdraws one's own, or puts it away once answered; back to where the button was."""
    requests.close(request.actor, public=public)
    return SeeOther(reverse("desk:home" if request.POST.get("back") == "home" else "desk:ask"))


@needs(Permission.GRANT_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: ActorRequest, public: UUID) -> HttpResponse:
    """A request that waits: given as it is or less, after a look at what that opens; or refused, with a reason."""
    actor = request.actor
    asked = requests.waiting_one(actor, public=public)
    refusal = RefuseForm(request.POST if "refuse" in request.POST else None)
    if refusal.is_valid():
        requests.refuse(actor, request=asked, why=refusal.cleaned_data["why"])
        messages.success(
            request,
            _("The request %(whose)s is refused: your reason stands on their home page.")
            % {"whose": of(asked.name)},
        )
        return redirect("desk:grants")
    form = _form(request, asked, given=request.method == "POST" and not refusal.is_bound)
    if form.is_valid():
        chosen = form.cleaned_data
        if "confirmed" not in request.POST:
            return preview(request, member_of(actor, public=asked.asker), form, back=request.path)
        requests.approve(
            actor, request=asked, **{name: chosen[name] for name in ("profile", "stages", "until")}
        )
        messages.success(request, _("The grant holds from now on, from the next page this member opens."))
        return redirect("desk:grants-member", asked.asker)
    context = {"asked": asked, "stages": in_words(asked.stages), "form": form, "refusal": refusal}
    return render(request, "desk/requests/answer.html", context | {"held": _held(actor, asked)})


def _form(request: ActorRequest, asked: Request, *, given: bool) -> AnswerForm:
    offered, _refused = rows.givable(request.actor)
    own = [held.grant.profile for held in grants_held(request.actor, member=asked.member) if held.now]
    profile = next((one for one in own if one in {sheet.key for sheet in offered}), "")
    data = request.POST if given else None
    return AnswerForm(data, actor=request.actor, sheets=offered, asked=asked, profile=profile)


def _held(actor: Actor, asked: Request) -> list[rows.Card]:
    """Now, and in the days to come: what is given on top of these should not be given twice."""
    return rows.cards(actor, member=asked.member)[0]

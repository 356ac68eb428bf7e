"""The pages of purposes: the list, a new one, its end; the balancing test: read, written, approved, printed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.lawful import balancing
from licite.lawful.actions import purposes as actions
from licite.lawful.choices import RetiredFor
from licite.lawful.forms.purposes import ApprovalForm, BalancingForm, PurposeForm, RetireForm
from licite.lawful.panels import purposes as panels
from licite.lawful.queries.purposes import MOST_HELD, Version, held_for, purposes_now, versions_of
from licite.lawful.standing import PurposeNow
from licite.web.dates import today

WHY_NOT = {
    "missing": gettext_lazy("This draft is no longer there, or the purpose is no longer used."),
    "approved": gettext_lazy("This version is approved already."),
    "stale": gettext_lazy("Another version was written meanwhile: read that one, then approve it."),
    "thin": gettext_lazy(
        "Some answers are too short, or say the same: write them anew, then approve the test."
    ),
    "channels": balancing.CONSENT_ALWAYS,
    "incomplete": gettext_lazy("A question has no answer yet. Complete the test, then approve it."),
    "opinion": gettext_lazy("The opinion of the data protection officer is missing."),
    "review": gettext_lazy("The day of the review is past, or later than the rule allows."),
}
OFFICER = "dpo"
"""The profile whose holder advises and does not decide (GDPR article 38(6))."""


@needs(Permission.LAW_READ)
@require_safe
def purposes(request: ActorRequest) -> HttpResponse:
    """Why the organisation holds persons, and on what basis."""
    actor, day = request.actor, today()
    lines = [panels.line(one, language=actor.language, day=day) for one in purposes_now().values()]
    context = {
        "lines": [one for one in lines if one.retired_on is None],
        "retired": [one for one in lines if one.retired_on is not None],
        "may_manage": actor.has(Permission.PURPOSE_MANAGE),
    }
    return render(request, "lawful/purposes.html", context)


@needs(Permission.PURPOSE_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def purpose_new(request: ActorRequest) -> HttpResponse:
    """Adds a purpose."""
    form = PurposeForm(request.POST or None)
    if form.is_valid():
        typed, key = form.cleaned_data, form.key()
        if actions.add_purpose(request.actor, key=key, **typed):
            messages.success(request, _("The purpose is added."))
            return _to("lawful:purposes")
        form.add_error("french", _("A purpose of this name exists already."))
    return render(request, "lawful/purpose_new.html", {"form": form})


@needs(Permission.PURPOSE_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def purpose_retire(request: ActorRequest, key: str) -> HttpResponse:
    """Asks, then ends a purpose."""
    purpose = _purpose(key)
    form = RetireForm(request.POST or None)
    if form.is_valid():
        because = RetiredFor(form.cleaned_data["because"])
        actions.retire_purpose(request.actor, key=key, because=because)
        messages.success(request, _("The purpose is no longer used."))
        return _to("lawful:purposes")
    context = {
        "name": purpose.name(request.actor.language),
        "form": form,
        "held": held_for(key),
        "most": MOST_HELD,
    }
    return render(request, "lawful/purpose_retire.html", context)


@needs(Permission.LAW_READ)
@require_safe
def balancing_test(request: ActorRequest, key: str) -> HttpResponse:
    """The test in force; the last draft where none was approved."""
    purpose, versions = _purpose(key, retired=True), versions_of(key)
    shown = next((one for one in versions if one.approved), versions[0] if versions else None)
    return _version_page(request, purpose, versions, shown)


@needs(Permission.LAW_READ)
@require_safe
def balancing_version(request: ActorRequest, key: str, version: int) -> HttpResponse:
    """One version, as it was written; made to be printed."""
    purpose, versions = _purpose(key, retired=True), versions_of(key)
    return _version_page(request, purpose, versions, _named(versions, version))


@needs(Permission.BALANCING_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def balancing_write(request: ActorRequest, key: str) -> HttpResponse:
    """Writes a new version, starting from the last one."""
    purpose, versions = _purpose(key), versions_of(key)
    form = BalancingForm(request.POST or None, initial=_started(versions))
    if form.is_valid():
        version = actions.draft_balancing(
            request.actor, purpose=key, answers=form.answers(), holds=form.cleaned_data["holds"] == "yes"
        )
        messages.success(request, _("The draft is kept. It takes effect once it is approved."))
        return _to("lawful:balancing-version", key, version)
    example = balancing.example(request.actor.language)
    context = {
        "purpose": purpose,
        "name": purpose.name(request.actor.language),
        "form": form,
        "parts": [
            (part.title, [(form[question.key], example[question.key]) for question in part.questions])
            for part in balancing.PARTS
        ],
    }
    return render(request, "lawful/balancing_write.html", context)


@needs(Permission.PURPOSE_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def balancing_approve(request: ActorRequest, key: str, version: int) -> HttpResponse:
    """Approves the last draft, with an opinion and a day of review."""
    purpose, versions = _purpose(key), versions_of(key)
    shown = _named(versions, version)
    if shown.approved:
        raise Http404
    form = ApprovalForm(request.POST or None)
    if form.is_valid():
        why = actions.approve_balancing(request.actor, purpose=key, version=version, **form.cleaned_data)
        if not why:
            said = _("Version %(version)s of the balancing test is approved.") % {"version": version}
            messages.success(request, said)
            return _to("lawful:balancing", key)
        form.add_error(None, str(WHY_NOT[why]))
    return _version_page(request, purpose, versions, shown, form)


def _version_page(
    request: ActorRequest,
    purpose: PurposeNow,
    versions: list[Version],
    shown: Version | None,
    form: ApprovalForm | None = None,
) -> HttpResponse:
    actor = request.actor
    latest = versions[0] if versions else None
    waits = latest is not None and not latest.approved
    weak = balancing.weak(shown.answers) if shown and not shown.approved else []
    taboo = shown is not None and not shown.approved and shown.holds and balancing.on_consent(shown.answers)
    sound = shown is not None and balancing.whole(shown.answers) and not weak and not taboo
    live = purpose.retired_at is None
    if form is None and waits and shown is latest and live and sound and actor.has(Permission.PURPOSE_MANAGE):
        form = ApprovalForm()
    context: dict[str, Any] = {
        "purpose": purpose,
        "name": purpose.name(actor.language),
        "line": panels.line(purpose, language=actor.language, day=today()),
        "shown": shown,
        "parts": panels.answered(shown.answers) if shown else [],
        "channels": panels.channels(shown.answers) if shown else "",
        "versions": versions,
        "latest": latest,
        "left_behind": shown is not None and not shown.approved and shown is not latest,
        "weak": weak,
        "taboo": balancing.CONSENT_ALWAYS if taboo else "",
        "is_officer": OFFICER in actor.profiles,
        "waiting": latest if waits and shown is not latest else None,
        "open_questions": shown is not None and not balancing.whole(shown.answers),
        "form": form,
        "may_write": live and purpose.needs_test and actor.has(Permission.BALANCING_WRITE),
    }
    return render(request, "lawful/balancing.html", context)


def _purpose(key: str, *, retired: bool = False) -> PurposeNow:
    found = purposes_now().get(key)
    if found is None or (found.retired_at is not None and not retired):
        raise Http404
    return found


def _named(versions: list[Version], version: int) -> Version:
    for one in versions:
        if one.version == version:
            return one
    raise Http404


def _started(versions: list[Version]) -> dict[str, Any]:
    if not versions:
        return {}
    return {**versions[0].answers, "holds": "yes" if versions[0].holds else "no"}


def _to(route: str, *args: Any) -> HttpResponse:
    return HttpResponseRedirect(reverse(route, args=args), status=303)

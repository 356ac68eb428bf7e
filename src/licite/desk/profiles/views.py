"""The pages of profiles: all of them side by side, one of them, and a change in two steps (looked at, then saved)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from licite.access import labels, profiles
from licite.access.actor import Actor
from licite.access.giving import Gains
from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.access.profiles import Effect
from licite.access.queries import Sheet, grants_held, member_names, sheets
from licite.access.refusals import Refused
from licite.desk.grants.words import Told, counted, permission_names, told, why_not
from licite.desk.profiles import matrix
from licite.desk.profiles.forms import CopyForm, SheetForm, WhyForm


@needs(Permission.PROFILE_MANAGE)
@require_safe
def index(request: ActorRequest) -> HttpResponse:
    """Every profile, side by side."""
    every = sheets(request.actor)
    held = grants_held(request.actor)
    heads = [(sheet.key, labels.profile(sheet.key), matrix.held_by(sheet, held)) for sheet in every]
    return render(request, "desk/profiles/index.html", {"heads": heads, "parts": matrix.parts(every)})


@needs(Permission.PROFILE_MANAGE)
@require_safe
def profile_page(request: ActorRequest, key: str) -> HttpResponse:
    """One profile: how to change it, who holds it, its history."""
    return _page(request, _sheet(request.actor, key))


@needs(Permission.PROFILE_MANAGE)
@require_POST
def change(request: ActorRequest, key: str) -> HttpResponse:
    """A change looked at, then saved (`reason` and `seen`)."""
    actor = request.actor
    sheet = _sheet(actor, key)
    if profiles.shut(actor, sheet=sheet):
        raise Refused("reach")
    form = SheetForm(request.POST, actor=actor, sheet=sheet)
    if not form.is_valid():
        return _page(request, sheet, form=form)
    if "seen" not in request.POST:
        return _look(request, sheet, form, WhyForm())
    why = WhyForm(request.POST)
    if not why.is_valid():
        return _look(request, sheet, form, why)
    version = profiles.change(
        actor,
        sheet=form.changed(),
        seen=_number(request.POST["seen"]),
        reveals_a_day=form.cleaned_data["reveals"],
        reason=why.cleaned_data["reason"],
    )
    if version is None:
        messages.error(request, _("The profile changed meanwhile: look at it again."))
    else:
        messages.success(request, _("Saved. The profile holds so from the next page that each member opens."))
    return redirect("desk:profile", key)


@needs(Permission.PROFILE_MANAGE)
@require_POST
def copy(request: ActorRequest, key: str) -> HttpResponse:
    """A profile of the organisation's own, as a copy."""
    sheet = _sheet(request.actor, key)
    form = CopyForm(request.POST)
    if form.is_valid():
        name = form.cleaned_data["name"]
        if profiles.duplicate(request.actor, key=key, name=name):
            messages.success(request, _("The profile is there, held by nobody yet."))
            return redirect("desk:profile", name)
        form.add_error("name", _("Another profile has this name, or it holds a slash: choose another one."))
    return _page(request, sheet, copying=form)


def _page(
    request: ActorRequest, sheet: Sheet, form: SheetForm | None = None, copying: CopyForm | None = None
) -> HttpResponse:
    actor = request.actor
    shut = profiles.shut(actor, sheet=sheet)
    names = member_names(actor)
    held = grants_held(actor)
    form = form or SheetForm(actor=actor, sheet=sheet)
    context = {
        "key": sheet.key,
        "name": labels.profile(sheet.key),
        "shut": shut,
        "form": None if shut else form,
        "kept": permission_names(sheet.permissions - form.offered),
        "copying": None if shut == "control" else copying or CopyForm(),
        "holders": sorted({names.get(one.member, "") for one in profiles.holders(sheet, held)}),
        "history": matrix.told(actor, profiles.history(actor, sheet=sheet), names),
        "parts": matrix.parts([sheet]) if shut else [],
    }
    return render(request, "desk/profiles/profile.html", context)


def _look(request: ActorRequest, sheet: Sheet, form: SheetForm, why: WhyForm) -> HttpResponse:
    actor, after = request.actor, form.changed()
    held, names = grants_held(actor), member_names(actor)
    actor.trace.saw("access:grant:preview", [], [], profile=sheet.key)
    effects = profiles.effects(sheet, after, held)
    counts = counted(actor, (gains for one in effects for gains in (one.gains, one.losses)))

    def words(one: Effect, change: Gains, *, gaining: bool) -> Told | None:
        name = names.get(one.member, "")
        return told(actor, change, counts=counts, name=name, gaining=gaining) if change.any else None

    found = profiles.hindrances(actor, before=sheet, after=after, held=held)
    context: dict[str, Any] = {
        "key": sheet.key,
        "name": labels.profile(sheet.key),
        "differences": matrix.differences(sheet, after),
        "hindrances": sorted({why_not(one) for one in found}),
        "effects": [
            (
                names.get(one.member, ""),
                words(one, one.gains, gaining=True),
                words(one, one.losses, gaining=False),
            )
            for one in effects
        ],
        "holders": len({one.member for one in profiles.holders(sheet, held)}),
        "coming": [
            (names.get(one.member, ""), one.since) for one in profiles.holders(sheet, held) if not one.begun
        ],
        "form": form,
        "why": why,
        "seen": len(profiles.history(actor, sheet=sheet)),
    }
    return render(request, "desk/profiles/preview.html", context)


def _sheet(actor: Actor, key: str) -> Sheet:
    found = next((sheet for sheet in sheets(actor) if sheet.key == key), None)
    if found is None:
        raise Http404
    return found


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else -1

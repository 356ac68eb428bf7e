"""The pages of members: all of them, one of them, and a change of grants in two steps (looked at, then done)."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from licite.access import giving, labels, requests
from licite.access.actor import Actor
from licite.access.grants import Grant
from licite.access.http import ActorRequest
from licite.access.models import Member
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.access.queries import Held, grants_held, member_of
from licite.access.refusals import Refused
from licite.desk.grants import rows
from licite.desk.grants.behind import in_hand, keepers, way_back
from licite.desk.grants.forms import GrantForm, InviteWithGrantForm, UntilForm, asked_for
from licite.desk.grants.words import Told, counted, to_come, told
from licite.staff import actions, mail
from licite.staff.views.members import hand_over


@needs(Permission.GRANT_MANAGE)
@require_safe
def index(request: ActorRequest) -> HttpResponse:
    """Everybody, with what they hold."""
    context = {"members": rows.members(request.actor), "waiting": requests.waiting(request.actor)}
    return render(request, "desk/grants/index.html", context)


@needs(Permission.GRANT_MANAGE)
@require_safe
def member_page(request: ActorRequest, public: UUID) -> HttpResponse:
    """A member's grants, and a form to give one."""
    return _page(request, member_of(request.actor, public=public))


@needs(Permission.GRANT_MANAGE)
@require_POST
def give(request: ActorRequest, public: UUID) -> HttpResponse:
    """A grant looked at, then given (`confirmed`)."""
    actor, member = request.actor, member_of(request.actor, public=public)
    if member.pk == actor.member:
        raise Refused("reach")
    offered, _refused = rows.givable(actor)
    form = GrantForm(request.POST, actor=actor, sheets=offered)
    if not form.is_valid():
        return _page(request, member, form=form)
    chosen = form.cleaned_data
    back = way_back(actor, request.GET) or reverse("desk:grants-member", args=[public])
    if "confirmed" in request.POST:
        giving.give(actor, member=member.pk, **chosen)
        messages.success(request, _("The grant holds from now on, from the next page this member opens."))
        return redirect(back)
    return preview(request, member, form, back=back)


def preview(request: ActorRequest, member: Member, form: GrantForm, *, back: str) -> HttpResponse:
    """What a grant chosen in a valid form would open; its button posts the form again, `confirmed`."""
    actor, chosen = request.actor, form.cleaned_data
    added = form.sheets[chosen["profile"]].over(chosen["portfolios"], chosen["stages"], chosen["until"])
    gains = giving.gains(_live(actor, member.pk), added=added)
    actor.trace.saw("access:grant:preview", [], [], member=member.pk)
    context = {"member": member, "form": form, "gains": gains, "added": _summary(actor, added), "back": back}
    context["told"] = told(actor, gains, counts=counted(actor, [gains]), name=member.name, gaining=True)
    return render(request, "desk/grants/preview.html", context)


@needs(Permission.GRANT_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: ActorRequest, public: UUID, grant: UUID) -> HttpResponse:
    """What the end of a grant closes, then its end."""
    actor, member = request.actor, member_of(request.actor, public=public)
    held = rows.grant_of(actor, member=member.pk, public=grant)
    if request.method == "POST":
        giving.end(actor, grant=held.grant.id, member=member.pk, profile=held.grant.profile)
        messages.success(request, _("The grant has ended. Give it again below, if that was a mistake."))
        return redirect("desk:grants-member", public)
    context = {
        "member": member,
        "held": held,
        "added": _summary(actor, held.grant, None if held.begun else held.since),
    }
    context |= _behind(actor, member)
    context["told"] = _losses(actor, member, held)
    return render(request, "desk/grants/end.html", context)


@needs(Permission.GRANT_MANAGE)
@require_POST
def until(request: ActorRequest, public: UUID, grant: UUID) -> HttpResponse:
    """Another end for a grant, or none."""
    actor, member = request.actor, member_of(request.actor, public=public)
    held = rows.grant_of(actor, member=member.pk, public=grant)
    form = UntilForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("desk:grants-member", public)
    giving.prolong(
        actor, grant=held.grant.id, member=member.pk, profile=held.grant.profile, **form.cleaned_data
    )
    messages.success(request, _("The end of the grant is changed."))
    return redirect("desk:grants-member", public)


@needs(Permission.GRANT_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: ActorRequest) -> HttpResponse:
    """Invites a person with a first grant: by mail where mail leaves, by a link to hand over where it does not."""
    actor = request.actor
    offered, refused = rows.givable(actor)
    form = InviteWithGrantForm(request.POST or None, actor=actor, sheets=offered)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "refused": refused, "mail_leaves": mail.configured()}
        return render(request, "desk/grants/invite.html", context)
    chosen = form.cleaned_data
    who = {name: chosen.pop(name) for name in ("name", "email", "language")}
    token = actions.invite_with_grant(actor, **who, **chosen)
    return hand_over(request, who["email"], token, who["language"], back="desk:grants")


def _page(request: ActorRequest, member: Member, form: GrantForm | None = None) -> HttpResponse:
    actor = request.actor
    live, ended = rows.cards(actor, member=member.pk)
    offered, refused = rows.givable(actor)
    context = {
        "member": member,
        "live": live,
        "ended": ended,
        "refused": refused,
        "is_self": member.pk == actor.member,
        "to_hand_over": way_back(actor, request.GET),
        "carried": request.GET.urlencode(),
        **_behind(actor, member),
        "form": form or GrantForm(actor=actor, sheets=offered, initial=asked_for(request.GET)),
    }
    return render(request, "desk/grants/member.html", context)


def _behind(actor: Actor, member: Member) -> dict[str, object]:
    found = in_hand(actor, member)
    return {
        "in_hand": found,
        "busy": sum(bool(one.what) for one in found),
        "keepers": keepers(actor, member),
    }


def _live(actor: Actor, member: int) -> list[Grant]:
    return [held.grant for held in grants_held(actor, member=member) if held.now]


def _losses(actor: Actor, member: Member, held: Held) -> Told:
    rest = [grant for grant in _live(actor, member.pk) if grant.id != held.grant.id]
    lost = giving.gains(rest, added=held.grant)
    counts = counted(actor, [lost])
    if not held.begun:
        return to_come(told(actor, lost, counts=counts, name=member.name, gaining=True), since=held.since)
    return told(actor, lost, counts=counts, name=member.name, gaining=False, last=not rest)


def _summary(actor: Actor, grant: Grant, since: datetime | None = None) -> dict[str, object]:
    return {
        "profile": labels.profile(grant.profile),
        "portfolios": [
            actor.portfolios.get(portfolio, _("another portfolio")) for portfolio in grant.portfolios
        ],
        "stages": [labels.STAGES[stage] for stage in grant.stages],
        "until": grant.until and labels.last_day(grant.until),
        "since": since,
    }

"""Members, for whoever manages them: the list, invitations, departures. No customer is in sight."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.staff import actions, links, mail, queries
from licite.staff.forms import InviteForm


@needs(Permission.MEMBER_MANAGE)
@require_safe
def index(request: ActorRequest) -> HttpResponse:
    """Everybody, or with `?factor=none` those who sign in without a second factor."""
    members, bare = queries.members(request.actor), request.GET.get("factor") == "none"
    if bare:
        members = [one for one in members if one.state == "active" and not one.second_factor]
    context = {"members": members, "bare": bare, "mail_leaves": mail.configured()}
    return render(request, "staff/members.html", context)


@needs(Permission.MEMBER_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: ActorRequest) -> HttpResponse:
    """Invites a person: by mail where mail leaves, by a link to hand over where it does not."""
    form = InviteForm(request.POST or None, initial={"language": request.actor.language})
    if request.method != "POST" or not form.is_valid():
        return render(request, "staff/invite.html", {"form": form, "mail_leaves": mail.configured()})
    token = actions.invite(request.actor, **form.cleaned_data)
    return hand_over(request, form.cleaned_data["email"], token, form.cleaned_data["language"])


@needs(Permission.MEMBER_MANAGE)
@require_POST
def invite_again(request: ActorRequest, public: UUID) -> HttpResponse:
    """A fresh link for a member who has not joined yet: by mail, or with `show` in the form on the page."""
    member = queries.colleague(request.actor, public=public)
    account = queries.account_of_member(member.pk)
    token = actions.invite_again(member.pk)
    request.actor.trace.saw("staff:member:invite", [], [], member=member.pk)
    if "show" in request.POST:
        return shown(request, token)
    return hand_over(request, account.email, token, member.language)


def hand_over(
    request: ActorRequest, email: str, token: str, language: str, back: str = "staff:members"
) -> HttpResponse:
    """Mails the link once account and trace are committed; where no mail leaves, shows it. `back`: the list."""
    if not mail.configured():
        return shown(request, token, back)
    url = request.build_absolute_uri(links.path_of(token))
    context = {"url": url, "days": links.LASTS[links.Purpose.JOIN].days}
    send = partial(mail.post, email, "staff/mail/join.txt", context, language=language)
    transaction.on_commit(partial(mail.behind, send))
    messages.success(
        request,
        _("The invitation is on its way. If it does not arrive, make a link to hand over from this list.")
        if back == "staff:members"
        else _("The invitation is on its way."),
    )
    return HttpResponseRedirect(reverse(back))


def shown(request: ActorRequest, token: str, back: str = "staff:members") -> HttpResponse:
    """The link, this once, for whoever invites to hand over."""
    url = request.build_absolute_uri(links.path_of(token))
    return render(request, "staff/invited.html", {"url": url, "back": reverse(back)})

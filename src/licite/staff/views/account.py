"""One's own account inside the gate: language, second factor, sessions; and the notice of the first day."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from licite import packs
from licite.access import tickets
from licite.access.http import ActorRequest
from licite.access.needs import members
from licite.staff import actions, factors, queries, signins
from licite.staff.forms import LanguageForm


def here(request: HttpRequest) -> bytes:
    """The hash of the asking session's ticket."""
    return tickets.hash_of(request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""))


@members
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: ActorRequest) -> HttpResponse:
    """The account at a glance; POST changes the language."""
    form = LanguageForm(request.POST or None, initial={"language": request.actor.language})
    if request.method == "POST" and form.is_valid():
        return change_language(request, form.cleaned_data["language"])
    own = queries.account_of(request.actor)
    context = {
        "form": form,
        "email": own.email,
        "second_factor": factors.has_totp(own),
        "asked": not factors.trusted(request),
        "open": len(signins.open_ones(own, here=None)),
    }
    return render(request, "staff/account.html", context)


def change_language(request: ActorRequest, language: str) -> HttpResponse:
    """Writes it, and says so in that language; the pages outside the gate follow by a cookie."""
    actions.speak(request.actor, language=language)
    with translation.override(language):
        messages.success(request, _("Your language has been changed."))
    response = HttpResponseRedirect(reverse("staff:account"))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, secure=settings.SECURE, httponly=True, samesite="Lax"
    )
    return response


@members
@require_safe
def sessions(request: ActorRequest) -> HttpResponse:
    """Where one is signed in."""
    open_ones = signins.open_ones(queries.account_of(request.actor), here=here(request))
    return render(
        request,
        "staff/sessions.html",
        {"sessions": open_ones, "others": any(not one.here for one in open_ones)},
    )


@members
@require_POST
def end_session(request: ActorRequest, mark: str) -> HttpResponse:
    """Ends one of one's own sessions."""
    if not signins.end_one(queries.account_of(request.actor), mark):
        raise Http404
    request.actor.trace.saw("staff:session:end", [], [], ended=1)
    messages.success(request, _("This session has ended."))
    return HttpResponseRedirect(reverse("staff:sessions"))


@members
@require_POST
def end_others(request: ActorRequest) -> HttpResponse:
    """Ends all of one's sessions but this one."""
    ended = signins.end_all(queries.account_of(request.actor), but=here(request))
    request.actor.trace.saw("staff:session:end", [], [], ended=ended)
    messages.success(request, _("Your other sessions have ended."))
    return HttpResponseRedirect(reverse("staff:sessions"))


@members
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: ActorRequest) -> HttpResponse:
    """That every reading is journalled: who may read the journal, how long, why, and one's rights."""
    onward = request.POST.get("next") or request.GET.get("next") or ""
    if not url_has_allowed_host_and_scheme(onward, allowed_hosts=None):
        onward = settings.LOGIN_REDIRECT_URL
    if request.method == "POST":
        actions.read_notice(request.actor)
        return HttpResponseRedirect(onward)
    context = {"next": onward, "months": packs.value("ret.logs.access"), "read": request.actor.notice_read}
    return render(request, "staff/notice.html", context)

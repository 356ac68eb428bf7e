"""/p/: ask for one's link; /p/<token>/: one's choices; /p/<token>/stop/: out in one click."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from licite.access.http import origin_of
from licite.access.needs import public
from licite.lawful import links
from licite.lawful.channels import Channel
from licite.lawful.links import Bearer
from licite.lawful.mail import sender
from licite.lawful.public import acts
from licite.lawful.public.forms import AddressForm, ChannelsForm

LANGUAGES = ("fr", "en")
ONE_CLICK = "One-Click"
WINDOW = 60 * 60
"""Seconds in which requests from one place are counted (`gate.ask_link`)."""

# No view here looks at a cookie: a link's token is its own proof, and whoever blocks cookies has the same rights. The
# form that asks for a link is bounded by where it is asked from, and does what anyone may do.


@csrf_exempt
@public
@require_http_methods(["GET", "HEAD", "POST"])
def choices(request: HttpRequest) -> HttpResponse:
    """Asks for one's link by e-mail. The answer is the same whoever the address belongs to."""
    speak(request)
    form = AddressForm(request.POST or None)
    if request.method != "POST" and request.GET.get("asked"):
        return _page(request, "asked", days=links.LASTS.days)
    if request.method != "POST" or not form.is_valid():
        return _page(request, "choices", form=form)
    with transaction.atomic():
        answer = links.ask(
            address=form.cleaned_data["email"], origin=origin_of(request), language=language_of(request)
        )
    # Too many from one place says nothing of any address; too many for one address is not said.
    return _slow(request) if answer == "slow" else _see(request, reverse("lawful:choices"), asked="1")


@csrf_exempt
@public
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, token: str) -> HttpResponse:
    """The bearer's choices. What they chose before is not shown: it would say what we know."""
    speak(request)
    with transaction.atomic():
        bearer = links.bearer(token)
        if bearer is None:
            return _gone(request)
        form = ChannelsForm(request.POST if request.POST.get("act") == "channels" else None)
        if request.method == "POST":
            done = _act(request, bearer, form)
            if done:
                noted = _signer(token).sign(done)
                return _see(request, reverse("lawful:person", args=[token]), noted=noted)
    done = _noted(request, token)
    if done and request.method != "POST":
        means = [one.label for one in Channel if one.value in done.split(",") and one is not Channel.ALL]
        return _page(request, "done", bearer=bearer, done=done, means=means, token=token)
    return _page(request, "person", bearer=bearer, form=form, token=token)


@csrf_exempt  # RFC 8058: mail services post here without a cookie; the token is the proof
@public
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """No more e-mails, in one click: at once on POST, after a question on GET."""
    speak(request)
    with transaction.atomic():
        bearer = links.bearer(token)
        if bearer is None:
            return _gone(request)
        if request.method == "POST" and request.POST.get("List-Unsubscribe") == ONE_CLICK:
            channel = Channel.EMAIL if bearer.kind == "email" else Channel.SMS
            _objects(request, bearer, [channel])
            return _page(request, "stopped", bearer=bearer, token=token)
    return _page(request, "stop", bearer=bearer, token=token)


def speak(request: HttpRequest) -> None:
    """The language that the page was asked in, where it says one."""
    asked = request.GET.get("lang", "")
    if asked in LANGUAGES:
        translation.activate(asked)
        request.LANGUAGE_CODE = asked


def language_of(request: HttpRequest) -> str:
    """French or English."""
    spoken = (translation.get_language() or "fr")[:2]
    return spoken if spoken in LANGUAGES else "fr"


def _act(request: HttpRequest, bearer: Bearer, form: ChannelsForm) -> str:
    """Does what was asked, and says it: "all", "withdraw" or the channels between commas; "" where nothing was."""
    asked = request.POST.get("act")
    if asked == "all":
        _objects(request, bearer, [Channel.ALL])
        return "all"
    if asked == "channels" and form.is_valid():
        _objects(request, bearer, form.chosen())
        return ",".join(one.value for one in form.chosen())
    if asked == "withdraw":
        acts.withdraw(bearer.hash, origin=origin_of(request))
        return "withdraw"
    return ""


def _objects(request: HttpRequest, bearer: Bearer, channels: Sequence[Channel]) -> None:
    acts.object_to(bearer.hash, channels=channels, language=language_of(request), origin=origin_of(request))


def _signer(token: str) -> Signer:
    """What was noted is said again by the page after it, for this link only: nobody can have it say what was not."""
    return Signer(salt=f"licite.lawful.public:{token}")


def _noted(request: HttpRequest, token: str) -> str:
    try:
        return _signer(token).unsign(request.GET.get("noted", ""))
    except BadSignature:
        return ""


def _see(request: HttpRequest, path: str, **query: str) -> HttpResponse:
    """To the answer, which may be loaded again without doing anything again."""
    return HttpResponseRedirect(f"{path}?{urlencode({'lang': language_of(request), **query})}", status=303)


def _slow(request: HttpRequest) -> HttpResponse:
    answer = _page(request, "slow", status=429)
    answer["Retry-After"] = str(WINDOW)
    return answer


def _gone(request: HttpRequest) -> HttpResponse:
    return _page(request, "gone", status=404)


def _page(request: HttpRequest, name: str, *, status: int = 200, **context: Any) -> HttpResponse:
    language = language_of(request)
    other = "en" if language == "fr" else "fr"
    shown = {"sender": sender(), "language": language, "other": other, **context}
    return render(request, f"lawful/public/{name}.html", shown, status=status)

"""The pages of notices: how they stand, one of them, its versions, the declaration, and the public page."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from licite.access.http import ActorRequest
from licite.access.needs import needs, public
from licite.access.permissions import Permission
from licite.lawful.actions import notices as actions
from licite.lawful.forms.notices import DeclarationForm
from licite.lawful.mail import sender
from licite.lawful.notices import drawing
from licite.lawful.notices.facts import LANGUAGES
from licite.lawful.panels import notices as panels
from licite.lawful.queries import notice_facts
from licite.lawful.queries import notices as queries


@needs(Permission.NOTICE_MANAGE)
@require_safe
def notices(request: ActorRequest) -> HttpResponse:
    """Each kind in each language: published, out of date, or lacking something."""
    lines = [panels.line(one) for one in queries.standings()]
    found = dict.fromkeys(one for line in lines for one in line.standing.missing)
    context = {
        "lines": lines,
        "lacks": [panels.lack(one, request.actor.language) for one in found],
        "ready": sum(line.standing.ready for line in lines),
        "idle": [one.of(request.actor.language) for one in notice_facts.configuration().idle],
    }
    return render(request, "lawful/notices/index.html", context)


@needs(Permission.NOTICE_MANAGE)
@require_POST
def publish_all(request: ActorRequest) -> HttpResponse:
    """Publishes each that is whole and differs from what is published; French before English."""
    done = 0
    for standing in queries.standings():
        if standing.ready:
            actions.publish(request.actor, standing=standing)
            done += 1
    said = ngettext("%(n)s notice is published.", "%(n)s notices are published.", done) % {"n": done}
    messages.success(request, said)
    return HttpResponseRedirect(reverse("lawful:notices"))


@needs(Permission.NOTICE_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: ActorRequest, kind: str, language: str) -> HttpResponse:
    """One notice: the text as it would be published, what would change, its versions."""
    standing = queries.standing_of(kind, language)
    if standing is None:
        raise Http404
    if request.method == "POST":
        if standing.missing or request.POST.get("mark") != drawing.mark(standing.now):
            messages.warning(
                request,
                _("The configuration has changed since you read this text. Read it again, then publish."),
            )
        else:
            version = actions.publish(request.actor, standing=standing)
            messages.success(request, _("Version %(n)s is published.") % {"n": version})
        return HttpResponseRedirect(reverse("lawful:notice", args=[kind, language]))
    context = {
        "line": panels.line(standing),
        "lacks": [panels.lack(one, request.actor.language) for one in standing.missing],
        "text": drawing.html(standing.now),
        "mark": drawing.mark(standing.now),
        "versions": queries.history(kind, language),
        "heading": standing.now[0].title if standing.now else "",
    }
    return render(request, "lawful/notices/one.html", context)


@needs(Permission.NOTICE_MANAGE)
@require_safe
def version(request: ActorRequest, kind: str, language: str, number: int) -> HttpResponse:
    """A version as it was published, for ever."""
    for one in queries.history(kind, language):
        if one.version == number:
            context = {
                "one": one,
                "called": panels.called(one),
                "text": drawing.html(one.sections),
                "plain": drawing.plain(one.sections),
            }
            return render(request, "lawful/notices/version.html", context)
    raise Http404


@needs(Permission.NOTICE_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def declaration(request: ActorRequest) -> HttpResponse:
    """What only the organisation knows."""
    actor, facts = request.actor, notice_facts.configuration()
    form = DeclarationForm(
        request.POST or None, said=facts.declared, aims=facts.aims, language=actor.language
    )
    if form.is_valid():
        actions.declare(actor, declared=form.declared())
        messages.success(
            request, _("It is noted. The notices below would now say it; publish them when they are right.")
        )
        return HttpResponseRedirect(reverse("lawful:notices"))
    return render(request, "lawful/notices/declaration.html", {"form": form})


@public
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """The public notice: the same for everybody. `lang` chooses the language, `version` an earlier one."""
    asked = request.GET.get("lang", "")
    language = asked if asked in LANGUAGES else translation.get_language_from_request(request)[:2]
    wanted = request.GET.get("version", "")
    number = int(wanted) if wanted.isdecimal() and len(wanted) < 6 else None
    with translation.override(language if language in LANGUAGES else "fr"):
        shown = translation.get_language() or "fr"
        found = queries.public_notice(shown, number)
        if found is None and number is not None:
            raise Http404
        context = {
            "notice": found,
            "text": drawing.html(found.sections) if found else "",
            "title": found.sections[0].title if found else _("Protection of personal data"),
            "language": shown,
            "sender": sender(),
            "latest": found is None or found.version == found.versions[0][0],
        }
        answer = render(request, "lawful/notices/public.html", context)
    patch_vary_headers(answer, ["Accept-Language"])
    return answer

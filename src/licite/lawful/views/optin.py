"""The page behind a link of ours, for the person: no account, no cookie needed, nothing of them shown.

GET only asks, since scanners of mail open every link; POST answers. Unknown, past and called-back links are one page.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from licite.access.needs import public
from licite.lawful.actions import optin as actions
from licite.lawful.channels import Channel
from licite.lawful.mail import sender
from licite.lawful.models import Optin
from licite.lawful.proofs.wordings import COMPOSED


@csrf_exempt  # the token is the proof: whoever blocks cookies answers too
@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def optin(request: HttpRequest, token: str) -> HttpResponse:
    """Asks, or takes the answer; the first one counts."""
    said = request.POST.get("answer", "")
    found = actions.question(token)
    kept = None
    if found is not None and request.method == "POST" and said in Optin.Answer.values:
        kept = actions.answer(token, Optin.Answer(said))
    language = found.language if found is not None and found.language in COMPOSED else None
    with translation.override(language or translation.get_language()):
        answer = kept or (found.answer if found is not None else "")
        means = Channel(found.channel).label if found is not None else ""
        context = {"question": found, "answer": answer, "means": means, "sender": sender()}
        return render(request, "lawful/consents/optin.html", context)

"""One transaction a request: enter, answer, write the trace, commit, and only then send."""

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import SimpleTemplateResponse
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from licite.access import gate, refusals, tickets
from licite.access.http import origin_of
from licite.access.needs import PUBLIC, declared
from licite.access.refusals import Refused
from licite.web import errors

log = logging.getLogger("licite.access")
Answer = Callable[[HttpRequest], HttpResponseBase]
READING = ("GET", "HEAD")


class GateMiddleware:
    """Nothing of a person leaves this process before its trace is committed."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Public pages pass outside the gate; all others inside a ticket or not at all."""
        try:
            # A view that declares nothing fails here, as it failed the start-up check.
            wanted = declared(resolve(request.path_info).func)
        except Resolver404:
            wanted = PUBLIC
        if wanted == PUBLIC:
            return self.get_response(request)
        secret = tickets.presented(request)
        if secret is None:
            return to_sign_in(request)
        request.refusal = request.refused_subject = None  # type: ignore[attr-defined]
        request.committed = False  # type: ignore[attr-defined]
        try:
            response = self.answered(request, secret, wanted)
        except Exception as error:
            if request.committed:  # type: ignore[attr-defined]
                log.error("committed, but what follows failed: %s", type(error).__name__)
                response = errors.unfinished()
            elif isinstance(error, DatabaseError):
                log.error("no trace, no page: %s", type(error).__name__)
                response = errors.no_trace()
            else:
                raise
        if request.refusal:  # type: ignore[attr-defined]
            self.note_refusal(request, secret)
        return response

    def answered(self, request: HttpRequest, secret: bytes, wanted: str | None) -> HttpResponseBase:
        """The page; asked for again where the connection had died since it last served, before anything was asked of it."""
        # Entering is the first thing asked: it finds out whether the server is there, so nothing else has to.
        connection.health_check_done = True  # type: ignore[attr-defined]
        try:
            return self.inside(request, secret, wanted)
        except gate.Gone:
            return self.inside(request, secret, wanted)

    def inside(self, request: HttpRequest, secret: bytes, wanted: str | None) -> HttpResponseBase:
        """The request's one transaction; anything but success rolls it back."""
        with transaction.atomic(durable=True):
            # The first of what follows the commit: an error of the others is not one of the trace.
            transaction.on_commit(partial(mark_committed, request))
            actor = gate.enter(secret)
            if actor is None:
                return to_sign_in(request)
            request.actor = actor  # type: ignore[attr-defined]
            translation.activate(actor.language)
            request.LANGUAGE_CODE = actor.language
            if wanted is not None and wanted not in actor.permissions:
                request.refusal = "permission"  # type: ignore[attr-defined]
                transaction.set_rollback(True)
                return errors.page(errors.FORBIDDEN)
            response = self.drawn(request)
            if response.status_code >= 400:
                transaction.set_rollback(True)
            else:
                gate.write_trace(actor, origin=origin_of(request))
            return response

    def drawn(self, request: HttpRequest) -> HttpResponseBase:
        """The view's answer, and its trace arrived if it was sent off while the page was drawn."""
        request.underway = None  # type: ignore[attr-defined]
        try:
            return self.get_response(request)
        finally:
            if request.underway:  # type: ignore[attr-defined]
                request.underway.arrive()  # type: ignore[attr-defined]

    def process_template_response(
        self, request: HttpRequest, response: SimpleTemplateResponse
    ) -> SimpleTemplateResponse:
        """A view that leaves the drawing to us has read all it shows: its trace goes on its way meanwhile."""
        if hasattr(request, "actor") and request.method in READING and response.status_code < 400:
            request.underway = gate.send_trace(request.actor, origin=origin_of(request))  # type: ignore[attr-defined]
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A view that raised leaves nothing behind; a refusal is answered with its reason."""
        if not hasattr(request, "actor"):
            return None
        transaction.set_rollback(True)
        if isinstance(error, Http404):
            request.refusal = "missing"  # type: ignore[attr-defined]
        if isinstance(error, Refused):
            request.refusal = error.code  # type: ignore[attr-defined]
            request.refused_subject = error.subject  # type: ignore[attr-defined]
            return errors.page(page_of(request, error))
        return None

    def note_refusal(self, request: HttpRequest, secret: bytes) -> None:
        """In its own transaction; a journal that is down has already shut the page."""
        try:
            refusals.record(
                secret,
                "access:refusal:write",
                code=request.refusal,  # type: ignore[attr-defined]
                asked=f"{request.method} {request.path}",
                origin=origin_of(request),
                subject=request.refused_subject,  # type: ignore[attr-defined]
            )
        except DatabaseError as error:
            log.error("a refusal could not be journalled: %s", type(error).__name__)


def page_of(request: HttpRequest, refused: Refused) -> errors.Error:
    """The words of a refusal; one about a record leads back to it, and not to the start."""
    page = replace(errors.FORBIDDEN, what=refused.what, next=refused.next or errors.FORBIDDEN.next)
    if refused.title:
        page = replace(page, title=refused.title)
    match = request.resolver_match
    if refused.subject is not None and match and match.route.startswith("contacts/<uuid:public>/"):
        back = reverse("desk:contact", args=[match.kwargs["public"]])
        page = replace(page, link=_("Back to the record"), href=back)
    return page


def mark_committed(request: HttpRequest) -> None:
    """From now on nothing can be undone."""
    request.committed = True  # type: ignore[attr-defined]


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Sends a browser without a live ticket to the sign-in page, and back afterwards."""
    # The path alone: a search term must not travel in a second URL.
    query = "?" + urlencode({"next": request.path}) if request.method == "GET" else ""
    response: HttpResponse = HttpResponseRedirect(settings.LOGIN_URL + query)
    if request.headers.get("HX-Request"):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = settings.LOGIN_URL
    return response

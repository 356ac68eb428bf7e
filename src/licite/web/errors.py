"""Pages for what went wrong: what happened and what to do. They ask nothing of the database or of the actor.

The root ``urls.py`` names them: ``handler400 = "licite.web.errors.bad_request"``, ``handler403`` with
``forbidden``, ``handler404`` with ``not_found``, ``handler429`` with ``too_many`` (allauth looks for it),
``handler500`` with ``broken``; settings name ``CSRF_FAILURE_VIEW = "licite.web.errors.csrf_failure"``; the
gate answers ``no_trace()``; ``MethodMiddleware`` fills the empty answer to a button's address opened alone.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)


BACK: Final = _("Back to the start")


@dataclass(frozen=True, slots=True)
class Error:
    """The words of one error page; `other` leads to the page of a view, where the site has it."""

    code: HTTPStatus
    title: str | Promise
    what: str | Promise
    next: str | Promise
    link: str | Promise = BACK
    href: str = "/"
    other: str | Promise = ""
    view: str = ""


BAD_REQUEST: Final = Error(
    HTTPStatus.BAD_REQUEST,
    _("This request was not understood"),
    _("Something in the address or in what was sent is not in the expected form. Nothing was changed."),
    _("Go back and try again from the page."),
)
FORBIDDEN: Final = Error(
    HTTPStatus.FORBIDDEN,
    _("Your profile does not include this"),
    _("The act exists, but your rights do not cover it. Nothing was changed."),
    _("If you need it for your work, ask the person who manages rights in your company."),
)
STALE_FORM: Final = Error(
    HTTPStatus.FORBIDDEN,
    _("This form has expired"),
    _(
        "The page stayed open too long, or cookies are blocked, so the form could not be accepted. "
        "Nothing was recorded."
    ),
    _("Open the page again, then send the form once more."),
)
NOT_FOUND: Final = Error(
    HTTPStatus.NOT_FOUND,
    _("Nothing to show here"),
    _("This page does not exist, or it is not part of what you may see: both look the same on purpose."),
    _("Check the address, start again from your own lists, or ask for access to the portfolio you need."),
    other=_("Ask for access"),
    view="desk:ask",
)
SIGNED_OUT: Final = Error(
    HTTPStatus.NOT_FOUND,
    NOT_FOUND.title,
    _("There is no page at this address."),
    _("Check the address. If it was given to you for your work, sign in first."),
    _("Sign in"),
)
NOT_ALLOWED: Final = Error(
    HTTPStatus.METHOD_NOT_ALLOWED,
    _("This act starts from its page"),
    _("The address belongs to a button, not to a page: opened alone, it shows and changes nothing."),
    _("Go back to the page it came from and press the button again, if it is still to be done."),
)
TOO_MANY: Final = Error(
    HTTPStatus.TOO_MANY_REQUESTS,
    _("Too many attempts"),
    _("To protect accounts and data, the number of attempts is limited, and that limit has been reached."),
    _("Wait a few minutes, then try again."),
)
BROKEN: Final = Error(
    HTTPStatus.INTERNAL_SERVER_ERROR,
    _("Something broke on our side"),
    _("The request could not be finished, and what it had begun was undone."),
    _("Try again. If it happens once more, tell your administrator the time and the page."),
)
UNFINISHED: Final = Error(
    HTTPStatus.INTERNAL_SERVER_ERROR,
    _("Recorded, but not finished"),
    _("What you asked is recorded. Something that had to follow it failed on our side."),
    _("Do not do it again: look at how it stands, and tell your administrator the time and the page."),
)
NO_TRACE: Final = Error(
    HTTPStatus.SERVICE_UNAVAILABLE,
    _("Nothing can be shown right now"),
    _(
        "Every reading of personal data leaves a trace in the journal. "
        "The trace could not be written, so nothing is shown."
    ),
    _("Nothing is lost. Try again in a moment; if it lasts, tell your administrator."),
    _("Try again"),
    "",
)

# When even the template fails: no translation, no static file, nothing that can fail again.
LAST_RESORT: Final = (
    b'<!doctype html><html lang="fr"><meta charset="utf-8"><title>Licite</title>'
    b"<h1>Une erreur est survenue</h1>"
    b"<p>R&eacute;essayez dans un instant. / Please try again in a moment.</p>"
)


def page(error: Error) -> HttpResponse:
    """Return the page of ``error``. Rendered without the request, so that no context processor runs."""
    response = HttpResponse(render_to_string("web/error.html", {"error": error}), status=error.code)
    if error.code in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
        response["Retry-After"] = "60"
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400."""
    return page(BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403: the profile lacks the act."""
    return page(FORBIDDEN)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403: the form's token is missing or old."""
    return page(STALE_FORM)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404: missing and foreign look the same; who has no session has no list to go back to."""
    return page(NOT_FOUND if settings.SESSION_COOKIE_NAME in request.COOKIES else SIGNED_OUT)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 429."""
    return page(TOO_MANY)


def no_trace() -> HttpResponse:
    """Answer 503: the journal refused the row, so the page that was ready is thrown away."""
    return page(NO_TRACE)


def unfinished() -> HttpResponse:
    """Answer 500: the act is committed, and what follows a commit (an account, a mail) failed."""
    return page(UNFINISHED)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer 500, whatever state the process is in."""
    try:
        return page(BROKEN)
    except Exception:
        logger.exception("The page for errors could not be rendered")
        return HttpResponse(LAST_RESORT, status=HTTPStatus.INTERNAL_SERVER_ERROR)


class MethodMiddleware:
    """Give answer 405 its page: after a sign-in, or on a reload, a browser opens a button's address alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            response.content = page(NOT_ALLOWED).content
        return response

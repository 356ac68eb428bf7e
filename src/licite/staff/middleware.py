"""The two doors of the room: a session that has proved itself gets its ticket; a newcomer reads the notice."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from licite.access.models import Member
from licite.packs import learning
from licite.staff import factors, lockouts, signins, trace
from licite.staff.models import Account
from licite.web import errors

log = logging.getLogger("licite.staff")
Answer = Callable[[HttpRequest], HttpResponseBase]

# Only these read the session: every other page knows its member from the ticket alone.
LOGIN_PATHS = ("/sign-in/", "/sign-out/", "/password/", "/account/second-factor/", "/account/recovery-codes/")
NOTICE = "/notice/"


class TicketMiddleware:
    """Around the login pages: mints, renews and ends tickets, and leads who still lacks a second factor to it.

    Opens their transaction on the login alias; pages of the CRM have none there, nor a connection.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Other pages pass without a look at the session."""
        if not request.path.startswith(LOGIN_PATHS):
            return self.get_response(request)
        before = request.session.session_key
        try:
            with transaction.atomic(using="auth"):
                away = admit(request)
            # The page and what follows from it are one act: locks hold until its end, a failure counts, a crash does not.
            with transaction.atomic(using="auth"):
                response = away or self.get_response(request)
                if response.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
                    return settle(request, response, before)
                transaction.set_rollback(True, using="auth")
                return response
        except DatabaseError as error:
            log.error("no trace, no sign-in: %s", type(error).__name__)
            return errors.no_trace()


def admit(request: HttpRequest) -> HttpResponse | None:
    """Before the page: a session whose ticket is over is over; one without ticket goes where it must.

    By the rules of the organisation as they stand now: nobody inside told this process of them yet.
    """
    learning.catch_up(using="auth")
    account = present(request)
    key = request.session.session_key
    if account is None or key is None or signins.keep(key):
        return None
    if signins.known(key):
        logout(request)
        return None
    step = next_step(request, account)
    if step == settings.LOGIN_URL:
        logout(request)
        return None
    return None if step is None or on_the_way(request.path, step) else HttpResponseRedirect(step)


def settle(request: HttpRequest, response: HttpResponseBase, before: str | None) -> HttpResponseBase:
    """After the page: the ticket follows the session, whatever the page did to it."""
    account = present(request)
    if account is not None and request.session.session_key is None:
        request.session.save()
    key = request.session.session_key if account is not None else None
    if before is not None and before != key:
        close(request, before)
    if account is None or key is None:
        return response
    if signins.known(key):
        if not (factors.trusted(request) or factors.has_totp(account)):
            close(request, key)
            logout(request)
        return response
    step = next_step(request, account)
    if step == settings.LOGIN_URL:
        logout(request)
    if step is not None:
        away = 300 <= response.status_code < 400 and not on_the_way(response.headers["Location"], step)
        return HttpResponseRedirect(step) if away else response
    return opened(request, response, account, key)


def opened(request: HttpRequest, response: HttpResponseBase, account: Account, key: str) -> HttpResponseBase:
    """Signed in: ticket, row, journal; and the member's language for the pages outside the gate."""
    signins.open_(request, account, key)
    lockouts.succeed(account.email)
    trace.note(request, "staff:session:open", member=account.member_id, factor=factors.used(request, account))
    language = Member.objects.using("auth").values_list("language", flat=True).get(pk=account.member_id)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def close(request: HttpRequest, key: str) -> None:
    """Ends the ticket of a cookie, and journals it if it was a sign-in."""
    member = signins.end_key(key)
    if member is not None:
        trace.note(request, "staff:session:end", member=member)


def present(request: HttpRequest) -> Account | None:
    """The account of this session, if it is open for work."""
    account = request.user
    return account if isinstance(account, Account) and account.is_active else None


def next_step(request: HttpRequest, account: Account) -> str | None:
    """Where this session must go before it gets a ticket; None when it may have it.

    A session that began with the password alone, before a second factor was set up elsewhere, starts anew.
    """
    if not factors.has_totp(account):
        return None if factors.trusted(request) else reverse("mfa_activate_totp")
    if not factors.proved(request, account):
        return str(settings.LOGIN_URL)
    if not factors.codes_seen(account):
        return reverse("mfa_view_recovery_codes")
    return None


def on_the_way(address: str, step: str) -> bool:
    """Whether a half signed-in session may go there: the step itself, proving oneself again, or out."""
    path = urlsplit(address).path
    return path in (step, reverse("account_logout")) or path.startswith(reverse("account_reauthenticate"))


class NoticeMiddleware:
    """Inside the gate: nothing is shown to a member who has not yet read that reading is journalled."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Sends to the notice, and back afterwards."""
        actor = getattr(request, "actor", None)
        if actor is None or actor.notice_read or request.path == NOTICE:
            return self.get_response(request)
        if request.headers.get("HX-Request"):
            response = HttpResponse(status=204)
            response["HX-Redirect"] = NOTICE
            return response
        query = "?" + urlencode({"next": request.path}) if request.method == "GET" else ""
        return HttpResponseRedirect(NOTICE + query)

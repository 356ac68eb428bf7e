"""Every answer carries the security headers; nothing but static files may be kept by a cache."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory

from licite.web.headers import CONTENT_SECURITY_POLICY, HEADERS, SecurityHeadersMiddleware


def _answer(path: str) -> HttpResponse:
    response = SecurityHeadersMiddleware(
        lambda request: HttpResponse("x", headers={"Cache-Control": "max-age=9"})
    )(RequestFactory().get(path))
    assert isinstance(response, HttpResponse)
    return response


def test_pages_are_never_stored() -> None:
    assert _answer("/contacts/")["Cache-Control"] == "no-store"


def test_static_files_keep_their_own_cache_rule() -> None:
    assert _answer(f"{settings.STATIC_URL}web/icons.svg")["Cache-Control"] == "max-age=9"


def test_every_answer_carries_every_header() -> None:
    for path in ("/", f"{settings.STATIC_URL}web/icons.svg"):
        response = _answer(path)
        assert {name: response[name] for name in HEADERS} == HEADERS


def test_over_https_browsers_are_told_to_stay_there(settings: Any) -> None:
    for path in ("/", f"{settings.STATIC_URL}web/icons.svg"):
        settings.SECURE = False
        assert "Strict-Transport-Security" not in _answer(path)
        settings.SECURE = True
        assert _answer(path)["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_no_page_may_be_framed_and_no_setting_pretends_to_see_to_it() -> None:
    assert CONTENT_SECURITY_POLICY["DIRECTIVES"]["frame-ancestors"] == ["'none'"]
    # Read by Django's own middlewares alone, which are not in the list.
    assert not settings.is_overridden("X_FRAME_OPTIONS")
    assert not settings.is_overridden("SECURE_HSTS_SECONDS")


def test_the_policy_allows_nothing_inline_and_nothing_foreign() -> None:
    sources = {source for listed in CONTENT_SECURITY_POLICY["DIRECTIVES"].values() for source in listed}
    assert sources == {"'none'", "'self'", "data:"}
    assert CONTENT_SECURITY_POLICY["DIRECTIVES"]["script-src"] == ["'self'"]

"""Error pages ask nobody anything: no database (pytest-django forbids it here), no request, no actor."""

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest
from django.http import HttpResponse, HttpResponseNotAllowed
from django.test import RequestFactory
from django.utils import translation

from licite.web import errors

PAGES: list[tuple[Callable[[], HttpResponse], HTTPStatus]] = [
    (lambda: errors.bad_request(_request(), ValueError()), HTTPStatus.BAD_REQUEST),
    (lambda: errors.forbidden(_request(), PermissionError()), HTTPStatus.FORBIDDEN),
    (lambda: errors.csrf_failure(_request(), reason="x"), HTTPStatus.FORBIDDEN),
    (lambda: errors.not_found(_request(), ValueError("secret")), HTTPStatus.NOT_FOUND),
    (lambda: errors.MethodMiddleware(_buttons_only)(_request()), HTTPStatus.METHOD_NOT_ALLOWED),
    (lambda: errors.too_many(_request()), HTTPStatus.TOO_MANY_REQUESTS),
    (lambda: errors.broken(_request()), HTTPStatus.INTERNAL_SERVER_ERROR),
    (errors.unfinished, HTTPStatus.INTERNAL_SERVER_ERROR),
    (errors.no_trace, HTTPStatus.SERVICE_UNAVAILABLE),
]


def _request() -> Any:
    return RequestFactory().get("/contacts/someone/")


def _buttons_only(_: Any) -> HttpResponse:
    return HttpResponseNotAllowed(["POST"])


def test_the_page_of_a_buttons_address_still_names_the_method_it_takes() -> None:
    assert errors.MethodMiddleware(_buttons_only)(_request())["Allow"] == "POST"


@pytest.mark.parametrize(("answer", "status"), PAGES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_page_says_what_happened_and_what_to_do(
    answer: Callable[[], HttpResponse], status: HTTPStatus, language: str
) -> None:
    with translation.override(language):
        response = answer()
    body = response.content.decode()
    assert response.status_code == status
    assert f'<html lang="{language}">' in body
    assert str(status.value) in body
    assert len(re.findall(r"<p", body)) >= 3
    assert "someone" not in body
    assert "secret" not in body


def test_a_missing_and_a_foreign_record_give_the_same_bytes() -> None:
    one = errors.not_found(_request(), ValueError("missing"))
    other = errors.not_found(_request(), ValueError("foreign"))
    assert one.content == other.content


def test_who_is_not_signed_in_is_offered_to_and_told_nothing_of_lists() -> None:
    signed_in = _request()
    signed_in.COOKIES["licite"] = "anything"
    with translation.override("fr"):
        out = errors.not_found(_request(), ValueError()).content.decode()
        inside = errors.not_found(signed_in, ValueError()).content.decode()
    assert "Se connecter" in out
    assert "listes" not in out
    assert "vos propres listes" in inside
    assert "Se connecter" not in inside


def test_a_failing_template_still_gives_a_page(settings: Any) -> None:
    settings.TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates"}]
    response = errors.broken(_request())
    assert response.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert "Réessayez" in response.content.decode().replace("&eacute;", "é")

"""Whose address it is, behind a proxy and without one."""

from ipaddress import ip_network

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from licite.web.proxies import ProxyMiddleware

OURS = [ip_network("127.0.0.0/8"), ip_network("10.1.0.0/16")]


def address(settings, proxies, **headers) -> str:
    settings.PROXIES = proxies
    request = RequestFactory().get("/", **headers)
    ProxyMiddleware(lambda _request: HttpResponse())(request)
    return request.META["REMOTE_ADDR"]


@pytest.mark.parametrize(
    ("forwarded", "remote", "expected"),
    [
        ("203.0.113.9", "127.0.0.1", "203.0.113.9"),
        ("198.51.100.1, 203.0.113.9", "127.0.0.1", "203.0.113.9"),
        ("203.0.113.9, 10.1.2.3", "127.0.0.1", "203.0.113.9"),
        ("nonsense", "127.0.0.1", "127.0.0.1"),
        ("", "127.0.0.1", "127.0.0.1"),
        ("203.0.113.9", "198.51.100.7", "198.51.100.7"),
    ],
)
def test_the_nearest_hop_that_is_no_proxy_of_ours_is_the_client(settings, forwarded, remote, expected):
    assert address(settings, OURS, HTTP_X_FORWARDED_FOR=forwarded, REMOTE_ADDR=remote) == expected


def test_without_declared_proxies_the_header_is_not_read(settings):
    assert address(settings, [], HTTP_X_FORWARDED_FOR="203.0.113.9", REMOTE_ADDR="127.0.0.1") == "127.0.0.1"

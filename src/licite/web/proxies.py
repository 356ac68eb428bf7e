"""Whose address a request comes from, when a reverse proxy stands before us."""

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase


class ProxyMiddleware:
    """Puts the client's address in REMOTE_ADDR: the last one in X-Forwarded-For that is not a proxy of ours.

    Only when the connection itself comes from a network of LICITE_PROXIES; otherwise the header is a claim that
    anyone can make, and is not read.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Rewrites the address, then goes on."""
        if settings.PROXIES:
            hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
            request.META["REMOTE_ADDR"] = client([*hops, request.META.get("REMOTE_ADDR", "")])
        return self.get_response(request)


def client(hops: list[str]) -> str:
    """The nearest hop that is not one of our proxies; the nearest of all when every one is."""
    known = [hop.strip() for hop in reversed(hops)]
    for hop in known:
        if not is_proxy(hop):
            return hop if is_address(hop) else known[0]
    return known[0]


def is_proxy(hop: str) -> bool:
    """Whether an address is in a network of LICITE_PROXIES."""
    return is_address(hop) and any(ip_address(hop) in network for network in settings.PROXIES)


def is_address(hop: str) -> bool:
    """Whether it is an IP address at all."""
    try:
        ip_address(hop)
    except ValueError:
        return False
    return True

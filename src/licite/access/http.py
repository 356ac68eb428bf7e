"""The typed request of a view behind the gate."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from licite.access.actor import Actor


class ActorRequest(HttpRequest):
    """A request that came through the gate."""

    actor: Actor
    htmx: HtmxDetails


def origin_of(request: HttpRequest) -> str:
    """The address a request came from; proxies are trusted only where the server itself says so."""
    return str(request.META.get("REMOTE_ADDR") or "-")

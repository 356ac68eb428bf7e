"""Every URL says what it needs; silence is refusal (the start-up check fails)."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver

from licite.access.permissions import Permission

View = TypeVar("View", bound=Callable[..., Any])
PUBLIC = "public"


def needs(permission: Permission) -> Callable[[View], View]:
    """The view is for members one of whose live grants holds the permission."""

    def declare(view: View) -> View:
        view.needs = permission  # type: ignore[attr-defined]
        return view

    return declare


def members(view: View) -> View:
    """The view is for any member inside a live ticket, and shows only what is theirs."""
    view.needs = None  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """The view is for everyone and runs outside the gate: it sees no row of a person."""
    view.needs = PUBLIC  # type: ignore[attr-defined]
    return view


def declared(view: Callable[..., Any]) -> str | None:
    """What the view needs: PUBLIC, a permission, or None for any member. AttributeError for silence."""
    wanted: str | None = view.needs  # type: ignore[attr-defined]
    return wanted


def every_url(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every route of the site with its pattern."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from every_url(entry, route)
        else:
            yield route, entry


@register()
def check_every_url_declares(**_: object) -> list[CheckMessage]:
    """Fails the start for a URL whose view declares neither a permission, nor members, nor public."""
    return [
        Error(f"/{route} declares no permission: add @needs(…), @members or @public", id="access.E001")
        for route, pattern in every_url()
        if not hasattr(pattern.callback, "needs")
    ]

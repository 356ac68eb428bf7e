"""Saved views in sight: one's own, and those shared with a portfolio of one's."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

from django.http import Http404

from licite.access.actor import Actor
from licite.access.permissions import Permission
from licite.people import sealing
from licite.people.queries.rows import fetch
from licite.people.queries.tags import tag_token

MOST = 40
IN_SIGHT = """
    SELECT v.id, v.public, v.member, v.portfolio, v.content, f.view IS NOT NULL AS first
    FROM people_savedview v LEFT JOIN people_firstview f ON f.view = v.id AND f.member = %(me)s
    WHERE (%(public)s::uuid IS NULL OR v.public = %(public)s)
    ORDER BY v.member <> %(me)s, v.created_at, v.id LIMIT %(most)s
"""


@dataclass(frozen=True)
class View:
    """A saved view. `shape`: the words of its address; `own`: the actor's; `first`: the actor's list opens in it."""

    id: int
    public: UUID
    name: str
    shape: Mapping[str, str]
    portfolio: int | None
    own: bool
    first: bool


def views_of(actor: Actor) -> list[View]:
    """The views in sight, one's own first, at most forty. They hold closed choices, no person: no trace."""
    asked = {"me": actor.member, "public": None, "most": MOST}
    return [_view(actor, raw) for raw in fetch(IN_SIGHT, asked)]


def own_view(actor: Actor, public: UUID) -> View:
    """One of one's own. Http404 for a missing one, and for another's alike."""
    found = [view for view in _some(actor, public) if view.own]
    if not found:
        raise Http404
    return found[0]


def view_in_sight(actor: Actor, public: UUID) -> View:
    """One's own or a shared one. Raises Http404."""
    found = _some(actor, public)
    if not found:
        raise Http404
    return found[0]


def sharing(actor: Actor) -> dict[int, str]:
    """The portfolios with which the actor may share a view, by id, with their names."""
    held = {
        portfolio
        for grant in actor.grants
        if Permission.VIEW_SHARE in grant.permissions
        for portfolio in grant.portfolios
    }
    return {key: name for key, name in actor.portfolios.items() if key in held}


def _some(actor: Actor, public: UUID) -> list[View]:
    asked = {"me": actor.member, "public": public, "most": 1}
    return [_view(actor, raw) for raw in fetch(IN_SIGHT, asked)]


def _view(actor: Actor, raw: Mapping[str, Any]) -> View:
    name, words = sealing.open_values("view", raw["public"], raw["content"])
    shape = dict(parse_qsl(words))
    if "tag" in shape:
        # Kept as the word: the token changes with the keys.
        shape["tag"] = str(tag_token(shape["tag"]))
    return View(
        id=raw["id"],
        public=raw["public"],
        name=name,
        shape=shape,
        portfolio=raw["portfolio"],
        own=raw["member"] == actor.member,
        first=raw["first"],
    )

"""Keeping a list as one likes it: a member's own, or shared with a portfolio."""

import uuid
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from licite.access.actor import Actor
from licite.access.refusals import Refused
from licite.kit import clock, names
from licite.people import sealing
from licite.people.models.saved import FirstView, SavedView
from licite.people.queries.saved import View, sharing
from licite.people.queries.tags import tag_word

LONGEST: Final = 60


def save_view(
    actor: Actor, *, name: str, shape: Mapping[str, str], portfolio: int | None, first: bool
) -> UUID:
    """Keeps a new view, shared with a portfolio or private; returns its public id. Raises Refused: act."""
    _may_share(actor, portfolio)
    public, now = uuid.uuid4(), clock.now()
    made = SavedView.objects.create(
        public=public,
        member=actor.member,
        portfolio=portfolio,
        content=_sealed(actor, public, name, shape),
        created_at=now,
        changed_at=now,
    )
    if first:
        open_in(actor, view=made.id)
    actor.trace.saw("people:view:write", [], [], portfolio=portfolio)
    return public


def change_view(
    actor: Actor, *, view: View, name: str, shape: Mapping[str, str], portfolio: int | None, first: bool
) -> None:
    """Renames one's own view, gives it other values, shares it or makes it private. Raises Refused: act."""
    _may_share(actor, portfolio)
    SavedView.objects.filter(id=view.id, member=actor.member).update(
        portfolio=portfolio, content=_sealed(actor, view.public, name, shape), changed_at=clock.now()
    )
    if first != view.first:
        open_in(actor, view=view.id if first else None)
    actor.trace.saw("people:view:write", [], [], portfolio=portfolio)


def end_view(actor: Actor, *, view: View) -> None:
    """Deletes one's own view; a list that opened in it opens as usual."""
    SavedView.objects.filter(id=view.id, member=actor.member).delete()
    actor.trace.saw("people:view:end", [], [])


def open_in(actor: Actor, *, view: int | None) -> None:
    """The actor's list opens in this view, one's own or a shared one; in none: as usual."""
    if view is None:
        FirstView.objects.filter(member=actor.member).delete()
    elif not FirstView.objects.filter(member=actor.member).update(view=view):
        FirstView.objects.create(member=actor.member, view=view)


def _may_share(actor: Actor, portfolio: int | None) -> None:
    if portfolio is not None and portfolio not in sharing(actor):
        raise Refused("act")


def _sealed(actor: Actor, public: UUID, name: str, shape: Mapping[str, str]) -> bytes | None:
    kept = dict(shape)
    if "tag" in kept:
        word = tag_word(actor, int(kept["tag"])) if kept["tag"].lstrip("-").isdecimal() else ""
        kept = {**kept, "tag": word} if word else {key: kept[key] for key in kept if key != "tag"}
    return sealing.seal_values("view", public, [names.clean(name)[:LONGEST], urlencode(kept)])

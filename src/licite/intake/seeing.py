"""Who will see the records that a file brings, said before it enters: the same answer as on each of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import ngettext

from licite.access import labels
from licite.access.actor import Actor
from licite.access.permissions import Permission
from licite.access.queries import Watcher, watchers_of
from licite.intake.declared import Declared
from licite.kit.cells import cell_of

NAMED = 3


@dataclass(frozen=True)
class Seen:
    """Where newcomers go, who sees them there, in words; whether a colleague who sells is among these."""

    place: str
    names: str
    sold_to: bool


def seen_at(actor: Actor, declared: Declared) -> Seen:
    """Who will see the records that go where it was declared: those who sell there first."""
    watchers = watchers_of(actor, cell_of(declared.portfolio, declared.stage))
    watchers.sort(key=lambda one: not _sells(one))
    return Seen(
        place=f"{actor.portfolios.get(declared.portfolio, '…')} · {labels.STAGES[declared.stage]}",
        names=_names([one.name for one in watchers]),
        sold_to=any(map(_sells, watchers)),
    )


def _sells(watcher: Watcher) -> bool:
    """Who has deals of their own there, and hands out nobody's work."""
    held = {one for grant in watcher.sight.because for one in grant.permissions}
    return Permission.DEAL_WRITE in held and Permission.CONTACT_ASSIGN not in held


def _names(names: Sequence[str]) -> str:
    shown, more = ", ".join(names[:NAMED]), len(names) - NAMED
    if more <= 0:
        return shown
    others = ngettext("and %(n)s other", "and %(n)s others", more) % {"n": more}
    return f"{shown} {others}"

"""How the journal is sealed, in words: until where, copied where, verified when and by whom."""

from datetime import datetime

from django.utils.translation import gettext as _

from licite.access.actor import Actor
from licite.desk.journal.details import Known, moment
from licite.desk.journal.rows import who_of
from licite.journal import checkpoints, health, queries
from licite.journal.checkpoints import Checkpoint, Checkpoints
from licite.journal.verify import UNANCHORED_SECONDS, UNSEALED_SECONDS, Verdict

VERIFIED_HERE = 500_000
"""Rows that a page verifies while its reader waits (about two seconds); beyond, the command is shown."""


def seal_box(actor: Actor, known: Known) -> dict[str, object]:
    """What the card says, and what a verification cannot see."""
    state = health.sealing_state()
    places = Checkpoints.of_home()
    copied = _copied(places)
    return {
        "sealing": state,
        "sealed_at": moment(state.sealed_at) if state.sealed_at else "",
        "checkpoint": checkpoints.newest_in(places.log),
        "second_place": places.copy is not None,
        "copied_at": moment(copied.at) if copied else "",
        "verification": _verification(actor, known),
        "verified_here": (state.total or 0) <= VERIFIED_HERE,
        "unsealed_seconds": UNSEALED_SECONDS,
        "unanchored_hours": UNANCHORED_SECONDS // 3600,
    }


def told(verdict: Verdict) -> dict[str, object]:
    """What the journal keeps of a verification."""
    return {
        "ok": verdict.ok,
        "blocks": verdict.blocks,
        "entries": verdict.entries,
        "first_bad": verdict.first_bad,
    }


def verified(*, at: datetime, who: str, ok: bool) -> str:
    """When a verification ran, by whom, and what it found."""
    sentence = _("%(at)s, by %(who)s: whole") if ok else _("%(at)s, by %(who)s: altered")
    return sentence % {"at": moment(at), "who": who}


def _verification(actor: Actor, known: Known) -> str:
    entry = queries.last_verification(actor)
    if entry is None:
        return ""
    return verified(at=entry.at, who=who_of(entry, known), ok=entry.detail.get("ok") is True)


def _copied(places: Checkpoints) -> Checkpoint | None:
    """The newest line of the second place; None when it cannot be read: then nothing is claimed of it."""
    try:
        return checkpoints.newest_in(places.copy) if places.copy else None
    except OSError:
        return None

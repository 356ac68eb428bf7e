"""Restrictions on a contact's page: `lawful/_restriction.html` draws them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from licite.access.actor import Actor
from licite.access.permissions import Permission
from licite.lawful.forms.restriction import RestrictForm
from licite.lawful.models.notes import RestrictionReason
from licite.lawful.queries.restriction import names_of, restrictions_of


@dataclass(frozen=True)
class RestrictionLine:
    """One restriction, in words; `id` where the reader may lift it."""

    id: int | None
    reason: str
    since: datetime
    by: str
    told_at: datetime | None
    lifted_at: datetime | None
    lifted_by: str


@dataclass(frozen=True)
class Restrictions:
    """The panel: what runs, what ran, and the form where it may be written."""

    lines: Sequence[RestrictionLine]
    running: bool
    form: RestrictForm | None


def restrictions(actor: Actor, *, contact: int) -> Restrictions | None:
    """The panel of one record; None where there is nothing to show and nothing to do."""
    writes = actor.has(Permission.RESTRICTION_WRITE)
    found = restrictions_of(actor, contact=contact)
    if not found and not writes:
        return None
    people = names_of(actor, found)
    lines = [
        RestrictionLine(
            id=one.pk if writes and one.lifted_at is None else None,
            reason=str(RestrictionReason(one.reason).label),
            since=one.since,
            by=people.get(one.member or 0, ""),
            told_at=one.told_at,
            lifted_at=one.lifted_at,
            lifted_by=people.get(one.lifted_by or 0, ""),
        )
        for one in found
    ]
    return Restrictions(
        lines, any(one.lifted_at is None for one in found), RestrictForm() if writes else None
    )

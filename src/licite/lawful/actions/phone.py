"""Noting what a call depends on: a list that was looked at, a call-back that the person asked for."""

from datetime import datetime

from licite.access.actor import Actor
from licite.access.permissions import Act, Permission
from licite.access.refusals import Refused
from licite.kit import clock
from licite.lawful.models import Callback, ScreenedList, Screening


def note_screening(actor: Actor, *, contact: int, cell: int, name: ScreenedList, listed: bool) -> None:
    """Says what a list said of the record's number, just now. Raises Refused: act."""
    _must_communicate(actor, contact, cell)
    Screening.objects.create(
        contact=contact, cell=cell, name=name, at=clock.now(), listed=listed, member=actor.member
    )
    actor.trace.saw("lawful:screening:write", [contact], ["phone"])


def note_callback(
    actor: Actor, *, contact: int, cell: int, asked_at: datetime, agreed_at: datetime | None = None
) -> None:
    """The person asked to be called, perhaps at an exact hour. Raises Refused: act, future."""
    _must_communicate(actor, contact, cell)
    now = clock.now()
    if asked_at > now:
        raise Refused("future", subject=contact)
    Callback.objects.create(
        contact=contact,
        cell=cell,
        asked_at=asked_at,
        agreed_at=agreed_at,
        member=actor.member,
        created_at=now,
    )
    actor.trace.saw("lawful:callback:write", [contact], ["phone"])


def _must_communicate(actor: Actor, contact: int, cell: int) -> None:
    if not (actor.has(Permission.CONSENT_WRITE) and actor.may(Act.COMMUNICATE, cell)):
        raise Refused("act", subject=contact)

"""Orders to inform many persons: given by a member on a page, carried out by the worker."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from licite import vault
from licite.access.actor import Actor
from licite.access.refusals import Refused
from licite.kit import clock
from licite.lawful.models import DeliveredBy, Dispatch, DispatchState
from licite.lawful.notices.due import delay

TASK: Final = "people.send_notices"
LIVE = (DispatchState.ORDERED, DispatchState.RUNNING)
TOGETHER = frozenset({DeliveredBy.EMAIL, DeliveredBy.AT_COLLECTION})


def order(
    actor: Actor, *, means: DeliveredBy, wanted: Mapping[str, str], proof: str = "", persons: int = 0
) -> Dispatch:
    """Orders it, inside the caller's transaction. `wanted`: closed choices and days that narrow the list, `persons` long.

    Refused: "act" for a means that is not for many, "proof" where a past notice comes without one, "collection" where
    the list is not of one day and one source that is the person.
    """
    if means not in TOGETHER:
        raise Refused("act")
    if means is DeliveredBy.AT_COLLECTION:
        if not proof:
            raise Refused("proof")
        if not (wanted.get("collected") and wanted.get("source")) or wanted["source"] in delay().indirect:
            raise Refused("collection")
    made = Dispatch(
        member=actor.member,
        channel=means,
        wanted=dict(wanted),
        state=DispatchState.ORDERED,
        created_at=clock.now(),
    )
    made.proof = vault.seal("proof", made.public, vault.pack([proof])) if proof else None
    made.save(force_insert=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.defer(%s, %s::jsonb)", [TASK, json.dumps({"dispatch": str(made.public)})])
    if means is DeliveredBy.AT_COLLECTION:
        actor.trace.saw("lawful:notice:note", [], [], persons=persons)
    else:
        actor.trace.saw("lawful:notice:order", [], [], means=means.value, persons=persons)
    return made


def taken_up(actor: Actor, public: UUID) -> Dispatch | None:
    """The actor's own order, running from now on; None for one that has ended or is not theirs."""
    found = Dispatch.objects.filter(public=public, member=actor.member, state__in=LIVE)
    if not found.update(state=DispatchState.RUNNING):
        return None
    return found.get()


def count(public: UUID, counts: Mapping[str, int]) -> None:
    """What was done so far, by outcome."""
    Dispatch.objects.filter(public=public, state=DispatchState.RUNNING).update(counts=dict(counts))


def end(public: UUID, *, at: datetime | None = None) -> None:
    """Done: the sentence that went with it goes."""
    Dispatch.objects.filter(public=public, state__in=LIVE).update(
        state=DispatchState.DONE, proof=None, done_at=at or clock.now()
    )


def stop(public: UUID) -> None:
    """Over, whoever ordered it has no rights left or it failed too often."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.stop_dispatch(%s)", [public])


def own(actor: Actor, public: UUID) -> Any:
    """The actor's own order, without its sentence; None for another's."""
    return Dispatch.objects.filter(public=public, member=actor.member).defer("proof").first()


def latest(actor: Actor, *, limit: int = 5) -> list[Dispatch]:
    """The actor's latest orders."""
    return list(Dispatch.objects.filter(member=actor.member).defer("proof").order_by("-created_at")[:limit])

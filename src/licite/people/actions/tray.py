"""Decisions over records that met somebody outside their writer's sight, or the suppression list."""

from typing import Literal

from django.db import connection
from django.http import Http404

from licite.access.actor import Actor
from licite.access.refusals import Refused
from licite.lawful.channels import Channel
from licite.people.queries.rows import fetch

Decision = Literal["open", "refuse"]


def decide_tray(actor: Actor, *, entry: int, decision: Decision) -> None:
    """`open`: another person, the record may be used. `refuse`: the newcomer goes, with all that hangs on it.

    Whatever is opened takes over what the person had refused elsewhere. Raises Http404 for an entry out of sight,
    Refused("objected") to open a newcomer who refused everything, Refused("settled") to set an older record aside.
    """
    found = fetch("SELECT contact, closes, settled FROM people_tray WHERE id = %s", [entry])
    if not found:
        raise Http404
    contact, closes, settled = (found[0][name] for name in ("contact", "closes", "settled"))
    if decision == "open" and Channel.ALL in closes and not settled:
        raise Refused("objected", subject=contact)
    if decision == "refuse" and settled:
        raise Refused("settled", subject=contact)
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.decide(%s, %s)", [entry, decision])
        (done,) = cursor.fetchone()
    if not done:
        raise Http404
    actor.trace.saw(f"people:tray:{decision}", [contact], [], entry=entry)

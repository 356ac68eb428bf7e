"""Open deals follow the records of a hand-over, and come back with it; closed ones keep their owner."""

from collections.abc import Sequence

from django.db import connection

from licite.access.actor import Actor
from licite.people.actions.handover import Deals

HAND = "SELECT * FROM gate.hand_deals(%s::bigint[], %s, %s)"
TAKE_BACK = "SELECT * FROM gate.return_deals(%s::bigint[], %s::int[], %s)"


def hand(
    actor: Actor, contacts: Sequence[int], giver: int | None, taker: int
) -> list[tuple[int, int, int | None]]:
    """Hands the open deals with these contacts over, of one member or of anybody; (deal, contact, whose it was)."""
    with connection.cursor() as cursor:
        cursor.execute(HAND, [list(contacts), giver, taker])
        handed: list[tuple[int, int, int | None]] = cursor.fetchall()
    _trace(actor, [contact for _, contact, _ in handed], after=taker)
    return handed


def take_back(actor: Actor, deals: Sequence[int], givers: Sequence[int | None], holder: int) -> int:
    """Gives deals that are open and still the holder's back to whose they were; how many."""
    back = 0
    # Each giver's apart, so that the journal names to whom they went back.
    for giver in dict.fromkeys(givers):
        own = [deal for deal, whose in zip(deals, givers, strict=True) if whose == giver]
        with connection.cursor() as cursor:
            cursor.execute(TAKE_BACK, [own, [giver] * len(own), holder])
            about = [row[0] for row in cursor.fetchall()]
        _trace(actor, about, before=holder, **({} if giver is None else {"after": giver}))
        back += len(about)
    return back


def _trace(actor: Actor, about: Sequence[int], **whose: int) -> None:
    if about:
        actor.trace.saw("sales:deal:hand", about, ["owner"], deals=len(about), **whose)


DEALS = Deals(hand, take_back)

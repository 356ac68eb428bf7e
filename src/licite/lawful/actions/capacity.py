"""Says in what capacity persons are here and what kind of mailbox theirs is; who said so is kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.http import Http404

from licite.access.actor import Actor
from licite.lawful.choices import Capacity, CapacityWhy, Mailbox


@dataclass(frozen=True)
class Said:
    """What is said of one record, by its id."""

    contact: int
    capacity: Capacity
    mailbox: Mailbox
    why: CapacityWhy | None = CapacityWhy.ASKED


def say_capacity(actor: Actor, *, said: Sequence[Said]) -> int:
    """Writes what was said of these records; returns how many were in reach: those one edits, and all in sight for
    whoever may do so in bulk.
    """
    if not said:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gate.classify(%s::bigint[], %s::text[], %s::text[], %s::text[])",
            [
                [one.contact for one in said],
                [one.capacity.value for one in said],
                [one.mailbox.value for one in said],
                [one.why.value if one.why else "" for one in said],
            ],
        )
        done = int(cursor.fetchone()[0])
    actor.trace.saw(
        "lawful:capacity:write", [one.contact for one in said], ["capacity", "mailbox"], records=done
    )
    return done


def say_minor(actor: Actor, *, contact: int, minor: bool) -> None:
    """Says whether the person is a minor: a yes or a no, never a birth date (law.md 9). Raises Http404."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.note_minor(%s, %s)", [contact, minor])
        (done,) = cursor.fetchone()
    if not done:
        raise Http404
    actor.trace.saw("lawful:minor:write", [contact], ["minor"])

"""Purchases that a file of another tool tells."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.utils import timezone

from licite.access.actor import Actor
from licite.people import sealing
from licite.sales.queries.purchases import SHOWN

KEEP = "SELECT gate.keep_purchases(%s::bigint[], %s::date[], %s::bytea[], %s::bigint[])"


class Bought(NamedTuple):
    """A purchase behind an act in the history of a contact. `cents`: None where nothing is told."""

    interaction: int
    contact: int
    subject: UUID
    at: datetime
    number: str
    label: str
    cents: int | None


def keep_purchases(actor: Actor, *, bought: Sequence[Bought]) -> None:
    """Keeps purchases behind acts that this transaction noted. One statement."""
    if not bought:
        return
    columns: list[list[Any]] = [
        [one.interaction for one in bought],
        [timezone.localdate(one.at) for one in bought],
        [
            sealing.seal_values("purchase", one.subject, [one.number, one.label])
            if one.number or one.label
            else None
            for one in bought
        ],
        [one.cents for one in bought],
    ]
    with connection.cursor() as cursor:
        cursor.execute(KEEP, columns)
    fields = [*SHOWN, *(["amount"] if any(one.cents is not None for one in bought) else [])]
    actor.trace.saw("sales:purchase:write", dict.fromkeys(one.contact for one in bought), fields)

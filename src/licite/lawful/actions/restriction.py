"""Restriction (GDPR article 18): the record is kept, and used for nothing until the restriction is lifted."""

from datetime import datetime

from django.db import connection
from django.http import Http404

from licite.access.actor import Actor
from licite.access.refusals import Refused
from licite.lawful.models.notes import RestrictionReason


def restrict(actor: Actor, *, contact: int, reason: RestrictionReason, since: datetime) -> None:
    """Restricts a record in sight, for one of the four cases of the law.

    Raises Http404 out of sight, Refused: future (`since` is to come), restricted (already, for this reason).
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.restrict(%s, %s, %s)", [contact, reason.value, since])
        (said,) = cursor.fetchone()
    if said == "missing":
        raise Http404
    if said:
        raise Refused({"date": "future"}.get(said, "restricted"), subject=contact)
    actor.trace.saw("lawful:restriction:write", [contact], [])


def lift(actor: Actor, *, restriction: int, contact: int, told_at: datetime) -> None:
    """Lifts one restriction, once the person was told (GDPR 18(3)); others of the record go on.

    Raises Http404 for none that is running in sight, Refused("told") for a day to come or before the restriction.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.lift(%s, %s)", [restriction, told_at])
        (said,) = cursor.fetchone()
    if said == "missing":
        raise Http404
    if said:
        raise Refused("told", subject=contact)
    actor.trace.saw("lawful:restriction:lift", [contact], [], restriction=restriction)

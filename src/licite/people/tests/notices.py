"""What the tests of notices share: a house that has said everything, notices published, persons to inform."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from licite.access import gate, tickets
from licite.lawful.actions import notices as actions
from licite.lawful.notices.facts import Declared
from licite.people.tests.proofs import call_the_house
from licite.people.tests.ways import ALMA, as_superuser, post
from licite.web.dates import today
from tests.conftest import session_of
from tests.world import DORA, Person

SOON, LATE, FAR = today() + timedelta(days=3), today() - timedelta(days=3), today() + timedelta(days=60)
ENGLISH = {
    "prospection": "finding new customers among professionals",
    "customer_relationship": "looking after our customers",
    "newsletter": "telling professionals what is new",
    "satisfaction": "improving what we do",
}


def prepare(**declared: Any) -> None:
    """The organisation is known and has declared what notices need; committed."""
    call_the_house("Maison Essai SAS")
    declare(Declared(interests_en=ENGLISH, **declared))


def declare(declared: Declared) -> None:
    """The officer declares; committed."""
    with transaction.atomic():
        actor = gate.enter(tickets.secret_of(session_of(DORA)))
        assert actor is not None
        actions.declare(actor, declared=declared)
        gate.write_trace(actor, origin="-")


def publish() -> None:
    """Whatever is ready is published, in the browser."""
    assert post(DORA, "/notices/publish/", {}).status_code == 302


def uninformed(one: Person = ALMA, *, due: date | str, source: str = "purchased_list", **other: Any) -> None:
    """The record of somebody whose data came from elsewhere, and who is to be informed by a day."""
    as_superuser(
        "UPDATE people_contact SET source = %s, notice_due = %s, informed_at = NULL WHERE id = %s",
        source,
        due,
        one.id,
    )
    for column, value in other.items():
        assert column in ("email", "objections", "restricted", "waiting", "collected_at", "country")
        as_superuser(f"UPDATE people_contact SET {column} = %s WHERE id = %s", value, one.id)


def acts() -> list[tuple[Any, ...]]:
    """Act and subjects of what was done with notices, oldest first."""
    return as_superuser(
        "SELECT act, subjects FROM journal.entry WHERE act ~ '^lawful:notice:' ORDER BY at, id"
    )


def informed(one: Person = ALMA) -> Any:
    """Since when, as the database holds it."""
    return as_superuser("SELECT informed_at FROM people_contact WHERE id = %s", one.id)[0][0]

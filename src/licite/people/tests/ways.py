"""What the tests of people share: requests in a member's browser, the superuser's eye, somebody new."""

from datetime import UTC, datetime
from typing import Any

from django.http import HttpResponse

from licite.access.actor import Actor
from licite.kit.cells import Stage
from licite.people.actions import NewContact
from licite.people.queries import ContactRow, contact_for
from tests.conftest import browser_of
from tests.plugin import database_name, superuser
from tests.world import EAST, WEST, Cast, Person, person

ALMA = person(WEST, 1)
BEGUN = (
    "INSERT INTO people_interaction (contact, cell, at, kind, direction, outcome, evidence, member, created_at) "
    "VALUES (%s, %s, now() - interval '2 minutes', 'call', 'ours', 'planned', '', %s, now())"
)
"""A call of a member under way: contact, cell, member."""
DAY = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
EASTERN = person(EAST, 1)
FORM = {
    "cell": "11", "first": "noé", "last": "NOUVEAU", "emails": "noe@ailleurs.example", "phones": "02 99 01 77 01", "country": "FR",
    "capacity": "unknown", "source": "fair", "collected_on": "2026-11-10", "purpose": "prospection", "basis": "legitimate_interest", "doubted": "on",
}  # fmt: skip


def get(who: Cast, path: str, **headers: str) -> HttpResponse:
    return browser_of(who).get(path, headers=headers)


def post(who: Cast, path: str, data: dict[str, Any], **headers: str) -> HttpResponse:
    return browser_of(who).post(path, data, headers=headers)


def text(answer: HttpResponse) -> str:
    """The page as one reads it: no-break spaces are spaces."""
    return answer.content.decode().replace("\xa0", " ")


def page(who: Cast, one: Person = ALMA) -> str:
    answer = get(who, f"/contacts/{one.public}/")
    assert answer.status_code == 200
    return text(answer)


def as_superuser(sql: str, *parameters: object) -> list[tuple[Any, ...]]:
    with superuser(database_name()) as connection:
        connection.execute("SET search_path = licite")
        cursor = connection.execute(sql, parameters)
        return cursor.fetchall() if cursor.description else []


def row(actor: Actor, one: Person = ALMA) -> ContactRow:
    return contact_for(actor, one.public)


def somebody(**other: Any) -> NewContact:
    """A person who is in no cell of the world."""
    given: dict[str, Any] = {
        "portfolio": WEST,
        "stage": Stage.COLD,
        "first": "Noé",
        "last": "Nouveau",
        "emails": ("noe.nouveau@ailleurs.example",),
        "phones": ("+33 2 99 01 77 01",),
        "capacity": "unknown",
        "country": "FR",
        "source": "fair",
        "purpose": "prospection",
        "basis": "legitimate_interest",
        "collected_at": DAY,
    }
    return NewContact(**{**given, **other})

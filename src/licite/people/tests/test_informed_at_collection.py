"""Many noted as informed when their data were collected: of one source and one day, and who were there."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from licite.access.refusals import Refused
from licite.lawful.actions import dispatches
from licite.lawful.models import DeliveredBy
from licite.people.jobs.notices import carry_out
from licite.people.panels import notices as panels
from licite.people.tests.notices import LATE, acts, informed, prepare, publish, uninformed
from licite.people.tests.ways import as_superuser, get, post, row, text
from tests.conftest import inside
from tests.workers import as_worker
from tests.world import DORA, RITA, WEST, person


@pytest.fixture
def house(fresh: None) -> None:
    """Every notice is published."""
    prepare()
    publish()


def order(who: Any, query: str = "", **data: str) -> UUID:
    answer = post(who, f"/inform/many/{query}", data)
    assert answer.status_code == 303, text(answer)
    return UUID(answer["Location"].rstrip("/").split("/")[-1])


def dispatch(public: UUID, columns: str = "state, counts") -> tuple[Any, ...]:
    return as_superuser(f"SELECT {columns} FROM lawful_dispatch WHERE public = %s", public)[0]


def test_those_informed_at_collection_are_noted_with_one_sentence(house):
    one, two, other = person(WEST, 1), person(WEST, 2), person(WEST, 3)
    for each in (one, two):
        uninformed(each, due=LATE, source="fair")
    uninformed(other, due=LATE)
    query = "?show=all&source=fair&collected=2026-11-02"
    assert post(RITA, f"/inform/many/{query}", {"means": "at_collection", "proof": "x"}).status_code == 200
    made = order(RITA, query, means="at_collection", proof="Texte imprimé sur le bulletin", sure="on")
    assert b"bulletin" not in bytes(dispatch(made, "proof")[0])
    with as_worker():
        carry_out(made, RITA.id)
    assert dispatch(made, "state, counts, proof") == ("done", {"sent": 2}, None)
    assert informed(one).date() == date(2026, 11, 2)
    assert informed(other) is None
    with inside(RITA) as actor:
        (line,) = panels.notice(actor, row(actor, two)).lines
        assert line.proof == "Texte imprimé sur le bulletin"


@pytest.mark.parametrize(
    "query",
    [
        "?show=all",
        "?show=all&source=fair",
        "?show=all&collected=2026-11-02",
        "?show=all&source=purchased_list&collected=2026-11-02",
        "?show=all&source=website&collected=2026-11-02",
        "?show=all&source=referral&collected=2026-11-02",
    ],
)
def test_a_list_of_several_origins_or_had_from_elsewhere_is_not_noted_as_informed(house, query):
    for number, source in enumerate(("fair", "purchased_list", "website", "referral"), 1):
        uninformed(person(WEST, number), due=LATE, source=source)
    assert "Noter que" not in text(get(RITA, f"/inform/{query}"))
    answer = post(RITA, f"/inform/many/{query}", {"means": "at_collection", "proof": "x", "sure": "on"})
    assert answer.status_code == 200
    assert "à un jour et une origine" in text(answer)
    assert as_superuser("SELECT count(*) FROM lawful_dispatch") == [(0,)]
    wanted = {"source": "purchased_list", "collected": "2026-11-02"}
    with inside(RITA) as actor, pytest.raises(Refused, match="collection"):
        dispatches.order(actor, means=DeliveredBy.AT_COLLECTION, wanted=wanted, proof="x")


def test_the_journal_says_what_was_noted_of_how_many_and_that_nothing_was_sent(house):
    for number in (1, 2):
        uninformed(person(WEST, number), due=LATE, source="fair")
    query = "?show=all&source=fair&collected=2026-11-02"
    made = order(RITA, query, means="at_collection", proof="x", sure="on")
    with as_worker():
        carry_out(made, RITA.id)
    page = text(get(DORA, "/journal/"))
    assert "A noté que 2 personnes avaient été informées à la collecte" in page
    assert "A informé 2 personnes" in page
    assert ("lawful:notice:order", []) not in acts()

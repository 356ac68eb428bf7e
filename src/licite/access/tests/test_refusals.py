"""A refusal is journalled although the request was rolled back: what was asked, of whom, and why not."""

import pytest

from licite.access.refusals import PER_MINUTE, ration
from tests.conftest import browser_of
from tests.plugin import database_name, superuser
from tests.world import ANNA, EAST, RITA, WEST, person

LAST = "SELECT actor, subjects, detail FROM journal.entry WHERE act = 'access:refusal:write' ORDER BY at DESC LIMIT 1"


@pytest.fixture(autouse=True)
def a_fresh_ration():
    """Other tests of this process were refused too, perhaps within the minute."""
    ration.recent.clear()


def last_refusal():
    with superuser(database_name()) as connection:
        return connection.execute(LAST).fetchone()


def test_a_reveal_refused_names_the_person_and_the_reason(fresh):
    one = person(WEST, 1)
    with superuser(database_name()) as connection:
        connection.execute("UPDATE licite.people_contact SET objections = 15 WHERE id = %s", (one.id,))
    answer = browser_of(RITA).post(f"/contacts/{one.public}/reveals/", {"field": "phone", "act": "call_now"})
    assert answer.status_code == 403
    actor, subjects, detail = last_refusal()
    assert (actor, subjects, detail["refused"]) == (RITA.id, [one.id], "objection")


def test_a_foreign_record_asked_by_id_is_a_refusal_without_its_number(fresh):
    answer = browser_of(RITA).get(f"/contacts/{person(EAST, 1).public}/")
    assert answer.status_code == 404
    actor, subjects, detail = last_refusal()
    assert (actor, subjects, detail["refused"]) == (RITA.id, [], "missing")


def test_an_act_the_profile_lacks_is_a_refusal(fresh):
    assert browser_of(ANNA).get("/contacts/new/").status_code == 403
    actor, _subjects, detail = last_refusal()
    assert (actor, detail) == (ANNA.id, {"refused": "permission", "asked": "GET /contacts/new/"})


def test_a_script_does_not_flood_the_journal_with_refusals(fresh):
    for _ in range(PER_MINUTE + 5):
        assert browser_of(RITA).get(f"/contacts/{person(EAST, 1).public}/").status_code == 404
    with superuser(database_name()) as connection:
        written = connection.execute(
            "SELECT count(*) FROM journal.entry WHERE act = 'access:refusal:write'"
        ).fetchone()
    assert written == (PER_MINUTE,)

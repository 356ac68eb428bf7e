"""The page that says whether a person may be contacted: in words, with the rule, and what a call depends on."""

import pytest

from tests.conftest import browser_of
from tests.world import ANNA, BEN, RITA, WEST, person

MINE = person(WEST, 2, 2)
PAGE = f"/contacts/{MINE.public}/may/"


def test_every_purpose_and_channel_has_its_answer_reason_and_rule(fresh):
    page = browser_of(RITA).get(PAGE).content.decode()
    assert "Puis-je contacter cette personne" in page
    assert page.count("/rules/FR/") >= 7
    assert "Permis tant que la personne ne s’y oppose pas." in page
    assert "chan.phone.professional" in page


def test_one_purpose_can_be_asked_for(fresh):
    every = browser_of(RITA).get(PAGE).content.decode()
    one = browser_of(RITA).get(PAGE, {"purpose": "prospection"}).content.decode()
    assert one.count("<table") == 1 < every.count("<table")
    assert browser_of(RITA).get(PAGE, {"purpose": "nothing"}).status_code == 200


def test_who_does_not_see_the_record_does_not_see_the_page(fresh):
    assert browser_of(BEN).get(PAGE).status_code == 404


def test_the_list_shows_four_lights_a_row(fresh):
    page = browser_of(RITA).get("/contacts/").content.decode()
    assert page.count('class="lights"') == page.count('<td class="name">')
    assert 'class="light care tel"' in page


def test_a_call_back_asked_for_is_noted_and_told(fresh):
    answer = browser_of(RITA).post(f"{PAGE}called-for/", {"callback-asked_at": "2026-11-20T10:00"})
    assert (answer.status_code, answer["Location"]) == (303, PAGE)
    assert (
        browser_of(RITA).post(f"{PAGE}called-for/", {"callback-asked_at": "2999-01-01T10:00"}).status_code
        == 200
    )


def test_a_screening_is_noted(fresh):
    assert browser_of(RITA).post(f"{PAGE}screened/", {"screening-listed": "no"}).status_code == 303
    assert browser_of(RITA).post(f"{PAGE}screened/", {}).status_code == 200


@pytest.mark.parametrize("act", ["called-for/", "screened/"])
def test_who_only_reads_notes_nothing(act, fresh):
    assert browser_of(ANNA).post(PAGE + act, {"callback-asked_at": "2026-11-20T10:00"}).status_code == 403

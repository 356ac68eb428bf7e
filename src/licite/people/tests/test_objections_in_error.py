"""An objection that nobody made is taken back by whoever noted it that day or the officer: with a reason, never in silence."""

import re

import pytest
from django.db import connection

from licite.people.tests.ways import ALMA, as_superuser, get, page, post, text
from licite.vault import tokens
from tests.conftest import browser_of, inside
from tests.world import ANNA, BEN, DORA, EAST, MAX, RITA, person

pytestmark = pytest.mark.usefixtures("swept", "fresh")

URL = f"/contacts/{ALMA.public}/objections/"
SAID = {"objection-channel": "phone", "objection-told_by": "phone", "objection-on": "2026-11-10"}
CLICK = {"mistake-because": "not_said"}


def noted(who=RITA, **other: str) -> str:
    """The page on which it is taken back."""
    assert post(who, URL, SAID | other).status_code == 303
    ((count,),) = as_superuser("SELECT count(*) FROM lawful_objection WHERE contact = %s", ALMA.id)
    return f"{URL}{count}/mistake/"


def take_back(who, where: str):
    """What the page of the objection posts."""
    shown = get(who, where)
    hidden = re.search(r'name="mistake-noted" value="(\d+)"', shown.content.decode())
    return post(who, where, CLICK | {"mistake-noted": hidden[1] if hidden else "0"})


def left() -> tuple[int, int, int]:
    """Bits of the record, its objections, the list."""
    ((bits, said, listed),) = as_superuser(
        "SELECT c.objections, (SELECT count(*) FROM lawful_objection), (SELECT count(*) FROM lawful_suppression) "
        "FROM people_contact c WHERE c.id = %s", ALMA.id)  # fmt: skip
    return bits, said, listed


def test_whoever_noted_it_takes_it_back_the_same_day_and_the_journal_keeps_both():
    where = noted()
    assert left() == (1, 1, 1)
    assert where in page(RITA)
    assert take_back(RITA, where).status_code == 303
    assert left() == (0, 0, 0)
    kept = as_superuser(
        "SELECT act, actor, subjects, fields, detail ->> 'because' FROM journal.entry "
        "WHERE act IN ('lawful:objection:write', 'lawful:objection:correct') ORDER BY at, id")  # fmt: skip
    assert kept == [
        ("lawful:objection:write", RITA.id, [ALMA.id], ["phone"], None),
        ("lawful:objection:correct", RITA.id, [ALMA.id], ["phone"], "not_said"),
    ]
    assert "notée par un clic" in text(get(DORA, f"/journal/?contact={ALMA.public}"))


def test_of_a_wrong_record_the_next_page_leads_to_the_search_for_the_right_one():
    where = noted()
    hidden = re.search(r'name="mistake-noted" value="(\d+)"', get(RITA, where).content.decode())
    browser = browser_of(RITA)
    answer = browser.post(where, {"mistake-because": "wrong_record", "mistake-noted": hidden[1]}, follow=True)
    said = answer.content.decode()
    assert "L’opposition est retirée" in said
    assert '<a href="/search/">Chercher cette personne</a>' in said


def test_it_takes_a_reason():
    where = noted()
    assert post(RITA, where, {}).status_code == 200
    assert left() == (1, 1, 1)


def test_another_that_took_its_place_meanwhile_is_not_taken_back_for_it():
    where = noted()
    assert post(RITA, where, CLICK | {"mistake-noted": "1"}).status_code == 200
    assert left() == (1, 1, 1)


def test_a_colleague_does_not_and_is_told_who_may():
    where = noted()
    assert where not in page(ANNA)
    shown = text(get(ANNA, where))
    assert "Vous ne pouvez pas retirer cette opposition" in shown
    assert take_back(ANNA, where).status_code == 200
    assert take_back(BEN, where).status_code == 404
    assert left() == (1, 1, 1)


def test_the_day_after_only_the_officer_does():
    where = noted()
    as_superuser("UPDATE lawful_objection SET created_at = created_at - interval '1 day'")
    assert where not in page(RITA)
    assert "Vous ne pouvez pas retirer" in text(get(RITA, where))
    assert take_back(RITA, where).status_code == 200
    ((number,),) = as_superuser("SELECT id FROM lawful_objection")
    with inside(RITA), connection.cursor() as cursor:
        cursor.execute("SELECT gate.unsay(%s, %s, '{}', '{}')", [ALMA.id, number])
        assert cursor.fetchone() == ("officer",)
    assert take_back(DORA, where).status_code == 303
    assert left() == (0, 0, 0)


def test_what_another_objection_closes_stays_closed():
    noted(MAX, **{"objection-channel": "all"})
    where = noted()
    assert take_back(RITA, where).status_code == 303
    assert left() == (127, 1, 2)


def test_what_the_list_knew_before_stays_on_it():
    noted(MAX, **{"objection-on": "2026-11-01"})
    where = noted()
    assert take_back(RITA, where).status_code == 303
    assert left() == (1, 1, 1)


@pytest.mark.parametrize("told_by", ["list", "person", "import", "shared"])
def test_what_the_person_a_file_or_the_list_said_is_not_taken_back_here(told_by):
    where = noted()
    as_superuser("UPDATE lawful_objection SET told_by = %s", told_by)
    assert take_back(DORA, where).status_code == 404
    assert left() == (1, 1, 1)


def test_nobody_takes_off_the_list_what_another_record_put_there():
    noted()
    ((number,),) = as_superuser("SELECT id FROM lawful_objection")
    foreign = b"\x01\x00" + b"f" * 32
    as_superuser(
        "INSERT INTO lawful_suppression (fingerprint, channel, purpose, source, since) "
        "SELECT %s, 'phone', '', 'record', at FROM lawful_objection", foreign)  # fmt: skip
    with inside(RITA), connection.cursor() as cursor:
        cursor.execute("SELECT gate.unsay(%s, %s, ARRAY[%s]::bytea[], '{}')", [ALMA.id, number, foreign])
        assert cursor.fetchone() == ("done",)
        cursor.execute("SELECT 1")
    assert left()[2] == 2


@pytest.fixture
def twice() -> object:
    """A record of the East with Alma's phone."""
    other = person(EAST, 2)
    as_superuser(
        "INSERT INTO people_token (token, exact, cell, contact) VALUES (%s, true, %s, %s)",
        tokens.exact("phone", ALMA.phone), other.cell, other.id,
    )  # fmt: skip
    return other


def test_what_it_was_carried_to_opens_again(twice):
    where = noted(MAX)
    assert left()[1] == 2
    assert take_back(MAX, where).status_code == 303
    assert as_superuser("SELECT objections FROM people_contact WHERE id = %s", twice.id) == [(0,)]
    assert left() == (0, 0, 0)
    assert as_superuser("SELECT subjects FROM journal.entry WHERE act = 'lawful:objection:unspread'") == [
        ([twice.id],)
    ]


def test_out_of_sight_nothing_waits_for_it_any_more(twice):
    where = noted()
    assert as_superuser("SELECT waiting FROM people_contact WHERE id = %s", twice.id) == [(True,)]
    assert take_back(RITA, where).status_code == 303
    assert as_superuser("SELECT waiting FROM people_contact WHERE id = %s", twice.id) == [(False,)]
    assert as_superuser("SELECT count(*) FROM people_tray") == [(0,)]

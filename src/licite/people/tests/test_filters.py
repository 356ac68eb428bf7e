"""Filters hold in every order and in every search; what is not read puts nobody in order."""

import json
import sys

import pytest

from licite.people import queries
from licite.people.actions import create_contact
from licite.people.queries import Filters, contact_list, search
from licite.people.tests.ways import ALMA, as_superuser, get, page, somebody, text
from tests.conftest import inside
from tests.world import MAX, PEOPLE, RITA, WEST, person

OTHER = person(WEST, 2)
FILTERS = (
    {"capacity": "consumer"},
    {"country": "BE"},
    {"department": "29"},
    {"objected": True},
    {"capacity": "consumer", "objected": True},
)
ORDERS = ({}, {"order": "name"}, {"letter": "O"})


@pytest.fixture
def one_stands_apart(fresh):
    as_superuser(
        "UPDATE people_contact SET capacity = 'consumer', country = 'BE', department = '29', objections = 4 WHERE id = %s",
        ALMA.id,
    )


def ids(found):
    return {row.id for row in found.rows}


@pytest.mark.parametrize("exact_up_to", [2000, 1])
@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("narrowing", FILTERS)
def test_a_filter_holds_in_every_order(one_stands_apart, monkeypatch, narrowing, order, exact_up_to):
    monkeypatch.setattr(queries.lists, "EXACT_UP_TO", exact_up_to)
    with inside(RITA) as actor:
        assert ids(contact_list(actor, filters=Filters(**narrowing, **order))) == {ALMA.id}


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("words", ["oue", "alma oue", "Société Oue", ALMA.email, ALMA.phone])
@pytest.mark.parametrize("narrowing", FILTERS)
def test_a_filter_holds_in_every_search(one_stands_apart, narrowing, words, order):
    with inside(RITA) as actor:
        assert ids(search(actor, words, filters=Filters(**narrowing, **order))) == {ALMA.id}
        opposite = Filters(objected=False, **order)
        assert ALMA.id not in ids(search(actor, words, filters=opposite))


def test_who_did_not_object_is_listed_from_a_to_z_without_who_did(one_stands_apart):
    shown = text(get(RITA, "/contacts/?objected=no&sort=name"))
    assert str(ALMA.public) not in shown
    assert str(OTHER.public) in shown


def test_a_search_narrows_before_its_cap(one_stands_apart, monkeypatch):
    for module in ("search", "finding"):
        monkeypatch.setattr(sys.modules[f"licite.people.queries.{module}"], "CAP", 1)
    with inside(RITA) as actor:
        for words in ("oue", "Société Oue"):
            found = search(actor, words, filters=Filters(objected=True))
            assert (ids(found), found.too_many) == ({ALMA.id}, False)


def test_a_search_within_a_letter_is_in_its_order():
    with inside(MAX) as actor:
        found = search(actor, "Société Oue", filters=Filters(letter="M", portfolio=WEST)).rows
        assert {row.last for row in found} == {"Morlaix"}
        everybody = search(actor, "Société Oue", filters=Filters(order="name", portfolio=WEST)).rows
        assert [row.last for row in everybody] == sorted(row.last for row in everybody)


def test_a_national_number_is_read_in_both_countries():
    with inside(RITA) as actor:
        made = create_contact(actor, new=somebody(phones=("0470 12 34 56",), country="BE"))
        assert [row.id for row in search(actor, "0470 12 34 56").rows] == [made.id]
        assert [row.id for row in search(actor, "0" + ALMA.phone.removeprefix("+33")).rows] == [ALMA.id]


@pytest.fixture
def names_are_masked(fresh):
    as_superuser(
        "UPDATE access_profile SET levels = levels || %s::jsonb WHERE key = 'rep'",
        json.dumps({"name": "masked", "title": "hidden"}),
    )


@pytest.mark.parametrize(
    "path",
    ["/", "/contacts/", "/contacts/?sort=name", "/contacts/?q=oue", f"/contacts/{ALMA.public}/"]
    + [f"/contacts/{ALMA.public}/{part}" for part in ("who/", "edit/", "stage/advance/")],
)
def test_a_name_that_the_level_masks_is_on_no_page(names_are_masked, path):
    as_superuser(
        "INSERT INTO people_task (public, contact, cell, kind, due_at, member, created_at) "
        "SELECT gen_random_uuid(), id, cell, 'call', now(), %s, now() FROM people_contact WHERE id = %s",
        RITA.id, ALMA.id,
    )  # fmt: skip
    answer = get(RITA, path)
    assert answer.status_code == 200
    shown = (
        text(answer).replace("Société Ouessant", "").replace("q=oue", "").replace(f"tarif {ALMA.last}", "")
    )
    assert ALMA.last not in shown
    assert ALMA.first not in shown
    assert "Acheteur" not in shown


def test_a_name_that_is_not_read_puts_nobody_in_order(names_are_masked):
    with inside(RITA) as actor:
        latest = contact_list(actor, filters=Filters())
        assert latest.rows[0].sort_key == latest.rows[-1].sort_key
        by_name = contact_list(actor, filters=Filters(order="name"))
        assert [row.id for row in by_name.rows] == [row.id for row in latest.rows]
        assert contact_list(actor, filters=Filters(letter="O")).rows == []
        assert search(actor, ALMA.email, filters=Filters(letter="O")).rows == []
    assert "•••" in page(RITA)


def test_a_title_that_the_level_masks_is_dots_and_one_it_hides_is_nothing(fresh):
    for level, expected in (("masked", "•••"), ("hidden", "")):
        as_superuser(
            "UPDATE access_profile SET levels = levels || %s::jsonb WHERE key = 'rep'",
            json.dumps({"title": level}),
        )
        with inside(RITA) as actor:
            assert {row.title for row in contact_list(actor, filters=Filters()).rows} == {expected}


def test_the_form_of_a_hidden_coordinate_has_no_mask(fresh):
    as_superuser(
        "UPDATE access_profile SET levels = levels || %s::jsonb WHERE key = 'rep'",
        json.dumps({"phone": "hidden"}),
    )
    shown = text(get(RITA, f"/contacts/{ALMA.public}/edit/"))
    assert "+33 2 ••" not in shown
    assert "@" not in shown or "a•••" in shown


def test_the_home_journals_what_it_shows_and_no_more(fresh):
    with inside(RITA):
        pass
    for one in [one for one in PEOPLE if one.cell // 10 == WEST]:
        as_superuser(
            "INSERT INTO people_task (public, contact, cell, kind, due_at, member, created_at) "
            "VALUES (gen_random_uuid(), %s, %s, 'call', now(), %s, now())", one.id, one.cell, RITA.id,
        )  # fmt: skip
    shown = text(get(RITA, "/"))
    counts = dict(
        as_superuser("SELECT act, cardinality(subjects) FROM journal.entry WHERE act LIKE 'people:%%:list'")
    )
    assert counts == {"people:task:list": 16}
    assert sum(str(one.public) in shown for one in PEOPLE) <= 20
    assert "4" in shown

"""What the list and the search answer, inside a rep's own sight."""

import pytest
from django.http import Http404

from licite.kit import phones
from licite.people import queries
from licite.people.actions import company_named, create_contact
from licite.people.queries import Filters, contact_for, contact_list, duplicates_in_scope, scope_count
from licite.people.queries.search import Lack, lack, search, too_short
from licite.people.tests.ways import ALMA, get, somebody, text
from tests.conftest import inside
from tests.world import ADA, ANNA, BEN, DORA, EAST, IVAN, MAX, PAUL, PEOPLE, RITA, WEST, person


def names(found):
    return [row.name for row in found.rows]


def test_a_rep_lists_the_records_of_the_grant_and_no_other():
    with inside(RITA) as actor:
        found = contact_list(actor, filters=Filters())
    assert {row.cell for row in found.rows} == {11, 12, 13, 14}
    assert len(found.rows) == 16


def test_a_member_without_customer_data_lists_nothing():
    with inside(IVAN) as actor:
        assert contact_list(actor, filters=Filters()).rows == []
        assert scope_count(actor, actor.cells("read")) == 0


def test_pages_follow_one_another_without_gap_or_repeat(monkeypatch):
    monkeypatch.setattr(queries.lists, "PAGE", 10)
    seen = []
    with inside(MAX) as actor:
        after = ""
        while True:
            page = contact_list(actor, filters=Filters(), after=after)
            seen += [row.id for row in page.rows]
            after = page.after
            if not after:
                break
    assert sorted(seen) == [one.id for one in PEOPLE]
    assert len(seen) == len(set(seen)) == 48


@pytest.mark.parametrize("size", [2, 7, 50])
def test_many_cells_give_the_same_pages_as_few(monkeypatch, size):
    monkeypatch.setattr(queries.lists, "PAGE", size)
    walks = []
    with inside(MAX) as actor:
        for most in (0, 1000):
            monkeypatch.setattr(queries.lists, "MANY_CELLS", most)
            pages, after = [], ""
            while not pages or after:
                page = contact_list(actor, filters=Filters(country="FR"), after=after)
                pages.append([row.id for row in page.rows])
                after = page.after
            walks.append(pages)
    assert walks[0] == walks[1]
    assert sum(map(len, walks[0])) > 7


@pytest.mark.parametrize("size", [10, 50])
def test_a_to_z_is_exact_in_a_small_scope(monkeypatch, size):
    monkeypatch.setattr(queries.lists, "PAGE", size)
    with inside(RITA) as actor:
        page = contact_list(actor, filters=Filters(order="name"))
        last = [row.name.split()[-1] for row in page.rows]
    assert last == sorted(last)
    assert last[0] == "Guingamp"


def test_a_to_z_goes_by_two_letter_drawers_in_a_large_one(monkeypatch):
    monkeypatch.setattr(queries.lists, "EXACT_UP_TO", 5)
    monkeypatch.setattr(queries.lists, "PAGE", 7)
    seen = []
    with inside(MAX) as actor:
        after = ""
        while True:
            page = contact_list(actor, filters=Filters(order="name"), after=after)
            seen += [row.name.split()[-1] for row in page.rows]
            after = page.after
            if not after:
                break
    assert len(seen) == 48
    assert [name[:2] for name in seen] == sorted(name[:2] for name in seen)


def test_a_letter_opens_its_drawer():
    with inside(MAX) as actor:
        found = contact_list(actor, filters=Filters(letter="M"))
    assert {row.name.split()[-1] for row in found.rows} == {"Morlaix", "Mulhouse", "Majeur"}


def test_filters_narrow_and_never_widen():
    with inside(PAUL) as actor:
        assert {row.cell for row in contact_list(actor, filters=Filters(stage=2)).rows} == {12}
        assert contact_list(actor, filters=Filters(stage=3)).rows == []
        assert contact_list(actor, filters=Filters(portfolio=EAST)).rows == []
        assert len(contact_list(actor, filters=Filters(capacity="professional", country="FR")).rows) == 8
        assert contact_list(actor, filters=Filters(objected=True)).rows == []


@pytest.mark.parametrize("text", ["oue", "OUESSANT", "ouess alm", "Alma Ouessant"])
def test_a_name_is_found_by_the_beginning_of_its_words(text):
    with inside(RITA) as actor:
        assert "Alma Ouessant" in names(search(actor, text))


@pytest.mark.parametrize("text", ["alma ouest", "almeria ouessant", "alma oues tardieu", "alma alm"])
def test_two_words_of_which_one_only_begins_like_the_name_do_not_find_it(text):
    with inside(RITA) as actor:
        assert "Alma Ouessant" not in names(search(actor, text))


def test_a_foreign_name_is_not_found():
    with inside(RITA) as actor:
        assert search(actor, "alsacien").rows == []
    with inside(BEN) as actor:
        assert len(search(actor, "alsacien").rows) == 4


def test_an_exact_email_and_phone_are_found_only_in_scope():
    mine, theirs = person(WEST, 1), person(EAST, 1)
    with inside(RITA) as actor:
        assert [row.id for row in search(actor, mine.email.upper()).rows] == [mine.id]
        assert actor.trace.reads["people:contact:search_email"][0] == [mine.id]
        assert search(actor, theirs.email).rows == []
        assert search(actor, theirs.phone).rows == []
        assert [act for act, *_ in actor.trace.rows()] == [
            "people:contact:search_email", "people:contact:search_email", "people:contact:search_phone",
        ]  # fmt: skip


def test_the_trace_of_a_search_holds_tokens_and_no_words():
    with inside(RITA) as actor:
        search(actor, "ouessant")
        detail = actor.trace.details["people:contact:search_name"]
    assert detail["hits"] == 4
    assert all(isinstance(term, int) for term in detail["terms"])


def test_a_company_is_found_by_its_beginning():
    with inside(RITA) as actor:
        assert len(search(actor, "Société Oue").rows) == 16


def test_a_word_that_nobody_is_called_finds_who_works_where_it_stands_in_the_name(fresh):
    with inside(RITA) as actor:
        employer = company_named(actor, name="Emballages du Semnon", portfolio=WEST).id
        create_contact(actor, new=somebody(company=employer))
        assert [row.company for row in search(actor, "semnon").rows] == ["Emballages du Semnon"]
        assert search(actor, "sem").rows and search(actor, "mnon").rows == []


@pytest.mark.parametrize("text", ["", " ", "a", "@", "@@@", "000000", "\x00", "%", "'; drop", "é" * 500])
def test_odd_searches_answer_nothing_and_never_fail(text):
    with inside(RITA) as actor:
        assert search(actor, text).rows == []


@pytest.mark.parametrize(
    "after", ["x", "_", "9999_1", "2026-01-01_x", "2026-01-01T00:00:00_5", "999999999999999999_1"]
)
def test_a_cursor_that_is_not_ours_starts_from_the_top(after):
    with inside(RITA) as actor:
        assert contact_list(actor, filters=Filters(), after=after).rows
        contact_list(actor, filters=Filters(order="name"), after=after)


def test_a_foreign_record_is_missing():
    with inside(RITA) as actor:
        assert contact_for(actor, person(WEST, 3).public).listing.last == "Guingamp"
        with pytest.raises(Http404):
            contact_for(actor, person(EAST, 3).public)


def test_duplicates_are_recognised_in_scope_only():
    mine, theirs = person(WEST, 1), person(EAST, 1)
    with inside(RITA) as actor:
        assert [row.id for row in duplicates_in_scope(actor, email_list=[mine.email])] == [mine.id]
        assert duplicates_in_scope(actor, email_list=[theirs.email], phone_list=[theirs.phone]) == []
        assert {row.name for row in duplicates_in_scope(actor, first="ALMA", last="ouessant")} == {
            "Alma Ouessant"
        }


def test_titles_are_open_masked_or_absent_by_level():
    with inside(ANNA) as actor:
        assert contact_list(actor, filters=Filters()).rows[0].title == "Acheteur"
    with inside(DORA) as actor:
        row = contact_list(actor, filters=Filters()).rows[0]
    assert "•" in row.phone
    assert "•" in row.email


@pytest.mark.parametrize(
    ("first", "last", "typed"),
    [
        ("Aimé", "M’Bemba", "mbemba"),
        ("Rosa", "D’Angelo", "dangelo"),
        ("Yann", "Le Gall", "legall"),
        ("Awa", "N’Diaye", "ndiaye"),
        ("Sami", "Ben Youssef", "benyoussef"),
        ("Sami", "Ben Youssef", "sami benyoussef"),
        ("Jean-Pierre", "Moal", "jeanpierre"),
        ("Inès", "Diallo N’Diaye", "ndiaye"),
        ("Rosa", "D’Angelo", "d angelo"),
        ("Rosa", "D’Angelo", "d’angelo rosa"),
        ("Marie", "Martin", "martin marie"),
        ("Marie", "Martin", "mar martin"),
        ("Marie", "Le Goff", "legoff marie"),
        ("Anne-Catherine", "Vandenbroeck", "catherine vandenbroe"),
        ("Anne-Catherine", "Vandenbroeck", "van ann"),
    ],
)
def test_a_name_in_several_words_is_found_as_if_it_were_in_one(first, last, typed):
    with inside(RITA) as actor:
        made = create_contact(actor, new=somebody(first=first, last=last))
        assert made.id in [row.id for row in search(actor, typed).rows]
        assert names(search(actor, "angelobemba")) == []


@pytest.mark.parametrize(("typed", "short"), [("le", True), ("d a", True), ("…", True), ("leg", False)])
def test_what_is_too_short_to_be_searched_is_called_so(fresh, typed, short):
    shown = text(get(RITA, f"/contacts/?q={typed}"))
    assert ("Tapez au moins trois lettres" in shown) is short


@pytest.mark.parametrize(
    "shape",
    [
        "{} {} {} {} {}",
        "{}.{}.{}.{}.{}",
        "{}-{}-{}-{}-{}",
        "({}) {} {} {} {}",
        "{}/{} {} {} {}",
        " {}{}{}{}{} ",
    ],
)
def test_a_number_is_found_however_it_is_written(shape):
    national = "0" + ALMA.phone.removeprefix("+33")
    typed = shape.format(*(national[at : at + 2] for at in range(0, 10, 2)))
    with inside(RITA) as actor:
        for one in (typed, phones.display(ALMA.phone)):
            assert not too_short(one)
            assert [row.id for row in search(actor, one).rows] == [ALMA.id]


@pytest.mark.parametrize(
    ("typed", "missing"),
    [("02 61", Lack.NUMBER), ("+33 2 61 91", Lack.NUMBER), ("0261", Lack.NUMBER), ("martin@", Lack.EMAIL), ("@orange", Lack.EMAIL), ("le", Lack.LETTERS), ("leg", None), ("3 Suisses", None), ("02 99 00 00 01", None)],
)  # fmt: skip
def test_what_is_missing_of_what_is_typed_is_known(typed, missing):
    assert lack(typed) is missing


@pytest.mark.parametrize(
    ("typed", "said"),
    [("02 61", "Tapez le numéro entier"), ("quelquun@", "Tapez l’adresse e-mail entière")],
)
def test_a_piece_of_a_number_or_of_an_address_finds_nobody_and_is_told_why(fresh, typed, said):
    for path in ("/contacts/", "/search/"):
        shown = text(get(RITA, f"{path}?q={typed}"))
        assert said in shown
        assert "ne se trouve qu’entier" in shown
    live = text(get(RITA, f"/search/?q={typed}", hx_request="true", hx_target="omni"))
    assert said in live


def test_the_trace_says_that_masks_were_shown_and_only_where_they_were():
    with inside(RITA) as actor:
        contact_list(actor, filters=Filters())
        assert {"phone_mask", "email_mask"} <= actor.trace.reads["people:contact:list"][1]
        assert "phone" not in actor.trace.reads["people:contact:list"][1]


def test_the_trace_of_a_record_says_the_title_only_where_it_is_open():
    one = person(WEST, 3)
    for member, fields in ((RITA, {"name", "title"}), (ADA, {"name"})):
        with inside(member) as actor:
            contact_for(actor, one.public)
            assert actor.trace.reads["people:contact:read"][1] == fields

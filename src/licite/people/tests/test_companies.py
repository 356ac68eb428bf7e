"""A company is seen by whoever sees one of its contacts or holds its portfolio; its other contacts are not."""

import pytest
from django.db import connection
from django.db.utils import IntegrityError
from django.http import Http404

from licite.access.refusals import Refused
from licite.people.actions import CompanyFacts, company_named, create_company, edit_company
from licite.people.choices import CompanyKind
from licite.people.queries import companies, spelling
from licite.people.queries.companies import company_for, company_list, contacts_of
from licite.people.tests.ways import as_superuser, get, post, text
from tests.conftest import inside
from tests.world import ANNA, BEN, EAST, KEY, MAX, PAUL, RITA, WEST

OF_EAST = "00000000-0000-4000-8000-000000000002"


def made_company(actor, portfolio, name, kind=CompanyKind.LEGAL, **more):
    return create_company(actor, portfolio=portfolio, facts=CompanyFacts(kind=kind, name=name, **more))


def named(actor, start=""):
    return [one.name for one in company_list(actor, start=start).rows]


def test_a_rep_lists_the_companies_of_the_portfolio():
    with inside(RITA) as actor:
        assert named(actor) == ["Société Ouessant"]
    with inside(MAX) as actor:
        assert named(actor) == ["Société Alsacien", "Société Ouessant", "Société Sommet"]
        assert named(actor, "societe o") == ["Société Ouessant"]
        assert named(actor, "ouessant") == ["Société Ouessant"]


def test_a_foreign_company_is_not_found(fresh):
    assert get(RITA, f"/companies/{OF_EAST}/").status_code == 404
    with inside(RITA) as actor, pytest.raises(Http404):
        company_for(actor, OF_EAST)


def test_one_contact_in_sight_brings_its_company_but_no_other_contact(fresh):
    as_superuser("UPDATE people_contact SET company_id = 2 WHERE id = 1")
    with inside(RITA) as actor:
        assert named(actor) == ["Société Alsacien", "Société Ouessant"]
        assert [one.id for one in contacts_of(actor, company=company_for(actor, OF_EAST))] == [1]
    shown = text(get(RITA, f"/companies/{OF_EAST}/"))
    assert "Alma Ouessant" in shown
    assert "Colmar" not in shown


def test_joining_a_company_is_no_way_to_see_it():
    with inside(RITA), pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute("UPDATE people_contact SET company_id = 2 WHERE id = 1")


def test_a_foreign_companys_name_makes_a_company_of_ones_own():
    with inside(RITA) as actor:
        made = company_named(actor, name="Société Alsacien", portfolio=WEST)
        assert made.new
        assert made.id != EAST
        assert company_named(actor, name="societe  ALSACIEN", portfolio=WEST) == (made.id, False)


def test_a_sole_traders_name_is_sealed(fresh):
    answer = post(
        RITA,
        "/companies/new/",
        {"name": "Yann Artisan", "kind": "sole_trader", "country": "FR", "portfolio": WEST},
    )
    assert answer.status_code == 303
    assert "Yann Artisan" in text(get(RITA, answer["Location"]))
    assert as_superuser("SELECT name, sort_key FROM people_company ORDER BY id DESC LIMIT 1") == [("", "")]


def test_a_company_changes_name_and_order():
    with inside(RITA) as actor:
        made = made_company(actor, WEST, "Zinc", CompanyKind.LEGAL)
        facts = CompanyFacts(kind=CompanyKind.LEGAL, name="Étain", country="FR", department="29")
        edit_company(actor, company=company_for(actor, made.public), facts=facts)
        assert named(actor) == ["Étain", "Société Ouessant"]


def test_companies_are_made_and_changed_in_ones_own_cells_only():
    with inside(RITA) as actor:
        held = company_for(actor, "00000000-0000-4000-8000-000000000001")
        with pytest.raises(Refused, match="cell"):
            made_company(actor, KEY, "Loin", CompanyKind.LEGAL)
    for who in (ANNA, PAUL):
        with inside(who) as actor, pytest.raises(Refused, match="act"):
            edit_company(actor, company=held, facts=CompanyFacts(kind=CompanyKind.LEGAL, name="x"))


def test_the_list_turns_its_pages():
    with inside(BEN) as actor:
        for number in range(55):
            made_company(actor, EAST, f"Usine {number:02}", CompanyKind.LEGAL)
        first = company_list(actor)
        second = company_list(actor, after=first.after)
        names = [one.name for one in (*first.rows, *second.rows)]
        assert names == ["Société Alsacien", *(f"Usine {number:02}" for number in range(55))]
        assert second.after == ""
        assert company_list(actor, after="not ours").rows == first.rows


def traders(actor):
    for name in ("Ève Menuisière", "Zoé Zingueuse", "Sylvain Tournier"):
        made_company(actor, WEST, name, CompanyKind.SOLE)


def walked(actor, **asked):
    page = company_list(actor, **asked)
    found = [page]
    while page.after:
        page = company_list(actor, after=page.after, **asked)
        found.append(page)
    return found


def test_sole_traders_stand_among_the_others_by_their_unsealed_name(monkeypatch):
    everybody = ["Ève Menuisière", "Société Ouessant", "Sylvain Tournier", "Zoé Zingueuse"]
    with inside(RITA) as actor:
        traders(actor)
        assert named(actor) == everybody
        assert named(actor, "zoe") == ["Zoé Zingueuse"]
        monkeypatch.setattr(companies, "PAGE", 1)
        pages = walked(actor)
        assert [page.rows[0].name for page in pages] == everybody
        assert not any("zing" in page.after or "menuis" in page.after for page in pages)


def test_sole_traders_too_many_to_sort_follow_the_others(monkeypatch):
    monkeypatch.setattr(companies, "SORTED", 2)
    monkeypatch.setattr(companies, "PAGE", 2)
    with inside(RITA) as actor:
        traders(actor)
        made_company(actor, WEST, "Zinc", CompanyKind.LEGAL)
        pages = walked(actor)
        found = [row.name for page in pages for row in page.rows]
        assert all(page.apart for page in pages)
        assert found[:2] == ["Société Ouessant", "Zinc"]
        assert sorted(found[2:]) == ["Sylvain Tournier", "Zoé Zingueuse", "Ève Menuisière"]
        assert named(actor, "zoe") == ["Zoé Zingueuse"]
        assert named(actor, "zo") == []


def test_words_of_a_name_find_it_in_any_order_without_their_accents():
    with inside(RITA) as actor:
        traders(actor)
        made_company(actor, WEST, "Mécanique de précision du Maine")
        made_company(actor, WEST, "Précision Dupont")
        whole = "Mécanique de précision du Maine"
        for asked in ("maine mecanique", "PRECISION maine", "du maine", "mécanique de préc"):
            assert named(actor, asked) == [whole], asked
        assert named(actor, "precision") == [whole, "Précision Dupont"]
        assert named(actor, "precision maine dupont") == []
        assert named(actor, "menuisière eve") == ["Ève Menuisière"]
        assert named(actor, "eve tournier") == []


def test_words_find_a_company_that_only_a_contact_brings_into_sight(fresh):
    as_superuser("UPDATE people_contact SET company_id = 2 WHERE id = 1")
    with inside(RITA) as actor:
        assert named(actor, "alsacien") == ["Société Alsacien"]
        assert named(actor, "societealsa") == ["Société Alsacien"]
        assert named(actor, "alsacien societe") == ["Société Alsacien"]
        assert named(actor, "sacien") == []


@pytest.mark.parametrize("kind", [CompanyKind.LEGAL, CompanyKind.SOLE])
def test_a_name_with_an_apostrophe_or_a_hyphen_is_found_as_if_it_were_written_in_one(kind):
    with inside(RITA) as actor:
        for name in ("Laboratoires Floc’h", "Saint-Gobain Verre"):
            made_company(actor, WEST, name, kind=kind)
        for asked in ("floch", "laboratoires floch", "floc'h", "floc h", "laboratoiresfloch"):
            assert named(actor, asked) == ["Laboratoires Floc’h"], asked
        for asked in ("saintgobain", "verre saintgo", "gobainverre"):
            assert named(actor, asked) == ["Saint-Gobain Verre"], asked
        assert named(actor, "flochsaint") == []


def test_words_that_too_many_have_say_so(monkeypatch):
    monkeypatch.setattr(spelling, "MOST_WORDED", 2)
    monkeypatch.setattr(companies, "MOST_WORDED", 2)
    with inside(RITA) as actor:
        for number in range(3):
            made_company(actor, WEST, f"Ets Usine {number}")
        assert company_list(actor, start="usine").many
        assert not company_list(actor, start="ouessant").many


@pytest.mark.parametrize(
    ("country", "department", "place"),
    [("FR", "10", "Département 10, France"), ("BE", "WLG", "Liège, Belgique"), ("", "", "")],
)
def test_a_department_says_what_it_is(fresh, country, department, place):
    as_superuser("UPDATE people_company SET country = %s, department = %s", country, department)
    assert f">{place}</td>" in text(get(RITA, "/companies/"))

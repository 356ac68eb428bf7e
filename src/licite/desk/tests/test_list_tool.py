"""The list as a work tool: filters, chips and columns in its address."""

import gzip
import re

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from licite.desk import columns
from licite.people.tests.ways import as_superuser
from tests.conftest import browser_of
from tests.world import ANNA, MAX, PAUL, RITA, WEST, person

OWN = person(WEST, 3)


def page(member, path):
    answer = browser_of(member).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_heading_says_which_stages_of_which_portfolio_where_they_differ(fresh):
    as_superuser("UPDATE access_grant SET stages = '{2,3}' WHERE member_id = %s", RITA.id)
    assert ">Ouest · prospect qualifié, client ·" in page(RITA, "/contacts/")
    as_superuser(
        "INSERT INTO access_grant (public, member_id, profile_id, portfolios, stages, starts_at) "
        "SELECT gen_random_uuid(), member_id, profile_id, '{2}', '{3}', starts_at FROM access_grant WHERE member_id = %s", RITA.id)  # fmt: skip
    assert ">Ouest (prospect qualifié, client), Est (client) ·" in page(RITA, "/contacts/")


def test_each_filter_is_a_chip_that_takes_it_away():
    shown = page(RITA, "/contacts/?stage=3&next=none&sort=name")
    assert "Étape" in shown
    assert 'href="/contacts/?next=none&amp;sort=name"' in shown
    assert 'href="/contacts/?stage=3&amp;sort=name"' in shown
    assert "4 fiches" in shown


def test_the_head_of_the_list_says_how_many_a_filter_a_letter_or_a_search_leaves():
    whole = page(RITA, "/contacts/").replace("\xa0", " ")
    assert "fiches visibles pour vous" in whole
    for narrowed in ("stage=3", "reach=post", "letter=Z", f"q={OWN.last}"):
        shown = page(RITA, f"/contacts/?{narrowed}").replace("\xa0", " ")
        assert "fiches visibles pour vous" not in shown
        assert f"<b>{shown.count('<tr>') - 1 if '<tbody>' in shown else 0} fiche" in shown


def test_a_chip_names_a_company_in_sight_only():
    ours, theirs = (
        "00000000-0000-4000-8000-000000000001",
        "00000000-0000-4000-8000-000000000002",
    )
    assert "Société Ouessant" in page(RITA, f"/contacts/?company={ours}")
    shown = page(RITA, f"/contacts/?company={theirs}")
    assert "hors de votre vue" in shown
    assert "Alsacien" not in shown


def test_columns_are_chosen_and_unknown_ones_fall_away():
    shown = page(RITA, "/contacts/?cols=portfolio.source.email.nonsense")
    assert '<td data-l="Portefeuille">Ouest</td>' in shown
    assert "Salon" in shown
    assert "Contact possible" not in shown
    assert "Contact possible" in page(RITA, "/contacts/?cols=nonsense")


@pytest.mark.parametrize("member", [RITA, ANNA, MAX], ids=lambda member: member.profile)
def test_every_column_keeps_coordinates_masked(member):
    shown = page(member, f"/contacts/?cols={'.'.join(columns.COLUMNS)}")
    assert OWN.email not in shown
    assert OWN.phone not in shown


@pytest.mark.parametrize("part", ["filters", "columns"])
def test_a_panel_is_a_page_and_a_fragment_that_loses_nothing(part):
    browser = browser_of(RITA)
    path = f"/contacts/{part}/?q=alma&sort=name&stage=3&cols=stage.may&after=x"
    whole = browser.get(path).content.decode()
    piece = browser.get(path, headers={"HX-Request": "true"}).content.decode()
    assert "<html" in whole
    assert "<html" not in piece
    for shown in (whole, piece):
        assert 'name="q" value="alma"' in shown
        assert 'name="sort" value="name"' in shown
        assert 'name="after"' not in shown


def test_the_list_costs_few_statements_and_few_bytes():
    browser = browser_of(MAX)
    browser.get("/contacts/")
    with CaptureQueriesContext(connections["default"]) as asked:
        answer = browser.get("/contacts/")
    assert len(asked) <= 12, [one["sql"][:80] for one in asked]
    assert len(answer.content) <= 60_000
    assert len(gzip.compress(answer.content)) <= 9_000


def test_the_filters_offer_the_stages_that_the_reader_sees_and_no_other():
    for who, stages in ((PAUL, {"1", "2"}), (RITA, {"1", "2", "3", "4"})):
        offered = page(who, "/contacts/filters/").split('name="stage"')[1].split("</select>")[0]
        assert set(re.findall(r'value="(\d)"', offered)) == stages


@pytest.mark.parametrize("words", ["Alma", "Alma Rossi", "Alma ouessant", "nobody nowhere"])
def test_a_search_costs_no_more_than_the_list(words):
    browser = browser_of(MAX)
    browser.get("/contacts/", {"q": words})
    with CaptureQueriesContext(connections["default"]) as asked:
        browser.get("/contacts/", {"q": words})
    assert len(asked) <= 12, [one["sql"][:80] for one in asked]


def test_whoever_is_still_to_be_told_is_said_to_be_beside_the_lights(fresh):
    as_superuser("UPDATE people_contact SET informed_at = now()")
    assert "à informer" not in page(RITA, "/contacts/")
    as_superuser(
        "UPDATE people_contact SET informed_at = NULL, notice_due = current_date + 9 WHERE id = %s", OWN.id
    )
    shown = page(RITA, "/contacts/")
    assert shown.count(">à informer</small>") == 1
    assert "cette personne ne sait pas encore" in shown


LIVE = {"HX-Request": "true", "HX-Target": "results"}


def test_a_search_stays_within_the_filters_and_says_so_with_script_and_without():
    kept = "stage=3&sort=name&cols=stage"
    field = page(RITA, f"/contacts/?{kept}").split('role="search"')[1].split("</form>")[0]
    for name, value in (("stage", "3"), ("sort", "name"), ("cols", "stage")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in field
    assert 'hx-include="closest form"' in field
    other = person(WEST, 2)
    for headers in ({}, LIVE):
        browser = browser_of(RITA)
        found = browser.get(f"/contacts/?{kept}&q={OWN.last}", headers=headers).content.decode()
        assert f"/contacts/{OWN.public}/" in found
        told = found.split('id="counted"')[1].split("</span>")[0]
        assert f"<b>{found.count('<tr>') - 1} fiche" in told.replace("\xa0", " ")
        assert "Étape" in found.split('class="chips"')[1].split("</ul>")[0]
        nobody = browser.get(f"/contacts/?{kept}&q={other.last}", headers=headers).content.decode()
        assert f"/contacts/{other.public}/" not in nobody


def test_a_search_that_the_filters_leave_empty_offers_to_go_without_them():
    shown = page(RITA, "/contacts/?stage=3&sort=name&q=zzzz")
    assert "Personne de ce nom parmi ces filtres" in shown
    assert 'href="/contacts/?q=zzzz&amp;sort=name"' in shown
    assert "Personne de ce nom parmi vos fiches" in page(RITA, "/contacts/?q=zzzz")

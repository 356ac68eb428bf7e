"""What the form of a new record says of a company nearly named like another, and of a number of the wrong length."""

import re

import pytest

from licite.people.tests.ways import FORM, as_superuser, post, text
from tests.conftest import browser_of
from tests.world import RITA


def test_a_company_named_nearly_like_one_in_sight_is_asked_about_before_a_second_one_is_made(fresh):
    asked = text(post(RITA, "/contacts/new/", FORM | {"company": "Ouessant"}))
    assert 'name="instead" value="Société Ouessant"' in asked
    assert "Utiliser « Société Ouessant »" in asked.replace("\xa0", " ")
    before = as_superuser("SELECT count(*) FROM people_company")
    assert (
        post(
            RITA, "/contacts/new/", FORM | {"company": "Ouessant", "instead": "Société Ouessant"}
        ).status_code
        == 303
    )
    assert as_superuser("SELECT count(*) FROM people_company") == before
    assert post(RITA, "/contacts/new/", FORM | {"company": "Ouessant", "anyway": "on"}).status_code == 303
    assert as_superuser("SELECT count(*) - 1 FROM people_company") == before


def test_a_legal_form_makes_no_second_company_and_nothing_is_asked(fresh):
    before = as_superuser("SELECT count(*) FROM people_company")
    known = text(browser_of(RITA).get("/companies/known/?company=Société Ouessant (S.A.R.L.)"))
    assert "Société Ouessant</button>" in known
    assert "est créée avec la fiche" not in known
    assert post(RITA, "/contacts/new/", FORM | {"company": "SARL Société OUESSANT"}).status_code == 303
    assert as_superuser("SELECT count(*) FROM people_company") == before


def test_a_form_that_comes_back_offers_the_near_companies_again(fresh):
    again = text(post(RITA, "/contacts/new/", FORM | {"company": "Ouessant", "phones": "02 97 45 1"}))
    assert re.search(r'<input[^>]*name="company"[^>]*hx-trigger="input changed delay:250ms, load"', again)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("02 97 45 1", "Il manque des chiffres|il manque des chiffres"),
        ("02 97 45 12 12 12 12", "trop de chiffres"),
        ("09 99 99 99", "manque des chiffres"),
    ],
)
def test_a_number_of_the_wrong_length_is_told_so(fresh, typed, told):
    said = text(post(RITA, "/contacts/new/", FORM | {"phones": typed}))
    assert re.search(told, said)
    assert "numéro de téléphone de ce pays" not in said

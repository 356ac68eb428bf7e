"""What is asked and said of a person who enters by hand: a number of another country, a company that is new."""

import pytest
from django.contrib.messages import get_messages

from licite.people.tests.ways import ALMA, FORM, as_superuser, get, post, text
from tests.world import RITA


@pytest.mark.parametrize(
    ("typed", "country", "said"), [("06 39 98 11 2", "FR", "+32"), ("06 44 28 16 77", "BE", "+33")]
)
def test_a_number_that_another_country_would_take_is_asked_about(fresh, typed, country, said):
    answer = post(RITA, "/contacts/new/", FORM | {"phones": typed, "country": country})
    assert answer.status_code == 200
    assert "vérifiez ses chiffres" in text(answer)
    assert f"indicatif, {said}." in text(answer)
    assert post(RITA, "/contacts/new/", FORM | {"phones": "+32 63 99 81 12"}).status_code == 303


def test_whoever_works_for_a_company_is_asked_once_whether_as_a_professional(fresh):
    at_first = FORM | {"company": "Société Ouessant", "doubted": ""}
    assert "compte comme un consommateur" in text(get(RITA, "/contacts/new/")), (
        "said before anything is saved"
    )
    asked = text(post(RITA, "/contacts/new/", at_first))
    assert "pour cette société que vous joindrez cette personne" in asked
    assert '<input type="hidden" name="doubted" value="on">' in asked
    assert post(RITA, "/contacts/new/", at_first | {"doubted": "on"}).status_code == 303, "not twice"


@pytest.mark.parametrize("clear", [{"capacity": "professional"}, {"company": ""}])
def test_a_capacity_that_is_said_or_costs_nobody_a_company_is_not_asked_about(fresh, clear):
    typed = FORM | {"company": "Société Ouessant", "doubted": ""} | clear
    assert post(RITA, "/contacts/new/", typed).status_code == 303


def said(answer):
    return [str(one) for one in get_messages(answer.wsgi_request)]


def test_companies_in_sight_are_offered_as_one_types_and_a_new_one_is_announced(fresh):
    form = text(get(RITA, "/contacts/new/"))
    assert 'hx-get="/companies/known/"' in form
    offered = text(
        get(RITA, "/companies/known/?company=ouess", **{"HX-Request": "true", "HX-Trigger": "id_company"})
    )
    assert '<button type="button" class="filter" data-fill="id_company">Société Ouessant</button>' in offered
    assert "sinon, une nouvelle société" in offered
    assert "Alsacien" not in text(get(RITA, "/companies/known/?company=alsac"))
    assert "elle sera créée avec la fiche" in text(get(RITA, "/companies/known/?company=alsac"))
    assert "créée" not in text(get(RITA, "/companies/known/?company=SOCIETE+ouessant"))


def test_a_company_made_on_the_way_is_said(fresh):
    for name, new in (("semnon", True), ("Semnon", False)):
        answer = post(
            RITA,
            "/contacts/new/",
            FORM | {"company": name, "first": f"Zoé {new}", "emails": "", "phones": ""},
        )
        assert answer.status_code == 303
        assert any("« semnon » a été créée" in one.replace("\xa0", " ") for one in said(answer)) is new


def test_a_contact_starts_from_the_page_of_a_company_in_sight(fresh):
    ours, theirs = (f"00000000-0000-4000-8000-00000000000{n}" for n in (1, 2))
    assert f'href="/contacts/new/?company={ours}"' in text(get(RITA, f"/companies/{ours}/"))
    assert 'value="Société Ouessant"' in text(get(RITA, f"/contacts/new/?company={ours}"))
    assert "Alsacien" not in text(get(RITA, f"/contacts/new/?company={theirs}"))


def test_a_number_of_another_country_is_asked_about_on_the_record_too(fresh):
    typed = {"phone_1_value": "06 39 98 11 2"}
    as_superuser("UPDATE people_contact SET country = 'FR' WHERE id = %s", ALMA.id)
    answer = post(RITA, f"/contacts/{ALMA.public}/edit/coordinates/", typed)
    assert answer.status_code == 200
    assert "vérifiez ses chiffres" in text(answer)

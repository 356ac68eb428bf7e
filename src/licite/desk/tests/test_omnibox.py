"""A few letters find contacts, companies and one's own tasks at once: in sight only, capped, and in the journal as shown."""

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from licite.people import sealing
from licite.people.choices import CompanyKind
from licite.people.queries import finding
from licite.people.tests.ways import as_superuser
from tests.conftest import browser_of
from tests.world import BEN, EAST, IVAN, MONA, RITA, WEST, person

LIVE = {"HX-Request": "true", "HX-Target": "omni"}
LIST = {"HX-Request": "true", "HX-Target": "results"}
OWN, THEIRS = person(WEST, 3), person(EAST, 3)


def found(member, words, **headers):
    answer = browser_of(member).get("/search/", {"q": words}, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def plan(one, member, title):
    as_superuser(
        "INSERT INTO people_task (public, contact, cell, kind, title, due_at, member, created_at) "
        "VALUES (gen_random_uuid(), %s, %s, 'call', %s, now(), %s, now())",
        one.id, one.cell, sealing.seal_values("task", one.public, [title]), member.id,
    )  # fmt: skip


def test_contacts_companies_and_own_tasks_stand_in_groups(fresh):
    plan(OWN, RITA, "Envoyer le devis Société")
    plan(person(WEST, 3, 1), BEN, "Devis d’un autre")
    page = found(RITA, "soc")
    assert "Société Ouessant" in page
    assert "Envoyer le devis" in page
    assert OWN.last in found(RITA, f"{OWN.first[:3]} {OWN.last[:3]}")
    assert "Devis d’un autre" not in found(RITA, "devis"), "a colleague’s task is not one’s own"


def bakery(kind):
    """The path of a bakery of the West, entered by Rita."""
    told = {"name": "Boulangerie Dupont et Fils", "kind": kind, "country": "FR", "portfolio": WEST}
    return browser_of(RITA).post("/companies/new/", told)["Location"]


def employ(one, company):
    as_superuser(
        "UPDATE people_contact SET company_id = (SELECT id FROM people_company WHERE public::text = %s) WHERE id = %s",
        company.split("/")[2], one.id,
    )  # fmt: skip


@pytest.mark.parametrize("kind", [CompanyKind.LEGAL, CompanyKind.SOLE])
@pytest.mark.parametrize(
    "words", ["boulangerie dupont", "Dupont boulangerie", "boul dup", "dupont", "boulangerie dupont et fi"]
)
def test_a_company_is_found_by_words_of_its_name_and_so_are_its_people(fresh, kind, words):
    company = bakery(kind)
    employ(OWN, company)
    page = found(RITA, words)
    assert company in page
    assert str(OWN.public) in page
    assert "Boulangerie Dupont" not in found(BEN, words), "of another portfolio"
    assert "Boulangerie Dupont" not in found(RITA, f"{words} Lyon")


def test_one_word_that_somebody_is_called_finds_who_is_called_so_alone(fresh):
    told = {"name": "Conserverie Ouessant", "kind": CompanyKind.LEGAL, "country": "FR", "portfolio": WEST}
    employ(OWN, browser_of(RITA).post("/companies/new/", told)["Location"])
    assert str(OWN.public) in found(RITA, "conserverie")
    assert str(OWN.public) not in found(RITA, "ouessant")


@pytest.mark.parametrize("kind", [CompanyKind.LEGAL, CompanyKind.SOLE])
def test_a_company_renamed_is_found_by_its_new_name_alone(fresh, kind):
    told = {"name": "Pâtisserie Leblanc", "kind": kind, "country": "FR", "portfolio": WEST}
    assert browser_of(RITA).post(f"{bakery(kind)}edit/", told).status_code == 303
    assert "Pâtisserie Leblanc" in found(RITA, "leblanc pâtis")
    assert "Rien de ce nom" in found(RITA, "dupont")


@pytest.mark.parametrize("kind", [CompanyKind.LEGAL, CompanyKind.SOLE])
def test_a_person_is_found_by_a_word_of_the_name_and_one_of_the_company(fresh, kind):
    employ(OWN, bakery(kind))
    for words in (
        f"{OWN.first} dupont",
        f"dupont {OWN.last}",
        f"{OWN.first[:3]} fils",
        f"{OWN.last} dupont fils",
        f"{OWN.first} boulangerie {OWN.last}",
    ):
        assert str(OWN.public) in found(RITA, words), words
        answer = browser_of(RITA).get("/contacts/", {"q": words}).content.decode()
        assert str(OWN.public) in answer, words
        assert str(OWN.public) not in browser_of(BEN).get("/contacts/", {"q": words}).content.decode()
    assert str(OWN.public) not in found(RITA, f"{OWN.first} martin")
    assert str(OWN.public) not in found(RITA, f"{OWN.last} dupont martin")


def test_filters_hold_for_who_is_found_by_name_and_company(fresh):
    employ(OWN, bakery(CompanyKind.LEGAL))
    as_superuser("UPDATE people_contact SET department = '29' WHERE id = %s", OWN.id)
    for department, there in (("29", True), ("35", False)):
        asked = {"q": f"{OWN.first} dupont", "department": department}
        assert (str(OWN.public) in browser_of(RITA).get("/contacts/", asked).content.decode()) == there


@pytest.mark.parametrize("bounds", [{"walked": 0}, {"named": 0, "looked_up": 0}, {"people": 0}, {"firms": 0}])
def test_halves_that_too_many_have_find_nobody_but_by_names_that_few_have(fresh, monkeypatch, bounds):
    employ(OWN, bakery(CompanyKind.LEGAL))
    for bound, most in bounds.items():
        monkeypatch.setitem(finding.BOUNDS, bound, most)
    by_name = bounds == {"walked": 0}
    assert (str(OWN.public) in found(RITA, f"{OWN.first} dupont")) == by_name
    assert str(OWN.public) in found(RITA, "boulangerie dupont")


def test_a_list_found_by_halves_takes_few_statements(fresh):
    employ(OWN, bakery(CompanyKind.LEGAL))
    browser = browser_of(RITA)
    browser.get("/contacts/?q=soc")
    for words in (f"{OWN.first} dupont", f"boulangerie {OWN.last}"):
        with CaptureQueriesContext(connections["default"]) as asked:
            answer = browser.get("/contacts/", {"q": words}, headers=LIST)
        assert str(OWN.public) in answer.content.decode()
        assert len(asked) <= 12, [one["sql"][:80] for one in asked]


def test_a_closed_name_is_not_found_by_its_company_and_itself(fresh):
    employ(OWN, bakery(CompanyKind.LEGAL))
    as_superuser("UPDATE access_profile SET levels = levels || '{\"name\": \"hidden\"}' WHERE key = 'rep'")
    assert str(OWN.public) not in found(RITA, f"{OWN.first} dupont")
    assert str(OWN.public) in found(RITA, "boulangerie dupont")


def test_the_words_of_a_sole_trader_are_not_in_clear(fresh):
    bakery(CompanyKind.SOLE)
    words = as_superuser(
        "SELECT word FROM people_companyword w JOIN people_company k ON k.id = w.company WHERE k.kind = 'sole_trader'"
    )
    assert len(words) > 10
    assert all(word.startswith("=") and len(word) == 17 for (word,) in words)


def test_what_is_out_of_sight_is_not_found(fresh):
    for words in (THEIRS.last, THEIRS.email, THEIRS.phone, "Société Alsacien"):
        page = found(RITA, words)
        assert str(THEIRS.public) not in page
        assert "Rien de ce nom" in page


def test_as_one_types_it_is_a_list_and_not_a_page():
    piece = found(RITA, OWN.last[:4], **LIVE)
    assert "<html" not in piece
    assert OWN.last in piece
    assert piece.count("<li>") <= 7 * 3
    assert "<a" not in found(RITA, "ab", **LIVE), "two letters find nothing yet"


def test_a_title_closed_to_the_reader_neither_shows_nor_finds(fresh):
    as_superuser("UPDATE access_profile SET levels = levels || '{\"note\": \"hidden\"}' WHERE key = 'rep'")
    plan(OWN, RITA, "Confidentiel")
    assert "Confidentiel" not in found(RITA, "confid")
    assert "Confidentiel" not in found(RITA, OWN.last)


def test_the_journal_has_what_was_shown_and_the_words_as_tokens(fresh):
    plan(OWN, RITA, "Rappeler")
    found(RITA, OWN.last[:5], **LIVE)
    acts = dict(as_superuser("SELECT act, subjects FROM journal.entry WHERE act LIKE 'people%%'"))
    assert len(acts["people:contact:search_name"]) <= 6
    assert acts["people:task:list"] == [OWN.id]


def test_it_takes_few_statements():
    browser = browser_of(RITA)
    browser.get("/search/?q=soc")
    for words in ("soc", f"{OWN.first} {OWN.last}", f"{OWN.first} ouessant"):
        with CaptureQueriesContext(connections["default"]) as asked:
            browser.get("/search/", {"q": words})
        assert len(asked) <= 14, [one["sql"][:80] for one in asked]


def test_whoever_reads_no_contact_has_no_such_field():
    assert browser_of(IVAN).get("/search/?q=alma").status_code == 403
    assert 'action="/search/"' not in browser_of(IVAN).get("/").content.decode()
    assert 'action="/search/"' in browser_of(MONA).get("/").content.decode()

"""A company by its numbers, its places and its family: checked, sealed where it is a person, never in a ring."""

import pytest

from licite.access.refusals import Refused
from licite.kit import registration
from licite.people.actions import CompanyFacts, create_company, edit_company
from licite.people.choices import CompanyKind
from licite.people.queries.companies import company_for, company_list, contacts_of
from licite.people.tests.ways import ALMA, as_superuser, get, post, text
from tests.conftest import inside
from tests.world import BEN, EAST, MAX, RITA, WEST

SIREN, SIRET = "732829320", "73282932000074"
NEW = {"name": "Tôlerie Neuve", "kind": "legal", "country": "FR", "portfolio": WEST}
OURS = "/companies/00000000-0000-4000-8000-000000000001/"


def made(actor, name, *, portfolio=WEST, **more):
    facts = CompanyFacts(kind=more.pop("kind", CompanyKind.LEGAL), name=name, country="FR", **more)
    return company_for(actor, create_company(actor, portfolio=portfolio, facts=facts).public)


@pytest.mark.parametrize(
    ("typed", "country", "kept"),
    [
        ("732 829 320", "FR", (SIREN, "")),
        ("732 829 320 00074", "FR", (SIREN, SIRET)),
        ("BE 0403.019.261", "BE", ("0403019261", "")),
        ("CHE-123.456.788", "CH", ("CHE123456788", "")),
        ("", "FR", ("", "")),
    ],
)
def test_a_number_is_read_as_people_write_it(typed, country, kept):
    found = registration.registered(typed, country)
    assert (found.number, found.site) == kept


@pytest.mark.parametrize(
    ("typed", "country", "fault"),
    [("732829321", "FR", "siren"), ("7328293200007", "FR", "siren"), ("1", "BE", "bce")],
)
def test_a_wrong_number_says_which_rule_it_breaks(typed, country, fault):
    with pytest.raises(registration.NumberRefused, match=fault):
        registration.registered(typed, country)


def test_the_vat_number_follows_from_the_siren_and_another_ones_is_refused():
    assert registration.vat_of(SIREN, "FR") == "FR44732829320"
    assert registration.vat("44 732 829 320", "FR", company=SIREN) == "FR44732829320"
    with pytest.raises(registration.NumberRefused, match="vat_other"):
        registration.vat("FR 40 303 265 045", "FR", company=SIREN)


def test_the_form_says_in_french_what_is_wrong_and_keeps_what_is_right(fresh):
    wrong = text(post(RITA, "/companies/new/", NEW | {"number": "732829321", "website": "pas un site"}))
    assert "Ce n’est pas un SIREN" in wrong
    assert "adresse d’un site internet" in wrong
    answer = post(
        RITA,
        "/companies/new/",
        NEW | {"number": SIRET, "website": "www.tolerie.example", "sector": "C", "size": "12"},
    )
    assert answer.status_code == 303
    shown = text(get(RITA, answer["Location"]))
    for told in (
        "732 829 320",
        "FR44732829320",
        "www.tolerie.example",
        "Industrie manufacturière",
        "20 à 49 salariés",
        "SIRET 732 829 320 00074",
    ):
        assert told in shown


def test_the_same_number_in_sight_is_proposed_and_not_refused(fresh):
    post(RITA, "/companies/new/", NEW | {"number": SIREN})
    again = NEW | {"name": "Autre nom", "number": SIREN}
    shown = text(post(RITA, "/companies/new/", again))
    assert "que vous voyez déjà" in shown
    assert "Tôlerie Neuve" in shown
    assert post(RITA, "/companies/new/", again | {"anyway": "on"}).status_code == 303
    elsewhere = again | {"portfolio": EAST}
    assert post(BEN, "/companies/new/", elsewhere).status_code == 303, (
        "a company out of sight is nobody's business"
    )


def test_nothing_of_a_sole_trader_stands_in_clear(fresh):
    told = {"kind": "sole_trader", "name": "Yann Artisan", "number": SIREN, "website": "yann.example"}
    page = post(RITA, "/companies/new/", NEW | told)["Location"]
    post(RITA, f"{page}sites/", {"site-label": "Atelier", "site-line": "3 rue du Port", "site-town": "Auray", "site-postal_code": "56400", "site-country": "FR"})  # fmt: skip
    shown = text(get(RITA, page))
    for told_again in ("732 829 320", "FR44732829320", "yann.example", "3 rue du Port"):
        assert told_again in shown
    kept = str(
        as_superuser("SELECT c::text, s::text FROM people_company c JOIN people_site s ON s.company = c.id")
    )
    for secret in ("732829320", "Artisan", "yann", "rue du Port", "Auray", "Atelier"):
        assert secret not in kept
    assert "'56'" in kept or ",56," in kept, "the department stays in clear"


def test_a_number_finds_its_company_sealed_or_not():
    with inside(RITA) as actor:
        made(actor, "Par numéro", number=SIREN)
        made(actor, "Ève Seule", kind=CompanyKind.SOLE, number="303265045")
        assert [one.name for one in company_list(actor, start="732 829 320 00074").rows] == ["Par numéro"]
        assert [one.name for one in company_list(actor, start="303 265 045").rows] == ["Ève Seule"]
        assert company_list(actor, start="552100554").rows == []


def test_the_list_is_narrowed_by_sector_and_department():
    with inside(RITA) as actor:
        made(actor, "Usine", sector="C", department="29")
        made(actor, "Transports", sector="H", department="29")
        assert [one.name for one in company_list(actor, sector="C").rows] == ["Usine"]
        assert [one.name for one in company_list(actor, department="29").rows] == ["Transports", "Usine"]
        assert company_list(actor, sector="H", department="44").rows == []


def test_a_family_shows_both_ways_and_is_never_a_ring():
    with inside(RITA) as actor:
        mother = made(actor, "Mère")
        child = made(actor, "Fille", parent=mother.id)
        for parent in (child.id, mother.id):
            facts = CompanyFacts(kind=CompanyKind.LEGAL, name="Mère", parent=parent)
            with pytest.raises(Refused, match="parent"):
                edit_company(actor, company=mother, facts=facts)


def test_a_company_out_of_sight_is_no_parent(fresh):
    shown = text(post(RITA, f"{OURS}edit/", NEW | {"parent": "Société Alsacien"}))
    assert "Vous ne voyez aucune société de ce nom" in shown
    with inside(RITA) as actor, pytest.raises(Refused, match="parent"):
        edit_company(
            actor,
            company=company_for(actor, OURS[11:-1]),
            facts=CompanyFacts(kind=CompanyKind.LEGAL, name="x", parent=2),
        )


def test_a_company_is_edited_in_place_and_the_page_is_asked_again(fresh):
    form = text(get(RITA, f"{OURS}edit/", hx_request="true"))
    assert 'id="company-facts"' in form
    assert "<html" not in form
    answer = post(RITA, f"{OURS}edit/", NEW | {"sector": "F"}, hx_request="true")
    assert answer["HX-Refresh"] == "true"
    assert "Construction" in text(get(RITA, OURS))


def test_a_role_brings_its_company_into_sight_and_the_person_on_its_page(fresh):
    as_superuser(
        "INSERT INTO people_role (public, contact, cell, company, created_at) "
        "SELECT gen_random_uuid(), id, cell, 2, now() FROM people_contact WHERE id = %s", ALMA.id)  # fmt: skip
    with inside(RITA) as actor:
        found = company_for(actor, "00000000-0000-4000-8000-000000000002")
        assert [one.id for one in contacts_of(actor, company=found)] == [ALMA.id]
        assert "Société Alsacien" in [one.name for one in company_list(actor).rows]


def test_whoever_only_reads_a_company_changes_none_of_it(fresh):
    as_superuser("UPDATE people_contact SET company_id = 2 WHERE id = %s", ALMA.id)
    assert "Modifier" not in text(get(RITA, "/companies/00000000-0000-4000-8000-000000000002/"))
    assert post(RITA, "/companies/00000000-0000-4000-8000-000000000002/edit/", NEW).status_code == 403
    assert post(MAX, "/companies/00000000-0000-4000-8000-000000000002/edit/", NEW).status_code == 303

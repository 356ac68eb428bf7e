"""Capacities that nobody has settled yet: a proposal with its reason, confirmed in bulk (law.md, section 3, row 2)."""

import pytest

from licite.lawful.actions.capacity import Said, say_capacity
from licite.lawful.choices import Capacity, CapacityWhy, Mailbox
from licite.lawful.models.notes import Classified
from licite.lawful.queries.capacity import classified_by
from licite.people import sealing
from licite.people.queries.capacity import unclassified
from licite.people.tests.ways import ALMA, EASTERN, as_superuser, get, page, post, text
from tests.conftest import browser_of, inside
from tests.world import ANNA, BEN, DORA, MAX, MONA, PEOPLE, RITA

BASTIEN = PEOPLE[1]


@pytest.fixture
def unknowns(fresh):
    """Alma at her company with its domain; Bastien with a free mailbox; Eastern's with no company at all."""
    as_superuser(
        "UPDATE people_contact SET capacity = 'unknown', email = %s WHERE id = %s RETURNING 1",
        sealing.seal_values("email", BASTIEN.public, ["bastien@gmail.com"]), BASTIEN.id,
    )  # fmt: skip
    as_superuser("UPDATE people_contact SET capacity = 'unknown' WHERE id = %s RETURNING 1", ALMA.id)
    as_superuser(
        "UPDATE people_contact SET capacity = 'unknown', company_id = NULL WHERE id = %s RETURNING 1",
        EASTERN.id,
    )


def stored(contact: int) -> tuple:
    return as_superuser("SELECT capacity, mailbox, capacity_why FROM people_contact WHERE id = %s", contact)[
        0
    ]


@pytest.mark.usefixtures("unknowns")
def test_each_unknown_in_sight_comes_with_a_proposal_and_its_reason():
    with inside(MONA) as actor:
        found, following = unclassified(actor)
        assert following is None
        assert {one.row.id: tuple(one.said) for one in found} == {
            ALMA.id: (Capacity.PROFESSIONAL, Mailbox.NOMINATIVE, CapacityWhy.DOMAIN),
            BASTIEN.id: (Capacity.UNKNOWN, Mailbox.PERSONAL, None),
            EASTERN.id: (Capacity.UNKNOWN, Mailbox.NOMINATIVE, None),
        }


@pytest.mark.usefixtures("unknowns")
def test_the_page_shows_no_address_and_asks_where_it_is_unclear():
    shown = text(get(MONA, "/capacities/"))
    assert "Travaille dans une entreprise" in shown
    assert "l’adresse e-mail est celle d’un particulier. Demandez." in shown
    for hidden in ("bastien@gmail.com", ALMA.email, ALMA.phone, BASTIEN.phone):
        assert hidden not in shown
    assert f'name="is-{BASTIEN.public}"' in shown
    (rest,) = [part for part in shown.split("<select") if f'name="is-{BASTIEN.public}"' in part]
    assert '<option value="" selected>' in rest


@pytest.mark.usefixtures("unknowns")
def test_only_what_is_ticked_and_said_is_written_with_who_said_it():
    browser = browser_of(MONA)
    answer = browser.post("/capacities/", {
        f"is-{ALMA.public}": "professional", f"ok-{ALMA.public}": "on",
        f"is-{BASTIEN.public}": "", f"ok-{BASTIEN.public}": "on",
        f"is-{EASTERN.public}": "consumer",
    })  # fmt: skip
    assert answer.status_code == 303
    assert "1 fiche laissée : aucune qualité choisie" in text(browser.get("/capacities/"))
    assert stored(ALMA.id) == ("professional", "nominative", "domain")
    assert stored(BASTIEN.id)[0] == stored(EASTERN.id)[0] == "unknown"
    with inside(RITA) as actor:
        said, by = classified_by(actor, contact=ALMA.id) or (None, "")
        assert said is not None
        assert (said.why, by) == ("domain", MONA.name)


@pytest.mark.usefixtures("unknowns")
def test_what_a_human_asked_is_kept_as_asked():
    post(DORA, "/capacities/", {f"is-{BASTIEN.public}": "consumer", f"ok-{BASTIEN.public}": "on"})
    assert stored(BASTIEN.id) == ("consumer", "personal", "asked")


@pytest.mark.usefixtures("unknowns")
def test_a_record_that_is_not_on_the_page_is_not_settled_by_it():
    assert stored(PEOPLE[2].id)[0] == "professional"
    post(MAX, "/capacities/", {f"is-{PEOPLE[2].public}": "consumer", f"ok-{PEOPLE[2].public}": "on"})
    assert stored(PEOPLE[2].id)[0] == "professional"


@pytest.mark.usefixtures("unknowns")
def test_one_record_is_settled_on_its_own_page_with_the_minor():
    here = f"/contacts/{ALMA.public}/capacity/"
    assert "La fiche suggère" in text(get(RITA, here))
    typed = {"capacity-capacity": "sole_trader", "capacity-mailbox": "nominative", "capacity-minor": "on"}
    assert post(RITA, here, typed).status_code == 303
    assert stored(ALMA.id) == ("sole_trader", "nominative", "asked")
    assert as_superuser("SELECT minor FROM people_contact WHERE id = %s", ALMA.id) == [(True,)]
    assert RITA.name in text(get(RITA, here))


@pytest.mark.usefixtures("fresh")
def test_the_officer_finds_the_minor_on_the_record_and_says_it():
    dossier, here = f"/contacts/{ALMA.public}/dossier/", f"/contacts/{ALMA.public}/capacity/"
    assert here in text(get(DORA, dossier))
    assert here not in text(get(ANNA, dossier))
    assert get(ANNA, here).status_code == 403
    assert ">mineur<" not in page(DORA)
    typed = {"capacity-capacity": "professional", "capacity-mailbox": "nominative", "capacity-minor": "on"}
    assert post(DORA, here, typed).status_code == 303
    assert ">mineur<" in page(DORA)
    assert ">mineur<" in text(get(DORA, dossier))


def said_of(contact: int) -> Said:
    return Said(contact, Capacity.CONSUMER, Mailbox.UNKNOWN)


def test_nobody_says_anything_of_a_record_out_of_reach():
    with inside(BEN) as actor:
        assert say_capacity(actor, said=[said_of(ALMA.id)]) == 0
    with inside(ANNA) as actor:
        assert say_capacity(actor, said=[said_of(ALMA.id)]) == 0
        assert not Classified.objects.exists()
    with inside(RITA) as actor:
        assert say_capacity(actor, said=[said_of(ALMA.id), said_of(EASTERN.id)]) == 1


def test_the_page_is_for_who_may_settle_in_bulk():
    assert get(RITA, "/capacities/").status_code == 403
    assert get(MAX, "/capacities/").status_code == 200


@pytest.mark.usefixtures("unknowns")
def test_the_journal_says_what_was_settled_and_no_value():
    post(MONA, "/capacities/", {f"is-{ALMA.public}": "professional", f"ok-{ALMA.public}": "on"})
    ((subjects, fields, detail),) = as_superuser(
        "SELECT subjects, fields, detail FROM journal.entry WHERE act = 'lawful:capacity:write'"
    )
    assert (subjects, sorted(fields), detail) == ([ALMA.id], ["capacity", "mailbox"], {"records": 1})

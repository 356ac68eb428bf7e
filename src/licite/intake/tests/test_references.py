"""The number by which another tool knows a person: kept sealed with the record, found again, gone with the import."""

import pytest

from licite.access.gate import acting_for
from licite.intake.tests import dumps
from licite.intake.tests.conftest import PURPOSE, codes, run, staged, take_back
from licite.intake.tests.test_import import contact, tell
from licite.people.models import Contact
from licite.people.models import Reference as Kept
from licite.people.queries.references import Reference, opened_reference
from licite.people.sealing import seal_listing
from tests.conftest import browser_of, inside
from tests.plugin import database_name, superuser
from tests.world import ANNA, BEN, EAST, MAX, RITA, START, person

HEADER = "N° client;Prénom;Nom;E-mail\n"
JEAN = "00017;Jean;Ménard;jean.menard@fonderie.example\n"
TOOL = "Sage 100"


def numbers() -> list[Reference]:
    with acting_for(MAX.id, PURPOSE):
        publics = dict(Contact.objects.values_list("id", "public"))
        rows = Kept.objects.order_by("id").values_list("contact", "value")
        return [opened_reference(publics[one], value) for one, value in rows]


def test_a_number_is_kept_sealed_with_its_tool_and_finds_its_person_again(bring):
    bring(HEADER + JEAN, tool=TOOL)
    assert numbers() == [Reference(TOOL, "00017")]
    # Another spelling of the tool, the zeros eaten, and nothing else in common but the name.
    again = bring("Client ID;Nom complet;Tél\n17;Ménard Jean;01 99 00 12 34\n", tool="sage-100")
    assert tell(again) == ["updated"]
    assert set(codes(again)) == {"known.here", "gained.phones", "name.order"}
    with superuser(database_name()) as connection:
        (held,) = connection.execute(
            "SELECT string_agg(r::text, '') FROM licite.people_reference r"
        ).fetchone()
    assert b"00017".hex() not in held  # in figures alone, an envelope may well hold it by chance
    assert "sage" not in held.lower()


def test_the_same_number_of_another_tool_is_somebody_elses(bring):
    bring(HEADER + JEAN, tool=TOOL)
    report = bring(HEADER + JEAN.replace("jean.menard@fonderie.example", ""), tool="Autre outil")
    assert codes(report)[0] == "doubt.name_alone"


def test_the_people_of_a_company_share_its_number(bring):
    report = bring(HEADER + JEAN + "17;Lise;Roy;lise@fonderie.example\n", tool=TOOL)
    assert tell(report) == ["created", "created"]
    assert "reference.shared" in codes(report)
    assert len(numbers()) == 2


def test_without_its_tool_a_number_is_left_out_and_said_so(bring):
    report = bring(HEADER + JEAN)
    assert report.columns[0]["reason"] == "no_tool"
    assert numbers() == []


def test_what_is_no_number_is_left_out_with_a_warning(bring):
    report = bring(HEADER + JEAN.replace("00017", "000"), tool=TOOL)
    assert "reference.empty" in codes(report)
    assert numbers() == []


def test_a_record_that_is_here_gains_its_number_once_and_the_undoing_takes_it_back(worker):
    run(staged(HEADER + JEAN))
    before = dumps.people()
    batch = staged(HEADER + JEAN + "18;Lise;Roy;lise@roy.example\n", tool=TOOL)
    report = run(batch)
    assert tell(report) == ["updated", "created"]
    assert "gained.references" in codes(report)
    assert tell(run(staged(HEADER + JEAN, tool=TOOL))) == ["skipped"]
    take_back(batch)
    after = dumps.people()
    assert {table: rows for table, rows in after.items() if rows != before[table]} == {}


def test_a_record_that_gained_another_number_since_is_not_taken_back(worker):
    batch = staged(HEADER + JEAN, tool=TOOL)
    run(batch)
    run(staged(HEADER + JEAN.replace("00017", "C-4"), tool="Autre outil"))
    take_back(batch)
    assert contact("Jean", "Ménard")
    assert len(numbers()) == 2


def test_a_number_out_of_sight_finds_nobody(worker):
    foreign = person(EAST, 3)
    given = HEADER + f"17;{foreign.first};{foreign.last};{foreign.email}\n"
    run(staged(given, tool=TOOL))
    with superuser(database_name()) as connection:
        connection.execute(
            "UPDATE licite.access_profile SET permissions = permissions || '{intake:import:run}' WHERE key = 'rep'"
        )
    report = run(staged(HEADER + "17;Zoé;Neuve;zoe@neuve.example\n", tool=TOOL, member=RITA), RITA)
    assert tell(report) == ["created"]
    assert "reference.shared" not in codes(report)
    with acting_for(RITA.id, PURPOSE):
        assert Kept.objects.count() == 1


@pytest.fixture
def numbered(fresh: None, as_worker) -> str:
    with as_worker():
        run(staged(HEADER + JEAN, tool=TOOL))
        return f"/contacts/{contact('Jean', 'Ménard')['public']}/"


def test_the_page_shows_the_number_and_whoever_edits_may_take_it_away(numbered):
    page = browser_of(RITA).get(numbered).text
    assert "00017" in page
    assert TOOL in page
    assert "/numbers/" not in browser_of(ANNA).get(numbered).text
    action = page.partition("/numbers/")[2].partition("/remove/")[0]
    assert browser_of(BEN).post(f"{numbered}numbers/{action}/remove/").status_code == 404
    assert browser_of(RITA).post(f"{numbered}numbers/{action}/remove/").status_code == 303
    assert "00017" not in browser_of(RITA).get(numbered).text
    assert "00017 · Sage 100" in browser_of(RITA).get(f"{numbered}changes/").text


def test_a_reader_who_does_not_read_the_name_does_not_read_the_number(numbered):
    with superuser(database_name()) as connection:
        connection.execute(
            "UPDATE licite.access_profile SET levels = levels || '{\"name\": \"masked\"}' WHERE key = 'assistant'"
        )
    assert "00017" not in browser_of(ANNA).get(numbered).text


def test_nobody_puts_a_number_in_anothers_name_or_on_a_record_of_others(fresh):
    foreign = person(EAST, 3)
    laid = seal_listing(foreign.public, first="", last="x", title="", phone="", email="")
    for contact_, cell, member in ((foreign.id, foreign.cell, RITA.id), (1, 11, BEN.id)):
        with pytest.raises(Exception, match="row-level security"), inside(RITA):
            Kept.objects.create(
                contact=contact_, cell=cell, token=1, value=laid, member=member, created_at=START
            )

"""A preview that says whose each row is and what waits for it, and rows decided not to come in, whose refusals are heard."""

from datetime import timedelta

import pytest

from licite.intake.plans import Rule
from licite.intake.tests.acts import asked
from licite.intake.tests.conftest import codes, run, staged, told
from licite.intake.tests.test_import import HEADER, contact
from licite.intake.tests.test_pages import GIVEN, prepare
from licite.intake.tests.test_rules import ruled
from licite.intake.tests.test_undo import take_back
from licite.kit import clock
from licite.lawful.channels import BITS, Channel
from licite.lawful.models import ToldBy
from licite.people.panels.timeline import timeline
from licite.people.queries import contact_for
from tests.conftest import browser_of, inside
from tests.world import MAX

ANA = HEADER + "Ana;Neuve;;accueil@x.example;0199000001;;\n"
PAULE = HEADER + "Paule;Autre;;accueil@x.example;;;oui\n"


def spaced(text: str) -> str:
    return text.replace("\xa0", " ").replace("\u202f", " ")


def test_a_row_left_out_closes_the_address_it_shares_and_says_no_more_of_whoever_has_it(worker):
    run(staged(ANA))
    report = ruled(Rule.MERGE, PAULE, line_2=Rule.SKIP)
    assert report.tallies["skipped"] == 1
    assert report.tallies["updated"] == report.tallies["objections"] == 0
    assert codes(report) == ["left.closed"]
    ana = contact("Ana", "Neuve")
    assert ana["objections"] == BITS[Channel.EMAIL]
    assert asked("SELECT channel, told_by FROM lawful_objection WHERE contact = %s", ana["id"]) == [
        ("email", ToldBy.SHARED.value)
    ]
    # The list holds that address, and not the phone of whoever shares it.
    assert asked("SELECT channel, count(*) FROM lawful_suppression GROUP BY 1") == [("email", 1)]
    with inside(MAX) as actor:
        (moment,) = [
            one
            for one in timeline(actor, contact_for(actor, ana["public"])).moments
            if one.title.startswith("Opposition")
        ]
        assert not moment.theirs
        assert moment.details[0] == "Par une autre personne de la même adresse"
    assert codes(ruled(Rule.MERGE, PAULE, line_2=Rule.SKIP)) == ["left.closed"]
    assert asked("SELECT count(*) FROM lawful_objection") == [(1,)]


def test_an_address_closed_by_somebody_else_keeps_no_record_from_being_taken_back(worker):
    first = staged(ANA)
    run(first)
    ruled(Rule.MERGE, PAULE, line_2=Rule.SKIP)
    take_back(first)
    with pytest.raises(LookupError):
        contact("Ana", "Neuve")
    assert [line for line in told(first).lines if line.outcome == "kept"] == []


def test_a_row_left_out_of_the_same_person_says_so_and_its_refusal_is_the_persons(worker):
    run(staged(ANA))
    refusing = ANA.replace(";\n", ";oui\n")
    report = ruled(Rule.MERGE, refusing, line_2=Rule.SKIP)
    assert codes(report) == ["left.out", "known.here", "gained.objections"]
    assert (report.tallies["skipped"], report.tallies["objections"]) == (1, 1)
    assert asked("SELECT told_by FROM lawful_objection") == [("import",)]


def test_a_row_left_out_that_meets_an_earlier_line_closes_the_address_there(worker):
    report = ruled(Rule.MERGE, ANA + PAULE.removeprefix(HEADER), line_3=Rule.SKIP)
    assert codes(report) == ["left.closed", "known.line"]
    assert contact("Ana", "Neuve")["objections"] == BITS[Channel.EMAIL]


def test_the_preview_names_whom_a_row_is_of_and_which_line_of_the_file_it_meets(fresh):
    page = spaced(browser_of(MAX).get(prepare(ANA + PAULE.removeprefix(HEADER)).url).text)
    row = page.partition('name="shown" value="3"')
    assert "Paule Autre<small>Ligne 3</small>" in page
    assert "<span>Ana Neuve · Ligne 2</span>" in row[2]
    assert "une autre ligne du fichier a le même e-mail sous un autre nom" in row[2]
    assert "dans la base sous un autre nom" not in page


@pytest.mark.parametrize(
    ("age", "informed", "said"), [(400, "", True), (400, "on", False), (2, "", False)], ids=str
)
def test_the_preview_says_how_many_records_would_come_in_blocked(fresh, age, informed, said):
    day = f"{clock.now() - timedelta(days=age):%d/%m/%Y}"
    text = f"Prénom;Nom;E-mail;Date de collecte\nAna;Neuve;ana@x.example;{day}\nLuc;Roy;luc@x.example;{day}\n"
    page = spaced(browser_of(MAX).get(prepare(text, **(GIVEN | {"informed": informed})).url).text)
    warning = "2 fiches entreraient bloquées : le délai pour informer ces personnes est passé"
    assert (warning in page) is said

"""A refusal in a file closes the e-mail and the phone that it names, for whoever bears them; a name alone closes nobody."""

import pytest

from licite.intake.plans import Plan, Rule
from licite.intake.tests.conftest import run, staged, worker_role
from licite.lawful.channels import Channel
from tests.plugin import database_name, superuser

HEADER = "Prénom;Nom;E-mail;Tél;Opposition\n"
HERE = HEADER + "Jean;Ménard;jean@fonderie.example;0199000001;\n"
NAMESAKES = [
    HEADER + "Jean;Ménard;autre@ailleurs.example;0199000002;oui\n",
    HEADER + "Jean;Ménard;;;oui\n",
]


@pytest.fixture(autouse=True)
def as_worker(fresh):
    with worker_role():
        yield


def asked(sql: str) -> list[tuple]:
    with superuser(database_name()) as connection:
        connection.execute("SET search_path = licite")
        return connection.execute(sql).fetchall()  # type: ignore[arg-type]


@pytest.mark.parametrize("row", NAMESAKES, ids=["another address", "nothing but the name"])
def test_a_namesake_left_out_closes_nothing_of_the_one_who_is_here(row):
    run(staged(HERE))
    assert run(staged(row)).tallies["waiting"] == 1
    report = run(staged(row, plan=Plan(decisions={2: Rule.SKIP})))
    assert report.tallies["skipped"] == 1
    assert asked(
        "SELECT objections FROM people_contact WHERE source = 'customer_file' ORDER BY id DESC LIMIT 1"
    ) == [(0,)]
    assert asked("SELECT count(*) FROM lawful_objection") == [(0,)]


def test_what_the_row_left_out_names_of_its_own_stays_out():
    run(staged(HERE))
    run(staged(NAMESAKES[0], plan=Plan(decisions={2: Rule.SKIP})))
    assert asked("SELECT channel, count(*) FROM lawful_suppression GROUP BY 1") == [(Channel.ALL.value, 2)]
    again = run(staged(HEADER + "Luc;Roy;autre@ailleurs.example;;\n"))
    assert [note.code for line in again.lines for note in line.reasons] == ["suppressed"]
    assert run(staged(HEADER + "Jeanne;Roy;jean@fonderie.example;;\n")).tallies["waiting"] == 1

"""What very many have in common: a switchboard's number, or one typed to fill a box."""

from dataclasses import replace

from licite.intake.matching import Known, Shelf, agree
from licite.intake.rows import Person
from licite.intake.tests.test_import import HEADER
from licite.kit import clock


def test_a_phone_that_very_many_bear_tells_nobody_apart_and_a_second_time_brings_nobody(bring):
    file = HEADER + "".join(f"Ana{n};Neuve{n};Société;;01 99 00 12 34;75001;\n" for n in range(60))
    assert bring(file).counts["created"] == 60
    again = bring(file + "Zoé;Autre;;;01 99 00 12 34;;\n")
    assert (again.counts["created"], again.counts["skipped"]) == (1, 60)
    assert [note.code for note in again.lines[-1].warnings] == ["phone.shared"]


def test_of_those_with_one_phone_only_who_may_be_called_so_is_compared(monkeypatch):
    compared = []
    monkeypatch.setattr(
        "licite.intake.matching.agree", lambda one, other: compared.append(other.last) or agree(one, other)
    )
    people = [
        Person(first=f"Ana{n}", last=f"Neuve{n}", phones=("+33199001234",), collected_at=clock.now())
        for n in range(300)
    ]
    people.append(replace(people[0], first="", last="D."))
    shelf = Shelf(Known(one, id=n) for n, one in enumerate(people, 1))
    assert shelf.match(replace(people[7], first="")).known.id == 8
    assert compared == ["Neuve7"]
    assert shelf.match(replace(people[7], first="D", last="Dupont")).known.id == 301

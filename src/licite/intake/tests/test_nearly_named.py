"""Nearly the same name with the same e-mail or phone is most likely one person: a question of its own, never a second record
by an answer that was meant for others.
"""

import pytest

from licite.intake import jobs
from licite.intake.matching import Known, Shelf
from licite.intake.rows import Person
from licite.intake.tests.conftest import codes, in_worker, run, staged
from licite.intake.tests.test_import import HEADER, tell
from licite.intake.tests.test_left_undecided import outcomes, text
from licite.intake.tests.test_pages import prepare, queued
from licite.intake.tests.test_whole_way import spaced
from licite.kit import clock
from tests.conftest import browser_of
from tests.world import MAX

CLOSE, OTHER = "doubt.close_name", "doubt.email_other_name"
NOEL = "Noël;Le Goff;Générale;noel@exemple.example;0612345678;59000;\n"


@pytest.mark.parametrize(
    "row",
    [
        "Noel;LEGOFF;;noel@exemple.example;;;\n",
        "Noel;LEGOFF;;;0612345678;;\n",
        "Noël;Le Gof;;;0612345678;;\n",
    ],
)
def test_nearly_the_same_name_with_an_e_mail_or_a_phone_in_common_waits_as_a_case_of_its_own(bring, row):
    bring(HEADER + NOEL)
    report = bring(HEADER + row)
    assert (tell(report), codes(report)[0]) == (["waiting"], CLOSE)


def test_another_name_on_a_shared_box_or_a_shared_phone_stays_what_it_was(bring):
    bring(HEADER + NOEL)
    report = bring(
        HEADER
        + "Paule;Autre;;noel@exemple.example;;;\nGaëlle;Le Goff;;;0612345678;;\nMarc;Roux;;;0612345678;;\n"
    )
    assert tell(report) == ["waiting", "created", "created"]
    assert codes(report) == [OTHER, "phone.shared", "phone.shared"]


def test_of_those_who_share_a_phone_only_names_of_like_letters_are_looked_at_closely(monkeypatch):
    compared = []
    monkeypatch.setattr(
        "licite.intake.matching.is_nearly_named", lambda one, other: compared.append(other.last) or True
    )
    shelf = Shelf(
        Known(Person(first=first, last=last, phones=("+33612345678",), collected_at=clock.now()), id=n)
        for n, (first, last) in enumerate([("Paule", "Autre"), ("Noël", "Le Goff"), ("Marc", "Roux")], 1)
    )
    noel = Person(first="Noel", last="Legoff", phones=("+33612345678",), collected_at=clock.now())
    assert [one.id for one in shelf.match(noel).rivals] == [2]
    assert compared == ["Le Goff"]


def test_one_answer_for_a_shared_box_makes_no_second_record_of_whoever_is_nearly_named(fresh, as_worker):
    with as_worker():
        run(staged(HEADER + NOEL))
    preview = prepare(
        HEADER + "Paule;Autre;;noel@exemple.example;;;\nNoel;LEGOFF;;noel@exemple.example;;;\n"
    ).url
    browser = browser_of(MAX)
    page = spaced(browser.get(preview).text)
    assert "sans doute la même personne · 1 ligne" in page
    assert "Le même e-mail sous un autre nom · 1 ligne" in page
    browser.post(preview, {f"all-{OTHER}": "keep", "act": "run"})
    with as_worker():
        jobs.import_file(in_worker(), **queued()[-1])
    said = spaced(browser.get("/imports/").text)
    assert "1 créée · 1 à trancher" in said


TWINS = HEADER + (
    "Paule;Autre;;noel@exemple.example;0612000001;;\nPaule;AUTRE;;noel@exemple.example;0612000001;;\n"
    "Pauline;Autr;;noel@exemple.example;;;\n"
)


@pytest.mark.parametrize("at_once", [200, 0])
def test_rows_left_that_one_answer_sets_apart_are_compared_with_each_other_too(
    fresh, as_worker, monkeypatch, at_once
):
    monkeypatch.setattr("licite.intake.leftovers.deciding.AT_ONCE", at_once)
    monkeypatch.setattr("licite.intake.leftovers.deciding.ROWS", 1 if not at_once else 500)
    with as_worker():
        run(staged(HEADER + NOEL))
        batch = staged(TWINS)
        assert tell(run(batch)) == ["waiting"] * 3
    browser, left = browser_of(MAX), f"/imports/{batch.public}/left/"
    browser.post(left, {f"all-{OTHER}": "keep"})
    if not at_once:
        with as_worker():
            jobs.settle_file(in_worker(), **queued()[-1])
    with as_worker():
        assert outcomes(batch) == ["created", "waiting", "waiting"]
    page = text(browser, left)
    if at_once:
        assert (
            "2 lignes sont sans doute quelqu’un qui est déjà là, ou que ces réponses viennent de créer"
            in page
        )
    assert "plusieurs fiches" not in page
    assert "sans doute la même personne · 2 lignes" in page
    # Asked of the record that stands there now, the same answer is followed.
    browser.post(left, {"row-3": "keep", "row-4": "merge"})
    if not at_once:
        with as_worker():
            jobs.settle_file(in_worker(), **queued()[-1])
    with as_worker():
        assert outcomes(batch)[1] == "created"

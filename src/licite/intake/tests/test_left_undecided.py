"""Rows that an import left undecided are decided from its report, one by one or by kind, now or later, and undone with it."""

import re
from datetime import timedelta
from functools import partial

from licite.access.gate import acting_for
from licite.intake import jobs
from licite.intake.kinds import Kind
from licite.intake.leftovers.deciding import settle
from licite.intake.models import Batch
from licite.intake.tests.acts import TOOL, asked, staged_acts
from licite.intake.tests.conftest import PURPOSE, in_worker, run, staged, take_back, told
from licite.intake.tests.test_import import HEADER, contact
from licite.intake.tests.test_pages import queued
from licite.intake.tests.test_undo import base
from licite.kit import clock
from licite.people import sealing
from tests.conftest import browser_of
from tests.plugin import database_name, superuser
from tests.world import BEN, EAST, MAX, person

HERE = HEADER + "Jean;Ménard;;jean.menard@fonderie.example;;;\n"
# The same e-mail under another name; the same name with another e-mail; the same name and nothing else.
ALIKE = HEADER + (
    "Paule;Autre;;jean.menard@fonderie.example;0199000001;;\n"
    "Jean;Ménard;;jm@ailleurs.example;0199000002;;\n"
    "Jean;Ménard;;;;;\n"
)


def laid() -> Batch:
    """The import whose three rows wait."""
    run(staged(HERE))
    batch = staged(ALIKE)
    assert [line.outcome for line in run(batch).lines] == ["waiting"] * 3
    return batch


def outcomes(batch: Batch) -> list[str]:
    return [line.outcome.value for line in told(batch).lines if line.number]


def text(browser, path: str) -> str:
    return browser.get(path).text.replace("\xa0", " ").replace("\u202f", " ")


def test_each_row_is_decided_beside_whom_it_looks_like_and_the_report_follows(fresh, as_worker):
    with as_worker():
        batch = laid()
    browser, report = browser_of(MAX), f"/imports/{batch.public}/"
    assert "3 lignes attendent votre décision" in text(browser, report)
    page = text(browser, report + "left/")
    assert "Le même e-mail sous un autre nom · 1 ligne" in page
    assert 'href="?line=3"' in page
    beside = text(browser, report + "left/?line=3")
    assert "jm@ailleurs.example" in beside
    assert "jean.menard@fonderie.example" in beside
    answer = re.findall(r'name="row-3" value="(merge:[-0-9a-f]{36})"', beside)[0]
    done = browser.post(report + "left/", {"row-3": answer, "next": "4"})
    assert done.url == report + "left/?line=4"
    browser.post(report + "left/", {"row-2": "keep"})
    done = browser.post(report + "left/", {"row-4": "skip", "next": "2"})
    assert done.url == report
    with as_worker():
        assert outcomes(batch) == ["created", "updated", "skipped"]
        jean = contact("Jean", "Ménard")
        assert sealing.open_values("phone", jean["public"], jean["phone"]) == ["+33199000002"]
        assert contact("Paule", "Autre")["cell"] == 11
        with acting_for(MAX.id, PURPOSE):
            counts = Batch.objects.get(public=batch.public).counts
    assert (counts["open"], counts["waiting"], counts["created"]) == (0, 0, 1)
    assert asked("SELECT staged FROM intake_batch WHERE public = %s", batch.public) == [(None,)]
    assert "attendent votre décision" not in text(browser, report)


def test_what_the_record_refuses_stands_beside_what_the_row_does(fresh, as_worker):
    with as_worker():
        run(staged(HERE.replace(";;;\n", ";;;oui\n")))
        batch = staged(HEADER + "Jean;Ménard;;jm@ailleurs.example;;;\n")
        run(batch)
    row = text(browser_of(MAX), f"/imports/{batch.public}/left/?line=2").partition("Opposition</th>")[2]
    cells = re.findall(r"<span>(.*?)</span>", row.partition("</tr>")[0])
    assert cells == ["–", "Tous les canaux"]


def test_one_answer_settles_all_rows_of_a_kind_and_a_row_of_its_own_comes_first(fresh, as_worker):
    with as_worker():
        batch = laid()
    browser, left = browser_of(MAX), f"/imports/{batch.public}/left/"
    browser.post(
        left, {"all-doubt.other_coordinates": "keep", "all-doubt.email_other_name": "keep", "row-2": "skip"}
    )
    with as_worker():
        assert outcomes(batch) == ["skipped", "created", "waiting"]
    said = text(browser, left)
    assert "1 ligne" in said
    assert "Le même e-mail sous un autre nom" not in said


def test_what_was_decided_later_goes_back_with_the_import(fresh, as_worker):
    with as_worker():
        run(staged(HERE))
        before = base()
        batch = staged(ALIKE)
        run(batch)
    browser_of(MAX).post(f"/imports/{batch.public}/left/", {"all": "keep"})
    with as_worker():
        assert outcomes(batch) == ["created"] * 3
        take_back(batch)
        assert base() == before


def test_of_several_records_one_says_which_and_no_other_is_touched(fresh, as_worker):
    with as_worker():
        laid()
        batch = staged(HEADER + "Jean;Ménard;;;0199000009;;\n")
    browser = browser_of(MAX)
    with as_worker():
        second = staged(HEADER + "Jean;Ménard;;jm@ailleurs.example;;;\n")
        run(second)
    browser.post(f"/imports/{second.public}/left/", {"row-2": "keep"})
    with as_worker():
        run(batch)
    left = f"/imports/{batch.public}/left/"
    browser.post(left, {"all": "merge"})
    with as_worker():
        assert outcomes(batch) == ["waiting"]
    beside = text(browser, left + "?line=2")
    answers = re.findall(r'name="row-2" value="(merge:[-0-9a-f]{36})"', beside)
    assert len(answers) == 2
    browser.post(left, {"row-2": answers[0]})
    with as_worker():
        assert outcomes(batch) == ["updated"]
    assert asked(
        "SELECT count(*) FROM people_contact WHERE phone IS NOT NULL AND public = %s", answers[0][6:]
    ) == [(1,)]


def test_many_answers_are_the_workers_and_a_run_cut_short_goes_on(fresh, as_worker, monkeypatch):
    monkeypatch.setattr("licite.intake.leftovers.deciding.AT_ONCE", 1)
    monkeypatch.setattr("licite.intake.leftovers.deciding.ROWS", 1)
    with as_worker():
        batch = laid()
    browser, report = browser_of(MAX), f"/imports/{batch.public}/"
    assert browser.post(report + "left/", {"all": "keep"}).url == report
    assert "Vos décisions sont en cours" in text(browser, report)
    with as_worker():
        with acting_for(MAX.id, PURPOSE):
            assert Batch.objects.get(public=batch.public).state == "settling"
        jobs.settle_file(in_worker(), **queued()[-1])
        settle(partial(acting_for, MAX.id, PURPOSE), batch.public)
        assert outcomes(batch) == ["created"] * 3


def test_rows_kept_go_after_their_time_and_are_nobody_elses(fresh, as_worker):
    with as_worker():
        batch = laid()
    left = f"/imports/{batch.public}/left/"
    assert browser_of(BEN).get(left).status_code in (403, 404)
    (sealed,) = asked("SELECT staged FROM intake_batch WHERE public = %s", batch.public)[0]
    assert b"ailleurs" not in sealed
    with superuser(database_name()) as connection:
        connection.execute("UPDATE licite.intake_batch SET done_at = %s", [clock.now() - timedelta(days=31)])
    with as_worker():
        jobs.drop_drafts(0)
    assert asked("SELECT staged, counts ? 'open' FROM intake_batch WHERE public = %s", batch.public) == [
        (None, False)
    ]
    assert browser_of(MAX).get(left).url == left.removesuffix("left/")
    with as_worker():
        assert outcomes(batch) == ["waiting"] * 3


SOLD = "N° client;Date de facture;N° facture;Montant\nC-9;04/02/2025;F-2;80\nC-9;05/02/2025;F-3;90\nC-7;06/02/2025;F-4;20\n"


def test_acts_of_nobody_come_in_once_their_person_is_here_without_the_file(fresh, as_worker):
    with as_worker():
        sold = staged_acts(SOLD, Kind.PURCHASES)
        run(sold)
    browser, report = browser_of(MAX), f"/imports/{sold.public}/"
    assert "3 lignes n’ont pas trouvé leur personne" in text(browser, report)
    page = text(browser, report + "left/")
    assert f"« {TOOL} »" in page
    assert "C-9" in page
    with as_worker():
        run(staged("N° client;Nom;E-mail\nC-9;Neuve;n@neuve.example\n", tool=TOOL))
    assert "2 lignes retrouvent maintenant leur personne" in text(browser, report + "left/")
    browser.post(report + "left/", {"all": "again"})
    with as_worker():
        jobs.settle_file(in_worker(), **queued()[-1])
        assert outcomes(sold) == ["created", "created", "nobody"]
    browser.post(report + "left/", {"all": "skip"})
    with as_worker():
        jobs.settle_file(in_worker(), **queued()[-1])
        assert outcomes(sold) == ["created", "created", "skipped"]
        take_back(sold)
    assert asked("SELECT count(*) FROM people_interaction WHERE kind = 'order' AND at < '2025-03-01'") == [
        (0,)
    ]


def test_acts_of_several_persons_go_to_the_one_that_is_said(fresh, as_worker):
    theirs = person(EAST, 3)
    with as_worker():
        run(staged("N° client;Nom;E-mail\nC-9;Neuve;n@neuve.example\nC-9;Autre;a@autre.example\n", tool=TOOL))
        sold = staged_acts(SOLD, Kind.PURCHASES)
        run(sold)
    browser, left = browser_of(MAX), f"/imports/{sold.public}/left/"
    page = text(browser, left)
    assert "Plusieurs personnes possibles" in page
    lines = re.findall(r'name="lines-1" value="([\d,]+)"', page)[0]
    answer = re.findall(r'value="(again:[-0-9a-f]{36})"', page)[0]
    browser.post(left, {"lines-1": lines, "group-1": answer})
    with as_worker():
        jobs.settle_file(in_worker(), **queued()[-1])
        assert outcomes(sold) == ["created", "created", "nobody"]
    # Somebody whom the rows do not name is not one of them.
    browser.post(left, {"lines-1": "4", "group-1": f"again:{theirs.public}"})
    with as_worker():
        jobs.settle_file(in_worker(), **queued()[-1])
        assert outcomes(sold) == ["created", "created", "nobody"]

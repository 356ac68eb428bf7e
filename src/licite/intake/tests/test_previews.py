"""The preview of a large file, which the worker makes: the page moves on, and says so where it will not come."""

import pytest

from licite.intake import jobs
from licite.intake.jobs import TRIES
from licite.intake.tests.conftest import in_worker
from licite.intake.tests.test_pages import prepare, queued
from licite.intake.tests.test_whole_way import spaced
from tests.conftest import browser_of
from tests.world import MAX

FILE = "Prénom;Nom;E-mail\nNina;Alpha;nina@x.example\nLuc;Roy;luc@roy.example\n"


@pytest.fixture(autouse=True)
def for_the_worker(monkeypatch) -> None:
    monkeypatch.setattr("licite.intake.looking.AT_ONCE", 1)


def test_a_preview_that_fails_too_often_says_so_and_is_tried_again(fresh, as_worker, monkeypatch):
    browser, preview = browser_of(MAX), prepare(FILE).url
    assert "0 ligne lue sur 2" in spaced(browser.get(preview).text)
    with monkeypatch.context() as broken, as_worker():
        broken.setattr("licite.intake.jobs.look", lambda *args, **kwargs: 1 / 0)
        for attempts in (0, TRIES):
            with pytest.raises(ZeroDivisionError):
                jobs.look_through(in_worker(attempts), **queued()[-1])
    moved = browser.get(preview + "progress/")
    assert moved["HX-Refresh"] == "true"
    said = spaced(browser.get(preview).text)
    assert "L’aperçu n’a pas abouti" in said
    assert "preview/progress/" not in said
    assert len(queued()) == 1
    assert browser.post(preview, {"act": "again"}).status_code == 302
    assert "0 ligne lue sur 2" in spaced(browser.get(preview).text)
    with as_worker():
        jobs.look_through(in_worker(), **queued()[-1])
    assert "rien n’est encore entré" in spaced(browser.get(preview).text)


def test_a_run_that_fails_under_a_plan_of_before_says_nothing_of_the_new_one(fresh, as_worker, monkeypatch):
    browser, preview = browser_of(MAX), prepare(FILE).url
    browser.get(preview)
    former = queued()[-1]
    browser.post(preview, {"rule": "skip", "act": "decide"})
    with monkeypatch.context() as broken, as_worker():
        broken.setattr("licite.intake.jobs.look", lambda *args, **kwargs: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            jobs.look_through(in_worker(TRIES), **former)
    assert "0 ligne lue sur 2" in spaced(browser.get(preview).text)


def test_the_page_that_waits_leaves_the_file_sealed(fresh, monkeypatch):
    browser, preview = browser_of(MAX), prepare(FILE).url
    browser.get(preview)
    monkeypatch.setattr("licite.intake.drafts.unpacked", lambda text: 1 / 0)
    assert spaced(browser.get(preview + "progress/").text).startswith("<p>0 ligne lue sur 2")
    assert "clients.csv" in browser.get(preview).text
    assert "clients.csv" in browser.get("/imports/").text

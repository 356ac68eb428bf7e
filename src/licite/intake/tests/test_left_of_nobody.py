"""Acts whose person was not found say what they were, and go to the record that whoever brought them names."""

from uuid import uuid4

from licite.intake import jobs
from licite.intake.kinds import Kind
from licite.intake.tests.acts import asked, staged_acts
from licite.intake.tests.conftest import in_worker, run, staged
from licite.intake.tests.test_pages import queued
from licite.intake.tests.test_whole_way import spaced
from tests.conftest import browser_of
from tests.world import MAX

CALLS = "Date;N° client;Type;Commentaire\n09/05/2026;C-7;Appel;rappeler en mars\n10/05/2026;C-7;Appel;\n11/05/2026;C-8;Email;\n"
SOLD = "Date;Code client;N° facture;Montant TTC;Désignation\n10/05/2026;C-7;F-1;89,90;Pièces\n"
HERE = "Prénom;Nom;E-mail\nNina;Alpha;nina@x.example\nNina;Alphand;ninon@x.example\n"


def brought(as_worker, text: str, kind: Kind) -> str:
    """The page of what such a file left, in which nobody was found."""
    with as_worker():
        run(staged(HERE))
        calls = staged_acts(text, kind)
        run(calls)
    return f"/imports/{calls.public}/left/"


def carried_out(as_worker) -> None:
    with as_worker():
        jobs.settle_file(in_worker(), **queued()[-1])


def test_a_row_of_nobody_says_when_and_what_it_was(fresh, as_worker):
    said = spaced(browser_of(MAX).get(brought(as_worker, CALLS, Kind.INTERACTIONS)).text)
    told = said.partition('id="nobody"')[2]
    assert "9 mai 2026 · Appel" in told
    assert "« rappeler en mars »" in told
    sold = spaced(browser_of(MAX).get(brought(as_worker, SOLD, Kind.PURCHASES)).text)
    assert "10 mai 2026 · no F-1 · Pièces · 89,90 €" in sold.replace("n°", "no").replace("nº", "no")


def test_it_goes_to_the_record_that_is_named_and_to_no_other(fresh, as_worker):
    left = brought(as_worker, CALLS, Kind.INTERACTIONS)
    browser = browser_of(MAX)
    browser.post(left, {"lines-1": "2,3", "who-1": "nina@x.example", "lines-2": "4", "who-2": ""})
    carried_out(as_worker)
    assert asked("SELECT count(*), count(DISTINCT contact) FROM intake_event") == [(2, 1)]
    said = spaced(browser.get(left).text).partition('id="nobody"')[2]
    assert ("C-7" in said, "C-8" in said) == (False, True)


def test_the_number_by_which_it_was_looked_for_is_kept_where_that_is_said(fresh, as_worker):
    left = brought(as_worker, CALLS, Kind.INTERACTIONS)
    browser = browser_of(MAX)
    assert 'name="keep-1" value="on" checked' in browser.get(left).text
    named = {"lines-1": "2,3", "who-1": "nina@x.example", "keep-1": "on"}
    browser.post(left, named | {"lines-2": "4", "who-2": "ninon@x.example"})
    carried_out(as_worker)
    assert asked("SELECT count(*) FROM people_reference") == [(1,)]
    with as_worker():
        sold = staged_acts(SOLD + "10/05/2026;C-8;F-2;10;Pièces\n", Kind.PURCHASES)
        run(sold)
    assert asked("SELECT counts->'created', counts->'nobody' FROM intake_batch ORDER BY id DESC LIMIT 1") == [
        (1, 1)
    ]


def test_who_is_meant_is_one_record_in_sight_or_nothing_is_done(fresh, as_worker):
    left = brought(as_worker, CALLS, Kind.INTERACTIONS)
    browser, before = browser_of(MAX), queued()
    several = browser.post(left, {"lines-1": "2,3", "who-1": "Nina Alph"})
    assert several.url == f"{left}#nobody"
    assert "plusieurs fiches répondent" in spaced(browser.get(left).text)
    for said in ("personne@nulle.example", f"/contacts/{uuid4()}/"):
        browser.post(left, {"lines-1": "2,3", "who-1": said})
        assert "aucune fiche que vous pouvez voir ne répond" in spaced(browser.get(left).text)
    assert queued() == before

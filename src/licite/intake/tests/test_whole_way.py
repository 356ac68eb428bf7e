"""Files as they come, all the way: the steps in the browser, the worker, the report, and the base as before once undone."""

import re

from licite.intake import jobs
from licite.intake.models import Batch
from licite.intake.tests import dumps
from licite.intake.tests.conftest import in_worker, told
from licite.intake.tests.test_import import contact
from licite.intake.tests.test_pages import GIVEN, prepare, queued, selects, upload
from licite.kit.tests.books import book
from licite.people import sealing
from tests.conftest import browser_of
from tests.world import MAX

MESSY = """Réf. client;Civilité;NOM;Prénom;Société;Tél. fixe;Portable;Courriel;Code postal;Ville;Remarques;Ne plus contacter
00017;Mme;LEFÈVRE;HÉLÈNE;Éts Béchu & Fils;199001234;639980012;Helene.Lefevre@bechu.example;1000;Bourg-en-Bresse;à rappeler « après » l’été;
00018;M.;d’Almeida;josé;ETS BECHU & FILS;;6.3998E+08;jose@bechu.example ;1000;BOURG-EN-BRESSE;;
00019;Mme;Lefevre;Helene;Ets Bechu & Fils;01 99 00 12 34;;HELENE.LEFEVRE@BECHU.EXAMPLE;;;;
00020;M.;NOËL-ÇELIK;Loïc;Garage de l’Œuvre;33199001299;;loic@oeuvre.example;06400;Cannes;40 € dus;OUI
;;;;;;;;;;;
00021;;;;Mairie de Nulle-Part;;;;75001;Paris;;
00022;M.;Alpha;Nina;Fonderies du Léman;;639980055;nina@x.example;74000;Annecy;;
00023;;Zola;Émile;;;;e.zola(a)rougon.example;;Aix;;
"""
DECLARED = {**GIVEN, "source": "fair", "collected": "2026-06-30", "tool": "Ancien logiciel"}


def spaced(text: str) -> str:
    return text.replace("\xa0", " ").replace("\u202f", " ")


def work(as_worker, name: str) -> None:
    """The worker does what was asked last."""
    job = getattr(jobs, name)
    with as_worker():
        job(in_worker(), **queued()[-1])


def bring(as_worker, content: str | bytes, **answers: str) -> str:
    """Every step with its guesses; where the report is."""
    preview = prepare(content, **(DECLARED | answers)).url
    browser = browser_of(MAX)
    assert browser.get(preview).status_code == 200
    report = browser.post(preview, {"rule": "merge", "act": "run"}).url
    work(as_worker, "import_file")
    return report


def codes_by_line(as_worker, report: str) -> dict[int, tuple[str, set[str]]]:
    with as_worker():
        lines = told(Batch(public=report.split("/")[2])).lines
    return {one.number: (one.outcome.value, {n.code for n in (*one.reasons, *one.warnings)}) for one in lines}


def test_a_messy_french_file_enters_mended_is_reported_and_is_taken_back_whole(fresh, as_worker):
    bring(as_worker, "Prénom;Nom;E-mail\nNina;Alpha;nina@x.example\n")
    with as_worker():
        before = dumps.people()
    draft = upload(MESSY.encode("cp1252")).url
    page = browser_of(MAX).get(draft)
    assert selects(page.text) == {
        "column-0": "reference", "column-1": "none", "column-2": "last_name", "column-3": "first_name",
        "column-4": "company", "column-5": "phone", "column-6": "phone", "column-7": "email",
        "column-8": "postal_code", "column-9": "town", "column-10": "remark", "column-11": "no_contact",
    }  # fmt: skip
    assert "encodage a été deviné" in spaced(page.text)
    report = bring(as_worker, MESSY.encode("cp1252"))
    lines = codes_by_line(as_worker, report)
    assert {number: outcome for number, (outcome, _) in lines.items()} == {
        2: "created", 3: "created", 4: "updated", 5: "created", 7: "refused", 8: "updated", 9: "created",
    }  # fmt: skip
    assert {"phone.leading_zero_restored", "row.postal_zero", "name.case"} <= lines[2][1]
    assert "phone.rounded_by_spreadsheet" in lines[3][1]
    assert "known.line" in lines[4][1]
    assert {"phone.plus_restored", "gained.objections"} <= lines[5][1]
    assert {"gained.phones", "gained.company", "gained.address"} <= lines[8][1]
    assert "email.at_sign_missing" in lines[9][1]
    with as_worker():
        assert dumps.people() != before
        helene, loic = contact("Hélène", "Lefèvre"), contact("Loïc", "Noël-Çelik")
        assert sealing.open_values("phone", helene["public"], helene["phone"]) == [
            "+33199001234",
            "+33639980012",
        ]
        assert (helene["company__name"], loic["company__name"]) == ("Éts Béchu & Fils", "Garage de l’Œuvre")
        assert loic["objections"] == 127
    browser = browser_of(MAX)
    said = spaced(browser.get(report).text)
    assert "utilisée : N° client (ancien outil)" in said
    assert "Numéros de : Ancien logiciel" in said
    assert "un zéro mangé par un tableur a été rétabli" in said
    assert not re.search(r"lefevre@|199001234|63998|nina@", said, re.IGNORECASE)
    file = browser.get(report + "report.csv").content.decode("utf-8-sig")
    assert file.count("\r\n") == 8
    assert browser.post(report + "undo/").status_code == 302
    work(as_worker, "undo_file")
    said = spaced(browser.get(report).text)
    assert "Cet import a été annulé le" in said
    assert "<h2>Fiches retirées</h2><b>4</b>" in said
    assert "<h2>Fiches remises en l’état</h2><b>1</b>" in said
    assert "Il avait apporté : 4 créées · 2 complétées · 1 refusée" in said
    assert "<h2>Créées</h2>" not in said
    assert "Les oppositions qu’il a apportées restent entendues" in said
    with as_worker():
        after = dumps.people()
    assert {table: rows for table, rows in after.items() if rows != before[table]} == {}
    listed = spaced(browser.get("/imports/").text)
    assert "4 fiches retirées" in listed


def test_a_spreadsheet_with_several_sheets_goes_all_the_way(fresh, as_worker):
    people = [
        ["Nom", "Prénom", "Courriel", "Portable", "CP"],
        ["SERVAN", "Zoé", "zoe@servan.example", 199001298.0, 1000],
        ["Rohan", "Luc", "luc@rohan.example", "06 39 98 00 22", "74000"],
    ]
    content = book({"Lisez-moi": [["Nom", "Note"], ["Ce fichier", "x"]], "Salon 2026": people})
    draft = upload(content).url
    browser = browser_of(MAX)
    page = browser.get(draft).text
    assert "Salon 2026" in page
    assert browser.post(draft, {"act": "read", "sheet": "Salon 2026"}).status_code == 302
    page = browser.get(draft).text
    assert list(selects(page).values()) == ["last_name", "first_name", "email", "phone", "postal_code"]
    answer = browser.post(draft, selects(page))
    answer = browser.post(answer.url, DECLARED)
    said = spaced(browser.get(answer.url).text)
    assert "2 lignes · rien n’est encore entré" in said
    report = browser.post(answer.url, {"rule": "merge", "act": "run"}).url
    work(as_worker, "import_file")
    lines = codes_by_line(as_worker, report)
    assert {number: outcome for number, (outcome, _) in lines.items()} == {2: "created", 3: "created"}
    assert {"phone.leading_zero_restored", "row.postal_zero"} <= lines[2][1]
    with as_worker():
        assert contact("Zoé", "Servan")["cell"] == 11


def test_two_imports_undone_the_last_one_first_leave_nothing(fresh, as_worker):
    with as_worker():
        before = dumps.people()
    first = bring(as_worker, "Prénom;Nom;E-mail\nNina;Alpha;nina@x.example\n")
    second = bring(
        as_worker,
        "Prénom;Nom;E-mail;Fonction\nNina;Alpha;nina@x.example;Acheteuse\nLuc;Roy;luc@roy.example;\n",
    )
    browser = browser_of(MAX)
    for report in (second, first):
        browser.post(report + "undo/")
        work(as_worker, "undo_file")
    with as_worker():
        after = dumps.people()
    assert {table: rows for table, rows in after.items() if rows != before[table]} == {}

"""The browser's way for a file of acts: its kind, its columns, its tool, what it would do, the report, and back again."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from licite.intake import jobs
from licite.intake.kinds import Kind
from licite.intake.tests import dumps
from licite.intake.tests.acts import asked
from licite.intake.tests.conftest import in_worker, run, staged
from licite.intake.tests.test_command import licite
from licite.intake.tests.test_pages import queued, selects
from tests.conftest import browser_of
from tests.world import BEN, EAST, MAX, RITA, WEST, person

ALMA, THEIRS = person(WEST, 3), person(EAST, 3)
SOLD = "N° client;Date de facture;N° facture;Désignation;Montant TTC;E-mail\n"
ROWS = (
    f";03/02/2025;F-1;Gants;1 234,50 €;{ALMA.email}\n"
    f";03/02/2025;F-1;Gants;1 234,50 €;{ALMA.email}\n"
    "C-9;04/02/2025;F-2;Bottes;80,00 €;\n"
    f";05/02/2025;F-3;Casque;-12,00 €;{ALMA.email}\n"
    "C-7;06/02/2025;F-4;Masque;20,00 €;inconnue@ailleurs.example\n"
)


def upload(text: str, kind: Kind, member=MAX):
    file = SimpleUploadedFile("achats.csv", text.encode("cp1252"), "text/csv")
    return browser_of(member).post("/imports/new/", {"file": file, "kind": kind.value})


__all__ = ["licite"]


def spaced(text: str) -> str:
    return text.replace("\xa0", " ").replace("\u202f", " ")


def to_preview(text: str, kind: Kind = Kind.PURCHASES, **told: str) -> str:
    """Where the preview is, every guess accepted."""
    browser = browser_of(MAX)
    draft = upload(text, kind).url
    answer = browser.post(draft, selects(browser.get(draft).text))
    answer = browser.post(answer.url, {"tool": "Sage", **told})
    assert answer.status_code == 302, answer.text
    return answer.url


def test_from_the_file_to_the_report_and_back(fresh, as_worker):
    with as_worker():
        run(staged("N° client;Nom;E-mail\nC-9;Neuve;n@neuve.example\n", tool="Sage"))
        before = dumps.people()
    browser = browser_of(MAX)
    draft = upload(SOLD + ROWS, Kind.PURCHASES).url
    page = browser.get(draft).text
    assert list(selects(page).values()) == ["reference", "happened_at", "number", "label", "amount", "email"]
    assert ALMA.email not in page
    assert re.search(r'<option value="purchases" selected', page)
    answer = browser.post(draft, selects(page))
    page = spaced(browser.get(answer.url).text)
    assert 'value="Sage"' in page  # the tool that the contacts came from
    assert 'name="proven"' not in page
    preview = browser.post(answer.url, {"tool": "Sage"}).url
    page = spaced(browser.get(preview).text)
    assert re.findall(r"<h2>(.*?)</h2><b>(\d+)</b>", page) == [
        ("Ajoutés", "2"), ("Déjà là ou écartés", "1"), ("Plusieurs fiches", "0"), ("Sans fiche", "1"), ("Refusés", "1"),
    ]  # fmt: skip
    assert "1 234,50 €" in page
    assert f'/contacts/{ALMA.public}/">{ALMA.first} {ALMA.last}' in page
    assert "aucune fiche que vous pouvez voir ne répond à C-7" in page
    assert "un avoir n’est pas un achat" in page
    report = browser.post(preview, {"act": "run"}).url
    with as_worker():
        jobs.import_file(in_worker(), **queued()[-1])
    page = spaced(browser.get(report).text)
    assert "Achats · de Sage" in page
    assert "1 sans fiche" not in page.partition("<main")[0]
    assert "inconnue@" not in page.partition("<main")[2]
    assert "aucune fiche que vous pouvez voir ne répond à C-7" in spaced(
        browser.get(f"{report}?outcome=nobody").text
    )
    taken_out = spaced(browser.get(f"{report}report.csv").content.decode("utf-8-sig"))
    assert "sans fiche" in taken_out
    assert "1 234" not in taken_out
    assert "2 ajoutés · 1 déjà là ou écarté · 1 sans fiche · 1 refusé" in spaced(
        browser.get("/imports/").text
    )
    assert "1 234,50 €" in spaced(browser_of(RITA).get(f"/contacts/{ALMA.public}/").text)
    assert browser_of(BEN).get(report).status_code == 403
    browser.post(f"{report}undo/")
    with as_worker():
        jobs.undo_file(in_worker(), **queued()[-1])
        assert dumps.people() == before
    assert "<h2>Lignes retirées</h2><b>2</b>" in spaced(browser.get(report).text)
    # The same headings are read as they were the last time.
    draft = upload(SOLD + ROWS, Kind.PURCHASES).url
    assert list(selects(browser.get(draft).text).values())[-1] == "email"


def test_exchanges_ask_what_no_column_says(fresh, as_worker):
    browser = browser_of(MAX)
    draft = upload(f"E-mail;Date;Commentaire\n{ALMA.email};12/03/2024;Veut le tarif\n", Kind.INTERACTIONS).url
    answer = browser.post(draft, selects(browser.get(draft).text))
    refused = browser.post(answer.url, {"tool": "Sage", "direction": "ours"})
    assert "Choisissez ce qu’ils sont" in spaced(refused.text)
    assert browser.post(answer.url, {"tool": " ", "happened": "call", "direction": "ours"}).status_code == 200
    preview = browser.post(
        answer.url, {"tool": "Sage", "happened": "call", "direction": "theirs", "proven": "on"}
    ).url
    assert "Appel · avec une note" in spaced(browser.get(preview).text)
    report = browser.post(preview, {"act": "run"}).url
    with as_worker():
        jobs.import_file(in_worker(), **queued()[-1])
    assert browser.get(report).status_code == 200
    made = asked("SELECT kind, direction, evidence FROM people_interaction WHERE member IS NULL")
    assert made == [("call", "theirs", "")]  # a call proves itself by its outcome
    timeline = browser_of(RITA).get(f"/contacts/{ALMA.public}/").text
    assert "Veut le tarif" in timeline


def test_a_kind_chosen_by_mistake_is_changed_and_what_leads_nowhere_is_said(fresh):
    browser = browser_of(MAX)
    draft = upload("Client;Date;Total\nX;03/02/2025;12\n", Kind.CONTACTS).url
    answer = browser.post(draft, {"act": "read", "kind": "purchases", "encoding": "utf-8", "delimiter": ";"})
    assert answer.status_code == 302
    page = browser.get(draft).text
    assert list(selects(page).values()) == ["none", "happened_at", "amount"]
    assert "Aucune colonne ne mène à une personne" in spaced(browser.post(draft, selects(page)).text)
    answer = browser.post(draft, selects(page) | {"column-0": "reference"})
    assert answer.url.endswith("/provenance/")
    # A field of contacts is no field of purchases.
    assert browser.post(draft, selects(page) | {"column-0": "last_name"}).status_code == 200


def test_a_large_file_is_looked_through_by_the_worker(fresh, as_worker, monkeypatch):
    monkeypatch.setattr("licite.intake.looking.AT_ONCE", 1)
    preview = to_preview(SOLD + ROWS)
    browser = browser_of(MAX)
    assert "0 ligne lue sur 5" in spaced(browser.get(preview).text)
    with as_worker():
        jobs.look_through(in_worker(), **queued()[-1])
    assert "un avoir n’est pas un achat" in spaced(browser.get(preview).text)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "achats.csv"
    path.write_text(SOLD + ROWS)
    return path


def test_the_command_brings_purchases_in_and_takes_them_back(licite, file):
    given = ["--as", MAX.email, str(file), "--rows", "purchases"]
    done, _out, refused = licite(*given)
    assert (done, "--tool" in refused) == (1, True)
    before = dumps.people()
    done, out, _ = licite(*given, "--tool", "Sage")
    assert done == 0
    said = spaced(out)
    assert "1 ajouté, 1 déjà là ou écarté, 0 plusieurs fiches, 2 sans fiche, 1 refusé" in said
    batch = re.findall(r"undo ([0-9a-f-]{36})", said)[0]
    done, out, _ = licite("--as", MAX.email, "undo", batch)
    assert (done, "1 ligne retirée" in spaced(out)) == (0, True)
    assert dumps.people() == before


def test_a_page_of_the_import_covers_every_coordinate(fresh):
    preview = to_preview(
        "E-mail;Tél;Date;Montant\n"
        f"{ALMA.email};{ALMA.phone};03/02/2025;12\nnina.neuve@ailleurs.example;02 99 00 77 66;03/02/2025;12\n"
    )
    draft = preview.replace("preview", "columns")
    for page in (browser_of(MAX).get(preview).text, browser_of(MAX).get(draft).text):
        assert not re.search(r"nina\.neuve@|99 00 77 66|299007766", page)
        assert ALMA.email not in page
        assert ALMA.phone.removeprefix("+33") not in page

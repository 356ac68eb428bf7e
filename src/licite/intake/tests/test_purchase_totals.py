"""What a file of purchases comes to is said before and after it is brought in, and each row of its report names its invoice."""

from django.core.files.uploadedfile import SimpleUploadedFile

from licite.intake.kinds import Kind
from licite.intake.tests.acts import TOOL, staged_acts
from licite.intake.tests.conftest import run, staged, take_back
from licite.intake.tests.test_left_undecided import text
from licite.intake.tests.test_pages import queued, selects
from tests.conftest import browser_of
from tests.world import MAX

SOLD = (
    "N° client;Date de facture;N° facture;Montant TTC;Désignation\n"
    "C-9;04/02/2025;F-2;1 250,00 €;Pièces\nC-9;05/02/2025;F-3;89,9;\nC-7;06/02/2025;F-4;20;\n"
)
PEOPLE = "N° client;Nom;E-mail\nC-9;Neuve;n@neuve.example\n"


def test_the_preview_says_what_the_amounts_come_to_and_how_much_would_enter(fresh, as_worker):
    with as_worker():
        run(staged(PEOPLE, tool=TOOL))
    browser = browser_of(MAX)
    file = SimpleUploadedFile("f.csv", SOLD.encode(), "text/csv")
    columns = browser.post("/imports/new/", {"file": file, "kind": "purchases"}).url
    told = browser.post(columns, selects(browser.get(columns).text)).url
    preview = browser.post(told, {"tool": TOOL}).url
    page = text(browser, preview)
    assert "Colonne « Montant TTC » : 1 359,90 € dans le fichier, dont 1 339,90 € qui entreraient." in page
    assert queued() == []


def test_the_report_says_what_came_in_and_names_each_invoice_with_its_amount(fresh, as_worker):
    with as_worker():
        run(staged(PEOPLE, tool=TOOL))
        sold = staged_acts(SOLD, Kind.PURCHASES)
        run(sold)
    browser, report = browser_of(MAX), f"/imports/{sold.public}/"
    page = text(browser, report)
    assert "Colonne « Montant TTC », importée : 1 339,90 € en tout, sur 2 lignes." in page
    assert "<small>n° F-2 · Pièces · 1 250 €</small>" in page
    assert "<small>n° F-3 · 89,90 €</small>" in page
    assert "F-4" not in page
    with as_worker():
        take_back(sold)
    page = text(browser, report)
    assert "importée :" not in page
    assert "F-2" not in page

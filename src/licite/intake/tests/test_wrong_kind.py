"""A file brought in as what it is not is noticed at its columns, by its headings, and read as what it is by one button."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from licite.intake.columns import MapRefused, assign, other_kind
from licite.intake.kinds import Kind
from licite.intake.tests.test_pages import prepare, selects, upload
from tests.conftest import browser_of
from tests.world import MAX

INVOICES = "N° facture;Date facture;Code client;Montant TTC;Désignation\nF1;10/05/2026;C1;89,9;Pièces\n"
CALLS = "Date;N° client;Type;Sens;Résultat;Commentaire\n09/05/2026;C1;Appel;sortant;répondu;\n"
CLIENTS = "N° client;Prénom;NOM;Courriel;Date de création\nC1;Ana;Neuve;ana@x.example;\n"


def seems(text: str, kind: Kind) -> Kind | None:
    headers = text.partition("\n")[0].split(";")
    try:
        found = assign(headers, {}, kind)
    except MapRefused:
        found = []
    return other_kind(headers, found, kind)


@pytest.mark.parametrize(
    ("text", "own"), [(INVOICES, Kind.PURCHASES), (CALLS, Kind.INTERACTIONS), (CLIENTS, Kind.CONTACTS)]
)
def test_the_headings_tell_a_file_of_another_kind(text, own):
    assert [seems(text, kind) for kind in Kind] == [None if kind is own else own for kind in Kind]


@pytest.mark.parametrize("header", ["Nom;Date;Montant;E-mail", "Société;Ville", "Date;E-mail;Désignation"])
def test_what_may_be_what_was_said_or_is_nothing_else_is_left_alone(header):
    assert [seems(header, kind) for kind in (Kind.CONTACTS,)] == [None]


def test_the_page_of_columns_offers_the_other_kind_and_stops_a_file_that_names_nobody(fresh):
    browser, columns = browser_of(MAX), upload(INVOICES).url
    page = browser.get(columns).text
    assert "Ce fichier ressemble à des achats" in page
    stopped = browser.post(columns, selects(page))
    assert stopped.status_code == 200
    assert "Aucune colonne ne porte le nom d’une personne" in stopped.text
    form = page.partition("Ce fichier ressemble")[2].partition("</form>")[0]
    sent = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    assert sent["kind"] == "purchases"
    browser.post(columns, sent | {"act": "read"})
    page = browser.get(columns).text
    assert "Ce fichier ressemble" not in page
    assert {"amount", "number", "happened_at", "reference", "label"} == set(selects(page).values())
    assert browser.post(columns, selects(page)).url.endswith("/provenance/")


def test_a_file_of_contacts_told_to_be_calls_is_offered_back(fresh):
    file = SimpleUploadedFile("a.csv", CLIENTS.encode(), "text/csv")
    columns = browser_of(MAX).post("/imports/new/", {"file": file, "kind": "interactions"}).url
    assert "Ce fichier ressemble à des contacts" in browser_of(MAX).get(columns).text


def test_a_preview_of_which_every_row_is_refused_offers_no_import(fresh):
    page = browser_of(MAX).get(prepare("Nom;Prénom;Mail\n;;a@x.example\n;;b@x.example\n").url).text
    assert "Rien de ce fichier n’entrerait" in page
    assert 'value="run"' not in page
    assert 'value="run"' in browser_of(MAX).get(prepare("Nom;Prénom\nNeuve;Ana\n").url).text

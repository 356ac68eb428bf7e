"""The row that names the columns, found below a title, in the file of a fair."""

import csv
import io

import pytest

from licite.intake.columns import assign
from licite.intake.headings import Target
from licite.intake.kinds import Kind
from licite.intake.plans import Plan
from licite.intake.rows import read_row
from licite.intake.tests.conftest import declaration
from licite.intake.tests.test_pages import prepare, selects, upload
from licite.intake.tests.test_whole_way import spaced
from licite.kit.files import MAX_BYTES
from licite.kit.tests.books import book
from tests.conftest import browser_of
from tests.world import MAX

FAIR = (
    "Export salon Habitat Lille - liste complète;;;;\n"
    "\n"
    "Nom prénom;Sté;Tél;Courriel;Ne plus contacter\n"
    "Mme Maëlys LE GOFF;Toitures;0199001234;maelys@gmail.com;\n"
    "M. Peeters Loïc;Toitures;0199001235;loic@x.example;oui (tél.)\n"
    "GARÇON Loïc;Volets;0199001236;garcon@x.example;OUI\n"
    "Faure Ali;Volets;0199001237;ali@x.example;non\n"
    "Nom prénom;Sté;Tél;Courriel;Ne plus contacter\n"
    "TOTAL;4;;;\n"
)


def table(content: bytes, **plan):
    return Plan(**plan).table(content, max_bytes=MAX_BYTES)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_headings_are_found_below_a_title_and_lines_stay_those_of_the_file(kind):
    rows = list(csv.reader(io.StringIO(FAIR), delimiter=";"))
    found = table(FAIR.encode("cp1252") if kind == "csv" else book({"Salon": rows}))
    assert found.headers[:2] == ("Nom prénom", "Sté")
    assert (found.heads, found.above, found.row_count) == (3, 1, 6)
    assert next(iter(found.rows()))[0] == 4


def test_a_title_in_one_cell_does_not_hide_the_delimiter():
    found = table(b"Clients, export du 3 mars\nNom;Ville\nRoy;Lille\nDuc;Lens\n")
    assert (found.delimiter, found.headers, found.heads) == (";", ("Nom", "Ville"), 2)


@pytest.mark.parametrize(
    "text",
    [
        "Foo;Nom;Bar\n12 rue du Lac;Contact Nord;5 rue des Lys\n",
        "Foo;Bar\nRoy;Nom\n",
        "Nom;Ville\nNom;Ville\n",
        "E-mail\nroy@x.example\n",
        "Groupe;;\nroy@x.example;Nom;Ville\n",
    ],
)
def test_the_first_row_is_the_headings_where_no_other_is_more_so(text):
    assert table(text.encode()).heads == 1


def test_a_heading_above_its_columns_in_groups_is_not_taken_for_them():
    assert table(b"Contact;;Adresse;\nNom;E-mail;CP;Ville\nRoy;r@x.example;59000;Lille\n").heads == 2


def test_values_that_are_words_of_headings_do_not_take_the_place_of_headings_nobody_knows():
    assert table(b"Patronyme;Relation;Moyen\nRoy;Client;Mobile\nPetit;Prospect;Portable\n").heads == 1


@pytest.mark.parametrize("kind", [Kind.PURCHASES, Kind.INTERACTIONS])
def test_files_of_acts_have_titles_too(kind):
    found = table(b"Export Sage;;\nN client;Date;Montant\nC1;03/04/2025;12,50\n", kind=kind)
    assert found.heads == 2


def test_a_line_that_was_chosen_is_followed_and_one_that_is_none_is_not():
    assert table(FAIR.encode(), heads=1).headers[0].startswith("Export salon")
    assert table(FAIR.encode(), heads=99).heads == 1


def test_a_map_tells_the_row_of_headings_nobody_knows():
    text = b"Liste;;\nKunde;Stadtteil;X\nRoy;Lille;1\n"
    assert table(text).heads == 1
    assert table(text, told=(("Kunde", "full_name"), ("Stadtteil", "town"))).heads == 2


def test_the_page_of_columns_says_which_row_it_took_and_takes_another(fresh):
    browser, where = browser_of(MAX), upload(FAIR).url
    page = browser.get(where)
    assert "Titres à la ligne 3 ; 1 ligne au-dessus laissée de côté." in spaced(page.text)
    assert selects(page.text) == {
        "column-0": "full_name", "column-1": "company", "column-2": "phone", "column-3": "email", "column-4": "objection",
    }  # fmt: skip
    read = {"act": "read", "encoding": "utf-8", "delimiter": ";"}
    assert (
        "valeurs" in browser.post(where, read | {"heads": "4"}).text
    )  # not headings: said, and nothing changes
    assert browser.post(where, read | {"heads": "1"}).status_code == 302
    page = browser.get(where).text
    assert "Titres à la ligne" not in page
    assert 'value="1" selected' in page
    assert browser.post(where, read | {"heads": "3"}).status_code == 302
    assert "Titres à la ligne 3" in spaced(browser.get(where).text)


def test_the_whole_file_comes_in_with_its_own_line_numbers(bring):
    report = bring(FAIR, told={"Ne plus contacter": "objection"})
    assert [(line.number, line.outcome.value) for line in report.lines] == [
        (4, "created"), (5, "created"), (6, "created"), (7, "created"), (8, "refused"), (9, "refused"),
    ]  # fmt: skip
    assert [note.code for line in report.lines[4:] for note in line.reasons] == ["row.headings", "row.total"]


def test_the_preview_says_what_was_cut_by_order_alone_and_what_refusals_close(fresh):
    page = spaced(browser_of(MAX).get(prepare(FAIR).url).text)
    assert "1 × Nom : prénom et nom distingués par leur seul ordre (Ali FAURE)" in page
    assert "2 oppositions à appliquer (Téléphone : 1 · Tous les canaux : 1)" in page
    assert "ligne de total d’un tableau" in page


def test_rows_with_something_to_say_come_page_by_page(fresh):
    rows = "".join(f"Nom{n};pas une adresse\n" for n in range(130))
    preview = prepare("Nom;E-mail\n" + rows).url
    browser = browser_of(MAX)
    page = spaced(browser.get(preview).text)
    assert "Voir 1 à 100 sur 130 lignes" in page
    assert 'id="line-131"' not in page
    answer = browser.post(preview, {"rule": "skip", "rows": "2"})
    assert answer.url.endswith("?rows=2#others")
    page = spaced(browser.get(answer.url).text)
    assert "Voir 101 à 130 sur 130 lignes" in page
    assert 'id="line-131"' in page
    assert 'value="skip" checked' in page


@pytest.mark.parametrize(
    "header",
    [
        "Nom prénom", "Nom et prénom", "Prénom nom", "Nom complet", "Contact", "Nom du contact", "Nom & prénom",
        "NOM Prénom", "Nom/Prénom", "Prénom et nom du contact", "First and last name",
    ],
)  # fmt: skip
def test_a_heading_of_whole_names_is_no_first_name(header):
    assert assign([header, "E-mail"], {})[0].target is Target.FULL_NAME


def test_the_order_that_a_heading_says_is_followed():
    names = {}
    for header in ("Nom prénom", "Prénom nom", "Contact"):
        person = read_row(2, ["Peeters Loïc"], assign([header], {}), declaration()).person
        names[header] = (person.first, person.last)
    assert names == {
        "Nom prénom": ("Loïc", "Peeters"), "Prénom nom": ("Peeters", "Loïc"), "Contact": ("Peeters", "Loïc"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "name", ["TOTAL", "Totaux", "Sous-total", "Grand total", "Total général", "TOTAL : 166"]
)
def test_a_closing_line_is_nobody(name):
    columns = assign(["Nom", "E-mail"], {})
    reading = read_row(9, [name, ""], columns, declaration())
    assert [note.code for note in reading.reasons] == ["row.total"]
    assert read_row(9, [name, "jean@total.example"], columns, declaration()).person

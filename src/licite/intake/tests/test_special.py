"""What a file may not bring: by the name of a column, by its values, by a cell (law.md, table 9)."""

import pytest

from licite import packs
from licite.intake import words
from licite.intake.columns import assign
from licite.intake.declared import declare
from licite.intake.reports import described
from licite.intake.rows import read_row
from licite.intake.special import by_values
from licite.kit import clock
from licite.people.labels import REFUSED, TOUCHY

NIR, NRN, IBAN, CARD = (
    "295109912611193",
    "85.07.30-033.28",
    "FR76 3000 6000 0112 3456 7890 189",
    "4111 1111 1111 1111",
)


def settled(headers: str, *rows: tuple[str, ...]) -> list[str]:
    columns = by_values(assign(headers.split(","), {}), rows)
    return [column.target or column.reason for column in columns]


def test_a_file_with_columns_that_the_law_refuses_has_them_named_and_dropped():
    columns = described(assign(["Nom", "E-mail", "NIR", "Religion", "Revenus", "Situation familiale"], {}))
    assert [one["status"] for one in columns] == ["used", "used", *["left_out"] * 4]
    said = [words.column(one["status"], one["field"], one["reason"]) for one in columns[2:]]
    assert [one["column"] for one in columns[2:]] == ["NIR", "Religion", "Revenus", "Situation familiale"]
    assert all("forbidden" in text or "interdit" in text for text in said)


@pytest.mark.parametrize("category", [*REFUSED, *TOUCHY])
@pytest.mark.parametrize("country", ["FR", "BE"])
def test_every_header_of_the_lists_is_refused(category: str, country: str):
    for header in packs.words(f"special.columns.{category}", country):
        (_name, column) = assign(["Nom", header], {header: "title"})
        assert column.target is None, header
        assert column.reason.startswith("forbidden_"), header


@pytest.mark.parametrize(
    "value,reason",
    [
        (NIR, "values_national_number"),
        (NRN, "values_national_number"),
        (IBAN, "values_bank"),
        (CARD, "values_card"),
    ],
)
def test_a_column_is_told_by_its_values_whatever_its_name(value: str, reason: str):
    rows = [("Durand", value), ("Martin", value), ("Petit", "?"), ("Leroy", "")]
    assert settled("Nom,Référence dossier", *rows)[1] == reason
    assert settled("Nom,Fonction", *rows)[1] == reason


def test_a_column_where_they_are_few_stays():
    rows = [("Durand", "Acheteur"), ("Martin", "Directrice"), ("Petit", NIR)]
    assert settled("Nom,Fonction", *rows)[1] == "title"


def test_phones_and_company_numbers_stay():
    rows = [(f"Nom {n}", f"336399812{n:02}", "73282932000074") for n in range(40)]
    assert settled("Nom,Portable,SIRET", *rows) == ["full_name", "phone", "no_field"]


def test_a_short_row_is_no_fault():
    assert settled("Nom,Fonction", ("Durand",), ("Martin", "Acheteur")) == ["full_name", "title"]


def test_a_number_in_a_cell_is_left_out_and_said_without_it():
    columns = assign(["Nom", "Fonction", "E-mail"], {})
    declared = declare(portfolio=1, stage=1, source="Salon", purpose="prospection", basis="legitimate_interest",
                       capacity="professional", country="FR", at=clock.now(), told={})  # fmt: skip
    reading = read_row(2, ["Durand", f"Acheteur, n° {NIR}", "d@client.example"], columns, declared)
    assert reading.person is not None
    assert reading.person.title == ""
    assert [(note.code, note.shown) for note in reading.warnings] == [("title.number", "")]
    assert NIR not in words.note(reading.warnings[0])

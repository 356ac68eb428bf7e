"""Postal codes as spreadsheets leave them: a zero is put back where the town does not say otherwise, and none for Belgium."""

import pytest

from licite.intake.tests.test_rows import read, told
from licite.kit import countries


@pytest.mark.parametrize(
    ("code", "country", "kept"),
    [("1000", "FR", "01000"), ("1000", "BE", "1000"), ("1000", "", "1000"), ("74000", "FR", "74000")],
)
def test_the_zero_a_spreadsheet_eats_from_a_french_postal_code_comes_back(code, country, kept):
    reading = read({"Nom": "Dupont", "CP": code}, country=country)
    assert reading.person.address.postal_code == kept
    assert told(reading) == (["row.postal_zero"] if kept != code else [])


@pytest.mark.parametrize(
    ("code", "country", "kept"),
    [
        ("69 003", "FR", "69003"),
        ("69 003", "BE", "69003"),
        ("1 000", "BE", "1000"),
        ("EC1A 1BB", "GB", "EC1A 1BB"),
    ],
)
def test_a_space_among_the_digits_of_a_postal_code_is_left_out(code, country, kept):
    reading = read({"Nom": "Dupont", "CP": code}, country=country)
    assert reading.person.address.postal_code == kept
    assert told(reading) == (["row.postal_space"] if kept != code else [])


@pytest.mark.parametrize(
    ("town", "country", "kept", "said"),
    [
        ("BRUXELLES", "", "1000", ["row.country_by_town"]),
        ("Liège", "", "1000", ["row.country_by_town"]),
        ("Bruxelles", "France", "1000", ["row.postal_unsure"]),
        ("Lausanne", "", "1000", ["row.postal_unsure"]),
        ("LILLE Cedex 9", "", "1000", ["row.postal_unsure"]),
        ("Nulle-Part", "", "01000", ["row.postal_zero"]),
        ("Louvain-la-Neuve", "Belgique", "1000", []),
        ("Bourg-en-Bresse", "", "01000", ["row.postal_zero"]),
        ("Lille", "Atlantide", "1000", ["country.unknown", "row.postal_unsure"]),
    ],
)
def test_four_digits_that_may_be_belgian_are_left_as_they_are(town, country, kept, said):
    reading = read({"Nom": "Dupont", "CP": "1000", "Ville": town, "Pays": country})
    assert reading.person.address.postal_code == kept
    assert told(reading) == said
    person = reading.person
    inside = countries.department(person.country, person.address.postal_code)
    assert inside == ("01" if kept == "01000" else "BRU" if person.country == "BE" else "")

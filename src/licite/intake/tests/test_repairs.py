"""What is mended in a row, and what is said of it."""

import pytest

from licite.intake.tests.test_rows import read, told


@pytest.mark.parametrize(
    ("header", "value", "field", "kept", "note"),
    [
        ("Tél", "6.12345678E+08", "phones", "+33612345678", "phone.leading_zero_restored"),
        ("Tél", "6,12345678E+08", "phones", "+33612345678", "phone.leading_zero_restored"),
        ("Tél", "612345678", "phones", "+33612345678", "phone.leading_zero_restored"),
        ("Tél", "612345678.0", "phones", "+33612345678", "phone.leading_zero_restored"),
        ("Tél", "33612345678", "phones", "+33612345678", "phone.plus_restored"),
        ("Tél", "+33 (0)6 12 34 56 78", "phones", "+33612345678", "phone.trunk_zero_removed"),
        ("Tél", "0033 6 12 34 56 78", "phones", "+33612345678", ""),
        (
            "Mail",
            "« jean . dupont @ fonderie.example »",
            "emails",
            "jean.dupont@fonderie.example",
            "email.decoration_removed",
        ),
        ("Mail", "mailto:j@fonderie.example", "emails", "j@fonderie.example", "email.decoration_removed"),
    ],
)
def test_what_a_spreadsheet_or_a_hand_spoilt_is_mended_and_said(header, value, field, kept, note):
    reading = read({"Prénom": "Jean", "Nom": "Dupont", header: value})
    assert getattr(reading.person, field) == (kept,)
    mended = [one for one in reading.warnings if one.mended]
    assert [one.code for one in mended] == [note] * bool(note)
    assert not any(kept in one.shown for one in mended)


def test_a_phone_that_a_spreadsheet_rounded_is_lost_and_said_to_be():
    reading = read({"Nom": "Dupont", "Tél": "3,36123E+10"})
    assert reading.person.phones == ()
    assert told(reading) == ["phone.rounded_by_spreadsheet"]


def test_a_spreadsheets_day_is_a_date():
    person = read({"Nom": "Dupont", "Date de collecte": "45000"}).person
    assert person.collected_at.date().isoformat() == "2023-03-14"  # midnight in Paris
    assert read({"Nom": "Dupont", "Date de collecte": "03/04/2025 09:30"}).person.collected_at.year == 2025

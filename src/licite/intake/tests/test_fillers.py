"""What people type where they know nothing, and dates that nobody can read."""

import pytest

from licite.intake import words
from licite.intake.tests.test_rows import read, told


@pytest.mark.parametrize("filler", ["N/A", "n/a", "néant", "Néant", "-", "inconnu", "?"])
def test_what_says_that_nothing_is_known_is_empty_and_earns_no_remark(filler):
    row = dict.fromkeys(["Prénom", "Société", "Mail", "Tél.", "CP", "Ville", "Pays"], filler)
    found = read({"Nom": "Delvaux"} | row)
    assert (found.person.phones, found.person.emails, found.person.company) == ((), (), "")
    assert told(found) == []
    assert read({"Nom": filler, "Tél.": filler}).reasons[0].code == "row.empty"


def test_a_date_that_cannot_be_read_is_shown_as_written_and_nothing_else_is():
    (note,) = [one for one in read({"Nom": "Roux", "Date de création": "31/02/2024"}).warnings if one.shown]
    assert (note.code, note.shown) == ("collected_at.no_such_day", "31/02/2024")
    assert "(31/02/2024)" in words.note(note)
    for other in ("jean@dupont.example", "06 12 34 56 78", "Jean Dupont"):
        warnings = read({"Nom": "Roux", "Date de création": other}).warnings
        assert not any(one.shown for one in warnings)
    assert read({"Nom": "Roux", "Date de création": "3 févr. 2025"}).person.collected_at.year == 2025

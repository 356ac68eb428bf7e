"""A whole name in one cell → its two parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licite.kit import fullnames

WORD = st.text("abcdefghilmnoprstuvz", min_size=3, max_size=9).map(str.capitalize)


@pytest.mark.parametrize(
    ("full", "first", "last"),
    [
        ("Maëlys LE GOFF", "Maëlys", "LE GOFF"),
        ("LE GOFF Maëlys", "Maëlys", "LE GOFF"),
        ("D’HAENE Noémie", "Noémie", "D’HAENE"),
        ("SAINT-OMER Éloïse", "Éloïse", "SAINT-OMER"),
        ("Ana de la TORRE", "Ana", "de la TORRE"),
        ("Marie Claire DUPONT", "Marie Claire", "DUPONT"),
        ("Jean D. MARTIN", "Jean D.", "MARTIN"),
        ("Dupont, Jean", "Jean", "Dupont"),
    ],
)
@pytest.mark.parametrize("last_first", [True, False])
def test_capitals_and_commas_tell_whatever_the_order(full, first, last, last_first):
    assert fullnames.cut(full, last_first=last_first) == fullnames.FullName(first, last)


def test_the_order_decides_where_nothing_else_does_and_says_so():
    assert fullnames.cut("Peeters Loïc", last_first=True) == fullnames.FullName("Loïc", "Peeters", sure=False)
    assert fullnames.cut("Loïc Peeters") == fullnames.FullName("Loïc", "Peeters", sure=False)
    assert fullnames.cut("Le Goff Loïc", last_first=True).last == "Le Goff"


def test_a_first_name_that_a_file_shows_is_one_in_its_other_rows():
    firsts = fullnames.learn(["GARÇON Loïc", "Éloïse FAURÉ", "Inès Carré"])
    assert firsts == {"loic", "eloise"}
    assert fullnames.cut("Peeters Loïc", firsts=firsts) == fullnames.FullName("Loïc", "Peeters")
    assert fullnames.cut("Loïc Peeters", last_first=True, firsts=firsts).first == "Loïc"
    assert fullnames.cut("SAINT-OMER ELOISE", firsts=firsts) == fullnames.FullName("ELOISE", "SAINT-OMER")


def test_a_word_that_is_somebodys_last_name_teaches_nothing():
    assert fullnames.learn(["THOMAS Jean", "DUPONT Thomas"]) == {"jean"}


@given(WORD, WORD, st.booleans())
def test_no_word_is_lost_and_what_was_taught_is_read_in_any_order(first, last, last_first):
    full = f"{last} {first}" if last_first else f"{first} {last}"
    shown = f"{last.upper()} {first}" if last_first else f"{first} {last.upper()}"
    found = fullnames.cut(full, last_first=last_first)
    assert (found.first, found.last) == (first, last)
    firsts = fullnames.learn([shown])
    if first != last:
        for order in (True, False):
            taught = fullnames.cut(full, last_first=order, firsts=firsts)
            assert taught == fullnames.FullName(first, last)


@given(st.text("aéB- '’.,MDE", max_size=30))
def test_any_text_is_cut_without_losing_a_letter(text):
    found = fullnames.cut(text.strip())
    letters = sorted(char for char in text if char.isalpha())
    assert sorted(char for char in found.first + found.last if char.isalpha()) == letters

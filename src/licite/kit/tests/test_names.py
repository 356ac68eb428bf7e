import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licite.kit import names


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    once = names.fold(text)
    assert names.fold(once) == once
    assert "  " not in once and once == once.strip()


@given(st.text())
def test_cleaning_twice_changes_nothing_and_leaves_one_storable_line(text: str) -> None:
    once = names.clean(text)
    assert names.clean(once) == once
    assert not {unicodedata.category(char) for char in once} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    once.encode()


@given(st.lists(st.text()))
def test_buckets_follow_the_order_of_the_list(last_names: list[str]) -> None:
    ordered = sorted(last_names, key=names.sort_key)
    buckets = [names.bucket(name) for name in ordered]
    assert buckets == sorted(buckets)
    assert all(0 <= bucket < 2**15 for bucket in buckets)


@given(st.text(st.characters(min_codepoint=32, max_codepoint=0x17F)))
def test_tidying_the_case_changes_nothing_but_the_case(name: str) -> None:
    assert names.fold(names.tidy_case(name)) == names.fold(name)


@pytest.mark.parametrize(
    "text, folded",
    [
        ("O’Brien-Lefœuvre", "o brien lefoeuvre"),
        ("Straße", "strasse"),
        ("Łukasz Żółć", "lukasz zolc"),
        ("Ærø", "aero"),
        ("İbrahim Yıldız", "ibrahim yildiz"),
        ("김철수", "김철수"),
        ("L'HÔPITAL", "l hopital"),
        ("ﬁn", "fin"),
        ("", ""),
    ],
)
def test_names_fold_to_plain_words(text: str, folded: str) -> None:
    assert names.fold(text) == folded
    assert names.words(text) == folded.split()


def test_a_name_typed_with_invisible_or_turning_characters_is_cleaned() -> None:
    assert names.clean("  Zoe\u0301\u200b\u202e \u00a0Le\tGoff\n") == "Zoé Le Goff"


def test_accents_and_case_do_not_move_a_name_in_the_list() -> None:
    assert names.sort_key("Étienne") == names.sort_key("ETIENNE")
    assert names.bucket("Émile") == names.bucket("emma") == 5 * 27 + 13
    assert names.bucket("3M") == names.bucket("김") == names.bucket("") == 0


@pytest.mark.parametrize(
    "typed, tidy",
    [
        ("DUPONT", "Dupont"),
        ("DE LA TOUR", "de La Tour"),
        ("de la tour", "de La Tour"),
        ("O’BRIEN", "O’Brien"),
        ("D'ARTAGNAN", "d'Artagnan"),
        ("MCDONALD", "McDonald"),
        ("VAN DEN BERG", "Van den Berg"),
        ("VON TRAPP", "von Trapp"),
        ("jean-pierre", "Jean-Pierre"),
        ("ÉLÉONORE", "Éléonore"),
        ("D. MARTIN", "D. Martin"),
        ("JP", "JP"),
        ("LI", "Li"),
        ("DE", "De"),
        ("Van der Berg", "Van der Berg"),
        ("McDONALD", "McDONALD"),
        ("", ""),
    ],
)
def test_only_names_all_in_one_case_are_tidied(typed: str, tidy: str) -> None:
    assert names.tidy_case(typed) == tidy

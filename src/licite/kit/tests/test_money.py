"""Amounts of a file, in French and English writing; what leaves a doubt is not guessed."""

import pytest

from licite.kit.money import decimal_mark, is_euro, read


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("12", 1200), ("12,5", 1250), ("12.50", 1250), ("1 234,56 €", 123456), ("1\u202f234,56\u00a0€", 123456),
        ("€1,234.56", 123456), ("1.234,56", 123456), ("1'234.50", 123450), ("1 234 567", 123456700), ("1,234,567", 123456700),
        ("1.234.567", 123456700), ("1.98", 198), ("0.5", 50), ("13.860000000000001", 1386), ("120,00 EUR", 12000),
        ("120 € TTC", 12000), (" 5 euros ", 500), ("12345,678", None), ("0,125", None), ("1234.5", 123450), ("0", 0),
    ],
)  # fmt: skip
def test_an_amount_is_read(text, cents):
    assert read(text).cents == cents


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"), ("€", "empty"), ("$12.00", "currency"), ("12 USD", "currency"), ("CHF 12", "currency"), ("-12,00", "negative"),
        ("(12.00)", "negative"), ("12-", "negative"), ("1,234", "ambiguous"), ("1.234", "ambiguous"), ("0,125", "decimals"),
        ("beaucoup", "unreadable"), ("1E+5", "unreadable"), ("12,34,56", "unreadable"), ("1 2a", "unreadable"), ("9999999999999", "too_large"),
        ("٣٤", "unreadable"), ("12..5", "unreadable"), (",", "unreadable"),
    ],
)  # fmt: skip
def test_what_is_no_amount_says_why(text, reason):
    assert read(text).reason == reason


def test_the_column_settles_what_one_amount_leaves_open():
    assert decimal_mark(["1,234", "12,50", "3"]) == ","
    assert decimal_mark(["1,234", "12.50", "1,234.00"]) == "."
    assert decimal_mark(["1,234", "5"]) == ""
    assert read("1,234", ".").cents == 123400
    assert read("1,230", ",").cents == 123
    assert read("1.234", ",").cents == 123400


def test_the_euro_is_told_from_others():
    assert all(map(is_euro, ["EUR", "€", "", " euro "]))
    assert not any(map(is_euro, ["USD", "CHF", "BEF"]))

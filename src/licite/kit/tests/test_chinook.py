"""The record shop's customers: 24 countries of real-world mess, read and never edited."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from licite.kit import countries, emails, phones
from licite.kit.files import read_table

SHOP = Path(__file__).parents[5] / "shared" / "data" / "chinook_customers.csv"
pytestmark = pytest.mark.skipif(not SHOP.exists(), reason="../shared/data/chinook_customers.csv is not here")


@pytest.fixture
def customers() -> list[dict[str, str]]:
    with SHOP.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_24_countries_are_known(customers: list[dict[str, str]]) -> None:
    found = {countries.to_iso2(row["Country"]) for row in customers}
    assert None not in found and len(found) == 24


def test_every_phone_is_kept_or_refused_for_a_reason(customers: list[dict[str, str]]) -> None:
    tally: Counter[tuple[str, str]] = Counter()
    for row in customers:
        for column in ("Phone", "Fax"):
            found = phones.normalise(row[column], countries.to_iso2(row["Country"]))
            tally[found.status, found.reason] += 1
    assert tally == {
        ("ok", ""): 46,
        ("ok", "trunk_zero_removed"): 21,
        ("doubtful", "not_in_plan"): 1,
        ("faulty", "too_long"): 1,
        ("faulty", "too_short"): 1,
        ("faulty", "empty"): 48,
    }


def test_every_address_is_kept(customers: list[dict[str, str]]) -> None:
    assert Counter(emails.normalise(row["Email"]).status for row in customers) == {"ok": 58, "doubtful": 1}


def test_the_file_reads_like_the_standard_reader_reads_it(customers: list[dict[str, str]]) -> None:
    table = read_table(SHOP.read_bytes())
    assert (table.row_count, table.encoding, table.delimiter, table.warnings) == (59, "utf-8", ",", ())
    assert [cells for _, cells in table.rows()] == [list(row.values()) for row in customers]

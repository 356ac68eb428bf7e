"""The arithmetic of the bench, and the links it follows."""

from itertools import pairwise

from licite.console.bench.report import Sample, percentile, table
from licite.console.bench.seed import shares
from licite.console.bench.visits import NEXT, RECORD


def test_percentiles_are_values_that_were_seen() -> None:
    assert percentile([3.0, 1.0, 2.0], 50) == 2.0
    assert percentile([float(n) for n in range(1, 101)], 95) == 95.0
    assert percentile([7.0], 95) == 7.0


def test_the_ratio_is_of_medians_of_the_same_run() -> None:
    sample = Sample()
    for milliseconds in (10.0, 30.0, 20.0):
        sample.add(milliseconds, b"x" * 1000)
    figures = sample.figures(bare=8.0, queries=9)
    assert (figures["p50_ms"], figures["p95_ms"], figures["ratio_to_bare"]) == (20.0, 30.0, 2.5)
    assert (figures["queries"], figures["bytes"]) == (9, 1000)
    assert figures["gzip_bytes"] < 100
    found = {"pages": {"contacts_rep": figures}, "bare": {"p50_ms": 8.0}, "contacts": 3, "rounds": 3}
    assert "contacts_rep" in table(found)


def test_shares_cover_what_is_missing_once() -> None:
    cut = list(shares(2003, 25_000))
    assert sum(count for _, count in cut) == 25_000 - 2003
    assert all(a + count == b for (a, count), (b, _) in pairwise(cut))


def test_links_are_found_in_a_list() -> None:
    text = (
        '<a href="/contacts/6eef67b1-c924-4d51-9c0e-0f1f2a3b4c5d/">A</a>'
        '<a href="?stage=2&amp;after=2026-01-01T00%3A00%3A00%2B00%3A00_51" rel="next">Next</a>'
    )
    assert RECORD.findall(text) == ["/contacts/6eef67b1-c924-4d51-9c0e-0f1f2a3b4c5d/"]
    assert NEXT.findall(text) == ["?stage=2&amp;after=2026-01-01T00%3A00%3A00%2B00%3A00_51"]

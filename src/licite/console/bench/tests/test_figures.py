"""The arithmetic of the bench, and the links it follows."""

from collections import Counter
from itertools import pairwise

from licite.console.bench import readers, targets
from licite.console.bench.report import Sample, Verdict, percentile, table
from licite.console.bench.seed import shares
from licite.console.bench.visits import NEXT, RECORD, link


def test_percentiles_are_values_that_were_seen() -> None:
    assert percentile([3.0, 1.0, 2.0], 50) == 2.0
    assert percentile([float(n) for n in range(1, 101)], 95) == 95.0
    assert percentile([7.0], 95) == 7.0


def test_a_page_is_held_against_the_median_of_its_own_question() -> None:
    sample = Sample()
    for milliseconds in (10.0, 12.0, 11.0, 11.0):
        sample.add("?q=zoe", milliseconds, b"x" * 1000)
    for milliseconds in (30.0, 33.0, 29.0, 30.0):
        sample.add("?q=mar", milliseconds, b"x" * 3000)
    figures = sample.figures()
    assert (figures["p50_ms"], figures["p95_ms"]) == (20.5, 33.0)
    assert figures["p95_to_p50"] == 1.1  # 33 over 30, not 33 over 20.5
    assert (figures["bytes"], figures["gzip_bytes"] < 100) == (2000, True)
    assert "list rep" in table({"list rep": figures, "bare": {"p50_ms": 8.0}})


def test_questions_asked_once_are_held_against_all() -> None:
    sample = Sample()
    for number in range(10):
        sample.add(f"?q={number}", 10.0 if number else 40.0, b"")
    assert sample.figures()["p95_to_p50"] == 4.0


def test_two_bases_are_compared_by_answers_of_as_many_rows() -> None:
    here, there, other = Sample(), Sample(), Sample()
    here.add("?q=mar", 30.0, b"<tr>" * 50)
    here.add("?q=zoe", 12.0, b"<tr>" * 3)
    there.add("?q=mar", 11.0, b"<tr>" * 20)
    there.add("?q=zoe", 10.0, b"<tr>" * 3)
    other.add("?q=mar", 11.0, b"<tr>" * 7)
    assert here.against(there) == 1.2
    assert here.against(other) is None


def test_a_target_is_met_or_said_not_to_be() -> None:
    assert Verdict("p50 over bare's", "list", 3.0, 3.0).met
    late = Verdict("p50 over bare's", "list", 3.1, 3.0)
    assert not late.met
    assert late.line().startswith("NOT MET")
    assert Verdict("lists a second", "all", 0.3, 0.3, at_least=True).met
    assert not Verdict("lists a second", "all", 0.29, 0.3, at_least=True).met


def test_the_reader_who_fares_worst_decides() -> None:
    rows = {
        "list": {
            "one": {"to_bare": 2.0, "statements": 9, "p50_ms": 10.0},
            "twelve": {"to_bare": 2.5, "statements": 13, "p50_ms": 12.0},
        },
        "contact": {"rep": {"to_bare": 2.9, "statements": 15, "p50_ms": 20.0}},
    }
    found = {
        (one.what, one.target): (one.found, one.met)
        for one in targets.of_pages(rows, rates={"list": 30.0, "bare": 90.0}, memory={"resident": 120.0})
    }
    assert found["list (twelve)", "p50 over bare's"] == (2.5, True)
    assert found["list (twelve)", "SQL statements"] == (13, False)
    assert found["list", "p50 with 12 cells over 1"] == (1.2, True)
    assert found["contact (rep)", "SQL statements"] == (15, True)
    assert found["4 clients", "lists a second, over bare's"][1]
    assert not found["a web process", "MB resident"][1]


def test_shares_cover_what_is_missing_once() -> None:
    cut = list(shares(2003, 25_000))
    assert sum(count for _, count in cut) == 25_000 - 2003
    assert all(a + count == b for (a, count), (b, _) in pairwise(cut))


def test_one_portfolio_holds_three_of_a_hundred_and_each_other_one() -> None:
    names = readers.names(3)
    held = Counter(readers.share_of(number, names) for number in range(99 * 7))
    assert len(names) + 3 == readers.PORTFOLIOS
    assert held[names[0]] == 21
    assert {held[name] for name in names[1:]} == {7}


def test_links_are_found_in_a_list() -> None:
    text = (
        '<a href="/contacts/6eef67b1-c924-4d51-9c0e-0f1f2a3b4c5d/">A</a>'
        '<a href="?stage=2&amp;after=2026-01-01T00%3A00%3A00%2B00%3A00_51" rel="next">Next</a>'
    )
    assert RECORD.findall(text) == ["/contacts/6eef67b1-c924-4d51-9c0e-0f1f2a3b4c5d/"]
    assert NEXT.findall(text) == ["?stage=2&amp;after=2026-01-01T00%3A00%3A00%2B00%3A00_51"]
    assert link(text) == "/contacts/?stage=2&after=2026-01-01T00%3A00%3A00%2B00%3A00_51"
    assert link("<p>the end</p>") is None

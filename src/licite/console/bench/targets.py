"""What the pages have to hold: one line a target and kind of page, for the reader who fares worst, met or not."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from licite.console.bench.report import Verdict

Rows = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""Figures by kind of page and reader."""

# name of the figure, words, limit
EVERY_PAGE: Final = (
    ("to_bare", "p50 over bare's", 3.0),
    ("p95_to_p50", "p95 over own p50", 1.6),
    ("to_twin", "p50 over the plain twin's", 1.2),
    ("to_beside", "p50 over the smaller base's, answers alike", 1.25),
    ("bytes", "bytes of HTML", 60 * 1024),
    ("gzip_bytes", "bytes under gzip", 9 * 1024),
)
STATEMENTS: Final = {"contact": 15}
STATEMENTS_OF_A_LIST: Final = 12
CELLS: Final = 1.3
THROUGHPUT: Final = 0.3
MEMORY: Final = 110.0


def of_pages(rows: Rows, *, rates: Mapping[str, float], memory: Mapping[str, float]) -> list[Verdict]:
    """All of them."""
    return [
        *(one for kind, readers in rows.items() for one in _of_kind(kind, readers)),
        Verdict(
            "lists a second, over bare's",
            "4 clients",
            rates["list"] / rates["bare"],
            THROUGHPUT,
            at_least=True,
        ),
        Verdict("MB resident", "a web process", memory["resident"], MEMORY),
    ]


def _of_kind(kind: str, readers: Mapping[str, Mapping[str, Any]]) -> Iterator[Verdict]:
    limit = STATEMENTS.get(kind, STATEMENTS_OF_A_LIST)
    for figure, words, bound in (*EVERY_PAGE, ("statements", "SQL statements", limit)):
        found = {reader: row[figure] for reader, row in readers.items() if figure in row}
        if found:
            worst = max(found, key=lambda reader: found[reader])
            yield Verdict(words, f"{kind} ({worst})", found[worst], bound)
    if "one" in readers and "twelve" in readers:
        ratio = readers["twelve"]["p50_ms"] / readers["one"]["p50_ms"]
        yield Verdict("p50 with 12 cells over 1", kind, ratio, CELLS)

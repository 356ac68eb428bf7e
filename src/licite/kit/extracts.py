"""A table to take out: CSV for a spreadsheet of ours, which runs nothing of what it holds."""

import csv
import io
from collections.abc import Iterable, Sequence

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_of(rows: Iterable[Sequence[str | int]]) -> bytes:
    """Semicolons, UTF-8 with its mark, every text quoted: a comma in it begins no cell where commas part them."""
    out = io.StringIO()
    write = csv.writer(out, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC).writerow
    for row in rows:
        write([defused(one) if isinstance(one, str) else one for one in row])
    return out.getvalue().encode("utf-8-sig")


def defused(text: str) -> str:
    """A text that a spreadsheet takes for a text."""
    return f"'{text}" if text.lstrip(" ").startswith(RISKY) else text

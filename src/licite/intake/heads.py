"""Which of the first rows of a file names its columns, where a title stands above them. Pure."""

import re
from collections.abc import Container, Sequence

from licite.intake.columns import LOOKS_LIKE_DATA, is_known
from licite.kit.files import Row
from licite.kit.names import clean, fold

FEWEST = 2
DIGIT = re.compile(r"\d")
"""Two of them make an address or a code, and no heading."""


def heads_of(rows: Sequence[Row], told: Container[str] = ()) -> int:
    """The line of the row that holds most headings that we know, or that a map names (`told`, folded); the first row where
    no other holds two, and half of what is filled there.

    What stands above it is a title: it fills half as many cells at most. So no row of values that happen to be words of
    headings ("Client", "Mobile") takes the place of headings that nobody knows.
    """
    tidy = [(line, [text for cell in cells if (text := clean(cell))]) for line, cells in rows]
    best, most, widest = rows[0][0], FEWEST - 1, 0
    for line, filled in tidy:
        if widest * 2 <= len(filled) and (known := _known(filled, told)) > most:
            best, most = line, known
        widest = max(widest, len(filled))
    return best


def _known(filled: Sequence[str], told: Container[str]) -> int:
    """How many filled cells of a row are headings; none of a row that holds values."""
    if any(LOOKS_LIKE_DATA.search(cell) for cell in filled):
        return 0
    known = sum(fold(cell) in told or (len(DIGIT.findall(cell)) < 2 and is_known(cell)) for cell in filled)
    return known if known * 2 >= len(filled) else 0

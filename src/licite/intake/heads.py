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
    """
    counted = [(_known([clean(cell) for cell in cells], told), line) for line, cells in rows]
    most = max(known for known, _line in counted)
    first = rows[0][0]
    return next(line for known, line in counted if known == most) if most >= FEWEST else first


def _known(cells: Sequence[str], told: Container[str]) -> int:
    """How many cells of a row are headings; none of a row that holds values."""
    filled = [cell for cell in cells if cell]
    if any(LOOKS_LIKE_DATA.search(cell) for cell in filled):
        return 0
    known = sum(fold(cell) in told or (len(DIGIT.findall(cell)) < 2 and is_known(cell)) for cell in filled)
    return known if known * 2 >= len(filled) else 0

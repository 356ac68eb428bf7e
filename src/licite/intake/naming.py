"""The name of a row: from its two columns, or cut out of one that holds it whole. Pure."""

import re
from collections.abc import Sequence

from licite.intake.cells import Cells
from licite.intake.columns import Column, words_of
from licite.intake.headings import NAME_FIRST, Target
from licite.kit import fullnames, names

# A title of courtesy before a name; a lone M is one only before two words, else it is an initial.
COURTESY = re.compile(
    r"(?:mm?\.|mr\.?|mrs\.?|mmes?\.?|mlles?\.?|monsieur|messieurs|madame|mesdames|mademoiselle|m(?=\s+\S+\s+\S))\s+",
    re.IGNORECASE,
)
TOTAL = re.compile(r"(?:sous |grand |sub ?)?tot(?:al|aux|als|aal)(?: general\w*)?(?: \d[\d ]*)?")
"""What the closing line of a table calls itself, folded."""


def names_of(cells: Cells, columns: Sequence[Column]) -> tuple[str, str]:
    """First and last name, tidied."""
    first, last = _bare(cells, Target.FIRST_NAME), _bare(cells, Target.LAST_NAME)
    if not (first or last):
        first, last = _cut(cells, columns)
        first = COURTESY.sub("", first, count=1) if COURTESY.match(first) else first
    tidied = names.tidy_case(first), names.tidy_case(last)
    if tidied != (first, last):
        cells.warn("name", "case")
    return tidied


def without_courtesy(text: str) -> str:
    """A name without its title of courtesy."""
    found = COURTESY.match(text)
    return text if found is None or found.end() == len(text) else text[found.end() :]


def _bare(cells: Cells, target: Target) -> str:
    text = cells.one(target)
    bare = without_courtesy(text)
    if bare != text:
        cells.warn_once("name.courtesy")
    return bare


def _cut(cells: Cells, columns: Sequence[Column]) -> tuple[str, str]:
    full = _bare(cells, Target.FULL_NAME)
    column = next((one for one in columns if one.target is Target.FULL_NAME), None)
    if not full or column is None:
        return "", full
    found = fullnames.cut(
        full, last_first=bool(NAME_FIRST.fullmatch(words_of(column.header))), firsts=column.firsts
    )
    if not found.sure:
        cells.warn("name", "order")
    return found.first, found.last

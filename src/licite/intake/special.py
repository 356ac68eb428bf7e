"""What an import names and drops: columns of data that a customer base may not hold, told by their header (the lists of
the pack, `special.columns.*`) or by their values, and numbers that stand in a cell of another column.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from licite.intake.columns import Column
from licite.intake.headings import Target
from licite.kit import numbers
from licite.kit.numbers import Kind

SAMPLE = 500
DIGITS = re.compile(r"\d")
FEWEST_DIGITS = 10  # of any of these numbers; most cells have fewer and are passed by
REASONS = {
    Kind.NIR: "values_national_number",
    Kind.NRN: "values_national_number",
    Kind.IBAN: "values_bank",
    Kind.CARD: "values_card",
}


def by_values(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> list[Column]:
    """The same columns; one most of whose values are national numbers, accounts or cards is left out, and says so.

    The first five hundred rows speak for the others.
    """
    seen: list[Counter[str]] = [Counter() for _column in columns]
    for values in islice(rows, SAMPLE):
        for column, found in zip(columns, seen, strict=True):
            text = values[column.position].strip() if column.position < len(values) else ""
            if text:
                found[_reason(column, text)] += 1
    return [_settled(column, found) for column, found in zip(columns, seen, strict=True)]


def holds_number(text: str) -> bool:
    """Whether a text holds a number that may not be kept."""
    return _long_enough(text) and bool(numbers.find(text))


def _settled(column: Column, found: Counter[str]) -> Column:
    if column.reason.startswith("forbidden") or not found:
        return column
    reason, times = found.most_common(1)[0]
    return replace(column, target=None, reason=reason) if reason and times * 2 > found.total() else column


def _reason(column: Column, text: str) -> str:
    kind = numbers.kind_of(text) if _long_enough(text) else None
    # Among phone numbers written without a plus, one in a hundred passes for a Belgian number.
    if kind is None or (kind is Kind.NRN and column.target is Target.PHONE):
        return ""
    return REASONS.get(kind, "")


def _long_enough(text: str) -> bool:
    return len(DIGITS.findall(text)) >= FEWEST_DIGITS

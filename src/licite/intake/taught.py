"""What the values of a whole file teach about its columns: which words are first names, and the earliest day. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from licite.intake.columns import Column
from licite.intake.headings import Target
from licite.intake.naming import without_courtesy
from licite.kit import fullnames, names


def taught(columns: Sequence[Column], rows: Callable[[], Iterable[Sequence[str]]]) -> list[Column]:
    """The same columns, with what there is to know of all their rows (read again for each column that asks)."""
    return [_taught(one, rows) for one in columns]


def _taught(column: Column, rows: Callable[[], Iterable[Sequence[str]]]) -> Column:
    if column.target is not Target.FULL_NAME:
        return column
    found = {values[column.position] for values in rows() if column.position < len(values)}
    fulls = (without_courtesy(names.clean(text)) for text in found)
    return replace(column, firsts=fullnames.learn(fulls))

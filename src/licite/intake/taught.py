"""What the values of a whole file teach about its columns: which words are first names, and the earliest day. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from licite.intake.columns import Column
from licite.intake.headings import Target
from licite.intake.naming import without_courtesy
from licite.kit import dates, fullnames, names


def taught(
    columns: Sequence[Column], rows: Callable[[], Iterable[Sequence[str]]], *, today: date
) -> list[Column]:
    """The same columns, with what there is to know of all their rows (read again for each column that asks)."""
    return [_taught(one, rows, today) for one in columns]


def _taught(column: Column, rows: Callable[[], Iterable[Sequence[str]]], today: date) -> Column:
    if column.target not in (Target.FULL_NAME, Target.COLLECTED_AT):
        return column
    texts = {values[column.position] for values in rows() if column.position < len(values)}
    found = [names.clean(text) for text in texts]
    if column.target is Target.FULL_NAME:
        return replace(column, firsts=fullnames.learn(map(without_courtesy, found)))
    days = [
        day for text in found if (day := dates.parse(text, serials=True, by=today).value) and day <= today
    ]
    return replace(column, earliest=min(days, default=None))

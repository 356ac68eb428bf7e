"""Columns of numbers as PostgreSQL reads them in a parameter: the driver's own way with lists takes ten times as long."""

from collections.abc import Iterable


def numbers(column: Iterable[int]) -> str:
    """Whole numbers as the text of an array, for a parameter cast to bigint[] or integer[]."""
    return "{" + ",".join(map(str, column)) + "}"


def truths(column: Iterable[bool]) -> str:
    """Yes and no as the text of an array, for a parameter cast to boolean[]."""
    return "{" + ",".join("t" if one else "f" for one in column) + "}"

"""Columns of numbers as PostgreSQL reads them in a parameter: the driver's own way with lists takes ten times as long."""

from collections.abc import Iterable


def numbers(column: Iterable[int]) -> str:
    """Whole numbers as the text of an array, for a parameter cast to bigint[] or integer[]."""
    return whole([items(column)])


def truths(column: Iterable[bool]) -> str:
    """Yes and no as the text of an array, for a parameter cast to boolean[]."""
    return whole([yes_or_no(column)])


def items(column: Iterable[int]) -> str:
    """Some of the numbers of such an array."""
    return ",".join(map(str, column))


def yes_or_no(column: Iterable[bool]) -> str:
    """Some of the answers of such an array."""
    return ",".join("t" if one else "f" for one in column)


def whole(parts: Iterable[str]) -> str:
    """The array of these parts, none of which is empty unless it is the only one."""
    return f"{{{','.join(parts)}}}"

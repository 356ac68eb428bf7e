"""The rows of a file of acts, some hundreds at a time, read."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from itertools import islice

from licite import packs
from licite.intake.columns import Column
from licite.intake.events.reading import Reader, Reading
from licite.intake.headings import Target
from licite.intake.plans import Plan
from licite.kit import money
from licite.kit.files import Table


@dataclass(frozen=True)
class ActChunk:
    """Rows read."""

    readings: Sequence[Reading]


def reader_of(table: Table, columns: Sequence[Column], plan: Plan) -> Reader:
    """How the rows of a file are read: what comes before the cents is the same in all of a column of amounts."""
    assert plan.acts is not None
    place = next((one.position for one in columns if one.target is Target.AMOUNT), None)
    mark = ""
    if place is not None:
        mark = money.decimal_mark(values[place] for _line, values in table.rows() if place < len(values))
    return Reader(plan.kind, columns, plan.acts, packs.law(packs.home()), mark)


def chunks_of(
    table: Table, columns: Sequence[Column], plan: Plan, *, rows: int, after: int = -1
) -> Generator[ActChunk]:
    """The rows after a line, so many at a time, in order."""
    reader = reader_of(table, columns, plan)
    left = (reader.read(line, values) for line, values in table.rows() if line > after)
    while some := list(islice(left, rows)):
        yield ActChunk(some)

"""Rows of a file, some hundreds at a time, read and made ready: all the work on them that asks the base for nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from licite import vault
from licite.intake import traces
from licite.intake.columns import Column
from licite.intake.declared import Declared
from licite.intake.rows import Person, Reading, read_row
from licite.kit.files import Table
from licite.people.actions.ready import Keyed, Ready, make_keyed, make_ready


class Made(NamedTuple):
    """A record to be, and the digest of what it says."""

    ready: Ready
    digest: str


@dataclass(frozen=True)
class Source:
    """What is read: a table, its columns, and what was declared of it, `rows` at a time after a line. `whole`: each person
    is made a record to be, and is not only asked for.
    """

    table: Table
    columns: Sequence[Column]
    declared: Declared
    rows: int
    after: int = -1
    whole: bool = True

    def chunks(self) -> Iterator["Chunk"]:
        """All of it in order."""
        left = (
            read_row(line, values, self.columns, self.declared)
            for line, values in self.table.rows()
            if line > self.after
        )
        while readings := list(islice(left, self.rows)):
            yield made_of(readings, whole=self.whole)


@dataclass(frozen=True)
class Chunk:
    """Rows read. `asked`: by what each of those that hold a person is asked for, in order; `made`: their records to be.
    Both under `keys`.
    """

    readings: Sequence[Reading]
    asked: Sequence[Keyed]
    made: Sequence[Made]
    keys: tuple[object, ...]

    def people(self) -> Iterator[tuple[int, Person]]:
        """Each person and the line where they stand."""
        return ((one.line, one.person) for one in self.readings if one.person)

    def fresh(self) -> "Chunk":
        """The same by the keys of this moment: what was made under others could not be found, or opened, for long."""
        if self.keys == vault.generations():
            return self
        return made_of(self.readings, whole=bool(self.made))


def made_of(readings: Sequence[Reading], *, whole: bool) -> Chunk:
    """The chunk that these rows make."""
    keys = vault.generations()
    persons = [one.person for one in readings if one.person]
    if not whole:
        return Chunk(readings, make_keyed(persons), (), keys)
    made = records_of(persons)
    return Chunk(readings, [one.ready.keyed for one in made], made, keys)


def records_of(persons: Sequence[Person]) -> list[Made]:
    """Their records to be, in order."""
    return [
        Made(ready, traces.digest(person)) for ready, person in zip(make_ready(persons), persons, strict=True)
    ]

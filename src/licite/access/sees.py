"""`sees(grants, cell)`: who may see a record, how much of it, and which grant says so. Pure: no I/O."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from licite.access.grants import Grant
from licite.access.permissions import Act, Field, Level


@dataclass(frozen=True)
class Sight:
    """What grants open on one cell. Each answer carries the grant it comes from; none means closed."""

    acts: Mapping[Act, Grant]
    fields: Mapping[Field, tuple[Level, Grant | None]]

    @property
    def any(self) -> bool:
        """Whether the record is seen at all."""
        return Act.READ in self.acts

    @property
    def because(self) -> tuple[Grant, ...]:
        """The grants that open something here, each once."""
        used = [*self.acts.values(), *(grant for _, grant in self.fields.values() if grant)]
        return tuple(dict.fromkeys(used))


def sees(grants: Iterable[Grant], cell: int) -> Sight:
    """What these live grants open on a record of this cell (portfolio × 10 + stage).

    An act is open when one covering grant has it; a field is as open as the most open covering grant makes it,
    and hidden where none says anything. Without the act of reading, every field is hidden.
    """
    covering = [grant for grant in grants if grant.covers(cell)]
    acts = {act: grant for act in Act for grant in reversed(covering) if act in grant.acts}
    readers = [grant for grant in covering if Act.READ in grant.acts]
    return Sight(acts, {field: _most_open(readers, field) for field in Field})


def _most_open(grants: list[Grant], field: Field) -> tuple[Level, Grant | None]:
    best: tuple[Level, Grant | None] = (Level.HIDDEN, None)
    for grant in grants:
        level = grant.levels.get(field, Level.HIDDEN)
        if level > best[0]:
            best = (level, grant)
    return best

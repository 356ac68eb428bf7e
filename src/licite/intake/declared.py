"""What whoever imports declares about a file. Without source, purpose, basis and capacity nothing starts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from licite.kit import countries
from licite.kit.cells import Stage, cell_of
from licite.people.choices import Basis, Capacity, Purpose, Source

BY_COLUMN = "column:"


class DeclarationRefused(Exception):
    """A declaration that does not stand. `reason`: source, purpose, basis, capacity, country,
    stage or collected.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, kw_only=True)
class Declared:
    """Provenance and place of every row of a file.

    `capacity`: a value of `Capacity`, used where no column says otherwise. `country`: ISO2, or "" where each
    row must say its own. `at` is when the file came in, `collected_at` when the data was collected. `told`: header → field ("none" leaves a column out); sealed when it rests, since headers
    are whatever people typed.
    """

    portfolio: int
    stage: Stage
    source: str
    purpose: str
    basis: str
    capacity: str
    country: str
    at: datetime
    collected_at: datetime
    told: tuple[tuple[str, str], ...] = ()

    @property
    def cell(self) -> int:
        """Where new records go."""
        return cell_of(self.portfolio, self.stage)


def declare(
    *,
    portfolio: int,
    stage: int,
    source: str,
    purpose: str,
    basis: str,
    capacity: str,
    country: str,
    at: datetime,
    told: Mapping[str, str],
    collected_at: datetime | None = None,
) -> Declared:
    """A declaration checked whole; collected when it came in, unless told. `capacity` and `country` may be
    "column:NAME". Raises DeclarationRefused.
    """
    wanted = dict(told)
    capacity = _by_column(capacity, "capacity", wanted, Capacity.UNKNOWN)
    country = _by_column(country, "country", wanted, "")
    iso2 = countries.to_iso2(country) if country else ""
    checks = {
        "source": source in Source.values,
        "purpose": purpose in Purpose.values,
        "basis": basis in Basis.values,
        "capacity": capacity in Capacity.values,
        "country": iso2 is not None,
        "stage": stage in set(Stage),
        "collected": collected_at is None or collected_at <= at,
    }
    for name, stands in checks.items():
        if not stands:
            raise DeclarationRefused(name)
    return Declared(
        portfolio=portfolio,
        stage=Stage(stage),
        source=source,
        purpose=purpose,
        basis=basis,
        capacity=capacity,
        country=iso2 or "",
        at=at,
        collected_at=collected_at or at,
        told=tuple(wanted.items()),
    )


def _by_column(given: str, field: str, told: dict[str, str], otherwise: str) -> str:
    if not given.startswith(BY_COLUMN):
        return given
    told[given.removeprefix(BY_COLUMN)] = field
    return otherwise

"""How sealing stands, for /healthz, the explorer and doctor."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

MOST_LAG = timedelta(minutes=5)
LEAST_MONTHS = 2


@dataclass(frozen=True, slots=True)
class SealingState:
    """`lag` is the age of the oldest row that no block covers; `months_ahead` counts partitions to come."""

    seq: int | None
    total: int | None
    sealed_at: datetime | None
    lag: timedelta
    in_default: bool
    months_ahead: int

    @property
    def ok(self) -> bool:
        """Whether rows are sealed in time and the coming months have their partitions."""
        return self.lag <= MOST_LAG and not self.in_default and self.months_ahead >= LEAST_MONTHS

    def as_dict(self) -> dict[str, object]:
        """For JSON: counts, seconds and a date."""
        return {
            "ok": self.ok,
            "blocks": self.seq or 0,
            "entries": self.total or 0,
            "sealed_at": self.sealed_at.isoformat() if self.sealed_at else None,
            "lag_seconds": round(self.lag.total_seconds()),
            "in_default_partition": self.in_default,
            "months_ahead": self.months_ahead,
        }


def sealing_state() -> SealingState:
    """Asks the database; needs no ticket, as it tells dates and counts only. Raises the database's error."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM gate.sealing()")
        return SealingState(*cursor.fetchone())


def well() -> bool:
    """Whether sealing is well, in one word."""
    return sealing_state().ok

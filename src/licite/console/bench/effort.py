"""What processes take: processor seconds and memory, read from /proc. Where others use the machine too, seconds on the
clock say little, and these say the same.
"""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from django.db import connection

TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
PARENT, SPENT = 1, (11, 12)
SPENT_BY_THE_DEAD = (13, 14)
"""Places in /proc/PID/stat after the name of the program."""


@dataclass(frozen=True)
class Spent:
    """Processor seconds: of this process, of those that it started, of the database's."""

    here: float
    beside: float
    database: float

    def since(self, before: "Spent") -> "Spent":
        """What was spent between the two."""
        return Spent(self.here - before.here, self.beside - before.beside, self.database - before.database)

    @property
    def total(self) -> float:
        """All of it."""
        return self.here + self.beside + self.database


def spent() -> Spent:
    """Until now; of processes that this one started, once they are over."""
    beside = getrusage(RUSAGE_CHILDREN)
    return Spent(time.process_time(), beside.ru_utime + beside.ru_stime, _of_the_database())


def weight() -> float:
    """What this process and those that it started hold in memory, in MB."""
    mine = [os.getpid(), *_children(os.getpid())]
    return sum(_pages(pid) for pid in mine) * PAGE / 1e6


def _of_the_database() -> float:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    server = int(_stat(backend)[PARENT])
    ticks = sum(int(_stat(server)[place]) for place in (*SPENT, *SPENT_BY_THE_DEAD))
    ticks += sum(int(_stat(pid)[place]) for pid in _children(server) for place in SPENT)
    return ticks / TICKS


def _children(pid: int) -> Iterator[int]:
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and _stat(int(folder.name))[PARENT] == str(pid):
            yield int(folder.name)


def _stat(pid: int) -> list[str]:
    """The figures of a process; zeros for one that is over."""
    try:
        return (
            Path(f"/proc/{pid}/stat")
            .read_text(encoding="ascii", errors="replace")
            .rpartition(") ")[2]
            .split()
        )
    except OSError:
        return ["0"] * 50


def _pages(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError):
        return 0

"""Figures of a bench: what was timed, in numbers and in words."""

import gzip
import os
import platform
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ENOUGH = 4


@dataclass
class Sample:
    """What was seen of one kind of page: for each question the milliseconds, one a round; and sizes of answers."""

    times: dict[str, list[float]] = field(default_factory=dict)
    sizes: list[int] = field(default_factory=list)
    packed: list[int] = field(default_factory=list)
    by_rows: dict[int, list[float]] = field(default_factory=dict)
    """The same milliseconds by how many rows of a table the answer has."""

    def add(self, question: str, milliseconds: float, body: bytes) -> None:
        """One more answer."""
        self.times.setdefault(question, []).append(milliseconds)
        self.sizes.append(len(body))
        self.packed.append(len(gzip.compress(body, 6)))
        self.by_rows.setdefault(body.count(b"<tr"), []).append(milliseconds)

    @property
    def p50(self) -> float:
        """Milliseconds."""
        return statistics.median(self._all)

    @property
    def _all(self) -> list[float]:
        return [one for times in self.times.values() for one in times]

    def spread(self) -> float:
        """p95 over p50, each answer held against the median of its own question: "marie" is longer than "zoé" always.

        Questions asked fewer than ENOUGH times have no median to speak of: all are then held against that of all.
        """
        by_question = [times for times in self.times.values() if len(times) >= ENOUGH] or [self._all]
        held = [
            one / middle for times in by_question for middle in [statistics.median(times)] for one in times
        ]
        return percentile(held, 95)

    def against(self, other: "Sample") -> float | None:
        """How many times as long as the other's answers of as many rows; None where no two answers are alike.

        A reader of three per cent finds more people called Martin in a million than in fifty thousand: that a longer answer
        takes longer says nothing of the base.
        """
        alike = [
            one / statistics.median(other.by_rows[rows])
            for rows, times in self.by_rows.items()
            if rows in other.by_rows
            for one in times
        ]
        return statistics.median(alike) if alike else None

    def figures(self) -> dict[str, Any]:
        """Medians and the 95th of a hundred; bytes of HTML as sent and under gzip."""
        return {
            "p50_ms": round(self.p50, 2),
            "p95_ms": round(percentile(self._all, 95), 2),
            "p95_to_p50": round(self.spread(), 2),
            "bytes": int(statistics.median(self.sizes)),
            "gzip_bytes": int(statistics.median(self.packed)),
        }


def percentile(values: Sequence[float], share: int) -> float:
    """The smallest value that at least `share` in a hundred do not pass."""
    ranked = sorted(values)
    return ranked[max(0, -(-len(ranked) * share // 100) - 1)]


@dataclass(frozen=True)
class Verdict:
    """One of the product's targets, what was found, and whether it was met."""

    target: str
    what: str
    found: float
    limit: float
    at_least: bool = False

    @property
    def met(self) -> bool:
        """At most the limit, or at least."""
        return self.found >= self.limit if self.at_least else self.found <= self.limit

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "target": self.target,
            "what": self.what,
            "found": round(self.found, 3),
            "limit": self.limit,
            "met": self.met,
        }

    def line(self) -> str:
        """For people."""
        bound = "at least" if self.at_least else "at most"
        return (
            f"{'met    ' if self.met else 'NOT MET'}  {self.what:28}{self.target:44}"
            f"{self.found:12.2f}  ({bound} {self.limit:g})"
        )


def machine() -> dict[str, Any]:
    """Where it was measured."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    models = {line.partition(":")[2].strip() for line in lines if line.startswith("model name")}
    return {
        "cpu": ", ".join(sorted(models)) or platform.machine(),
        "cores": os.cpu_count(),
        "load": [round(one, 2) for one in os.getloadavg()],
        "python": platform.python_version(),
        "system": platform.platform(),
    }


def table(rows: Mapping[str, Mapping[str, Any]]) -> str:
    """Rows of one shape under the names of their columns."""
    columns = list(dict.fromkeys(name for row in rows.values() for name in row))
    widths = {name: max(len(name), 8) + 2 for name in columns}
    head = f"{'':54}" + "".join(f"{name:>{widths[name]}}" for name in columns)
    lines = [
        f"{title:54}" + "".join(f"{_cell(row.get(name)):>{widths[name]}}" for name in columns)
        for title, row in rows.items()
    ]
    return "\n".join([head, *lines])


def _cell(value: object) -> str:
    return "" if value is None else f"{value:.2f}" if isinstance(value, float) else f"{value}"

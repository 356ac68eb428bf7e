"""Figures of a bench: what was timed, in numbers and in words."""

import gzip
import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Sample:
    """What was seen of one page: milliseconds and bodies, one each a round."""

    times: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    packed: list[int] = field(default_factory=list)

    def add(self, milliseconds: float, body: bytes) -> None:
        """One more answer."""
        self.times.append(milliseconds)
        self.sizes.append(len(body))
        self.packed.append(len(gzip.compress(body, 6)))

    def figures(self, *, bare: float, queries: int) -> dict[str, Any]:
        """Medians; the ratio is of medians of the same run."""
        p50 = statistics.median(self.times)
        return {
            "p50_ms": round(p50, 2),
            "p95_ms": round(percentile(self.times, 95), 2),
            "queries": queries,
            "bytes": int(statistics.median(self.sizes)),
            "gzip_bytes": int(statistics.median(self.packed)),
            "ratio_to_bare": round(p50 / bare, 2),
        }


def percentile(values: Sequence[float], share: int) -> float:
    """The smallest value that at least `share` in a hundred do not pass."""
    ranked = sorted(values)
    return ranked[max(0, -(-len(ranked) * share // 100) - 1)]


def machine() -> dict[str, Any]:
    """Where it was measured."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    models = {line.partition(":")[2].strip() for line in lines if line.startswith("model name")}
    return {
        "cpu": ", ".join(sorted(models)) or platform.machine(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "system": platform.platform(),
    }


def table(found: dict[str, Any]) -> str:
    """The same for people."""
    head = f"{'page':24}{'p50 ms':>9}{'p95 ms':>9}{'x bare':>8}{'queries':>9}{'bytes':>9}{'gzip':>8}"
    lines = [
        f"{name:24}{page['p50_ms']:9.1f}{page['p95_ms']:9.1f}{page['ratio_to_bare']:8.2f}"
        f"{page['queries']:9}{page['bytes']:9}{page['gzip_bytes']:8}"
        for name, page in found["pages"].items()
    ]
    bare = f"bare: {found['bare']['p50_ms']:.1f} ms ({found['contacts']} contacts, {found['rounds']} rounds)"
    return "\n".join([head, *lines, bare])

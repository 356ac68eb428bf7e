"""Several at once, and what a web process weighs."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from licite.console.bench.stand import Stand
from licite.console.bench.visits import INDEX, Ask, Site

CLIENTS: Final = 4
SECONDS: Final = 4.0
TURNS: Final = 3
READER: Final = "rep"


def rates(stand: Stand) -> dict[str, float]:
    """Lists a second that four clients get, of each server, by turns; the middle one of each server's turns."""
    sites: dict[str, Callable[[], Site]] = {
        "bare": lambda: Site(stand.bare),
        "list": lambda: Site(stand.site, stand.cookies[READER]),
    }
    if stand.twin:
        sites["twin"] = lambda: Site(stand.twin, stand.cookies[READER])
    found: dict[str, list[float]] = {name: [] for name in sites}
    for _ in range(TURNS):
        for name, site in sites.items():
            found[name].append(rate(site, Ask("/" if name == "bare" else INDEX)))
    return {name: round(sorted(turns)[TURNS // 2], 1) for name, turns in found.items()}


def rate(site: Callable[[], Site], ask: Ask) -> float:
    """Requests a second."""
    counts = [0] * CLIENTS
    began = time.monotonic()
    end = began + SECONDS

    def client(number: int) -> None:
        own = site()
        while time.monotonic() < end:
            own.get(ask)
            counts[number] += 1

    threads = [threading.Thread(target=client, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.monotonic() - began)


def memory(stand: Stand) -> dict[str, float]:
    """Megabytes of the heaviest web process: resident (what it shares counted whole), and its own share."""
    workers = [
        int(path.parent.name) for path in Path("/proc").glob("[0-9]*/stat") if _parent(path) == stand.server
    ]
    return {
        "resident": max(map(_resident, workers), default=0.0),
        "proportional": max(map(_proportional, workers), default=0.0),
    }


def _parent(path: Path) -> int:
    try:
        return int(path.read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _resident(process: int) -> float:
    return _field(Path(f"/proc/{process}/status"), "VmRSS:")


def _proportional(process: int) -> float:
    return _field(Path(f"/proc/{process}/smaps_rollup"), "Pss:")


def _field(path: Path, name: str) -> float:
    lines = path.read_text().splitlines()
    return next(round(int(line.split()[1]) / 1024, 1) for line in lines if line.startswith(name))

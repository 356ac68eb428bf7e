"""A file reads in one sitting: 300 lines. Longer ones are listed in long_files.txt, which may only shrink; migrations
are written by Django and read by nobody.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from rules.source import Fault, Source

LIMIT = 300
KNOWN = Path(__file__).with_name("long_files.txt")


def known() -> set[str]:
    """The files that were too long when the rule came."""
    return set(KNOWN.read_text().split()) if KNOWN.exists() else set()


def sizes(sources: Sequence[Source], excused: set[str]) -> Iterator[Fault]:
    """Too long and not excused; excused and no longer too long."""
    long = {source.path: source.text.count("\n") for source in sources}
    long = {path: lines for path, lines in long.items() if lines > LIMIT and "/migrations/" not in path}
    for path in sorted(long.keys() - excused):
        yield Fault(path, long[path], f"over {LIMIT} lines: make it a folder, one file a feature")
    for path in sorted(excused - long.keys()):
        yield Fault(path, 1, f"short enough now: take it out of {KNOWN.name}")

"""A file reads in one sitting: 300 lines. None is excused but migrations, which Django writes and nobody reads."""

from collections.abc import Iterator, Sequence

from rules.source import Fault, Source

LIMIT = 300


def sizes(sources: Sequence[Source]) -> Iterator[Fault]:
    """A fault for each file that is too long."""
    for source in sources:
        lines = source.text.count("\n")
        if lines > LIMIT and "/migrations/" not in source.path:
            yield Fault(source.path, lines, f"over {LIMIT} lines: make it a folder, one file a feature")

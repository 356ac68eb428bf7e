"""Log lines that name what broke and where, and never quote a value."""

import logging
import re
import traceback
from types import TracebackType

TOKENS = re.compile(r"(/(?:p|consent)/)[^/\s?\"']+")
"""Links of persons outside: whoever holds one acts in its bearer's name."""


class BlindFormatter(logging.Formatter):
    """An exception is its type and the frames it passed through: its message may hold a person's data."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, with no token of a link in it."""
        return TOKENS.sub(r"\1…", super().format(record))

    def formatException(  # noqa: N802 - logging's own name
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        """One line: the type, then where, the innermost last."""
        kind, _error, trace = ei
        frames = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(trace)]
        ours = [frame for frame in frames if "/licite/" in frame][-3:] or frames[-1:]
        return f"{kind.__name__ if kind else 'error'} at {' > '.join(ours)}"

    def formatStack(self, stack_info: str) -> str:  # noqa: N802 - logging's own name
        """Left out: it quotes source lines only, and says nothing that the frames do not."""
        return ""

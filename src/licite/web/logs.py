"""Log lines that name what broke and where, and never quote a value."""

import logging
import traceback
from types import TracebackType


class BlindFormatter(logging.Formatter):
    """An exception is its type and the frames it passed through: its message may hold a person's data."""

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

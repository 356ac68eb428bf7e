"""A second process that reads a large file and makes its rows ready, on another core, while this one writes those before.

It reads the same ring of keys, has no connection to the base, is a few hundred rows ahead at most, and ends when its
pipe does: with the last row, or with whoever started it. Where it dies, this process goes on alone.
"""

import logging
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

import licite
from licite.intake.chunks import Chunk, Source
from licite.kit import collector

FROM = 3000
"""Rows that are worth the second that such a process takes to start."""
END = None
START = f"import django, sys; django.setup(); from {__name__} import serve; serve(int(sys.argv[1]))"

log = logging.getLogger(__name__)


def chunks(source: Source, *, left: int) -> Generator[Chunk]:
    """What `source.chunks()` gives, of which so many rows are left."""
    last, ended = source.after, False
    if left >= FROM and (os.cpu_count() or 1) > 1:
        with _child(source) as pipe:
            for chunk in _received(pipe):
                if chunk is END:
                    ended = True
                    break
                last = chunk.readings[-1].line
                yield chunk
        if not ended:
            log.warning("The process that reads the file beside this one ended before the file did.")
    if not ended:
        yield from replace(source, after=last).chunks()


@contextmanager
def _child(source: Source) -> Iterator[Connection]:
    ours, theirs = socket.socketpair()
    path = os.pathsep.join([str(Path(licite.__file__).parent.parent), *filter(None, sys.path)])
    child = subprocess.Popen(
        [sys.executable, "-c", START, str(theirs.fileno())],
        pass_fds=[theirs.fileno()],
        stdin=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": path},
    )
    theirs.close()
    try:
        with closing(Connection(ours.detach())) as pipe:
            with suppress(OSError):  # gone already: nothing will be received
                pipe.send(source)
            yield pipe
    finally:
        child.kill()
        child.wait()


def _received(pipe: "Connection[Source, Chunk | None]") -> Iterator[Chunk | None]:
    with suppress(EOFError, OSError):
        while True:
            yield pipe.recv()


def serve(handle: int) -> None:
    """The other side: reads a source, sends its chunks."""
    # Whoever stops both with Ctrl-C stops the one that writes; this one ends with its pipe.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The other process meets the same fault, and says it as faults are said there; a traceback may quote a value.
    sys.excepthook = lambda kind, _fault, _trace: log.error("%s", kind.__name__)
    collector.settle()
    with closing(Connection(handle)) as pipe, suppress(EOFError, OSError):
        for chunk in pipe.recv().chunks():
            pipe.send(chunk)
        pipe.send(END)

"""A browser that opens connections and says nothing keeps nobody waiting."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from urllib.request import urlopen

import pytest

pytestmark = pytest.mark.skipif(
    not hasattr(socket, "TCP_DEFER_ACCEPT"), reason="the kernel here knows no such thing"
)


@pytest.fixture
def port() -> Iterator[int]:
    """Two web processes that listen as ours do."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free: int = probe.getsockname()[1]
    words = ("--bind", f"127.0.0.1:{free}", "--workers", "2", "--worker-class", "sync", "--no-control-socket")
    argv = (sys.executable, "-m", "gunicorn", *words, "--log-level", "error")
    ours = ("--config", "python:licite.ops.listening", "wsgiref.simple_server:demo_app")
    with subprocess.Popen([*argv, *ours]) as process:
        yield free
        process.terminate()


def answered(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def test_silent_connections_hold_no_web_process(port: int) -> None:
    limit = time.monotonic() + 20
    while not answered(port):
        assert time.monotonic() < limit
        time.sleep(0.05)
    with ExitStack() as silent:
        for _ in range(6):
            silent.enter_context(socket.create_connection(("127.0.0.1", port)))
        assert answered(port)

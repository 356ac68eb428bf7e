"""The supervisor: starts in order, restarts what dies, stops everything, leaves nothing behind."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from licite.ops.homes import Home
from licite.ops.supervisor import Backoff

PROGRAM = """
import sys
from licite.ops.homes import Home
from licite.ops.supervisor import Child, Supervisor

WAITS = "import time; time.sleep(600)"
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"
python = lambda code: (sys.executable, "-c", code)
children = [Child("web", python(WAITS)), Child("worker", python(DEAF))]
prepare = [Child("migrate", python(sys.argv[2]))]
sys.exit(Supervisor(Home.at(sys.argv[1]), children, prepare=prepare, fast=True, grace=0.5).run())
"""


class Running:
    """A supervisor in a process of its own, read through its log."""

    def __init__(self, home: Home, log: Path, prepare: str) -> None:
        env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        self.log = log
        with log.open("wb") as output:
            command = [sys.executable, "-c", PROGRAM, str(home.path), prepare]
            self.process = subprocess.Popen(command, env=env, stderr=output)

    def pids(self, name: str) -> list[int]:
        found = re.findall(rf"licite: {name} (?:started|ready).*\(pid (\d+)\)", self.log.read_text())
        return [int(pid) for pid in found]

    def wait(self, condition: Callable[[], bool], seconds: float = 10.0) -> float:
        began = time.monotonic()
        while not condition():
            assert time.monotonic() - began < seconds, self.log.read_text()
            time.sleep(0.01)
        return time.monotonic() - began

    def all_gone(self) -> bool:
        return not any(alive(pid) for name in ("postgresql", "web", "worker") for pid in self.pids(name))


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


Start = Callable[..., Running]


@pytest.fixture
def start(home: Home, tmp_path: Path) -> Iterator[Start]:
    started: list[Running] = []

    def begin(prepare: str = "") -> Running:
        started.append(Running(home, tmp_path / f"{len(started)}.log", prepare))
        return started[-1]

    yield begin
    for running in started:
        if running.process.poll() is None:
            running.process.terminate()
        running.process.wait(20)


def test_what_dies_is_started_again_and_all_stop_on_sigterm(start: Start) -> None:
    running = start()
    running.wait(lambda: bool(running.pids("worker")))

    os.kill(running.pids("web")[0], signal.SIGKILL)
    assert running.wait(lambda: len(running.pids("web")) == 2) < 1.0
    os.kill(running.pids("postgresql")[0], signal.SIGKILL)
    assert running.wait(lambda: len(running.pids("postgresql")) == 2) < 3.0

    running.process.terminate()
    assert running.process.wait(10) == 0
    assert running.all_gone()
    assert "worker does not stop: killed" in running.log.read_text()


def test_nothing_outlives_a_killed_supervisor(start: Start) -> None:
    running = start()
    running.wait(lambda: bool(running.pids("worker")))
    os.kill(running.pids("worker")[0], signal.SIGKILL)  # the deaf one would ignore its signal
    running.process.kill()
    running.process.wait()
    running.wait(running.all_gone)


def test_a_failed_preparation_stops_the_start(start: Start) -> None:
    running = start("raise SystemExit(3)")
    assert running.process.wait(20) == 1
    assert "migrate failed (3)" in running.log.read_text()
    assert running.pids("web") == []
    assert running.all_gone()


def test_a_second_supervisor_on_a_home_gives_up_and_leaves_the_first_alone(start: Start) -> None:
    first = start("import time; time.sleep(600)")
    first.wait(lambda: bool(first.pids("migrate")))
    second = start()
    assert second.process.wait(20) == 1
    assert "a server already runs" in second.log.read_text()
    first.process.terminate()
    assert first.process.wait(10) == 0


def test_waits_grow_and_are_forgotten_after_a_steady_run() -> None:
    backoff = Backoff()
    assert [backoff.after(0.0) for _ in range(4)] == [0.1, 0.2, 0.4, 0.8]
    assert max(backoff.after(0.0) for _ in range(10)) == 5.0
    assert backoff.after(60.0) == 0.1

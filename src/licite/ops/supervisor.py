"""Keeps one installation up: PostgreSQL, then web and worker; restarts what dies, stops all in order."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from select import select

import psycopg

from licite.ops import roles
from licite.ops.accounts import OpsError
from licite.ops.bootstrap import bootstrap
from licite.ops.homes import Home
from licite.ops.launch import launch
from licite.ops.postgres import Server
from licite.ops.watchdog import Watchdog

FIRST_WAIT = 0.1
LONGEST_WAIT = 5.0
STEADY = 10.0
"""Seconds: wait before the first restart, doubled up to the longest; forgotten after a steady run. The longest and a
start together stay under ten, even for what died often in a row."""


@dataclass(frozen=True)
class Child:
    """A program to run: `argv` (first an absolute path), and `env` added to ours and LICITE_HOME.

    It writes to our output, keeps our account and working folder, and must end on SIGTERM.
    """

    name: str
    argv: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict)


class Backoff:
    """How long to wait before the next start of what has just ended."""

    def __init__(self) -> None:
        self._wait = FIRST_WAIT

    def after(self, ran: float) -> float:
        """Return the seconds to wait, given how long it `ran`."""
        if ran >= STEADY:
            self._wait = FIRST_WAIT
        wait, self._wait = self._wait, min(self._wait * 2, LONGEST_WAIT)
        return wait


class _Kept:
    """A child that is kept alive."""

    def __init__(self, child: Child, home: Home) -> None:
        self.child = child
        self._home = home
        self._process: subprocess.Popen[bytes] | None = None
        self._backoff = Backoff()
        self._began = self._next = 0.0

    def start(self) -> None:
        self._began = time.monotonic()
        env = {**os.environ, "LICITE_HOME": str(self._home.path), **self.child.env}
        self._process = launch(self.child.argv, on_our_death=signal.SIGTERM, env=env, cwd=str(Path.cwd()))
        say(f"{self.child.name} started (pid {self._process.pid})")

    def tend(self, now: float) -> None:
        """Notice an end; start again when its time has come."""
        code = self.ended()
        if code is not None:
            self._next = now + self._backoff.after(now - self._began)
            say(f"{self.child.name} ended ({code}), starts again in {self._next - now:.1f} s")
        if self._process is None and now >= self._next:
            self.start()

    def due(self) -> float | None:
        """When the next start is due, None while it runs."""
        return self._next if self._process is None else None

    def ended(self) -> int | None:
        """Return the exit code once, when the process has ended; clear what it left behind."""
        if self._process is None:
            return None
        found = os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        if found is None:
            return None
        # Not reaped yet, so the number is still its own: orphans would hold the port.
        self._signal_session(signal.SIGKILL)
        code, self._process = self._process.wait(), None
        return code

    def ask_to_end(self) -> None:
        if self._process is not None:
            self._process.terminate()

    def force_end(self) -> None:
        if self._process is not None:
            say(f"{self.child.name} does not stop: killed")
            self._signal_session(signal.SIGKILL)

    def _signal_session(self, number: signal.Signals) -> None:
        if self._process is not None:
            with suppress(ProcessLookupError):  # nobody is left in it
                os.killpg(self._process.pid, number)


class Supervisor:
    """Runs `children` on `home` until SIGTERM or SIGINT. `prepare` are programs to finish first (migrate…).

    `grace` is how many seconds web and worker have to finish what they do.
    """

    def __init__(
        self,
        home: Home,
        children: Sequence[Child],
        *,
        prepare: Sequence[Child] = (),
        fast: bool = False,
        grace: float = 10.0,
    ) -> None:
        self.server = Server(home, fast=fast)
        self._home = home
        self._prepare = prepare
        self._kept = [_Kept(child, home) for child in children]
        self._grace = grace
        self._asked = False
        self._wake: socket.socket | None = None
        self._backoff = Backoff()
        self._began = self._next = 0.0

    def run(self) -> int:
        """Start all, stay until asked to stop, stop all. Returns 0, or 1 when the start failed."""
        watchdog = Watchdog(self._superuser)
        with self._signals():
            try:
                self._start_server()
                if not self._prepared():
                    return 0 if self._asked else 1
                watchdog.start()
                for kept in self._kept:
                    kept.start()
                while not self._asked:
                    self._tend()
                return 0
            except OpsError as error:
                say(str(error))
                return 1
            finally:
                watchdog.stop()
                self._stop_children(self._kept)
                self.server.stop()
                say("stopped")

    def _start_server(self) -> None:
        self.server.init()
        self._began = time.monotonic()
        took = self.server.start()
        say(f"postgresql ready in {took:.2f} s (pid {self.server.pid})")
        for rest in bootstrap(self.server):
            say(f"not revoked from PUBLIC: {rest}")

    def _prepared(self) -> bool:
        """Run the preparing programs one after the other; false when one fails or we are asked to stop."""
        for child in self._prepare:
            code = self._finished(child)
            if code:
                say(f"{child.name} failed ({code})")
            if code != 0:
                return False
        return True

    def _finished(self, child: Child) -> int | None:
        """Run `child` to its end and return its exit code; None when we are asked to stop meanwhile."""
        kept = _Kept(child, self._home)
        kept.start()
        while not self._asked:
            code = kept.ended()
            if code is not None:
                return code
            self._sleep(1.0)
        self._stop_children([kept])
        return None

    def _tend(self) -> None:
        now = time.monotonic()
        if self.server.pid is None:
            self._restart_server(now)
        elif (code := self.server.ended()) is not None:
            self.server.stop()
            self._next = now + self._backoff.after(now - self._began)
            say(f"postgresql ended ({code}), starts again in {self._next - now:.1f} s")
        for kept in self._kept:
            kept.tend(now)
        waits = [kept.due() for kept in self._kept] + [self._next if self.server.pid is None else None]
        due = min((moment for moment in waits if moment is not None), default=now + 1.0)
        self._sleep(max(0.0, min(due - time.monotonic(), 1.0)))

    def _restart_server(self, now: float) -> None:
        if now < self._next:
            return
        self._began = now
        try:
            self.server.launch()  # the loop goes on while it recovers
            say(f"postgresql started (pid {self.server.pid})")
        except OpsError as error:
            self._next = now + self._backoff.after(0.0)
            say(str(error))

    def _stop_children(self, stopping: Sequence[_Kept]) -> None:
        """Ask all at once, wait for their grace together, then kill."""
        for kept in stopping:
            kept.ask_to_end()
        left = [kept for kept in stopping if kept.due() is None]
        for last, seconds in ((False, self._grace), (True, 5.0)):
            limit = time.monotonic() + seconds
            while left and time.monotonic() < limit:
                left = [kept for kept in left if kept.ended() is None]
                if left:
                    self._sleep(0.05)
            if not last:
                for kept in left:
                    kept.force_end()

    def _superuser(self) -> psycopg.Connection:
        return psycopg.connect(
            self.server.dsn(roles.SUPER, "postgres"),
            autocommit=True,
            connect_timeout=5,
            application_name="licite watchdog",
        )

    def _sleep(self, seconds: float) -> None:
        """Wait, but not past a signal: the end of a child wakes us at once."""
        if self._wake is None:
            return
        if select([self._wake], [], [], seconds)[0]:
            self._wake.recv(4096)

    @contextmanager
    def _signals(self) -> Iterator[None]:
        """Turn signals into wake-ups of the loop; put the former handlers back at the end."""
        self._wake, writer = socket.socketpair()
        self._wake.settimeout(0)
        writer.settimeout(0)
        former_wakeup = signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
        former = {
            number: signal.signal(number, handler)
            for number, handler in (
                (signal.SIGTERM, self._ask_to_stop),
                (signal.SIGINT, self._ask_to_stop),
                (signal.SIGCHLD, _note),
            )
        }
        try:
            yield
        finally:
            for number, handler in former.items():
                signal.signal(number, handler)
            signal.set_wakeup_fd(former_wakeup)
            self._wake.close()
            writer.close()

    def _ask_to_stop(self, number: int, frame: object) -> None:
        self._asked = True


def say(line: str) -> None:
    """Write one plain line, without personal data, for the operator."""
    sys.stderr.write(f"{time.strftime('%Y-%m-%dT%H:%M:%S%z')} licite: {line}\n")
    sys.stderr.flush()


def _note(number: int, frame: object) -> None:
    """Having a handler is enough for the wake-up."""

"""The embedded PostgreSQL of one home: make its cluster, start it, stop it, say how to connect."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

from psycopg.conninfo import make_conninfo

from licite.ops import roles
from licite.ops.accounts import Account, OpsError, server_account
from licite.ops.binaries import programs
from licite.ops.homes import SOCKET_NAME, Home
from licite.ops.launch import launch
from licite.ops.settings import server_settings

DATABASE = "licite"
LOG_LIMIT = 10 * 1024 * 1024
"""Bytes; a longer log is set aside (one is kept) at the next start."""

CLEAN_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


class Server:
    """PostgreSQL on `home`, as a child of this process.

    `fast` gives up durability: for tests, whose data nobody will miss. Deadlines are in seconds. Every
    method raises OpsError, with a word for the operator, when it cannot do its work.
    """

    def __init__(self, home: Home, *, fast: bool = False) -> None:
        self.home = home
        self.fast = fast
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """Process id of the server that this object started, or None."""
        return self._child.pid if self._child else None

    @property
    def log(self) -> Path:
        """The server's log file."""
        return self.home.logs / "postgresql.log"

    def init(self) -> None:
        """Make home and cluster if they are missing. A start cut short leaves no half-made cluster."""
        self.home.create()
        if any(self.home.data.glob("*")):
            return
        account = server_account()
        draft = self.home.data.with_name(f"pg.new.{os.getpid()}")
        try:
            draft.mkdir(mode=0o700)
            os.chown(draft, account.uid, account.gid)
            self._initdb(draft, account)
            draft.rename(self.home.data)
        except OSError as error:
            # The rename fails when another start was first: then its cluster is the one.
            if not any(self.home.data.glob("*")):
                raise OpsError(f"{self.home.data} cannot be made ({error.strerror})") from None
        finally:
            shutil.rmtree(draft, ignore_errors=True)

    def start(self, *, deadline: float = 300.0) -> float:
        """Start the server and return the seconds until it was ready (recovery after a crash included)."""
        began = time.monotonic()
        self.launch()
        self.wait_ready(deadline=deadline)
        return time.monotonic() - began

    def launch(self) -> None:
        """Start the server process without waiting; from the main thread only (it dies with its thread)."""
        if self.ended() is None and self._child:
            raise OpsError("this server was already started")
        account = server_account()
        self._check_owner(account)
        self.home.open_sockets(account)
        settings = server_settings(self.home.sockets, fast=self.fast)
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        output = self._open_log()
        try:
            self._child = launch(
                [str(programs() / "postgres"), "-D", str(self.home.data), *options],
                on_our_death=signal.SIGINT,
                env=CLEAN_ENVIRONMENT,
                run_as=(account.uid, account.gid),
                output=output,
            )
        finally:
            os.close(output)

    def wait_ready(self, *, deadline: float = 300.0) -> None:
        """Wait until the launched server accepts connections."""
        limit = time.monotonic() + deadline
        while not self.ready():
            if self.ended() is not None:
                self._child = None
                raise OpsError(self._why_not())
            if time.monotonic() > limit:
                raise OpsError(f"PostgreSQL is not ready after {deadline:.0f} s; see {self.log}")
            time.sleep(0.01)

    def ready(self) -> bool:
        """Tell whether the server that this object started accepts connections."""
        try:
            lines = (self.home.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        # Line 1 is the process, line 8 its state; an older file may lie there after a crash.
        return len(lines) >= 8 and lines[0] == str(self.pid) and lines[7].strip() == "ready"

    def ended(self) -> int | None:
        """Return the exit code of the server that this object started, None while it runs."""
        return self._child.poll() if self._child else None

    def running(self) -> bool:
        """Tell whether a server, whoever started it, listens on this home's socket."""
        with socket.socket(socket.AF_UNIX) as probe:
            try:
                probe.connect(str(self.home.sockets / SOCKET_NAME))
            except OSError:
                return False
        return True

    def stop(self, *, deadline: float = 10.0) -> None:
        """Stop the server that this object started, cutting its clients; harsher after each `deadline`."""
        if self._child is None:
            return
        # SIGINT is the fast stop; SIGTERM would wait for clients for ever; SIGQUIT recovers at next start.
        for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            if self._child.poll() is None:
                self._child.send_signal(number)
            try:
                self._child.wait(deadline)
                break
            except subprocess.TimeoutExpired:
                continue
        self._child = None

    def parameters(self, role: str, dbname: str = DATABASE) -> dict[str, str]:
        """Return libpq's connection parameters of `role` (`web` or `licite_web`), password included.

        `requirepeer` makes the client refuse a socket that another account opened in the server's place.
        """
        name = roles.full_name(role)
        found = {
            "host": str(self.home.sockets),
            "port": "5432",
            "dbname": dbname,
            "user": name,
            "password": self.home.password(name),
            "requirepeer": self._peer(),
        }
        if name == roles.MIGRATE:
            found["options"] = f"-c role={roles.OWNER}"
        return found

    def dsn(self, role: str, dbname: str = DATABASE) -> str:
        """Return `parameters()` as one libpq connection string."""
        return make_conninfo(**self.parameters(role, dbname))

    def _peer(self) -> str:
        """Name of the account that owns the socket folder, hence the server."""
        try:
            return pwd.getpwuid(self.home.sockets.stat().st_uid).pw_name
        except (OSError, KeyError):
            return server_account().name

    def _initdb(self, draft: Path, account: Account) -> None:
        reader, writer = os.pipe()
        os.fchown(reader, account.uid, account.gid)  # the pipe is root's: initdb could not open it
        os.write(writer, self.home.password(roles.SUPER).encode())
        os.close(writer)
        as_root = os.geteuid() == 0
        try:
            done = subprocess.run(
                [*self._initdb_command(), "--pwfile", f"/proc/self/fd/{reader}", "-D", str(draft)],
                cwd="/",
                env=CLEAN_ENVIRONMENT,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                pass_fds=(reader,),
                start_new_session=True,
                user=account.uid if as_root else None,
                group=account.gid if as_root else None,
                extra_groups=[] if as_root else None,
                check=False,
            )
        finally:
            os.close(reader)
        if done.returncode != 0:
            raise OpsError(f"initdb failed: {done.stderr.decode(errors='replace').strip()}")

    def _initdb_command(self) -> list[str]:
        command = [str(programs() / "initdb"), "-U", roles.SUPER, "--no-instructions", "--data-checksums"]
        command += ["--auth-local=scram-sha-256", "--auth-host=reject", "-E", "UTF8"]
        command += ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        return [*command, "--no-sync"] if self.fast else command

    def _check_owner(self, account: Account) -> None:
        try:
            owner = self.home.data.stat().st_uid
        except OSError:
            raise OpsError(f"{self.home.path} holds no cluster yet") from None
        if owner != account.uid:
            raise OpsError(f"the data belongs to uid {owner}: start Licite as the user who made this home")

    def _open_log(self) -> int:
        """A descriptor on the log: the server inherits it and needs no way to the folder."""
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.rename(self.log.with_suffix(".log.1"))
        return os.open(self.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o600)

    def _why_not(self) -> str:
        if self.running():
            return f"a server already runs on {self.home.path}"
        return f"PostgreSQL did not start; see {self.log}"

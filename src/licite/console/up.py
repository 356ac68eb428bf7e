"""`licite up`: database, web and worker in the foreground, until Ctrl-C or SIGTERM."""

import argparse
import json
import os
import socket
import sys
import threading
import time
from urllib.error import HTTPError
from urllib.request import urlopen

from licite import env
from licite.ops.homes import Home
from licite.ops.supervisor import Child, Supervisor
from licite.vault import KeyRing

GRACE = 10.0
"""Seconds that pages and jobs have to finish at a stop."""
PATIENCE = 3.0
"""Seconds to wait for the port."""
UNWELL = 30.0
"""Seconds from the first answer until it is said that pages are served and something is not well."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where, and with what in it."""
    parser.add_argument(
        "--port",
        type=port_number,
        default=os.environ.get("LICITE_PORT", "8000"),
        help="port on 127.0.0.1 (default: LICITE_PORT, else 8000)",
    )
    parser.add_argument("--demo", action="store_true", help="fill a new home with an invented company")
    parser.add_argument("--contacts", type=int, default=2000, help="how many contacts the demo has")


def port_number(text: str) -> int:
    """1 to 65535; argparse says so otherwise."""
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port; write a number from 1 to 65535")
    return int(text)


def run(args: argparse.Namespace) -> int:
    """Stay until asked to stop; 0, or 1 when the start failed."""
    if env.text("DATABASE_URL"):
        raise env.BadSetting(
            "DATABASE_URL", "not supported yet: this version runs its own PostgreSQL; unset DATABASE_URL"
        )
    home = Home.from_env()
    os.environ["LICITE_HOME"] = str(home.path)
    os.environ["LICITE_PORT"] = str(args.port)  # links in mails lead there, unless LICITE_URL says where
    refuse_taken_port(args.port)
    have_ring(home)
    demo = ("--demo", "--contacts", str(args.contacts)) if args.demo else ()
    supervisor = Supervisor(
        home,
        [web(args.port), Child("worker", licite("worker"))],
        prepare=[Child("prepare", licite("prepare", *demo))],
        grace=GRACE,
    )
    threading.Thread(target=announce, args=(args.port,), daemon=True).start()
    return supervisor.run()


def licite(*words: str) -> tuple[str, ...]:
    """A `licite` command of this very installation."""
    return (sys.executable, "-m", "licite.console.main", *words)


def web(port: int) -> Child:
    """The pages: one process a core, forked from one that has loaded the program (less memory, quick restarts).

    No access log: addresses and paths are the journal's business.
    """
    options = {
        "bind": f"127.0.0.1:{port}",
        "workers": str(os.cpu_count() or 1),
        "worker-class": "sync",
        "timeout": "60",
        "graceful-timeout": str(int(GRACE) - 2),
        "log-level": "warning",
        "worker-tmp-dir": "/dev/shm" if os.access("/dev/shm", os.W_OK) else "/tmp",  # noqa: S108 (a heartbeat's file)
    }
    words = [word for name, value in options.items() for word in (f"--{name}", value)]
    words += ["--config", "python:licite.ops.listening", "--preload", "--no-control-socket"]
    argv = (sys.executable, "-m", "gunicorn", *words, "licite.wsgi")
    return Child("web", argv, {"LICITE_PROCESS": "web"})


def refuse_taken_port(port: int) -> None:
    """Say so now, rather than have the web process fail again and again.

    It waits a little: after a killed supervisor the former pages need a moment to go.
    """
    limit = time.monotonic() + PATIENCE
    while (reason := why_not(port)) is not None:
        if time.monotonic() > limit:
            raise SystemExit(f"licite: port {port} cannot be used ({reason}); choose one with --port")
        time.sleep(0.1)


def why_not(port: int) -> str | None:
    """Why the port cannot be listened on; None when it can."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            return error.strerror or type(error).__name__
    return None


def have_ring(home: Home) -> None:
    """A new home gets its key ring before its first row; a home with rows and no ring has lost it."""
    home.create()
    if home.keys.exists():
        KeyRing.load(home.keys)  # a ring that others can read stops the start here
    elif any(home.data.glob("*")):
        raise SystemExit(
            f"licite: the key ring {home.keys} is missing, and nothing sealed in this home opens without it. "
            "Put it back with `licite keys restore --from COPY`; see docs/operators.md"
        )
    else:
        KeyRing.create(home.keys)


def announce(port: int) -> None:
    """Print the address once pages are served with database and schema well; say so when they stay unwell."""
    limit = None
    while (wrong := unwell(port)) != []:
        if wrong is None:
            time.sleep(0.1)
            continue
        limit = limit or time.monotonic() + UNWELL
        if time.monotonic() > limit:
            print(f"licite: port {port} answers, but not well: {', '.join(wrong)}", file=sys.stderr)
            return
        time.sleep(0.5)
    print(f"Licite: http://localhost:{port}", flush=True)


def unwell(port: int) -> list[str] | None:
    """What /healthz finds wrong with database and schema (worker and seals follow within a minute).

    None while nobody answers.
    """
    try:
        with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            found = answer.read()
    except HTTPError as error:
        found = error.read()
    except OSError:
        return None
    try:
        report = json.loads(found)
        return [part for part in ("database", "migrations") if not report[part]]
    except (ValueError, LookupError, TypeError):
        return ["no report at /healthz"]

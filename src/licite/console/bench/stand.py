"""Where pages are measured: a home's servers (product, yardstick, twin), its readers signed in.

`python -m licite.console.bench.stand` holds the stand of one home for another process: it prints it as JSON and takes it
down when its input ends.
"""

import json
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from typing import Final

from licite.console.up import web

STARTS_WITHIN: Final = 30.0
"""Seconds."""
PRODUCT: Final = "licite.wsgi"
BARE: Final = "licite.console.bench.bare"
TWIN: Final = "licite.console.bench.twin"


@dataclass(frozen=True)
class Stand:
    """Ports of the servers (0 for a twin that was not asked for), cookies by reader, and how many contacts there are."""

    site: int
    bare: int
    twin: int
    cookies: Mapping[str, str]
    contacts: int
    server: int
    """The process that the product's web processes were forked from."""


@contextmanager
def stand(*, twin: bool) -> Iterator[Stand]:
    """The stand of this process's home, whose database runs."""
    from licite.access import gate
    from licite.console.bench import readers
    from licite.console.bench.yardstick import yardstick
    from licite.console.prepare import collect_static
    from licite.people.models import Contact

    collect_static()
    with ExitStack() as stack:
        stack.enter_context(yardstick())
        members = readers.members()
        cookies = {reader: stack.enter_context(signed_in(member)) for reader, member in members.items()}
        if twin:
            from licite.console.bench.twin import tables

            tables.make({cookies[reader]: member for reader, member in members.items()})
        site, process = stack.enter_context(served(PRODUCT))
        bare, _ = stack.enter_context(served(BARE))
        other = stack.enter_context(served(f"{TWIN}.site", f"{TWIN}.settings"))[0] if twin else 0
        with gate.as_system("bench"):
            contacts = Contact.objects.count()
        yield Stand(site, bare, other, cookies, contacts, process)


@contextmanager
def elsewhere(home: str) -> Iterator[Stand]:
    """The stand of another home, held by a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "-m", __name__],
        env=os.environ | {"LICITE_HOME": home},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    assert process.stdout
    try:
        line = process.stdout.readline()
        if not line:
            raise SystemExit(f"licite: no stand at {home}")
        yield Stand(**json.loads(line))
    finally:
        process.stdin.close()
        process.wait()


@contextmanager
def signed_in(member: int) -> Iterator[str]:
    """The cookie of a member, whose ticket ends with the bench."""
    from licite.access import gate, tickets
    from licite.staff.actions import read_notice

    with gate.acting_for(member, "bench") as actor:
        if not actor.notice_read:
            read_notice(actor)
    key = secrets.token_urlsafe(32)
    tickets.mint(member, key)
    try:
        yield key
    finally:
        tickets.end(tickets.hash_of(key))


@contextmanager
def served(application: str, settings: str = "") -> Iterator[tuple[int, int]]:
    """Port and process of a server like the one of `licite up`, for as long as it is needed."""
    port = free_port()
    child = web(port)
    argv = [application if word == PRODUCT else word for word in child.argv]
    chosen = {"DJANGO_SETTINGS_MODULE": settings} if settings else {}
    process = subprocess.Popen(argv, env={**os.environ, **child.env, **chosen}, stdout=subprocess.DEVNULL)
    try:
        wait_for(port, process)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until the port takes connections."""
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit("licite: the page server did not start")


def main() -> None:
    """Hold it until the input ends."""
    from licite.console.bench.standing import database

    with database(), stand(twin=False) as held:
        print(json.dumps(asdict(held)), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()

"""`licite bench pages`: our pages and a bare one, interleaved, over HTTP, from servers of its own."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

from django.db import connection

from licite.access import gate
from licite.console.bench.report import Sample, machine
from licite.console.bench.standing import is_demo
from licite.console.bench.twin import twin
from licite.console.bench.visits import Page, Site, pages_of, signed_in
from licite.console.up import web
from licite.people.models import Contact

READERS = ("rep", "manager")
WARM_UP = 6
STARTS_WITHIN = 20.0
"""Seconds."""


def measure(*, rounds: int) -> dict[str, Any]:
    """Figures of each page, for a rep of one portfolio and for the manager of all; see `report.Sample`."""
    if not is_demo():
        raise SystemExit(
            "licite: bench signs in as members; it does so in a demo home only (licite up --demo)"
        )
    with ExitStack() as stack:
        stack.enter_context(twin())
        site = Site(stack.enter_context(served("licite.wsgi")))
        bare = Site(stack.enter_context(served(f"{__package__}.bare")))
        pages = [
            page
            for reader in READERS
            for page in pages_of(reader, stack.enter_context(signed_in(reader)), site)
        ]
        samples, plain = timed(pages, site, bare, rounds)
        queries = counted(pages)
        yardstick = plain.figures(bare=1.0, queries=1)
        figures = {
            page.name: samples[page.name].figures(bare=yardstick["p50_ms"], queries=queries[page.name])
            for page in pages
        }
        return {
            "pages": figures,
            "bare": {name: yardstick[name] for name in ("p50_ms", "p95_ms", "bytes", "gzip_bytes")},
            "contacts": contacts(),
            "rounds": rounds,
            "machine": machine() | {"postgresql": postgresql()},
        }


def timed(pages: Sequence[Page], site: Site, bare: Site, rounds: int) -> tuple[Mapping[str, Sample], Sample]:
    """Every page and the bare one in turn, so that what slows the machine slows both."""
    samples, plain = {page.name: Sample() for page in pages}, Sample()
    for number in range(-WARM_UP, rounds):
        for page in pages:
            answer, yardstick = site.get(page.path(), page.cookie), bare.get("/")
            if page.seen:
                page.seen(answer.body.decode())
            if number >= 0:
                samples[page.name].add(answer.milliseconds, answer.body)
                plain.add(yardstick.milliseconds, yardstick.body)
    return samples, plain


def counted(pages: Sequence[Page]) -> dict[str, int]:
    """Statements a page."""
    asked = json.dumps([[page.name, page.path(), page.cookie] for page in pages])
    done = subprocess.run(
        [sys.executable, "-m", f"{__package__}.counts"],
        input=asked,
        env=os.environ | {"LICITE_PROCESS": "web"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: dict[str, int] = json.loads(done.stdout)
    return found


def postgresql() -> str:
    """The server's version."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return str(cursor.fetchone()[0])


def contacts() -> int:
    """How many there are."""
    with gate.as_system("bench"):
        return int(Contact.objects.count())


@contextmanager
def served(application: str) -> Iterator[int]:
    """The port of a server like the one of `licite up`, for as long as it is needed."""
    port = free_port()
    child = web(port)
    argv = [application if word == "licite.wsgi" else word for word in child.argv]
    process = subprocess.Popen(argv, env={**os.environ, **child.env})
    try:
        wait_for(port, process)
        yield port
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

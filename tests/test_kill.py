"""What runs stays up: starts, stops, and the sudden death of any one process while people write."""

import os
import random
import re
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from tests.installation import Installation, Visitor

RESTART = 10.0
"""Seconds from a death to the next acknowledged write."""
SEALED = 60.0
"""Seconds from a row to its seal: the clock rings twice a minute."""
HORIZON = "SELECT coalesce(max(horizon::text::bigint), 0) FROM journal.block"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    made = Installation(tmp_path_factory.mktemp("up"))
    try:
        made.start("--demo", "--contacts", "60")
        yield made
    finally:
        made.remove()


class Writer:
    """A rep who notes one meeting after the other on one record; counts those the site said were noted."""

    def __init__(self, site: Installation) -> None:
        rep = next(account for account in site.accounts() if account["profile"] == "rep")
        self.site, self.visitor = site, Visitor(site.url)
        self.visitor.sign_in(rep["email"], rep["password"])
        _, page = self.visitor.ask("/contacts/")
        self.path = re.findall(r"/contacts/[0-9a-f-]{36}/", page)[0]
        at = (datetime.now(tz=UTC) - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
        self.said = self.visitor.form(f"{self.path}interactions/") | {
            "interaction-kind": "meeting", "interaction-direction": "ours", "interaction-outcome": "done",
            "interaction-at": at, "interaction-note": "",
        }  # fmt: skip
        self.before, self.noted = self.stored(), 0
        self.ending = threading.Event()
        self.thread = threading.Thread(target=self._write, daemon=True)
        self.thread.start()

    def _write(self) -> None:
        while not self.ending.is_set():
            try:
                status, _ = self.visitor.ask(f"{self.path}interactions/", self.said)
            except OSError:
                status = 0
            if status == 303:
                self.noted += 1
            else:
                time.sleep(0.02)

    def stored(self) -> int:
        """How many notes the record really has."""
        public = self.path.split("/")[2]
        with reached(self.site) as connection:
            found = connection.execute(
                "SELECT count(*) FROM licite.people_interaction i JOIN licite.people_contact c ON c.id = i.contact"
                " WHERE c.public = %s",
                (public,),
            ).fetchone()
        assert found is not None
        return int(found[0])

    def goes_on(self) -> float:
        """Wait for the next note; seconds it took."""
        began, noted = time.monotonic(), self.noted
        while self.noted < noted + 2:  # the first may have been on its way before
            assert time.monotonic() - began < 3 * RESTART, self.site.log.read_text()[-3000:]
            time.sleep(0.01)
        return time.monotonic() - began

    def stop(self) -> None:
        self.ending.set()
        self.thread.join(30)


@pytest.fixture
def writer(site: Installation) -> Iterator[Writer]:
    made = Writer(site)
    try:
        made.goes_on()
        yield made
    finally:
        made.stop()


def started(site: Installation, name: str) -> int:
    """The process that the supervisor last started under this name."""
    found = re.findall(rf"licite: {name} (?:started|ready).*\(pid (\d+)\)", site.log.read_text())
    return int(found[-1])


def children_of(site: Installation, name: str) -> list[int]:
    """Those of the living one: children outlive a killed parent for a moment, and it is not started again yet."""
    limit = time.monotonic() + RESTART
    while time.monotonic() < limit:
        pid = started(site, name)
        with suppress(FileNotFoundError, ProcessLookupError):
            if found := Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
                return [int(child) for child in found]
        time.sleep(0.05)
    raise AssertionError(site.log.read_text()[-3000:])


def postmaster(site: Installation) -> int:
    return started(site, "postgresql")


def backend(site: Installation) -> int:
    with reached(site) as connection:
        row = connection.execute(
            "SELECT pid FROM pg_stat_activity WHERE usename = 'licite_web' ORDER BY random() LIMIT 1"
        ).fetchone()
    assert row is not None
    return int(row[0])


def web(site: Installation) -> int:
    return started(site, "web")


def web_worker(site: Installation) -> int:
    return random.choice(children_of(site, "web"))


def worker(site: Installation) -> int:
    return started(site, "worker")


def reached(site: Installation) -> psycopg.Connection:
    """The database, once it answers."""
    began = time.monotonic()
    while True:
        try:
            return site.superuser()
        except psycopg.OperationalError:
            assert time.monotonic() - began < 3 * RESTART
            time.sleep(0.05)


def kill(site: Installation, victim: Callable[[Installation], int], writer: Writer) -> float:
    """One sudden death; seconds until the next acknowledged write. Nothing acknowledged may be missing."""
    began = time.monotonic()
    os.kill(victim(site), signal.SIGKILL)
    # Its backends may acknowledge a write or two before they see that the postmaster is gone.
    reached(site).close()
    writer.goes_on()
    took = time.monotonic() - began
    assert took < RESTART
    assert (
        writer.stored() - writer.before >= writer.noted - 1
    )  # one may be acknowledged between the two looks
    return took


@pytest.mark.parametrize("victim", [postmaster, backend, web_worker, worker])
def test_no_acknowledged_write_is_lost_when_a_process_is_killed(
    site: Installation, writer: Writer, victim: Callable[[Installation], int]
) -> None:
    kill(site, victim, writer)
    writer.stop()
    assert writer.stored() - writer.before >= writer.noted > 0


def test_sealing_goes_on_after_all_these_deaths(site: Installation) -> None:
    with reached(site) as connection:
        (written,) = connection.execute("SELECT max(xid::text::bigint) FROM journal.entry").fetchone() or (0,)
        limit = time.monotonic() + SEALED
        while (connection.execute(HORIZON).fetchone() or (0,))[0] <= written:
            assert time.monotonic() < limit, site.log.read_text()[-3000:]
            time.sleep(0.1)


def test_the_second_start_is_quick_and_everything_is_well(site: Installation) -> None:
    assert site.stop() == 0
    assert site.start() < 10.0
    limit = time.monotonic() + 20
    while not all(site.health().values()):
        assert time.monotonic() < limit, site.health()
        time.sleep(0.1)
    assert site.run("journal", "verify").returncode == 0


def test_a_killed_supervisor_takes_all_with_it_and_is_started_again(
    site: Installation, writer: Writer
) -> None:
    assert site.process is not None
    site.process.kill()
    site.process.wait()
    began = time.monotonic()
    site.start()  # at once, as a service manager would
    writer.goes_on()
    assert time.monotonic() - began < RESTART
    writer.stop()
    assert writer.stored() - writer.before >= writer.noted


def test_pages_and_jobs_know_the_port_that_links_in_mails_lead_to(site: Installation) -> None:
    for pid in (web(site), worker(site)):
        said = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
        assert f"LICITE_PORT={site.port}".encode() in said


def test_a_port_in_use_is_said_at_once(site: Installation) -> None:
    done = site.run("up", "--port", str(site.port), check=False)
    assert done.returncode == 1
    assert done.stderr.startswith(f"licite: port {site.port} cannot be used")


@pytest.mark.soak
def test_many_deaths(site: Installation, writer: Writer, capsys: pytest.CaptureFixture[str]) -> None:
    cycles = int(os.environ.get("LICITE_KILLS", "60"))
    victims = (postmaster, backend, web, web_worker, worker)
    slowest = dict.fromkeys((victim.__name__ for victim in victims), 0.0)
    for cycle in range(cycles):
        victim = victims[cycle % len(victims)]
        slowest[victim.__name__] = max(slowest[victim.__name__], kill(site, victim, writer))
    writer.stop()
    assert writer.stored() - writer.before >= writer.noted
    test_sealing_goes_on_after_all_these_deaths(site)
    with capsys.disabled():
        times = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in slowest.items())
        print(
            f"\nkill -9, {cycles} times: {writer.noted} writes acknowledged, none lost; slowest restart: {times}"
        )

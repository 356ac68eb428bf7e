"""The worker dies, is stopped, comes back: no job stays with the dead, no row enters twice."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from procrastinate import App
from procrastinate.exceptions import JobAborted
from procrastinate.jobs import Job

from licite.access.gate import acting_for
from licite.console.orphans import Orphans
from licite.console.tests.conftest import ROOT
from licite.intake import jobs as imports
from licite.intake.models import Batch
from licite.intake.staging import order
from licite.intake.tests.conftest import staged
from licite.ops.homes import Home
from tests.plugin import database_name, superuser
from tests.workers import as_worker
from tests.world import MAX

Worker = subprocess.Popen[bytes]
Start = Callable[[], Worker]
ROWS = 2500


@pytest.fixture
def start(home: Home, fresh: None) -> Iterator[Start]:
    """Starts `licite worker` on this test's database; what still runs is killed before the database goes."""
    started: list[Worker] = []
    log = (home.path / "worker.log").open("ab")

    def run() -> Worker:
        env = os.environ | {
            "LICITE_HOME": str(home.path),
            "LICITE_DATABASE": database_name(),
            "PYTHONPATH": str(ROOT / "src"),
        }
        argv = [sys.executable, "-m", "licite.console.main", "worker"]
        started.append(subprocess.Popen(argv, env=env, stdout=log, stderr=log))
        return started[-1]

    yield run
    for process in started:
        process.kill()
        process.wait()
    log.close()


def one(query: str, *values: object) -> tuple[object, ...]:
    with superuser(database_name()) as connection:
        connection.execute("SET search_path = jobs")  # the queue's triggers name their tables bare
        found = connection.execute(query, values).fetchone()
    assert found is not None
    return tuple(found)


def wait_for(what: Callable[[], object], seconds: float = 60.0) -> None:
    limit = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < limit
        time.sleep(0.02)


def doing(task: str, **columns: str) -> int:
    """A job that a worker took, and never ended."""
    names = "".join(f", {name}" for name in columns)
    marks = ", %s" * len(columns)
    (number,) = one(
        f"INSERT INTO jobs.procrastinate_jobs (queue_name, task_name, args, status{names})"
        f" VALUES ('default', %s, '{{\"timestamp\": 0}}', 'doing'{marks}) RETURNING id",
        task,
        *columns.values(),
    )
    return int(str(number))


def status(job: int) -> str | None:
    with superuser(database_name()) as connection:
        found = connection.execute(
            "SELECT status FROM jobs.procrastinate_jobs WHERE id = %s", (job,)
        ).fetchone()
    return found[0] if found else None


def test_sealing_goes_on_after_a_worker_that_died_sealing(start: Start) -> None:
    job = doing("journal.seal", lock="journal.seal", queueing_lock="journal.seal")
    one("SELECT gate.write('people:contact:read', '{1}', '{name}', '{}', '127.0.0.1')")
    start()
    wait_for(lambda: one("SELECT count(*) FROM journal.block") != (0,), 90.0)
    # The block stands a moment before its job is over.
    wait_for(lambda: status(job) is None)


def import_ordered() -> Batch:
    lines = "".join(f"Prénom{n};Nom{n};nom{n}@import.example\n" for n in range(ROWS))
    with as_worker():
        batch = staged("Prénom;Nom;E-mail\n" + lines)
        with acting_for(MAX.id, "intake.import"):
            order(batch)
    return batch


def arrived() -> int:
    return int(str(one("SELECT count(*) FROM licite.intake_arrival")[0]))


def batch_state() -> str:
    return str(one("SELECT state FROM licite.intake_batch")[0])


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_an_import_cut_short_is_finished_by_the_next_worker(start: Start, how: signal.Signals) -> None:
    import_ordered()
    worker = start()
    wait_for(arrived)
    worker.send_signal(how)
    worker.wait(15)
    assert how == signal.SIGTERM or 0 < arrived() < ROWS
    start()
    wait_for(lambda: batch_state() == "done")
    assert arrived() == ROWS
    assert one("SELECT count(DISTINCT contact) FROM licite.intake_arrival") == (ROWS,)
    counts = one("SELECT counts FROM licite.intake_batch")[0]
    assert (counts["created"], counts["done"]) == (ROWS, ROWS)  # type: ignore[index]
    wait_for(lambda: one("SELECT count(*) FROM jobs.procrastinate_jobs WHERE status = 'doing'") == (0,))


def test_a_second_worker_of_a_home_waits_for_the_end_of_the_first(start: Start, home: Home) -> None:
    first = start()
    wait_for(lambda: one("SELECT count(*) FROM jobs.procrastinate_workers") == (1,))
    second = start()
    wait_for(lambda: b"waits for its end" in (home.path / "worker.log").read_bytes())
    assert one("SELECT count(*) FROM jobs.procrastinate_workers") == (1,)
    first.kill()
    wait_for(lambda: one("SELECT count(*) FROM jobs.procrastinate_workers") == (2,))
    assert second.poll() is None


@pytest.mark.usefixtures("fresh")
def test_at_the_start_each_job_is_put_back_once() -> None:
    lost = doing("intake.import_file")
    twin, younger = (doing("journal.make_partitions", queueing_lock="p") for _ in range(2))
    sealing = doing("journal.seal", lock="s", queueing_lock="s")
    one(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock) VALUES ('default', 'x', 's') RETURNING id"
    )
    asyncio.run(with_orphans(Orphans.put_back_all))
    assert [status(job) for job in (lost, twin, younger, sealing)] == ["todo", "todo", None, None]
    assert one("SELECT attempts FROM jobs.procrastinate_jobs WHERE id = %s", lost) == (0,)


@pytest.mark.usefixtures("fresh")
def test_later_a_job_is_put_back_when_nobody_ran_it_at_two_looks() -> None:
    lost, ours = doing("intake.import_file"), doing("intake.import_file")

    async def look_twice(orphans: Orphans) -> None:
        orphans._running.add(ours)
        await orphans.look()
        assert status(lost) == "doing"
        await orphans.look()

    asyncio.run(with_orphans(look_twice))
    assert (status(lost), status(ours)) == ("todo", "doing")


async def with_orphans(act: Callable[[Orphans], object]) -> None:
    from procrastinate import PsycopgConnector

    real = Home.from_env()
    connector = PsycopgConnector(
        conninfo=f"host={real.sockets} dbname={database_name()} user=licite_worker password={real.password('licite_worker')}"
    )
    async with App(connector=connector).open_async() as app:
        await act(Orphans(app))  # type: ignore[misc]


def test_a_stop_of_the_worker_is_no_failed_try_and_failures_end() -> None:
    tries = imports.import_file.retry_strategy
    assert tries is not None
    worn = Job(id=1, queue="q", lock=None, queueing_lock=None, task_name="t", attempts=imports.TRIES)
    assert tries.get_retry_decision(exception=JobAborted(), job=worn) is not None
    assert tries.get_retry_decision(exception=ValueError(), job=worn) is None
    assert tries.get_retry_decision(exception=ValueError(), job=worn.evolve(attempts=0)) is not None

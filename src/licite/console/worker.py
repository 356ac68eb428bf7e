"""`licite worker`: runs the jobs that pages ordered and those of the clock, as the worker's role.

One a home. SIGTERM lets running jobs finish for some seconds, then asks them to stop where they may be taken up again;
all of it within the supervisor's grace. Jobs that a dead worker left are put back.
"""

import argparse
import asyncio
import fcntl
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.module_loading import autodiscover_modules
from procrastinate.contrib.django import app

from licite.console.orphans import Orphans
from licite.kit import collector

if TYPE_CHECKING:
    from procrastinate.contrib.django.django_connector import DjangoConnector

AT_ONCE = 4
"""Jobs side by side, so that a long import does not hold up the sealing of the journal."""
PATIENCE = 5.0
"""Seconds that jobs have to finish at a stop; half of the supervisor's grace."""

log = logging.getLogger(__name__)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(args: argparse.Namespace) -> int:
    """Work until SIGTERM."""
    if settings.PROCESS != "worker":
        raise SystemExit("licite: LICITE_PROCESS must be worker here")
    autodiscover_modules("jobs")
    collector.settle()
    with alone(settings.HOME.path / "worker.lock"):
        asyncio.run(work())
    return 0


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """No other worker of this home meanwhile; waits for one that ends. The lock dies with its process."""
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600), "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            log.warning("another worker runs on this home; this one waits for its end")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


async def work() -> None:
    """Take jobs from the queue. Done ones are deleted: what happened is in the journal."""
    connector: DjangoConnector = app.connector  # type: ignore[assignment]
    with app.replace_connector(connector.get_worker_connector()) as working:
        async with working.open_async():
            orphans = Orphans(working)
            await orphans.put_back_all()
            minding = asyncio.create_task(orphans.mind())
            try:
                await working.run_worker_async(
                    concurrency=AT_ONCE,
                    delete_jobs="successful",
                    shutdown_graceful_timeout=PATIENCE,
                    worker_middleware=[orphans.note],
                )
            finally:
                minding.cancel()

"""`licite worker`: runs the jobs that pages ordered and those of the clock, as the worker's role.

SIGTERM lets running jobs finish within the supervisor's grace; a second one aborts them.
"""

import argparse
import asyncio
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.module_loading import autodiscover_modules
from procrastinate.contrib.django import app

if TYPE_CHECKING:
    from procrastinate.contrib.django.django_connector import DjangoConnector

AT_ONCE = 4
"""Jobs side by side, so that a long import does not hold up the sealing of the journal."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(args: argparse.Namespace) -> int:
    """Work until SIGTERM."""
    if settings.PROCESS != "worker":
        raise SystemExit("licite: LICITE_PROCESS must be worker here")
    autodiscover_modules("jobs")
    asyncio.run(work())
    return 0


async def work() -> None:
    """Take jobs from the queue. Done ones are deleted: what happened is in the journal."""
    connector: DjangoConnector = app.connector  # type: ignore[assignment]
    with app.replace_connector(connector.get_worker_connector()) as working:
        async with working.open_async():
            await working.run_worker_async(
                concurrency=AT_ONCE, delete_jobs="successful", shutdown_graceful_timeout=8.0
            )

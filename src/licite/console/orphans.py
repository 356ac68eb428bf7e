"""Jobs that a dead worker left as "being done": put back, or their locks would shut out every job after them."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from typing import Any

from procrastinate import App, JobContext
from procrastinate.exceptions import ConnectorException

log = logging.getLogger(__name__)

EVERY = 60.0
"""Seconds between two looks."""

FOUND = "SELECT id FROM procrastinate_jobs WHERE status = 'doing'"
# One that waits already, or an older one of the same kind, does what this one would have done.
DROP = """
    DELETE FROM procrastinate_jobs gone
    WHERE id = ANY (%(ids)s) AND status = 'doing' AND EXISTS (
        SELECT FROM procrastinate_jobs other WHERE other.queueing_lock = gone.queueing_lock
        AND (other.status = 'todo' OR (other.id = ANY (%(ids)s) AND other.status = 'doing' AND other.id < gone.id)))
"""
# Not counted as an attempt: the job did not fail, its worker died.
PUT_BACK = """
    UPDATE procrastinate_jobs SET status = 'todo', worker_id = NULL, abort_requested = false
    WHERE id = ANY (%(ids)s) AND status = 'doing'
"""


class Orphans:
    """Knows what this process runs; whatever else is being done is done by nobody, as a home has one worker."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._running: set[int] = set()
        self._suspects: set[int] = set()

    async def note(
        self, call_next: Callable[[], Awaitable[Any]], context: JobContext, worker: object
    ) -> object:
        """The worker's middleware around each job."""
        number = context.job.id
        assert number is not None
        self._running.add(number)
        try:
            return await call_next()
        finally:
            self._running.discard(number)

    async def put_back_all(self) -> None:
        """At the start, before the first job is taken."""
        await self._put_back(await self._doing())

    async def look(self) -> None:
        """Put back what was nobody's at this look and at the one before: a job is, for an instant, as it ends."""
        orphans = await self._doing() - self._running
        await self._put_back(orphans & self._suspects)
        self._suspects = orphans

    async def mind(self) -> None:
        """Look again and again, until cancelled. When the database is away the worker ends by itself."""
        while True:
            await asyncio.sleep(EVERY)
            with suppress(ConnectorException):
                await self.look()

    async def _doing(self) -> set[int]:
        return {row["id"] for row in await self._app.connector.execute_query_all_async(FOUND)}

    async def _put_back(self, ids: Collection[int]) -> None:
        if not ids:
            return
        log.warning("%d interrupted jobs put back", len(ids))
        await self._app.connector.execute_query_async(DROP, ids=list(ids))
        await self._app.connector.execute_query_async(PUT_BACK, ids=list(ids))

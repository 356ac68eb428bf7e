"""The import ordered from a page, in the worker: inside the member's own rights, and only while they last."""

from contextlib import suppress
from datetime import timedelta
from functools import partial
from uuid import UUID

from django.db import connection
from django.http import Http404
from procrastinate import JobContext, RetryDecision, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import JobAborted
from procrastinate.jobs import Job

from licite.access.gate import acting_for, as_system
from licite.intake.actions import Stopped, import_table
from licite.intake.leftovers.deciding import settle
from licite.intake.leftovers.keeping import lasts
from licite.intake.looking import give_up, look
from licite.intake.undoing import undo
from licite.kit import clock
from licite.packs import learning

TRIES = 5
DRAFTS_LAST = timedelta(days=7)


class Tries(RetryStrategy):
    """Some tries, ten seconds apart; a stop of the worker is none of them."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """At once where the worker was asked to stop, for the next worker."""
        if isinstance(exception, JobAborted):
            return RetryDecision(retry_in={"seconds": 0})
        return super().get_retry_decision(exception=exception, job=job)


@app.task(name="intake.import_file", pass_context=True, retry=Tries(max_attempts=TRIES, wait=10))
def import_file(context: JobContext, batch: str, member: int) -> None:
    """Takes the batch to its end, or as far as the worker lives: the next one goes on after the last row kept.

    One whose rights have ended, or that failed too often, is emptied; one that another run took is left to it.
    """

    def check(done: int, total: int) -> None:
        if context.should_abort():
            raise JobAborted

    try:
        import_table(partial(acting_for, member, "intake.import"), UUID(batch), progress=check)
    except Stopped as stop:
        if stop.reason == "scope_ended":
            empty(batch)
    except JobAborted:
        raise
    except Exception:
        if context.job.attempts >= TRIES:
            empty(batch)
        raise


@app.task(name="intake.look_through", pass_context=True, retry=Tries(max_attempts=TRIES, wait=10))
def look_through(context: JobContext, batch: str, version: int, member: int) -> None:
    """Looks through a draft from its beginning, for its preview; where that failed too often, the page says so."""
    scope = partial(acting_for, member, "intake.import")

    def check(done: int, total: int) -> None:
        if context.should_abort():
            raise JobAborted

    try:
        with suppress(Stopped, Http404):
            look(scope, UUID(batch), version=version, progress=check)
    except JobAborted:
        raise
    except Exception:
        if context.job.attempts >= TRIES:
            give_up(scope, UUID(batch), version=version)
        raise


@app.task(name="intake.undo_file", pass_context=True, retry=Tries(max_attempts=TRIES, wait=10))
def undo_file(context: JobContext, batch: str, member: int) -> None:
    """Takes an undoing to its end; the next worker goes on where this one died."""

    def check(done: int, total: int) -> None:
        if context.should_abort():
            raise JobAborted

    with suppress(Stopped):
        undo(partial(acting_for, member, "intake.import"), UUID(batch), progress=check)


@app.task(name="intake.settle_file", pass_context=True, retry=Tries(max_attempts=TRIES, wait=10))
def settle_file(context: JobContext, batch: str, member: int) -> None:
    """Does what was decided of rows that waited; the next worker goes on where this one died."""
    try:
        settle(partial(acting_for, member, "intake.import"), UUID(batch))
    except Stopped:
        empty(batch)
    except Exception:
        if context.job.attempts >= TRIES:
            empty(batch)
        raise


@app.periodic(cron="53 3 * * *")
@app.task(name="intake.drop_drafts")
def drop_drafts(timestamp: int) -> None:
    """Files in preparation go after a week, rows that nobody decides after their time."""
    with as_system("console"), connection.cursor() as cursor:
        learning.catch_up()  # no actor brings the news to the worker
        cursor.execute("SELECT gate.drop_drafts(%s)", [clock.now() - DRAFTS_LAST])
        cursor.execute("SELECT gate.drop_left(%s)", [clock.now() - lasts()])


def empty(batch: str) -> None:
    """The batch is over, and holds no file any more."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.stop_import(%s)", [UUID(batch)])

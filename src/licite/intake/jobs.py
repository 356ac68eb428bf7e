"""The import ordered from a page, in the worker: inside the member's own rights, and only while they last."""

from functools import partial
from uuid import UUID

from django.db import connection
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from licite.access.gate import acting_for
from licite.intake.actions import Stopped, import_table


@app.task(name="intake.import_file", retry=RetryStrategy(max_attempts=3, wait=10))
def import_file(batch: str, member: int) -> None:
    """Takes the batch to its end. One whose rights have ended is emptied; one that another run took is left to it."""
    try:
        import_table(partial(acting_for, member, "intake.import"), UUID(batch))
    except Stopped as stop:
        if stop.reason == "scope_ended":
            with connection.cursor() as cursor:
                cursor.execute("SELECT gate.stop_import(%s)", [UUID(batch)])

"""What the worker does for the journal, on its own clock."""

import logging

from django.db import connection
from procrastinate.contrib.django import app

from licite.journal.faults import Broken
from licite.journal.seals import seal

log = logging.getLogger(__name__)


@app.periodic(cron="* * * * * */30")
@app.task(name="journal.seal", queueing_lock="journal.seal", lock="journal.seal")
def seal_journal(timestamp: int) -> None:
    """Seals what is over. A broken chain is not sealed on: health and `licite journal verify` say why."""
    try:
        seal()
    except Broken as broken:
        log.error("the journal is not sealed any further: %s", broken)
        raise


@app.periodic(cron="7 3 * * *")
@app.task(name="journal.make_partitions", queueing_lock="journal.make_partitions")
def make_partitions(timestamp: int) -> None:
    """Keeps twelve months of partitions ahead."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT journal.make_partitions()")

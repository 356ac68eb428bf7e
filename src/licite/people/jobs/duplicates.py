"""The search for duplicates, every night and when somebody asks: found blind, compared here, kept as pairs and scores.

In steps of one transaction and one journal row each; where it stands is in the database, so that a search that was
cut short is taken up. At night it stops after its time, and goes on the night after.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import JobAborted

from licite.journal import entries
from licite.kit import answers
from licite.people.duplicates.likeness import SHOWN_FROM, Score, likeness
from licite.people.queries.candidates import candidates, next_ids, traits

STEP = 1000
NIGHT = 3600.0
"""Seconds that a night's search may take."""
KEEP = (
    "SELECT gate.keep_pairs(%s, %s, %s::bigint[], %s, %s::bigint[], %s::bigint[], %s::smallint[], %s::text[])"
)
FIELDS = ("address", "company", "emails", "name", "phones")


@app.periodic(cron="11 3 * * *")
@app.task(
    name="people.find_duplicates",
    queueing_lock="people.find_duplicates",
    lock="people.find_duplicates",
    pass_context=True,
)
def find_duplicates(context: JobContext, timestamp: int) -> None:
    """Goes through the records, an hour at most."""
    search(until=time.monotonic() + NIGHT, stop=context.should_abort)


@app.task(name="people.search_duplicates", lock="people.find_duplicates", pass_context=True)
def search_duplicates(context: JobContext, member: int) -> None:
    """Goes through all the records, because a member asked; the next worker goes on where this one stops."""
    if not search(stop=context.should_abort):
        raise JobAborted


def search(*, until: float | None = None, stop: Callable[[], bool] = lambda: False) -> bool:
    """Takes the search to its end, or as far as it may; whether it came to its end."""
    anew = True
    while step(anew=anew):
        anew = False
        if stop() or (until is not None and time.monotonic() > until):
            return False
    return True


def step(*, anew: bool, size: int = STEP) -> bool:
    """Compares the next records; False once there are no more."""
    with comparing():
        hunt = _call("SELECT gate.hunt(%s)", [anew])
        if hunt is None:
            return False
        hunt = answers.read(hunt)
        ids = next_ids(hunt["after"], size)
        tried = candidates(ids)
        found = _alike(tried)
        upto = ids[-1] if ids else None
        columns = [list(column) for column in zip(*found, strict=True)] or [[], [], [], []]
        _call(KEEP, [hunt["id"], upto, ids, len(tried), *columns])
        if ids:
            entries.write(
                "people:pair:compare",
                subjects=sorted({*ids, *(other for _, other in tried)}),
                fields=FIELDS,
                detail={"rows": len(ids), "pairs": len(found)},
                origin="worker",
            )
    return bool(ids)


def _alike(tried: list[tuple[int, int]]) -> list[tuple[int, int, int, str]]:
    known = traits(list({one for pair in tried for one in pair}))
    scored: list[tuple[int, int, Score]] = [
        (one, other, likeness(known[one], known[other]))
        for one, other in tried
        if {one, other} <= known.keys()
    ]
    return [
        (min(one, other), max(one, other), round(score.value * 100), ",".join(score.reasons))
        for one, other, score in scored
        if score.value >= SHOWN_FROM
    ]


@contextmanager
def comparing() -> Iterator[None]:
    """One transaction of the house over all cells."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SELECT gate.enter_duplicates()")
        yield


def _call(sql: str, parameters: list[Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        row = cursor.fetchone()
    return row[0]

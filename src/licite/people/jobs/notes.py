"""Every night, each free text is read again with the lists of the day: words are added, and texts come by import too.

The house reads in batches, one transaction and one journal row each; what it finds is put as flags, and nothing else
of the texts is kept.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from procrastinate.contrib.django import app

from licite import packs
from licite.journal import entries
from licite.lawful.actions.notes import put_flags
from licite.lawful.models.notes import Place
from licite.lawful.notes import categories, scan
from licite.people.queries.notes import texts_after


@app.periodic(cron="41 2 * * *")
@app.task(name="people.read_notes", queueing_lock="people.read_notes", lock="people.read_notes")
def read_notes(timestamp: int) -> None:
    """Reads every free text of the base again."""
    for place in Place:
        last: int | None = 0
        while last is not None:
            last = read_batch(place, last)


def read_batch(place: Place, after: int) -> int | None:
    """Reads the next thousand texts of a table; the number of the last one, None at the end of the table."""
    with reading():
        texts = texts_after(place, after)
        if not texts:
            return None
        law = packs.law(packs.home())
        opened = 0
        for one in texts:
            found = categories(scan(one.text, law))
            if found or one.flagged:
                opened += put_flags(one.contact, place, one.id, found)
        entries.write(
            "lawful:note:scan",
            subjects=list(dict.fromkeys(one.contact for one in texts)),
            fields=["customs" if place is Place.FIELD else "note"],
            detail={"rows": len(texts), "flags": opened},
            origin="worker",
        )
    return texts[-1].id


@contextmanager
def reading() -> Iterator[None]:
    """One transaction of the house over all cells, with the lists of the day."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SELECT gate.enter_notes()")
        (version,) = cursor.fetchone()
        packs.follow(version)
        yield

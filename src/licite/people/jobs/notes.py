"""Every night, each free text is read again with the lists of the day: words are added, and texts come by import too.

The house reads in batches, one transaction and one journal row each; what it finds is put as flags, and nothing else
of the texts is kept.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.db import connection, transaction
from procrastinate.contrib.django import app

from licite import packs
from licite.journal import entries
from licite.lawful.actions.notes import put_flags
from licite.lawful.models.notes import Place
from licite.lawful.notes import categories, scan
from licite.people import sealing
from licite.people.queries.rows import fetch

BATCH: Final = 1000
# Texts, and rows without a text any more whose flag is still open; in the order of their numbers.
NOTES = """
    SELECT t.* FROM (
        SELECT i.id, i.contact, i.note AS envelope, EXISTS (
            SELECT FROM lawful_flag f WHERE f.place = 'interaction' AND f.row_id = i.id AND f.state = 'open') AS flagged
        FROM people_interaction i WHERE i.id > %s
    ) t WHERE t.envelope IS NOT NULL OR t.flagged ORDER BY t.id LIMIT %s
"""
TITLES = """
    SELECT t.* FROM (
        SELECT i.id, i.contact, i.title AS envelope, EXISTS (
            SELECT FROM lawful_flag f WHERE f.place = 'task' AND f.row_id = i.id AND f.state = 'open') AS flagged
        FROM people_task i WHERE i.id > %s
    ) t WHERE t.envelope IS NOT NULL OR t.flagged ORDER BY t.id LIMIT %s
"""
VALUES = """
    SELECT v.id, v.contact, v.value AS envelope, EXISTS (
        SELECT FROM lawful_flag f WHERE f.place = 'field' AND f.row_id = v.id AND f.state = 'open') AS flagged
    FROM people_value v WHERE v.id > %s ORDER BY v.id LIMIT %s
"""
TEXTS: Final[dict[Place, tuple[str, str]]] = {
    Place.INTERACTION: ("note", NOTES),
    Place.TASK: ("task", TITLES),
    Place.FIELD: ("custom", VALUES),
}
SUBJECTS = "SELECT id, public FROM people_contact WHERE id = ANY (%s)"


@app.periodic(cron="41 2 * * *")
@app.task(name="people.read_notes", queueing_lock="people.read_notes", lock="people.read_notes")
def read_notes(timestamp: int) -> None:
    """Reads every free text of the base again."""
    for place in TEXTS:
        last: int | None = 0
        while last is not None:
            last = read_batch(place, last)


def read_batch(place: Place, after: int) -> int | None:
    """Reads the next thousand texts of a table; the number of the last one, None at the end of the table."""
    field_class, statement = TEXTS[place]
    with reading():
        raws = fetch(statement, [after, BATCH])
        if not raws:
            return None
        opened = sum(
            put_flags(raw["contact"], place, raw["id"], found)
            for raw, found in _read(field_class, raws)
            if found or raw["flagged"]
        )
        entries.write(
            "lawful:note:scan",
            subjects=list(dict.fromkeys(raw["contact"] for raw in raws)),
            fields=["customs" if place is Place.FIELD else "note"],
            detail={"rows": len(raws), "flags": opened},
            origin="worker",
        )
    return int(raws[-1]["id"])


@contextmanager
def reading() -> Iterator[None]:
    """One transaction of the house over all cells, with the lists of the day."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SELECT gate.enter_notes()")
        (version,) = cursor.fetchone()
        packs.follow(version)
        yield


def _read(field_class: str, raws: list[dict[str, Any]]) -> list[tuple[dict[str, Any], tuple[Any, ...]]]:
    law = packs.law(packs.home())
    subjects = {raw["id"]: raw["public"] for raw in fetch(SUBJECTS, [list({raw["contact"] for raw in raws})])}
    texts = (
        " ".join(sealing.open_values(field_class, subjects[raw["contact"]], raw["envelope"])) for raw in raws
    )
    return [(raw, categories(scan(text, law))) for raw, text in zip(raws, texts, strict=True)]

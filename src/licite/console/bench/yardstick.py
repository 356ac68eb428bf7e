"""The table that the bare page reads: invented rows, in clear, for as long as a bench runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections, transaction

from licite.console.demo.bulk import stream
from licite.kit import clock, emails, phones

ROWS = 2000
MAKE = """
    DROP SCHEMA IF EXISTS bench CASCADE;
    CREATE SCHEMA bench;
    CREATE TABLE bench.contact (
        id bigint PRIMARY KEY, public uuid NOT NULL DEFAULT gen_random_uuid(), cell integer NOT NULL, name text,
        title text, company text, phone text, email text, capacity text, country text, department text,
        active_at timestamptz, person_act_at timestamptz, objections smallint NOT NULL DEFAULT 0,
        next_task_at timestamptz);
    CREATE INDEX ON bench.contact (cell, active_at DESC, id DESC);
    GRANT USAGE ON SCHEMA bench TO licite_worker;
    GRANT SELECT ON bench.contact TO licite_worker;
"""
FILL = """
    INSERT INTO bench.contact (id, cell, name, title, company, phone, email, capacity, country, department,
        active_at, person_act_at)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


@contextmanager
def yardstick() -> Iterator[None]:
    """Makes the table as the owner, and drops it."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(MAKE)
        cursor.executemany(FILL, list(_rows()))
    try:
        with connections["owner"].cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE) bench.contact")
        yield
    finally:
        with connections["owner"].cursor() as cursor:
            cursor.execute("DROP SCHEMA bench CASCADE")


def _rows() -> Iterator[tuple[Any, ...]]:
    """One cell in four: fifty of its rows fill the page."""
    for number, (one, history) in enumerate(stream(ROWS, now=clock.now()), 1):
        yield (
            number,
            11 + number % 4,
            f"{one.first} {one.last}",
            one.title or "Responsable des achats",
            "Fonderies du Maine",
            phones.mask(one.phones[0]),
            emails.mask(one.emails[0]),
            one.capacity,
            one.country,
            one.department,
            history[-1].at,
            history[0].at,
        )

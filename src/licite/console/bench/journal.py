"""`licite bench journal`: a year of pages in the journal, sealed as the sealer seals; two questions over HTTP; verification.

The rows are written by SQL, twenty a transaction, with arrays of ids as pages leave them: records opened, lists of fifty,
searches, acts. They stay in the home, sealed: another length of journal takes another home.
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from itertools import cycle
from typing import Any, Final

import psycopg
from django.db import connections
from django.utils import timezone

from licite.access import gate
from licite.access.models import Grant
from licite.console.bench.report import Sample, Verdict, machine
from licite.console.bench.stand import PRODUCT, served, signed_in
from licite.console.bench.standing import is_demo
from licite.console.bench.visits import Ask, Site
from licite.journal import seals
from licite.journal.verify import verify
from licite.kit import clock
from licite.ops import roles
from licite.ops.homes import Home
from licite.ops.postgres import Server
from licite.people.models import Contact

A_CHUNK: Final = 50_000
YEAR: Final = timedelta(days=365)
ROUNDS: Final = 40
LONGEST_MS: Final = 50.0
ROWS_A_SECOND: Final = 100_000
BYTES_A_ROW: Final = 300
MONTHS: Final = """
    DO $$
    DECLARE month timestamptz; name text;
    BEGIN
        FOR month IN SELECT generate_series(date_trunc('month', now() - interval '12 months', 'UTC'),
                                            date_trunc('month', now(), 'UTC'), interval '1 month', 'UTC') LOOP
            name := 'trace_' || to_char(month AT TIME ZONE 'UTC', 'YYYYMM');
            IF to_regclass('journal.' || name) IS NULL THEN
                EXECUTE format('CREATE TABLE journal.%I PARTITION OF journal.trace FOR VALUES FROM (%L) TO (%L)',
                    name, month, date_add(month, interval '1 month', 'UTC'));
                EXECUTE format('ALTER TABLE journal.%I ENABLE ROW LEVEL SECURITY', name);
                EXECUTE format('ALTER TABLE journal.%I FORCE ROW LEVEL SECURITY', name);
            END IF;
        END LOOP;
    END $$
"""
# Of twenty pages: nine records opened, four lists of fifty, four searches, an act, a reveal, a list of tasks.
WRITER: Final = """
    CREATE OR REPLACE PROCEDURE pg_temp.pages(first bigint, count bigint, total bigint, span interval) LANGUAGE plpgsql AS $$
    DECLARE
        members int[] := ARRAY(SELECT id FROM licite.access_member);
        persons bigint := (SELECT max(id) FROM licite.people_contact);
        acts text[] := '{people:contact:read,people:contact:list,people:contact:search_name,
            people:interaction:write,people:contact:reveal,people:task:list}';
        kinds int[] := '{1,1,1,1,1,1,1,1,1,2,2,2,2,3,3,3,3,4,5,6}';
        sizes int[] := '{1,50,8,1,1,10}';
        named text[] := '{"interactions,name,note,title,verdict","company,name,title,verdict",
            "company,name,title,verdict","kind,note","phone","tasks"}';
        deeds int[];
        started timestamptz := now() - span;
    BEGIN
        INSERT INTO journal.deed (purpose, act, fields) SELECT 'page', acts[k], string_to_array(named[k], ',')
        FROM generate_series(1, 6) k EXCEPT SELECT purpose, act, fields FROM journal.deed;
        deeds := ARRAY(SELECT (SELECT min(id) FROM journal.deed d WHERE d.purpose = 'page' AND d.act = acts[k]
            AND d.fields = string_to_array(named[k], ',')) FROM generate_series(1, 6) k ORDER BY k);
        FOR batch IN 0 .. (count - 1) / 20 LOOP
            INSERT INTO journal.trace (xid, at, id, actor, deed, ticket, origin, detail, subjects)
            SELECT pg_current_xact_id()::text::bigint, spot, uuidv7(spot - clock_timestamp()),
                members[1 + (hashint8(n) & 2147483647) % cardinality(members)], deeds[kind],
                decode(substr(md5((n / 400)::text), 1, 16), 'hex'), '192.168.1.' || n % 250,
                CASE kind WHEN 3 THEN jsonb_build_object('hits', 8, 'terms', ARRAY[n * 7919 * 104729])::text ELSE '' END,
                ARRAY(SELECT 1 + floor(random() * persons + 0 * n)::int FROM generate_series(1, sizes[kind]))
            FROM (SELECT n, kinds[1 + n % 20] AS kind, started + span * (n::float / total) AS spot
                  FROM generate_series(first + batch * 20, least(first + batch * 20 + 19, first + count - 1)) n) pages;
            COMMIT;
        END LOOP;
    END $$
"""
WRITE: Final = "CALL pg_temp.pages(%s, %s, %s, %s)"
SIZES: Final = """
    SELECT 'rows', sum(pg_table_size(inhrelid)) FROM pg_inherits WHERE inhparent = 'journal.trace'::regclass
    UNION ALL
    SELECT 'index ' || parent.relname, sum(pg_relation_size(own.inhrelid))
    FROM pg_index i JOIN pg_class parent ON parent.oid = i.indexrelid JOIN pg_inherits own ON own.inhparent = parent.oid
    WHERE i.indrelid = 'journal.trace'::regclass GROUP BY 1
"""

# The mean of one month in the middle: a slot and a header, then what each column takes.
COLUMNS: Final = """
    SELECT 28 AS header, 8 AS xid, 8 AS at, 16 AS id, avg(pg_column_size(actor)) AS actor, 4 AS deed, 4 AS hour,
        avg(pg_column_size(ticket)) AS ticket, avg(pg_column_size(origin)) AS origin, avg(pg_column_size(detail)) AS detail,
        avg(pg_column_size(subjects)) AS subjects, avg(cardinality(subjects)) AS contacts
    FROM journal.trace WHERE at >= now() - interval '7 months' AND at < now() - interval '6 months'
"""


def measure(*, rows: int) -> dict[str, Any]:
    """Writes and seals what is missing of `rows`, then asks; figures and the three targets."""
    if not is_demo():
        raise SystemExit("licite: the bench writes into the journal; it works on demo homes only")
    with superuser() as connection:
        wrote = fill(connection, rows)
        began = time.monotonic()
        sealed = seals.seal()
        sealing = time.monotonic() - began
        there = count(connection)
        sizes = dict(connection.execute(SIZES).fetchall())
        columns = weights(connection)
    verified = verify()
    if not verified.ok:
        raise SystemExit(f"licite: the journal does not verify: {verified.reason}")
    pages = asked()
    rate = verified.entries / verified.seconds
    per_row = sum(map(int, sizes.values())) / there
    bytes_a_row = {name: round(int(size) / there, 1) for name, size in sizes.items()}
    targets = [
        *(Verdict("p50 ms", name, sample.p50, LONGEST_MS) for name, sample in pages.items()),
        Verdict("rows a second", "verification", rate, ROWS_A_SECOND, at_least=True),
        Verdict("bytes a row, indexes included", "journal", per_row, BYTES_A_ROW),
    ]
    figures = {name: sample.figures() for name, sample in pages.items()}
    return {
        "pages": figures,
        "table": figures,
        "rows": there,
        "written_a_second": wrote,
        "sealed": {"rows": sealed.entries, "seconds": round(sealing, 1)},
        "verified": verified.as_dict(),
        "bytes_a_row": bytes_a_row,
        "bytes_in_a_row": columns,
        "targets": [one.as_dict() for one in targets],
        "lines": [
            *(one.line() for one in targets),
            *(f"{size:8.1f} bytes a row: {name}" for name, size in bytes_a_row.items()),
            *(f"{size:8.1f} within a row: {name}" for name, size in columns.items()),
        ],
        "machine": machine() | {"home": str(Home.from_env().path)},
    }


def superuser() -> psycopg.Connection[Any]:
    """The server's own superuser: months gone by and rows in other names are nobody else's to write."""
    server = Server(Home.from_env())
    return psycopg.connect(server.dsn(roles.SUPER), autocommit=True, options="-c synchronous_commit=off")


def count(connection: psycopg.Connection[Any]) -> int:
    """How many rows the journal holds."""
    found = connection.execute("SELECT count(*) FROM journal.trace").fetchone()
    assert found
    return int(found[0])


def weights(connection: psycopg.Connection[Any]) -> dict[str, float]:
    """Bytes of each column of a row, and how many contacts it names, on average."""
    cursor = connection.execute(COLUMNS)
    found = cursor.fetchone()
    assert found
    assert cursor.description
    return {
        column.name: round(float(size or 0), 1)
        for column, size in zip(cursor.description, found, strict=True)
    }


def fill(connection: psycopg.Connection[Any], rows: int) -> int | None:
    """Rows written a second; None where they were there. SystemExit in a home whose journal has been sealed shorter."""
    there = count(connection)
    if there >= rows:
        return None
    if connection.execute("SELECT 1 FROM journal.block LIMIT 1").fetchone():
        raise SystemExit(
            "licite: this home's journal is sealed, and shorter; take one that was never served (licite bench seed makes it)"
        )
    with connections["owner"].cursor() as cursor:
        cursor.execute(MONTHS)
    connection.execute(WRITER)
    began = time.monotonic()
    for first in range(0, rows, A_CHUNK):
        connection.execute(WRITE, [first, min(A_CHUNK, rows - first), rows, YEAR])
    connection.execute("VACUUM (ANALYZE) journal.trace")
    return round(rows / (time.monotonic() - began))


def asked() -> dict[str, Sample]:
    """The two questions, each of another person or member every time, by turns, over HTTP, as who may read the journal."""
    with gate.as_system("bench"):
        readers = Grant.objects.filter(profile__key="dpo", ends_at=None).order_by("id")
        reader = readers.values_list("member_id", flat=True).first()
        persons = list(Contact.objects.order_by("id").values_list("public", flat=True)[:ROUNDS])
        members = list(Grant.objects.order_by("member_id").values_list("member_id", flat=True).distinct())
    if reader is None:
        raise SystemExit("licite: this home has nobody who may read the journal")
    today = timezone.localdate(clock.now())
    month = f"family=read&since={today - timedelta(days=60)}&until={today - timedelta(days=30)}"
    asks: dict[str, Iterator[Ask]] = {
        "who saw this person": cycle([Ask(f"/journal/?contact={one}") for one in persons]),
        "what this member read": cycle([Ask(f"/journal/?member={one}&{month}") for one in members]),
    }
    samples = {name: Sample() for name in asks}
    with ExitStack() as stack:
        port, _ = stack.enter_context(served(PRODUCT))
        site = Site(port, stack.enter_context(signed_in(reader)))
        for number in range(-5, ROUNDS):
            for name, turns in asks.items():
                answer = site.get(next(turns))
                if number >= 0:
                    samples[name].add(name, answer.milliseconds, answer.body)
    return samples

"""Cheaper than a database made anew for each test that commits: the rows that it wrote are put back as they were.

A version of a row carries the transaction that wrote it: one look finds whatever any client added, changed or took away
since the last one. What no rows bring back (a table, a right, a policy) is found too; then the database is made anew.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass

import psycopg
from psycopg import sql

TABLES = """
    SELECT c.oid, n.nspname, c.relname, array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.attgenerated = '')
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND NOT c.relisshared AND n.nspname <> 'information_schema'
    GROUP BY c.oid, n.nspname, c.relname
"""
SEQUENCES = (
    "SELECT oid, (pg_get_sequence_data(oid)).* FROM pg_class WHERE relkind = 'S' AND relpersistence <> 't'"
)
OTHERS = """
    SELECT pid FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend' AND NOT pid = ANY (%s)
"""
REMAKE = 40
"""How often rows are put back before the database is made anew: what lies dead in its files slows the looks."""


@dataclass(frozen=True, eq=False)
class Table:
    """One table as the template has it; `content` is what COPY reads, None for a table of PostgreSQL's own."""

    name: sql.Identifier
    columns: sql.Composed
    rows: int
    content: bytes | None


class Laid:
    """A database as it was laid: what stood in it, and the last transaction that is known to have laid it."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self.connection = connection
        self.tables = {
            oid: self._read(sql.Identifier(schema, name), columns, own=schema == "pg_catalog")
            for oid, schema, name, columns in connection.execute(TABLES).fetchall()
        }
        self.sequences = self._sequences()
        self.since = 0
        self.times = 0
        self.attach(connection)

    def attach(self, connection: psycopg.Connection) -> None:
        """The same world in a database just copied."""
        self.connection, self.times = connection, 0
        self._settle()
        looks = [
            sql.SQL(
                "SELECT {}::bigint, count(*), count(*) FILTER (WHERE age(xmin) < age($1)) FROM {}"
            ).format(sql.Literal(oid), table.name)
            for oid, table in self.tables.items()
        ]
        connection.execute(sql.SQL("PREPARE look (xid) AS {}").format(sql.SQL(" UNION ALL ").join(looks)))

    def restore(self, ours: Iterable[int]) -> bool:
        """Put every row back; False where that is not enough. `ours` are backends that may stay, the others end."""
        self.times += 1
        try:
            self._end_all_but([*ours, self.connection.info.backend_pid])
            return self.times < REMAKE and self._put_back()
        except psycopg.Error:
            return False

    def _put_back(self) -> bool:
        found = self.connection.execute(f"EXECUTE look ('{self.since}')").fetchall()
        touched = {
            self.tables[oid]: (rows - new, new)
            for oid, rows, new in found
            if new or rows != self.tables[oid].rows
        }
        if any(table.content is None for table in touched):
            return False
        moved = {oid: at for oid, at in self._sequences().items() if at != self.sequences[oid]}
        if touched or moved:
            with self.connection.transaction():
                self.connection.execute("SET LOCAL session_replication_role = replica")
                for table, (old, new) in touched.items():
                    self._refill(table, old=old, new=new)
                for oid in moved:
                    self.connection.execute(
                        "SELECT setval(%s::regclass, %s, %s)", (oid, *self.sequences[oid])
                    )
                self._settle()
        return True

    def _refill(self, table: Table, *, old: int, new: int) -> None:
        run = self.connection.execute
        if old == table.rows:
            run(
                sql.SQL("DELETE FROM {} WHERE age(xmin) < age({}::xid)").format(
                    table.name, sql.Literal(str(self.since))
                )
            )
            return
        run(sql.SQL("DELETE FROM {}").format(table.name))
        into = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT binary)").format(table.name, table.columns)
        with self.connection.cursor().copy(into) as copy:
            copy.write(table.content or b"")

    def _settle(self) -> None:
        """From here on, whoever writes is later than this transaction."""
        (self.since,) = self.connection.execute(
            "SELECT pg_current_xact_id()::text::bigint % (1::bigint << 32)"
        ).fetchone() or (0,)

    def _sequences(self) -> dict[int, tuple[int, bool]]:
        return {
            oid: (last, called) for oid, last, called, *_ in self.connection.execute(SEQUENCES).fetchall()
        }

    def _read(self, name: sql.Identifier, columns: list[str], *, own: bool) -> Table:
        listed = sql.SQL(", ").join(map(sql.Identifier, columns))
        (rows,) = self.connection.execute(sql.SQL("SELECT count(*) FROM {}").format(name)).fetchone() or (0,)
        if own:
            return Table(name, listed, rows, None)
        out = sql.SQL("COPY {} ({}) TO STDOUT (FORMAT binary)").format(name, listed)
        with self.connection.cursor().copy(out) as copy:
            return Table(name, listed, rows, b"".join(map(bytes, copy)))

    def _end_all_but(self, ours: list[int]) -> None:
        """Whoever else has a hand on the database, and could still write, is gone afterwards."""
        limit = time.monotonic() + 30
        while others := self.connection.execute(OTHERS, (ours,)).fetchall():
            assert time.monotonic() < limit
            for (pid,) in others:
                self.connection.execute("SELECT pg_terminate_backend(%s)", (pid,))
            time.sleep(0.002)

"""The twin's tables: every walled table again, in a schema of its own, in clear and without policies."""

from collections.abc import Iterator, Mapping
from typing import Any, Final
from uuid import UUID

import psycopg
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from psycopg import sql

from licite import vault
from licite.ops import roles
from licite.ops.homes import Home
from licite.ops.postgres import Server
from licite.staff.models import Account

# Column by column: the class it was sealed for, and who the subject is.
SEALED: Final[Mapping[str, Mapping[str, str]]] = {
    "people_contact": {"listing": "listing", "email": "email", "phone": "phone", "address": "address"},
    "people_interaction": {"note": "note"},
    "people_task": {"title": "task"},
    "people_company": {"identity": "company"},
}
AT_ONCE: Final = 20_000
WALLED = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'licite' AND c.relkind = 'r' AND c.relrowsecurity ORDER BY 1
"""
COLUMNS = """
    SELECT attname FROM pg_attribute
    WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum
"""
INDEXES = "SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = %s::regclass"
OPEN = "GRANT USAGE ON SCHEMA bench TO licite_web; GRANT SELECT ON ALL TABLES IN SCHEMA bench TO licite_web"
# Who asks, as any site of this framework knows it: a session, its account, and what that one may.
SIGN_IN = """
    DROP TABLE IF EXISTS bench.django_session, bench.staff_account, bench.reader;
    CREATE TABLE bench.django_session (
        session_key text PRIMARY KEY, session_data text NOT NULL, expire_date timestamptz NOT NULL);
    CREATE TABLE bench.staff_account (LIKE login.staff_account INCLUDING DEFAULTS INCLUDING INDEXES);
    INSERT INTO bench.staff_account SELECT * FROM login.staff_account;
    UPDATE bench.staff_account SET is_active = true;
    CREATE TABLE bench.reader (member integer PRIMARY KEY, said jsonb NOT NULL)
"""
ACCOUNT = "SELECT id, password FROM bench.staff_account WHERE member_id = %s"
SESSION = "INSERT INTO bench.django_session VALUES (%s, %s, now() + interval '1 day')"
TELL = "INSERT INTO bench.reader VALUES (%s, gate.describe(%s))"
Row = tuple[Any, ...]


def ready() -> psycopg.Connection[Any]:
    """A connection that may read everything: the server's own superuser, on this machine alone."""
    server = Server(Home.from_env())
    return psycopg.connect(server.dsn(roles.SUPER), autocommit=True)


def make(cookies: Mapping[str, int]) -> None:
    """Copies the base into the yardstick's schema, made anew each run; `cookies`: who reads, as which member."""
    with ready() as connection:
        connection.execute("CREATE SCHEMA IF NOT EXISTS bench")
        for (table,) in connection.execute(WALLED).fetchall():
            with connection.transaction():
                _copy(connection, table)
            # As the product's own tables are: an index alone answers where every row of a page is known to all.
            connection.execute(_on("VACUUM (ANALYZE) {}", "bench", table))
        connection.execute(SIGN_IN)
        for cookie, member in cookies.items():
            _sign_in(connection, cookie, member)
        connection.execute(OPEN)


def _sign_in(connection: psycopg.Connection[Any], cookie: str, member: int) -> None:
    """A session of Django's own, as its `login` writes it."""
    found = connection.execute(ACCOUNT, [member]).fetchone()
    assert found, f"member {member} has no account"
    account = Account(id=found[0], password=found[1])
    said = {
        SESSION_KEY: str(account.id),
        BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
        HASH_SESSION_KEY: account.get_session_auth_hash(),
    }
    connection.execute(SESSION, [cookie, SessionStore().encode(said)])
    connection.execute(TELL, [member, member])


def _copy(connection: psycopg.Connection[Any], table: str) -> None:
    """Rows first, indexes after."""
    connection.execute(_on("DROP TABLE IF EXISTS {}", "bench", table))
    connection.execute(
        sql.SQL("CREATE TABLE {} (LIKE {} INCLUDING DEFAULTS)").format(
            sql.Identifier("bench", table), sql.Identifier("licite", table)
        )
    )
    sealed = SEALED.get(table, {})
    if sealed:
        _unsealed(connection, table, sealed)
    columns = [name for (name,) in connection.execute(COLUMNS, [f"licite.{table}"])]
    chosen = [sql.Identifier("clear" if name in sealed else "t", name) for name in columns]
    connection.execute(
        sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {} t {} ORDER BY t.ctid").format(
            sql.Identifier("bench", table),
            sql.SQL(", ").join(map(sql.Identifier, columns)),
            sql.SQL(", ").join(chosen),
            sql.Identifier("licite", table),
            sql.SQL("LEFT JOIN clear ON clear.id = t.id" if sealed else ""),
        )
    )
    if sealed:
        connection.execute("DROP TABLE clear")
    for (definition,) in connection.execute(INDEXES, [f"licite.{table}"]).fetchall():
        connection.execute(definition.replace(" ON licite.", " ON bench.", 1))


def _unsealed(connection: psycopg.Connection[Any], table: str, sealed: Mapping[str, str]) -> None:
    """The values in clear, in a table that lives as long as the copying."""
    names = sql.SQL(", ").join(sql.SQL("{} bytea").format(sql.Identifier(name)) for name in sealed)
    connection.execute(sql.SQL("CREATE TEMP TABLE clear (id bigint, {})").format(names))
    into = sql.SQL("COPY clear FROM STDIN (FORMAT binary)")
    with connection.cursor() as cursor, cursor.copy(into) as copy:
        copy.set_types(["int8", *("bytea" for _ in sealed)])
        for row in _opened(table, sealed):
            copy.write_row(row)
    connection.execute("ANALYZE clear")


def _opened(table: str, sealed: Mapping[str, str]) -> Iterator[Row]:
    """Ids and texts, read by a connection of their own: the other one is busy copying."""
    own = table in ("people_contact", "people_company")
    query = sql.SQL("SELECT t.id, {}, {} FROM {} t {} WHERE {}").format(
        sql.SQL("t.public" if own else "c.public"),
        sql.SQL(", ").join(sql.Identifier("t", name) for name in sealed),
        sql.Identifier("licite", table),
        sql.SQL("" if own else "JOIN licite.people_contact c ON c.id = t.contact"),
        sql.SQL(" OR ").join(sql.SQL("t.{} IS NOT NULL").format(sql.Identifier(name)) for name in sealed),
    )
    with ready() as connection, connection.transaction(), connection.cursor("rows", binary=True) as cursor:
        cursor.itersize = AT_ONCE
        cursor.execute(query)
        while rows := cursor.fetchmany(AT_ONCE):
            yield from _clear(rows, list(sealed.values()))


def _clear(rows: list[Row], classes: list[str]) -> Iterator[Row]:
    columns = [
        _clear_one([(row[1], row[2 + index]) for row in rows], field) for index, field in enumerate(classes)
    ]
    for row, *texts in zip(rows, *columns, strict=True):
        yield (row[0], *texts)


def _clear_one(pairs: list[tuple[UUID, bytes | None]], field: str) -> list[bytes | None]:
    held = [(subject, raw) for subject, raw in pairs if raw is not None]
    texts = iter(vault.unseal_many(field, held))
    return [None if raw is None else next(texts).encode() for _subject, raw in pairs]


def _on(statement: str, schema: str, table: str) -> sql.Composed:
    return sql.SQL(statement).format(sql.Identifier(schema, table))

"""What PUBLIC may no longer do in a database (security study, 2.1): function rights are kept per database, so
each new one that is not copied from a hardened template is hardened itself.
"""

from collections.abc import Iterator
from typing import LiteralString

import psycopg
from psycopg import sql

from licite.ops import roles

# Sleeping, signalling, large objects, locks and channels between sessions, queries run from text, the
# activity of others, and writing to the log stream: none is needed by an application role.
FUNCTIONS: LiteralString = r"""^(
    pg_sleep(_for|_until)? | pg_terminate_backend | pg_cancel_backend
  | lo_\w+ | loread | lowrite
  | pg_(try_)?advisory_\w+ | pg_notify | pg_listening_channels | pg_notification_queue_usage
  | (query|table|cursor|schema|database)_to_xml\w*
  | ts_stat | ts_rewrite
  | pg_stat_get_activity | pg_stat_get_backend_\w+ | pg_stat_get_progress_info
  | pg_stat_get_wal_(senders|receiver) | pg_stat_get_subscription | pg_stat_get_replication_slot
  | pg_lock_status | pg_blocking_pids | pg_safe_snapshot_blocking_pids | pg_prepared_xact
  | pg_export_snapshot | pg_logical_emit_message
)$"""

_OPEN_TO_PUBLIC: LiteralString = """
    EXISTS (SELECT FROM aclexplode(coalesce({acl}, acldefault({kind}, {owner}))) WHERE grantee = 0
            AND privilege_type = {privilege})"""

LANGUAGES = ("plpgsql", "sql")

_GRANTED = (
    ("GRANT USAGE ON LANGUAGE plpgsql, sql", (roles.OWNER, roles.GATE)),
    # The queue wakes its workers through it; its content is a hint, never data.
    ("GRANT EXECUTE ON FUNCTION pg_catalog.pg_notify(text, text)", (roles.OWNER, roles.GATE, roles.WORKER)),
    # Two who enter the same person at once wait for each other; asked by the gate's own functions alone.
    ("GRANT EXECUTE ON FUNCTION pg_catalog.pg_advisory_xact_lock(bigint)", (roles.GATE,)),
)


def harden(connection: psycopg.Connection) -> list[str]:
    """Revoke in the connection's database; return what PUBLIC still has, in words for the operator.

    Idempotent. Needs a superuser; with less, it goes as far as it may, and the list is not empty.
    """
    for order in (*_revocations(connection), *_grants()):
        _try(connection, order)
    return still_open(connection)


def still_open(connection: psycopg.Connection) -> list[str]:
    """Return what PUBLIC may still do in this database that `harden` closes; for `doctor`."""
    rest = [f"EXECUTE on function {name}" for name in _open_functions(connection)]
    for kind, query in _OTHERS.items():
        rest += [f"{kind} {name}" for (name,) in connection.execute(query)]
    return rest


def _public_has(
    acl: LiteralString, kind: LiteralString, owner: LiteralString, privilege: LiteralString
) -> sql.Composed:
    return sql.SQL(_OPEN_TO_PUBLIC).format(
        acl=sql.SQL(acl), kind=sql.Literal(kind), owner=sql.SQL(owner), privilege=sql.Literal(privilege)
    )


_OTHERS: dict[str, sql.Composed] = {
    "USAGE on language": sql.SQL("SELECT lanname FROM pg_language WHERE lanpltrusted AND {}").format(
        _public_has("lanacl", "l", "lanowner", "USAGE")
    ),
    "CREATE on schema": sql.SQL("SELECT nspname FROM pg_namespace WHERE {}").format(
        _public_has("nspacl", "n", "nspowner", "CREATE")
    ),
    "USAGE on schema": sql.SQL("SELECT nspname FROM pg_namespace WHERE nspname = 'public' AND {}").format(
        _public_has("nspacl", "n", "nspowner", "USAGE")
    ),
    "TEMP on database": sql.SQL(
        "SELECT datname FROM pg_database WHERE datname = current_database() AND {}"
    ).format(_public_has("datacl", "d", "datdba", "TEMPORARY")),
    "CONNECT to database": sql.SQL("SELECT datname FROM pg_database WHERE datallowconn AND {}").format(
        _public_has("datacl", "d", "datdba", "CONNECT")
    ),
}


def _open_functions(connection: psycopg.Connection) -> list[str]:
    query = sql.SQL(
        "SELECT oid::regprocedure::text FROM pg_proc"
        " WHERE pronamespace = 'pg_catalog'::regnamespace AND proname ~ {} AND {} ORDER BY 1"
    ).format(sql.Literal("(?x)" + FUNCTIONS), _public_has("proacl", "f", "proowner", "EXECUTE"))
    return [name for (name,) in connection.execute(query)]


def _revocations(connection: psycopg.Connection) -> Iterator[sql.SQL | sql.Composed]:
    yield sql.SQL("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    for language in LANGUAGES:
        yield sql.SQL("REVOKE USAGE ON LANGUAGE {} FROM PUBLIC").format(sql.Identifier(language))
    for name in _open_functions(connection):
        # A regprocedure prints as valid SQL, quoted where needed.
        yield sql.SQL("REVOKE EXECUTE ON FUNCTION {} FROM PUBLIC").format(sql.SQL(name))


def _grants() -> Iterator[sql.Composed]:
    for right, holders in _GRANTED:
        names = sql.SQL(", ").join(map(sql.Identifier, holders))
        yield sql.SQL("{} TO {}").format(sql.SQL(right), names)


def _try(connection: psycopg.Connection, order: sql.SQL | sql.Composed) -> None:
    """Run `order` in a savepoint: without the right to, the rest goes on and `still_open` tells."""
    try:
        with connection.transaction():
            connection.execute(order)
    except psycopg.errors.InsufficientPrivilege:
        return

"""What only a superuser can lay: roles, databases, schemas and the revocations under them. Idempotent."""

import psycopg
from psycopg import sql

from licite.ops import roles
from licite.ops.accounts import OpsError
from licite.ops.hardening import harden, still_open
from licite.ops.homes import Home
from licite.ops.postgres import DATABASE, Server

__all__ = ["allow_connect", "bootstrap", "harden", "make_roles", "make_schemas", "still_open"]


def bootstrap(server: Server, dbname: str = DATABASE) -> list[str]:
    """Lay roles, database `dbname` and schemas on a running server; return what `harden` could not revoke."""
    with psycopg.connect(server.dsn(roles.SUPER, "postgres"), autocommit=True) as connection:
        with connection.transaction():
            make_roles(connection, server.home)
        _make_database(connection, dbname)
    with psycopg.connect(server.dsn(roles.SUPER, dbname)) as connection:
        make_schemas(connection)
        return harden(connection)


def make_roles(connection: psycopg.Connection, home: Home) -> None:
    """Make or repair the cluster's roles, with the passwords and settings that the home and `roles` name."""
    # Our passwords are 32 random bytes: iterations add nothing to them and 6 ms to each connection.
    connection.execute("SET LOCAL scram_iterations = 1")
    known = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
    for role in roles.ROLES:
        if role.name not in known:
            connection.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(role.name)))
        _shape(connection, role)
    for name in roles.LOGINS:
        _set_password(connection, name, home.password(name))
    for group, member, options in roles.MEMBERSHIPS:
        connection.execute(
            sql.SQL("GRANT {} TO {} WITH {}").format(
                sql.Identifier(group), sql.Identifier(member), sql.SQL(options)
            )
        )


def make_schemas(connection: psycopg.Connection) -> None:
    """Make the schemas of the connection's database, and let each role look into its own."""
    for schema, owner in roles.SCHEMAS.items():
        connection.execute(
            sql.SQL("CREATE SCHEMA IF NOT EXISTS {} AUTHORIZATION {}").format(
                sql.Identifier(schema), sql.Identifier(owner)
            )
        )
    for role in roles.ROLES:
        if role.uses:
            connection.execute(
                sql.SQL("GRANT USAGE ON SCHEMA {} TO {}").format(
                    sql.SQL(", ").join(map(sql.Identifier, role.uses)), sql.Identifier(role.name)
                )
            )


def allow_connect(connection: psycopg.Connection, dbname: str) -> None:
    """Let our login roles, and nobody else, connect to `dbname` (a copied database loses its own rights)."""
    database = sql.Identifier(dbname)
    logins = sql.SQL(", ").join(sql.Identifier(role.name) for role in roles.ROLES if role.login)
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
    connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, logins))


def _shape(connection: psycopg.Connection, role: roles.Role) -> None:
    attributes = "NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION INHERIT "
    attributes += "LOGIN " if role.login else "NOLOGIN "
    attributes += "BYPASSRLS" if role.bypass else "NOBYPASSRLS"
    name = sql.Identifier(role.name)
    connection.execute(sql.SQL("ALTER ROLE {} WITH {}").format(name, sql.SQL(attributes)))
    connection.execute(sql.SQL("ALTER ROLE {} RESET ALL").format(name))
    for setting, value in role.settings.items():
        listed = sql.SQL(", ").join(sql.Literal(part.strip()) for part in value.split(","))
        connection.execute(sql.SQL("ALTER ROLE {} SET {} = {}").format(name, sql.Identifier(setting), listed))


def _set_password(connection: psycopg.Connection, name: str, password: str) -> None:
    """Send the verifier, made here, so that the password itself never reaches the server."""
    verifier = connection.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256")
    connection.execute(
        sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(name), sql.Literal(verifier.decode()))
    )


def _make_database(connection: psycopg.Connection, dbname: str) -> None:
    found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (dbname,)).fetchone()
    if found is None:
        try:
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(
                    sql.Identifier(dbname), sql.Identifier(roles.OWNER)
                )
            )
        except psycopg.errors.ObjectInUse as error:
            raise OpsError("template1 is in use; close its connections and start again") from error
    allow_connect(connection, dbname)
    # PostgreSQL's own databases are open to every role, unhardened.
    for own in ("postgres", "template1"):
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(own)))

"""Roles, schemas and what PUBLIC lost: what an application role can no longer do."""

import psycopg
import pytest
from psycopg import sql

from licite.ops import roles
from licite.ops.bootstrap import allow_connect, bootstrap, harden, still_open
from licite.ops.postgres import Server
from licite.ops.tests.conftest import Connect

SERVED = ("web", "auth", "worker", "sealer")

FORBIDDEN = (
    "CREATE TEMP TABLE t (n int)",
    "DO $$ BEGIN NULL; END $$",
    "CREATE FUNCTION licite.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE TABLE public.t (n int)",
    "CREATE TABLE licite.t (n int)",
    "CREATE SCHEMA mine",
    "CREATE DATABASE mine",
    "SELECT pg_sleep(0)",
    "SELECT pg_cancel_backend(0)",
    "SELECT pg_terminate_backend(0)",
    "SELECT lo_create(0)",
    "SELECT lo_from_bytea(0, 'x')",
    "SELECT pg_advisory_lock(1)",
    "SELECT pg_try_advisory_xact_lock(1)",
    "SELECT query_to_xml('SELECT 1', true, true, '')",
    "SELECT ts_stat('SELECT 1')",
    "SELECT * FROM pg_stat_activity",
    "SELECT pg_stat_get_backend_activity(1)",
    "SELECT * FROM pg_locks",
    "SELECT pg_logical_emit_message(false, 'a', 'b')",
    "SELECT pg_read_file('postgresql.conf')",
    "SELECT rolpassword FROM pg_authid",
    "COPY (SELECT 1) TO PROGRAM 'true'",
    "SET ROLE licite_owner",
    "SET ROLE licite_gate",
    "SET SESSION AUTHORIZATION licite_super",
    "SET track_activities = on",
    "SET log_min_messages = 'debug5'",
    "ALTER ROLE CURRENT_USER BYPASSRLS",
    "ALTER ROLE CURRENT_USER SET track_activities = on",
)


@pytest.mark.parametrize("query", FORBIDDEN)
@pytest.mark.parametrize("role", SERVED)
def test_a_served_role_is_refused(connect: Connect, role: str, query: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connect(role).execute(query)


def test_only_the_worker_and_the_owner_may_notify(connect: Connect) -> None:
    connect("worker").execute("SELECT pg_notify('queue', '')")
    connect("migrate").execute("SELECT pg_notify('queue', '')")
    for role in ("web", "auth", "sealer"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connect(role).execute("SELECT pg_notify('queue', '')")


def test_no_application_role_is_more_than_it_should_be(connect: Connect) -> None:
    rows = connect(roles.SUPER).execute(
        "SELECT rolname, rolcanlogin, rolbypassrls FROM pg_roles"
        " WHERE rolname LIKE 'licite\\_%' AND NOT rolsuper"
        " AND NOT (rolcreaterole OR rolcreatedb OR rolreplication)"
    )
    assert {row[0]: row[1:] for row in rows} == {r.name: (r.login, r.bypass) for r in roles.ROLES}


def test_only_migrations_are_members_of_anything(connect: Connect) -> None:
    rows = connect(roles.SUPER).execute(
        "SELECT roleid::regrole::text, member::regrole::text, inherit_option FROM pg_auth_members"
        " WHERE member::regrole::text LIKE 'licite\\_%'"
    )
    assert set(rows) == {
        ("licite_gate", "licite_owner", False),
        ("licite_gate", "licite_migrate", False),
        ("licite_owner", "licite_migrate", True),
    }


def test_the_activity_of_a_served_role_is_hidden_even_from_the_superuser(connect: Connect) -> None:
    web = connect("web")
    web.execute("SELECT 'Marqueur-Zorglub'")
    query = "SELECT query FROM pg_stat_activity WHERE usename = 'licite_web'"
    assert {text for (text,) in connect(roles.SUPER).execute(query)} == {""}


def test_timeouts_and_search_paths_hold_from_the_first_statement(connect: Connect) -> None:
    found = {
        role: connect(role)
        .execute("SELECT current_setting('search_path'), current_setting('statement_timeout')")
        .fetchone()
        for role in (*SERVED, "migrate")
    }
    assert found == {
        "web": ("licite", "15s"),
        "auth": ("login, licite", "15s"),
        "worker": ("licite, jobs", "5min"),
        "sealer": ("journal", "2min"),
        "migrate": ("licite, login, jobs, journal", "0"),
    }


def test_schemas_belong_to_the_owner_and_the_gate_to_itself(connect: Connect) -> None:
    rows = connect(roles.SUPER).execute(
        "SELECT nspname, nspowner::regrole::text FROM pg_namespace WHERE nspname = ANY (%s)",
        (list(roles.SCHEMAS),),
    )
    assert dict(rows.fetchall()) == roles.SCHEMAS


def test_migrations_act_as_the_owner_and_may_write_functions_of_the_gate(connect: Connect) -> None:
    with connect("migrate") as connection, connection.transaction(force_rollback=True):
        assert connection.execute("SELECT current_user").fetchone() == (roles.OWNER,)
        connection.execute("CREATE TABLE t (n int)")
        connection.execute("SET LOCAL ROLE licite_gate")
        connection.execute("CREATE FUNCTION gate.f() RETURNS int LANGUAGE sql AS 'SELECT 1'")
        connection.execute("RESET ROLE")
        assert connection.execute("SELECT gate.f()").fetchone() == (1,)


@pytest.mark.parametrize("own", ["postgres", "template1"])
def test_the_databases_of_postgresql_itself_are_closed(served: Server, own: str) -> None:
    with pytest.raises(psycopg.OperationalError, match="permission denied"):
        psycopg.connect(served.dsn("web", own))


def test_bootstrap_again_changes_nothing_and_repairs_what_was_loosened(
    served: Server, connect: Connect
) -> None:
    connect(roles.SUPER).execute("ALTER ROLE licite_web BYPASSRLS")
    connect(roles.SUPER).execute("GRANT EXECUTE ON FUNCTION pg_sleep(float8) TO PUBLIC")
    assert still_open(connect(roles.SUPER)) == ["EXECUTE on function pg_sleep(double precision)"]
    assert bootstrap(served) == []
    found = connect(roles.SUPER).execute("SELECT rolbypassrls FROM pg_roles WHERE rolname = 'licite_web'")
    assert found.fetchone() == (False,)


def test_a_copied_database_keeps_the_revocations_but_must_be_opened_again(
    served: Server, connect: Connect
) -> None:
    boss = connect(roles.SUPER)
    boss.execute("CREATE DATABASE copy TEMPLATE licite")
    try:
        allow_connect(boss, "copy")
        with psycopg.connect(served.dsn("web", "copy"), autocommit=True) as web:
            for query in FORBIDDEN[:8]:
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    web.execute(query)
    finally:
        boss.execute("DROP DATABASE copy WITH (FORCE)")


def test_what_could_not_be_revoked_is_named(served: Server, connect: Connect) -> None:
    boss = connect(roles.SUPER)
    boss.execute("CREATE DATABASE fresh TEMPLATE template0")
    try:
        boss.execute("GRANT CONNECT ON DATABASE fresh TO licite_worker")
        with psycopg.connect(served.dsn("worker", "fresh")) as powerless:
            rest = harden(powerless)
        assert "EXECUTE on function pg_sleep(double precision)" in rest
        assert "USAGE on language plpgsql" in rest
        assert "TEMP on database fresh" in rest
        assert len([line for line in rest if line.startswith("EXECUTE")]) >= 60
        with psycopg.connect(served.dsn(roles.SUPER, "fresh"), autocommit=True) as able:
            allow_connect(able, "fresh")
            assert harden(able) == []
    finally:
        boss.execute(sql.SQL("DROP DATABASE fresh WITH (FORCE)"))

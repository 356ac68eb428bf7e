"""The catalogue itself, linted: what a later migration forgets shows here, table by table."""

import re
from collections.abc import Iterator

import psycopg
import pytest

from licite.ops import roles
from tests.plugin import database_name, superuser

SERVED = (roles.WEB, roles.WORKER, roles.AUTH, roles.SEALER)
HOUSE = "('licite', 'journal', 'gate', 'login', 'jobs')"
PINNED = ("search_path=pg_catalog, pg_temp", "search_path=pg_catalog, jobs, pg_temp")

# All that the web role may execute beyond PostgreSQL's own. Longer only with a reason and an attack in the corpus.
WEB_MAY_CALL = {
    "add_field", "add_grant", "add_member", "add_portfolio", "add_purpose", "advance_many", "answer_access", "answer_optin",
    "approve_balancing", "arrive", "arrive_all", "ask_access", "ask_link", "assign", "assign_many", "bring_remarks", "cells", "cells_open",
    "cells_with", "change_profile", "classify", "close_access", "close_portfolio", "copy_profile", "decide", "defer",
    "disclose", "draft_balancing", "end_grant", "end_member", "enter", "entries_about", "flag", "foresee", "hear_left",
    "hand_deal", "hand_task", "health", "hold_records", "imports_of_others", "inform", "inside", "invite_member", "latest",
    "keep_batch", "law", "law_version", "left_behind", "lay_placements", "lift", "look_up_suppression", "me", "merge",
    "merged_into", "merging", "move_stage", "note_minor", "notice_mail", "now", "object",
    "objected_elsewhere", "openings",
    "optin", "override_rule", "pairs_apart", "pairs_waiting", "permits", "person_objects", "person_withdraws", "portfolio_names", "portfolios",
    "prolong_grant", "public_notice", "publish_notice", "read_link", "read_notice", "rename_portfolio",
    "restrict", "retire_field", "retire_purpose", "reveal", "review_flag", "review_suppression", "roll",
    "roster", "seal_merge", "sealing", "set_organisation", "speak", "stage_after", "stand_in",
    "strike_delivery", "strike_text", "suppress", "suppression_summary", "tell_apart", "text_flagged", "tie_field",
    "undo_again", "undo_batch", "unmerge", "unsay", "value_deals", "who", "withdraw", "word", "write",
}  # fmt: skip


@pytest.fixture(scope="module")
def catalogue() -> Iterator[psycopg.Connection]:
    with superuser(database_name()) as connection:
        yield connection


def asked(catalogue: psycopg.Connection, query: str, *args: object) -> list[tuple]:
    return catalogue.execute(query, args or None).fetchall()  # type: ignore[arg-type]


def test_every_table_of_people_and_journal_keeps_its_rows_apart_even_from_its_owner(catalogue):
    open_tables = asked(catalogue, """
        SELECT c.oid::regclass::text FROM pg_class c WHERE c.relkind IN ('r', 'p')
        AND c.relnamespace IN ('licite'::regnamespace, 'journal'::regnamespace)
        AND NOT (c.relrowsecurity AND c.relforcerowsecurity) AND c.relname <> 'django_migrations'""")  # fmt: skip
    assert open_tables == []


def test_every_table_that_the_web_role_touches_has_a_policy_for_each_verb(catalogue):
    found = asked(catalogue, """
        SELECT c.oid::regclass::text, coalesce(string_agg(DISTINCT p.polcmd::text, '' ORDER BY p.polcmd::text), '') FROM pg_class c
        LEFT JOIN pg_policy p ON p.polrelid = c.oid AND 'licite_web'::regrole = ANY (p.polroles)
        WHERE c.relkind IN ('r', 'p') AND c.relnamespace IN ('licite'::regnamespace, 'journal'::regnamespace)
          AND (has_any_column_privilege('licite_web', c.oid, 'SELECT, INSERT, UPDATE') OR has_table_privilege('licite_web', c.oid, 'DELETE'))
        GROUP BY 1""")  # fmt: skip
    assert found
    assert {table: verbs for table, verbs in found if verbs != "adrw"} == {}


def test_the_web_role_reaches_no_table_outside_licite_and_the_journals_parents(catalogue):
    found = asked(catalogue, f"""
        SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname IN {HOUSE} AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND n.nspname <> 'licite'
          AND CASE WHEN c.relkind = 'S' THEN has_sequence_privilege('licite_web', c.oid, 'USAGE, SELECT, UPDATE')
              ELSE has_any_column_privilege('licite_web', c.oid, 'SELECT, INSERT, UPDATE, REFERENCES')
                OR has_table_privilege('licite_web', c.oid, 'DELETE, TRUNCATE, TRIGGER, MAINTAIN') END""")  # fmt: skip
    assert {table for (table,) in found} == {
        "journal.block", "journal.deed", "journal.entry", "journal.trace"}  # fmt: skip


def test_the_web_role_never_truncates_references_triggers_or_maintains(catalogue):
    found = asked(catalogue, f"""
        SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname IN {HOUSE}
        AND c.relkind IN ('r', 'p') AND has_table_privilege('licite_web', c.oid, 'TRUNCATE, REFERENCES, TRIGGER, MAINTAIN')""")  # fmt: skip
    assert found == []


def test_the_web_role_sets_no_number_of_a_row_and_no_cell_afterwards(catalogue):
    found = asked(catalogue, """
        SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE c.relnamespace = 'licite'::regnamespace AND c.relkind = 'r' AND (
            a.attname = 'id' AND has_column_privilege('licite_web', c.oid, a.attnum, 'INSERT')
            OR a.attname IN ('id', 'public', 'cell', 'contact', 'member', 'created_by', 'objections', 'waiting')
               AND has_column_privilege('licite_web', c.oid, a.attnum, 'UPDATE'))""")  # fmt: skip
    assert found == []


def policies(catalogue: psycopg.Connection) -> list[tuple[str, str, list[str], str]]:
    return asked(catalogue, """
        SELECT p.polrelid::regclass::text, p.polname, ARRAY(SELECT r::regrole::text FROM unnest(p.polroles) r),
            concat_ws(' ; ', pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) FROM pg_policy p""")  # fmt: skip


def test_no_policy_asks_the_gate_once_a_row(catalogue):
    for table, name, _, expression in policies(catalogue):
        for call in re.finditer(r"gate\.\w+\(", expression):
            # PostgreSQL prints `(SELECT gate.cells('read'::text) AS cells)`; a condition over a call stays inside too.
            before = expression[: call.start()]
            assert before.rfind("SELECT") > before.rfind(" AND "), f"{table}.{name}: {expression}"
            assert before.count("(") > before.count(")"), f"{table}.{name}: {expression}"


def test_no_policy_is_simply_true_but_for_the_gates_own_look_up(catalogue):
    loose = {
        (table, name, *held)
        for table, name, held, expression in policies(catalogue)
        if "true" in expression.split(" ; ")
    }
    assert loose <= {("journal.trace", "gate_finds", "licite_gate")}


def test_no_policy_is_for_everybody(catalogue):
    assert [
        (table, name) for table, name, held, _ in policies(catalogue) if "-" in held or "public" in held
    ] == []


def test_public_holds_nothing_in_the_house(catalogue):
    found = asked(catalogue, f"""
        SELECT 'schema ' || n.nspname FROM pg_namespace n, aclexplode(n.nspacl) a WHERE a.grantee = 0 AND n.nspname IN {HOUSE}
        UNION ALL SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(c.relacl) a
            WHERE a.grantee = 0 AND n.nspname IN {HOUSE}
        UNION ALL SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace,
            aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
            WHERE a.grantee = 0 AND n.nspname IN {HOUSE} AND n.nspname <> 'jobs'""")  # fmt: skip
    assert found == []


def test_the_queues_own_functions_are_out_of_reach_for_the_pages(catalogue):
    """The queue's library leaves its functions to PUBLIC; none is a definer, and the schema is shut."""
    assert asked(catalogue, "SELECT has_schema_privilege('licite_web', 'jobs', 'USAGE'), has_schema_privilege('licite_auth', 'jobs', 'USAGE')") == [
        (False, False)
    ]  # fmt: skip
    assert (
        asked(catalogue, "SELECT 1 FROM pg_proc WHERE pronamespace = 'jobs'::regnamespace AND prosecdef")
        == []
    )


def test_every_definer_function_is_pinned_owned_by_gate_or_owner_and_without_dynamic_sql(catalogue):
    functions = asked(catalogue, """
        SELECT p.oid::regprocedure::text, r.rolname, coalesce(p.proconfig, '{}'), p.prosrc FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner
        WHERE p.prosecdef AND p.pronamespace <> 'pg_catalog'::regnamespace""")  # fmt: skip
    assert functions
    for name, owner, settings, source in functions:
        assert owner in (roles.GATE, roles.OWNER), name
        assert any(setting in PINNED for setting in settings), name
        code = re.sub(r"--.*|'[^']*'", "", source)
        if name != "journal.make_partitions()":
            assert not re.search(r"\bexecute\b", code, re.IGNORECASE), name


def test_functions_that_are_not_definers_are_pinned_too(catalogue):
    loose = asked(catalogue, f"""
        SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname IN {HOUSE} AND n.nspname <> 'jobs' AND p.proconfig IS NULL""")  # fmt: skip
    assert loose == []


def test_nothing_of_ours_is_marked_leakproof(catalogue):
    assert asked(catalogue, f"SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace "
                            f"WHERE n.nspname IN {HOUSE} AND p.proleakproof") == []  # fmt: skip


def test_the_web_role_may_call_exactly_these_functions(catalogue):
    found = asked(catalogue, """
        SELECT n.nspname || '.' || p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND has_function_privilege('licite_web', p.oid, 'EXECUTE')
          AND has_schema_privilege('licite_web', n.oid, 'USAGE')""")  # fmt: skip
    assert {name for (name,) in found} == {f"gate.{name}" for name in WEB_MAY_CALL}


def test_views_ask_as_their_reader_and_none_is_materialised(catalogue):
    found = asked(catalogue, f"""
        SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname IN {HOUSE}
        AND (c.relkind = 'm' OR c.relkind = 'v' AND NOT coalesce(c.reloptions, '{{}}') @> ARRAY['security_invoker=true'])""")  # fmt: skip
    assert found == []


def test_the_cell_leads_an_index_of_each_large_table_or_its_contact_does(catalogue):
    """Lists walk (cell, …); children are walked from their contact, searches from their token or word."""
    found = asked(catalogue, """
        SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'cell' AND NOT a.attisdropped
        WHERE c.relkind = 'r' AND c.relnamespace = 'licite'::regnamespace AND NOT EXISTS (
            SELECT FROM pg_index i JOIN pg_attribute k ON k.attrelid = c.oid AND k.attnum = i.indkey[0]
            WHERE i.indrelid = c.oid AND k.attname IN ('cell', 'contact', 'token', 'word', 'member'))""")  # fmt: skip
    # A tray is small: a row is a clash that nobody has decided yet.
    assert {name for (name,) in found} <= {"access_reveal", "people_tray"}
    led = asked(catalogue, """
        SELECT DISTINCT i.indrelid::regclass::text FROM pg_index i JOIN pg_attribute k ON k.attrelid = i.indrelid AND k.attnum = i.indkey[0]
        WHERE k.attname = 'cell'""")  # fmt: skip
    assert {"licite.people_contact", "licite.people_company"} <= {name for (name,) in led}


def test_every_child_of_a_contact_hangs_on_its_contact_and_its_cell(catalogue):
    children = asked(catalogue, """
        SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'licite'::regnamespace AND c.relkind = 'r'
        AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'contact')
        AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'cell')
        AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'f' AND cardinality(k.conkey) = 2
                        AND k.confrelid = 'licite.people_contact'::regclass AND k.confupdtype = 'c')""")  # fmt: skip
    # A reveal is what a member did, not a part of the record: it stays in the cell where it was done.
    assert {name for (name,) in children} == {"access_reveal"}


def test_roles_have_no_attribute_and_no_membership_beyond_their_own(catalogue):
    found = asked(catalogue, """
        SELECT rolname, rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls, rolcanlogin FROM pg_roles
        WHERE rolname LIKE 'licite%' AND rolname <> 'licite_super'""")  # fmt: skip
    assert {name: (any(rest), bypass, login) for name, *rest, bypass, login in found} == {
        role.name: (False, role.bypass, role.login) for role in roles.ROLES
    }
    assert [role.name for role in roles.ROLES if role.bypass] == [roles.MIGRATE]
    members = asked(catalogue, """
        SELECT g.rolname, m.rolname, a.inherit_option, a.set_option, a.admin_option FROM pg_auth_members a
        JOIN pg_roles g ON g.oid = a.roleid JOIN pg_roles m ON m.oid = a.member WHERE m.rolname LIKE 'licite%'""")  # fmt: skip
    assert {(group, member) for group, member, *_ in members} == {
        (roles.GATE, roles.OWNER), (roles.GATE, roles.MIGRATE), (roles.OWNER, roles.MIGRATE)}  # fmt: skip
    assert not any(admin for *_, admin in members)


@pytest.mark.parametrize("role", SERVED)
def test_a_served_role_owns_nothing_writes_no_code_and_makes_nothing(catalogue, role: str):
    assert (
        asked(catalogue, "SELECT 1 FROM pg_shdepend WHERE deptype = 'o' AND refobjid = %s::regrole", role)
        == []
    )
    languages = asked(
        catalogue,
        "SELECT lanname FROM pg_language WHERE lanpltrusted AND has_language_privilege(%s, oid, 'USAGE')",
        role,
    )
    assert languages == []
    schemas = asked(
        catalogue, "SELECT nspname FROM pg_namespace WHERE has_schema_privilege(%s, oid, 'CREATE')", role
    )
    assert schemas == []
    assert asked(
        catalogue, "SELECT has_database_privilege(%s, current_database(), 'CREATE, TEMPORARY')", role
    ) == [(False,)]


@pytest.mark.parametrize("role", SERVED)
def test_a_served_roles_statements_are_hidden_bounded_and_unlogged(catalogue, role: str):
    ((settings,),) = asked(catalogue, "SELECT rolconfig FROM pg_roles WHERE rolname = %s", role)
    assert "track_activities=off" in settings
    assert {"statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"} <= {
        one.split("=")[0] for one in settings
    }


def test_parameters_and_failing_statements_stay_out_of_the_log(catalogue):
    found = dict(asked(catalogue, "SELECT name, setting FROM pg_settings WHERE name LIKE 'log%'"))
    assert found["log_parameter_max_length"] == "0"
    assert found["log_parameter_max_length_on_error"] == "0"
    assert found["log_min_error_statement"] == "panic"
    assert found["log_statement"] == "none"
    assert found["log_min_duration_statement"] == "-1"

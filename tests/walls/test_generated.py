"""Statements made from the catalogue: every table × verb × column × predicate, as three members; 5,000 in the soak."""

import random
import re
from collections.abc import Iterator

import pytest

from tests.plugin import lay_anew
from tests.walls.ground import Ground
from tests.walls.test_hostile import nothing_foreign, run
from tests.world import ANNA, PAUL, RITA, Cast

AIMS = ("@foreign", "@own", "@waiting_foreign", "999999")
CELLS = ("13", "23", "77")
JOINS = (
    "people_contact",
    "people_token",
    "people_interaction",
    "people_task",
    "access_grant",
    "journal.entry",
)


@pytest.fixture(scope="module")
def ground() -> Iterator[Ground]:
    laid = Ground()
    yield laid
    laid.close()
    lay_anew()


def columns_of(ground: Ground) -> dict[str, list[tuple[str, str]]]:
    """Table → (column, type) of every table of the house."""
    found: dict[str, list[tuple[str, str]]] = {}
    for table, column, kind in ground.superuser.execute(
        "SELECT format('%I.%I', n.nspname, c.relname), a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_class c "
        "JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped "
        "WHERE n.nspname IN ('licite', 'login', 'gate', 'journal', 'jobs') AND c.relkind IN ('r', 'p') ORDER BY 1, a.attnum"
    ):
        found.setdefault(table, []).append((column, kind))
    return found


def functions_of(ground: Ground) -> list[tuple[str, list[str]]]:
    """Every function of the house that is no trigger, with the types of its arguments."""
    return ground.superuser.execute(
        "SELECT format('%I.%I', n.nspname, p.proname), ARRAY(SELECT format_type(t, NULL) FROM unnest(p.proargtypes::oid[]) t) "
        "FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname IN ('gate', 'journal', 'jobs') "
        "AND p.prorettype <> 'trigger'::regtype AND p.prokind = 'f' ORDER BY 1"
    ).fetchall()


def value(kind: str, dice: random.Random) -> str:
    """Something of the type, aimed at what is foreign."""
    if kind.endswith("[]"):
        return f"ARRAY[{value(kind[:-2], dice)}]::{kind}"
    aimed = {
        "bigint": AIMS, "integer": (*CELLS, "3", "2"), "smallint": ("3", "15"), "uuid": ("'@foreign_public'", "gen_random_uuid()"),
        "boolean": ("true", "false"), "jsonb": ("'{\"member\": 3}'", "'[]'"), "bytea": ("'\\x00'", "sha256('x')"),
        "timestamp with time zone": ("now()", "'infinity'"), "interval": ("'1 hour'",),
    }.get(kind, ("'x'", "'phone'", "'read'", "'all'"))  # fmt: skip
    return dice.choice((*aimed, "NULL")) if dice.random() < 0.9 else "NULL"


def predicate(columns: list[tuple[str, str]], dice: random.Random) -> str:
    column, kind = dice.choice(columns)
    sign = dice.choice(("=", "<>", ">=", "IS DISTINCT FROM", "= ANY"))
    if sign == "= ANY":
        return f"{column} = ANY (ARRAY[{value(kind, dice)}]::{kind}[])" if not kind.endswith("[]") else "true"
    return dice.choice(
        (
            f"{column} {sign} {value(kind, dice)}",
            "true",
            f"NOT ({column} IS NULL)",
            f"length({column}::text) > 3",
        )
    )


def of_t(where: str, columns: list[tuple[str, str]]) -> str:
    """The predicate with its columns named as those of `t`."""
    names = "|".join(name for name, _ in columns)
    return re.sub(rf"(?<![@\w'.])({names})\b(?!')", r"t.\1", where)


def statement(
    tables: dict[str, list[tuple[str, str]]], functions: list[tuple[str, list[str]]], dice: random.Random
) -> str:
    table = dice.choice(list(tables))
    columns = tables[table]
    column, kind = dice.choice(columns)
    where = predicate(columns, dice)
    some = ", ".join(name for name, _ in dice.sample(columns, dice.randint(1, len(columns))))
    chosen = dice.sample(columns, dice.randint(1, len(columns)))
    into, values = ", ".join(name for name, _ in chosen), ", ".join(value(each, dice) for _, each in chosen)
    function, kinds = dice.choice(functions)
    arguments = ", ".join(f"{value(each, dice)}::{each}" for each in kinds)
    made = (
        f"SELECT {some} FROM {table} WHERE {where}",
        f"SELECT * FROM {table} t, {dice.choice(JOINS)} o WHERE {of_t(where, columns)} LIMIT 200",
        f"SELECT {column}, count(*), min({column}::text), max({column}::text) FROM {table} GROUP BY {column}",
        f"SELECT {some} FROM {table} WHERE {where} FOR UPDATE",
        f"UPDATE {table} SET {column} = {value(kind, dice)} WHERE {where} RETURNING *",
        f"UPDATE {table} SET {column} = {column} WHERE {where}",
        f"DELETE FROM {table} WHERE {where}",
        f"INSERT INTO {table} ({into}) VALUES ({values})",
        f"INSERT INTO {table} ({into}) SELECT {into} FROM {table} WHERE {where} ON CONFLICT DO NOTHING",
        f"MERGE INTO {table} t USING (SELECT 1) s ON {of_t(where, columns)} WHEN MATCHED THEN DELETE",
        f"TRUNCATE {table}",
        f"LOCK TABLE {table} IN EXCLUSIVE MODE NOWAIT",
        f"SELECT * FROM {function}({arguments})",
        f"SELECT {function}({arguments}) FROM {table} WHERE {where} LIMIT 3",
    )
    return dice.choice(made)


def assault(ground: Ground, member: Cast, count: int, seed: int) -> int:
    """Runs them in transactions of fifty that commit; how many were not refused."""
    dice, passed = random.Random(seed), 0
    tables, functions = columns_of(ground), functions_of(ground)
    before = ground.sums(member)
    for start in range(0, count, 50):
        connection = ground.enter(member)
        orders = [ground.fill(statement(tables, functions, dice)) for _ in range(min(50, count - start))]
        for order in orders:
            taken, text = run(connection, order)
            nothing_foreign(ground, member, order, taken, text)
            passed += taken.error is None
        connection.commit()
        after = ground.sums(member)
        assert {table for table in before if before[table] != after[table]} == set(), "\n".join(orders)
    return passed


@pytest.mark.parametrize("member", [RITA, PAUL, ANNA], ids=lambda member: member.profile)
def test_generated_statements_read_and_change_nothing_foreign(ground: Ground, member: Cast):
    passed = assault(ground, member, 300, seed=2026 + member.id)
    assert passed > 15, "statements that are all refused prove little"


@pytest.mark.soak
@pytest.mark.parametrize("member", [RITA, PAUL, ANNA], ids=lambda member: member.profile)
def test_thousands_of_generated_statements_read_and_change_nothing_foreign(
    ground: Ground, member: Cast, capsys: pytest.CaptureFixture[str]
):
    passed = assault(ground, member, 5_000, seed=member.id)
    with capsys.disabled():
        print(f"\n5000 generated statements as {member.profile}, {passed} not refused: nothing foreign")

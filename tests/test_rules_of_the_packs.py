"""Every rule that is asked for is in the pack, every rule of the pack is asked for, and the gate has them."""

import re
from pathlib import Path

import psycopg
import pytest

from licite import packs
from licite.access import rules
from tests.plugin import database_name, superuser

SOURCES = Path(packs.__file__).parent.parent
ASKED = re.compile(
    r"packs\.(?:rule|value|words|duration)\(\s*\"([^\"]+)\"|gate\.(?:figure|codes)\(\s*'([^']+)'|\brule=\"([^\"]+)\""
)
FIGURES = re.compile(r"interval '\d+ (?:second|minute|hour|day|month|year)s?'|make_interval\(\w+ => \d")
# How often a ticket's last use is written down: no rule of anybody's.
TECHNICAL = {"interval '30 seconds'", "interval '12 months'", "interval '1 month'"}


def source_files() -> list[Path]:
    return [
        path
        for pattern in ("*.py", "*.sql")
        for path in SOURCES.rglob(pattern)
        if "tests" not in path.parts and path.parent.name != "packs"
    ]


def keys_asked() -> set[str]:
    texts = (path.read_text(encoding="utf-8") for path in source_files())
    return {key for text in texts for groups in ASKED.findall(text) for key in groups if key}


def test_every_rule_that_is_asked_for_is_in_the_pack():
    assert keys_asked() - set(packs.rules()) == set()


def test_every_rule_of_the_pack_is_asked_for():
    assert set(packs.rules()) - keys_asked() == set()


def test_no_duration_of_the_law_is_written_in_sql():
    for path in source_files():
        if path.suffix == ".sql":
            found = set(FIGURES.findall(path.read_text(encoding="utf-8")))
            assert found <= TECHNICAL, f"{path.name}: {found - TECHNICAL} belongs in a pack"


def rows_of_the_gate() -> dict[str, tuple[int | None, list[str] | None]]:
    with superuser(database_name()) as connection:
        rows = connection.execute("SELECT key, figure, codes FROM gate.rule").fetchall()
    return {key: (figure, codes) for key, figure, codes in rows}


def test_the_gate_has_the_pack():
    assert rows_of_the_gate() == {
        key: (rule.figure, list(rule.codes) if rule.codes else None) for key, rule in packs.rules().items()
    }


def test_a_migration_puts_back_what_was_changed_by_hand(fresh):
    with superuser(database_name()) as connection:
        connection.execute("UPDATE gate.rule SET figure = 9999 WHERE key = 'sec.session.idle'")
        connection.execute("DELETE FROM gate.rule WHERE key = 'sec.reveal.a_day'")
        connection.execute("INSERT INTO gate.rule VALUES ('sec.invented', 1, NULL)")

    assert rules.load() == len(packs.rules())
    assert set(rows_of_the_gate()) == set(packs.rules())
    assert rows_of_the_gate()["sec.session.idle"] == (900, None)


def test_a_rule_the_gate_does_not_have_opens_nothing():
    with superuser(database_name()) as connection, pytest.raises(psycopg.errors.NoDataFound):
        connection.execute("SELECT gate.figure('sec.invented')")


@pytest.mark.parametrize("role", ["licite_web", "licite_worker", "licite_auth"])
def test_no_served_role_reads_or_writes_the_rules(role):
    with superuser(database_name()) as connection:
        for right in ("SELECT", "INSERT", "UPDATE", "DELETE"):
            found = connection.execute(
                "SELECT has_table_privilege(%s, 'gate.rule', %s)", (role, right)
            ).fetchone()
            assert found == (False,)
        found = connection.execute(
            "SELECT has_function_privilege(%s, 'gate.figure(text)', 'EXECUTE')", (role,)
        )
        assert found.fetchone() == (False,)

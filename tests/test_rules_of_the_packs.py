"""Every rule that is asked for is in the packs, every rule of a family in use is asked for, and the gate has them."""

import re
from pathlib import Path

import psycopg
import pytest

from licite import packs
from licite.access import rules
from licite.desk.rules.families import asleep
from licite.packs.lookup import SAME
from tests.plugin import database_name, superuser

SOURCES = Path(packs.__file__).parent.parent
ASKED = re.compile(
    r"packs\.(?:rule|value|words|text|regime|duration)\(\s*\"([^\"]+)\"|gate\.(?:figure|codes)\(\s*'([^']+)'|\brule=\"([^\"]+)\""
)
FIGURES = re.compile(r"interval '\d+ (?:second|minute|hour|day|month|year)s?'|make_interval\(\w+ => \d")
# No rule of anybody's: how often a ticket's last use is written down, partitions made ahead, clocks that differ a little,
# how often the public form answers one client or one address, how long a link that nobody asked for again is kept.
TECHNICAL = {
    "interval '30 seconds'", "interval '12 months'", "interval '1 month'", "interval '1 minute'", "interval '10 minutes'",
    "interval '1 hour'", "interval '1 day'", "interval '5 days'", "interval '30 days'",
}  # fmt: skip
Kept = tuple[int | None, list[str] | None]


def source_files() -> list[Path]:
    return [
        path
        for pattern in ("*.py", "*.sql")
        for path in SOURCES.rglob(pattern)
        if "tests" not in path.parts and path.parent.name != "packs"
    ]


def keys_asked() -> set[str]:
    texts = (path.read_text(encoding="utf-8") for path in source_files())
    return {SAME.get(key, key) for text in texts for groups in ASKED.findall(text) for key in groups if key}


def test_every_rule_that_is_asked_for_is_in_the_packs():
    assert keys_asked() - set(packs.rules()) == set()


# Built by the code from a channel, a capacity or a category.
MADE = ("chan.", "words.", "special.columns.")
# Nothing asks for them, since nothing in the house could do otherwise: the screens have no such field, the tables no
# such column, no job takes a fingerprint out of the list, an objection closes in the act that notes it.
BY_CONSTRUCTION = {
    "capacity.unknown_is_consumer",
    "deadline.objection.immediate",
    "objection.list.floor",
    "ret.suppression.content",
    "special.birth_date",
    "special.card_security_code",
    "special.civility",
    "special.iban.invoicing_only",
    "special.minor.birth_date",
    "special.national_id",
    "special.notes.readable",
    "special.notes.reviewed",
    "special.refused",
}


def test_every_rule_said_to_be_at_work_is_asked_for_and_no_other():
    texts = [path.read_text(encoding="utf-8") for path in source_files() if "packs" not in path.parts]
    said = "".join(text for text in texts if "Family(" not in text)
    names = {key: {key, *(other for other, same in SAME.items() if same == key)} for key in packs.rules()}
    asked = {
        key
        for key in names
        if key.startswith(MADE) or any(f'"{name}"' in said or f"'{name}'" in said for name in names[key])
    }
    at_work = {key for key in names if not asleep(key)} - BY_CONSTRUCTION
    assert at_work == asked - BY_CONSTRUCTION


def test_no_duration_of_the_law_is_written_in_sql():
    for path in source_files():
        if path.suffix == ".sql":
            found = set(FIGURES.findall(path.read_text(encoding="utf-8")))
            assert found <= TECHNICAL, f"{path.name}: {found - TECHNICAL} belongs in a pack"


def rows_of_the_gate() -> dict[tuple[str, str], Kept]:
    with superuser(database_name()) as connection:
        rows = connection.execute("SELECT country, key, figure, codes FROM gate.rule").fetchall()
    return {(country, key): (figure, codes) for country, key, figure, codes in rows}


def rows_of_the_packs() -> dict[tuple[str, str], Kept]:
    return {
        (country, key): (rule.figure, None if rule.codes is None else list(rule.codes))
        for country in packs.countries()
        for key, rule in packs.rules(country).items()
    }


def test_the_gate_has_the_packs():
    assert rows_of_the_gate() == rows_of_the_packs()


def test_a_migration_puts_back_what_was_changed_by_hand(fresh):
    with superuser(database_name()) as connection:
        connection.execute("UPDATE gate.rule SET figure = 9999 WHERE key = 'sec.session.idle'")
        connection.execute("DELETE FROM gate.rule WHERE key = 'sec.reveal.a_day'")
        connection.execute("INSERT INTO gate.rule SELECT country, 'sec.invented', unit, scale, 1, codes, 1, base_codes, least, most, stricter, editor FROM gate.rule WHERE key = 'sec.session.idle'")  # fmt: skip

    assert rules.load() == len(rows_of_the_packs())
    assert rows_of_the_gate() == rows_of_the_packs()


def test_a_rule_the_gate_does_not_have_opens_nothing():
    with superuser(database_name()) as connection, pytest.raises(psycopg.errors.NoDataFound):
        connection.execute("SELECT gate.figure('sec.invented')")


@pytest.mark.parametrize("role", ["licite_web", "licite_worker", "licite_auth"])
def test_no_served_role_reads_or_writes_the_rules(role):
    with superuser(database_name()) as connection:
        for table in ("gate.rule", "gate.law"):
            for right in ("SELECT", "INSERT", "UPDATE", "DELETE"):
                found = connection.execute("SELECT has_table_privilege(%s, %s, %s)", (role, table, right))
                assert found.fetchone() == (False,)
        found = connection.execute(
            "SELECT has_function_privilege(%s, 'gate.figure(text)', 'EXECUTE')", (role,)
        )
        assert found.fetchone() == (False,)

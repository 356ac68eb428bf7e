"""Hostile SQL as the web role inside a member's own transaction: nothing foreign comes out, nothing foreign changes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import psycopg
import pytest

from tests.plugin import lay_anew
from tests.walls.ground import Ground, text_of, text_of_rows
from tests.walls.hostile import (
    Attack,
    Oracle,
    Outcome,
    consents,
    days,
    deals,
    duplicates,
    forging,
    notes,
    notices,
    oracles,
    orders,
    purchases,
    purposes,
    reading,
    rights,
    rules,
    suppression,
    writing,
)
from tests.world import Cast

ATTACKS = (
    *forging.ATTACKS,
    *reading.ATTACKS,
    *writing.ATTACKS,
    *orders.ATTACKS,
    *purposes.ATTACKS,
    *consents.ATTACKS,
    *days.ATTACKS,
    *deals.ATTACKS,
    *purchases.ATTACKS,
    *notes.ATTACKS,
    *notices.ATTACKS,
    *suppression.ATTACKS,
    *rules.ATTACKS,
    *rights.ATTACKS,
    *duplicates.ATTACKS,
)
ORACLES = (*oracles.ORACLES, *consents.ORACLES, *notes.ORACLES, *notices.ORACLES, *suppression.ORACLES)


@pytest.fixture(scope="module")
def ground() -> Iterator[Ground]:
    laid = Ground()
    yield laid
    laid.close()
    lay_anew()


@dataclass
class Taken:
    """What the attacker holds after the last statement."""

    rows: list[tuple[Any, ...]] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    count: int = 0
    error: psycopg.Error | None = None

    @property
    def nothing(self) -> bool:
        hollow = all(value in (None, 0, False, "", [], "{}") for row in self.rows for value in row)
        return self.error is None and hollow and (bool(self.columns) or self.count <= 0)

    @property
    def verdict(self) -> tuple[Any, ...]:
        return (
            self.error and (self.error.sqlstate, self.error.diag.message_primary),
            self.rows,
            self.columns,
            self.count,
        )

    def __str__(self) -> str:
        return f"{self.error or ''}{text_of_rows(self.rows)[:400]} ({self.count} rows)"


def run(connection: psycopg.Connection, statement: str) -> tuple[Taken, str]:
    """One statement under a savepoint of its own; what it brought, and all the text that came out."""
    stacked = statement.startswith("COMMIT")
    taken = Taken()
    try:
        if not stacked:
            connection.execute("SAVEPOINT attack")
        cursor = connection.execute(statement)  # type: ignore[arg-type]
        taken.count = cursor.rowcount
        if cursor.description:
            taken.columns = [column.name for column in cursor.description]
            taken.rows = cursor.fetchall()
    except psycopg.Error as error:
        taken.error = error
        if not connection.closed:
            lost = connection.info.transaction_status != psycopg.pq.TransactionStatus.INERROR
            connection.rollback() if stacked or lost else connection.execute("ROLLBACK TO attack")
    said = (
        f"{taken.error}\n{getattr(taken.error, 'diag', None) and taken.error.diag.message_detail}"
        if taken.error
        else ""
    )
    return taken, f"{text_of_rows(taken.rows)}\n{said}"


def nothing_foreign(ground: Ground, member: Cast, asked: str, taken: Taken, text: str) -> None:
    """No value, no row, no notice that belongs to others."""
    text += "\n".join(ground.notices)
    ground.notices.clear()
    # What the attackers typed themselves comes back in errors and in their own rows.
    ground.typed |= {mark for mark in ground.marks(member) if mark in asked}
    leaked = [mark for mark in ground.marks(member) - ground.typed if mark in text]
    assert not leaked, f"{len(leaked)} foreign values came out: {taken}"
    if "cell" in taken.columns:
        at = taken.columns.index("cell")
        # A company is in sight of everyone who works in its portfolio.
        whole = "people_company" in asked
        seen = {row[at] // 10 if whole and row[at] else row[at] for row in taken.rows}
        assert seen <= {None, *(member.portfolios if whole else member.cells)}, (
            f"foreign rows came out: {taken}"
        )


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_hostile_sql_gains_nothing(ground: Ground, attack: Attack):
    before = ground.known.get(attack.actor) or ground.sums(attack.actor)
    connection = ground.enter(attack.actor)
    taken = Taken()
    for statement in attack.sql:
        taken, text = run(connection, ground.fill(statement))
        nothing_foreign(ground, attack.actor, ground.fill(statement), taken, text)
    if not connection.closed:
        connection.commit()
    after = ground.sums(attack.actor)
    ground.known = {attack.actor: after}
    assert {table for table in before if before[table] != after.get(table)} == set(), f"gained {attack.gain}"
    match attack.outcome:
        case Outcome.DENIED:
            assert taken.error is not None, f"gained {attack.gain}: {taken}"
            assert taken.error.sqlstate == attack.state, f"refused for another reason: {taken}"
        case Outcome.EMPTY:
            assert taken.nothing, f"gained {attack.gain}: {taken}"
        case Outcome.OWN:
            assert taken.error is None, taken
            assert taken.rows, "an attack that reads nothing proves nothing"


@pytest.mark.parametrize("oracle", ORACLES, ids=lambda oracle: oracle.name)
def test_a_foreign_thing_answers_like_a_missing_one(ground: Ground, oracle: Oracle):
    answers = []
    for things in (oracle.foreign, oracle.missing):
        connection = ground.enter(oracle.actor)
        values = [ground.fill(thing) for thing in things]
        asked = ground.fill(oracle.sql.format(*values))
        taken, text = run(connection, asked)
        nothing_foreign(ground, oracle.actor, asked, taken, text)
        connection.rollback()
        words = [taken.error.diag.message_detail or "" if taken.error else ""]
        # The attacker's own words come back in the detail; everything else must be the same.
        for number, value in enumerate(values):
            words = [word.replace(text_of(value), f"<{number}>") for word in words]
        answers.append((taken.verdict, words))
    assert answers[0] == answers[1], f"tells {oracle.gain}"


def test_the_corpus_is_as_large_as_promised_and_each_attack_has_its_own_name():
    names = [one.name for one in (*ATTACKS, *ORACLES)]
    assert len(names) == len(set(names))
    assert len(names) >= 60

"""Killed at any statement, or at any moment, an import and an undoing end as if nothing had happened."""

import os
import random
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache, partial

import pytest
from django.db import connection

from licite.access.gate import acting_for
from licite.intake.actions import import_table
from licite.intake.models import Batch
from licite.intake.plans import Plan, Rule
from licite.intake.tests import dumps
from licite.intake.tests.conftest import PURPOSE, run, staged, told, worker_role
from licite.intake.tests.test_import import HEADER, JEAN
from licite.intake.undoing import order_undoing, undo
from tests.plugin import lay_anew
from tests.world import MAX

HERE = "Prénom;Nom;E-mail\nJean;Ménard;jean.menard@fonderie.example\nNina;Alpha;nina@x.example\n"
NEW = "".join(
    f"Ana{n};Neuve{n};Société {n % 4};ana{n}@x.example;;75001;{'oui' if n == 6 else ''}\n" for n in range(14)
)
# 2 completes Jean, 3 is doubtful and somebody else, 4 is doubtful and kept out, 5 waits, 6 is Nina; then the new, one twice.
FILE = (
    HEADER + JEAN + "Jean;Ménard;Ailleurs;jm@ailleurs.example;;;\nPaule;Autre;;jean.menard@fonderie.example;;;\n"
    "Luce;Autre;;nina@x.example;;;\nNina;Alpha;Fonderies du Léman;nina@x.example;01 99 00 55 66;74000;\n" + NEW
    + "Ana3;Neuve3;;ana3@x.example;;;\n"
)  # fmt: skip
PLAN = Plan(rule=Rule.MERGE, decisions={3: Rule.KEEP, 4: Rule.SKIP})
POINTS = (0.2, 0.5, 0.9)
FILL = 400
"""Rows more, so that ten deaths find it under way."""


class Killed(BaseException):
    """The process is no more."""


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    monkeypatch.setattr("licite.intake.actions.ROWS", 5)
    monkeypatch.setattr("licite.intake.undoing.AT_ONCE", 4)


@contextmanager
def counted(dies_after: int = -1) -> Iterator[list[int]]:
    """Counts statements; before the one numbered so, the connection drops and nothing of this process goes on."""
    seen = [0]

    def watch(execute, sql, params, many, context):
        if seen[0] == dies_after:
            connection.close()
            raise Killed
        seen[0] += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield seen


def ready(text: str = FILE) -> Batch:
    run(staged(HERE))
    return staged(text, plan=PLAN)


def bring(batch: Batch) -> None:
    import_table(partial(acting_for, MAX.id, PURPOSE), batch.public)


def order(batch: Batch) -> None:
    with acting_for(MAX.id, PURPOSE) as actor:
        assert order_undoing(actor, Batch.objects.get(public=batch.public))


def take_back(batch: Batch) -> None:
    undo(partial(acting_for, MAX.id, PURPOSE), batch.public)


def result(batch: Batch) -> tuple[object, ...]:
    """What the base and the report say, whatever numbers the database gave."""
    tables = dumps.people()
    people = sorted(map(repr, tables.pop("opened")))
    sizes = {table: len(rows) for table, rows in tables.items()}
    lines = [
        (one.number, one.outcome, one.reasons, one.warnings, len(one.records)) for one in told(batch).lines
    ]
    with acting_for(MAX.id, PURPOSE):
        record = Batch.objects.get(public=batch.public)
        return people, sizes, lines, record.counts, record.state


@cache
def undisturbed() -> tuple[tuple[object, ...], int, int]:
    """The result without a death, and how many statements it and its undoing took."""
    batch = ready()
    with counted() as coming:
        bring(batch)
    found = result(batch)
    order(batch)
    with counted() as going:
        take_back(batch)
    connection.close()
    lay_anew()
    return found, coming[0], going[0]


def die(act: Callable[[Batch], None], batch: Batch, after: int) -> None:
    with pytest.raises(Killed), counted(after):
        act(batch)


@pytest.mark.parametrize("share", POINTS)
def test_an_import_with_decisions_killed_at_any_statement_ends_the_same(worker, share):
    expected, statements, _ = undisturbed()
    batch = ready()
    die(bring, batch, int(statements * share))
    assert result(batch) != expected
    bring(batch)
    assert result(batch) == expected


@pytest.mark.parametrize("share", POINTS)
def test_an_undoing_killed_at_any_statement_leaves_the_base_as_before(worker, share):
    _, _, statements = undisturbed()
    batch = ready()
    before = dumps.people()
    bring(batch)
    order(batch)
    die(take_back, batch, int(statements * share))
    take_back(batch)
    assert differences(before) == {}


def differences(before: Mapping[str, list[object]]) -> dict[str, list[object]]:
    """Tables that are not as before."""
    return {table: rows for table, rows in dumps.people().items() if rows != before[table]}


def killed_after(act: Callable[[Batch], None], batch: Batch, seconds: float) -> bool:
    """The act in a process of its own, which gets SIGKILL; whether it was still at it."""
    connection.close()
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            act(batch)
        os._exit(0)
    time.sleep(seconds)
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


@pytest.mark.soak
def test_ten_processes_killed_at_random_moments_of_an_import_and_ten_of_its_undoing(fresh, capsys):
    more = "".join(f"Léa{n};Suite{n};;lea{n}@x.example;;;\n" for n in range(FILL))
    with worker_role():
        batch = ready(FILE + more)
        before = dumps.people()
        began = time.monotonic()
        bring(batch)
        coming, expected = time.monotonic() - began, result(batch)
        order(batch)
        began = time.monotonic()
        take_back(batch)
        going = time.monotonic() - began
        assert differences(before) == {}
        connection.close()
        lay_anew()
        batch = ready(FILE + more)
        before = dumps.people()
        rng, deaths = random.Random(), 0
        for _ in range(10):
            deaths += killed_after(bring, batch, rng.uniform(0, coming / 8))
        bring(batch)
        assert result(batch) == expected
        order(batch)
        for _ in range(10):
            deaths += killed_after(take_back, batch, rng.uniform(0, going / 8))
        take_back(batch)
        assert differences(before) == {}
    with capsys.disabled():
        print(f"\nimport of {FILL + 20} rows and its undoing: {deaths} deaths of 20, the same result")

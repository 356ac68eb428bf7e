"""A large file is read by a second process: the same comes of it, whoever of the two is killed."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import cache, partial
from pathlib import Path

import pytest
from django.db import connection

from licite import vault
from licite.access.gate import acting_for
from licite.intake import beside
from licite.intake.actions import import_table
from licite.intake.chunks import made_of
from licite.intake.drafts import open_draft, save, upload
from licite.intake.looking import look, read
from licite.intake.plans import Plan
from licite.intake.rows import Person, Reading
from licite.intake.tests.conftest import PURPOSE, declaration, staged, told
from licite.intake.tests.test_import import HEADER, JEAN
from licite.intake.tests.test_killed import bring, result
from licite.kit import clock
from licite.vault.ring import KeyRing
from tests.plugin import lay_anew
from tests.world import MAX

ROWS = 500
"""More than what two processes have between them at once."""
FILE = HEADER + JEAN + "".join(
    f"Léa{n % 90};Suite{n};Société {n % 7};lea{n}@x.example;06 39 98 {n:04d};{75000 + n % 20};\n" for n in range(ROWS)
)  # fmt: skip


@pytest.fixture(autouse=True)
def small_parts(monkeypatch) -> None:
    monkeypatch.setattr("licite.intake.actions.ROWS", 50)
    monkeypatch.setattr("licite.intake.looking.ROWS", 50)


@pytest.fixture
def two(monkeypatch) -> None:
    """Files of any size are read by two."""
    monkeypatch.setattr(beside, "FROM", 0)


def readers() -> Iterator[int]:
    """The second processes of this test run that run at this moment."""
    ours = f"LICITE_HOME={os.environ['LICITE_HOME']}\0".encode()
    for folder in Path("/proc").iterdir():
        try:
            second = folder.name.isdigit() and beside.START.encode() in (folder / "cmdline").read_bytes()
            if second and ours in (folder / "environ").read_bytes():
                yield int(folder.name)
        except OSError:
            continue


@cache
def by_one() -> tuple[object, ...]:
    """What one process makes of the file."""
    batch = staged(FILE)
    bring(batch)
    found = result(batch)
    connection.close()
    lay_anew()
    return found


def test_two_processes_bring_in_what_one_does_and_leave_nobody_behind(worker, monkeypatch):
    expected = by_one()
    monkeypatch.setattr(beside, "FROM", 0)
    batch, seen = staged(FILE), set[int]()
    import_table(
        partial(acting_for, MAX.id, PURPOSE), batch.public, progress=lambda *_: seen.update(readers())
    )
    assert len(seen) == 1
    assert result(batch) == expected
    assert not list(readers())


def test_where_the_second_process_is_killed_the_first_goes_on_alone(worker, monkeypatch, caplog):
    expected = by_one()
    monkeypatch.setattr(beside, "FROM", 0)
    batch = staged(FILE)

    def kill(done: int, total: int) -> None:
        for reader in readers():
            os.kill(reader, signal.SIGKILL)

    import_table(partial(acting_for, MAX.id, PURPOSE), batch.public, progress=kill)
    assert result(batch) == expected
    assert "ended before the file did" in caplog.text


def awaited(are_there: bool) -> bool:
    """Whether there are second processes, or none, before long."""
    ends = time.monotonic() + 30
    while bool(list(readers())) is not are_there and time.monotonic() < ends:
        time.sleep(0.02)
    return bool(list(readers())) is are_there


def test_where_the_first_is_killed_the_second_ends_and_another_run_takes_the_rest(worker, two):
    batch = staged(FILE)
    connection.close()
    first = os.fork()
    if first == 0:
        with suppress(BaseException):
            bring(batch)
        os._exit(0)
    assert awaited(True)
    os.kill(first, signal.SIGKILL)
    assert os.WIFSIGNALED(os.waitpid(first, 0)[1])
    assert awaited(False)
    bring(batch)
    assert told(batch).counts["created"] == ROWS + 1


def test_a_preview_is_read_by_two_as_by_one(worker, monkeypatch):
    found = []
    for least in (10_000, 0):
        monkeypatch.setattr(beside, "FROM", least)
        with acting_for(MAX.id, PURPOSE) as actor:
            public = upload(actor, content=FILE.encode(), filename="f.csv")
            draft = open_draft(actor, public)
            save(actor, draft, Plan(declared=declaration()))
        look(partial(acting_for, MAX.id, PURPOSE), public)
        with acting_for(MAX.id, PURPOSE) as actor:
            found.append(read(open_draft(actor, public)))
    assert found[0] == found[1]
    assert found[0].counts["created"] == ROWS + 1


def test_what_was_made_under_keys_that_changed_since_is_made_anew(tmp_path, monkeypatch):
    ring = KeyRing.create(tmp_path / "keys.json")
    monkeypatch.setattr("licite.vault.ring._source", None)
    vault.configure(tmp_path / "keys.json")
    chunk = made_of([Reading(2, Person(first="Léa", last="Suite", collected_at=clock.now()))], whole=True)
    assert chunk.fresh() is chunk
    ring.add_generation("token")
    vault.configure(tmp_path / "keys.json")
    again = chunk.fresh()
    assert again.readings == chunk.readings
    assert again.made[0].ready.tokens != chunk.made[0].ready.tokens
    assert len(again.asked[0].whole) == 2

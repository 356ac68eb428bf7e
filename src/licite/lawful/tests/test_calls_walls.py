"""Attempts, call-backs and screenings: counted by the database, kept apart by cell, written in one's own name."""

from datetime import timedelta

import pytest
from django.db import Error, connection, transaction

from licite.kit import clock
from tests.conftest import inside
from tests.world import ANNA, BEN, DORA, EAST, PAUL, RITA, WEST, person

MINE, THEIRS = person(WEST, 2), person(EAST, 2)


def asked(sql: str, *args: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, args)
        return cursor.fetchall()


def refused(sql: str, *args: object) -> None:
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, args)


def log(contact, kind: str, direction: str, member: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_interaction (contact, cell, at, kind, direction, outcome, evidence, member, created_at) "
            "VALUES (%s, %s, %s, %s, %s, 'no_answer', '', %s, %s)",
            [contact.id, contact.cell, clock.now(), kind, direction, member, clock.now()],
        )


def attempts(contact) -> int:
    return asked("SELECT count(*) FROM lawful_attempt WHERE contact = %s", contact.id)[0][0]


def test_the_database_counts_our_calls_answered_or_not():
    """law.md table 3, row 5: unanswered ones included."""
    with inside(RITA):
        before = attempts(MINE)
        log(MINE, "call", "ours", RITA.id)
        assert attempts(MINE) == before + 1


@pytest.mark.parametrize(("kind", "direction"), [("call", "theirs"), ("email", "ours"), ("meeting", "ours")])
def test_what_is_no_call_of_ours_is_no_attempt(kind, direction):
    with inside(RITA):
        before = attempts(MINE)
        log(MINE, kind, direction, RITA.id)
        assert attempts(MINE) == before


def test_nobody_adds_changes_or_removes_an_attempt():
    with inside(RITA):
        log(MINE, "call", "ours", RITA.id)
        refused("INSERT INTO lawful_attempt (contact, cell, at) VALUES (%s, %s, now())", MINE.id, MINE.cell)
        refused("UPDATE lawful_attempt SET at = now() WHERE contact = %s", MINE.id)
        refused("DELETE FROM lawful_attempt WHERE contact = %s", MINE.id)


def test_attempts_of_another_portfolio_are_out_of_sight():
    with inside(BEN):
        assert attempts(MINE) == 0
        assert attempts(THEIRS) > 0


CALLBACK = (
    "INSERT INTO lawful_callback (contact, cell, asked_at, member, created_at) VALUES (%s, %s, %s, %s, %s)"
)
SCREENING = "INSERT INTO lawful_screening (contact, cell, name, listed, at, member) VALUES (%s, %s, 'dncm', false, %s, %s)"


def test_a_call_back_and_a_screening_are_noted_in_ones_own_name():
    now = clock.now()
    with inside(RITA), connection.cursor() as cursor:
        cursor.execute(CALLBACK, [MINE.id, MINE.cell, now, RITA.id, now])
        cursor.execute(SCREENING, [MINE.id, MINE.cell, now, RITA.id])
        refused(CALLBACK, MINE.id, MINE.cell, now, BEN.id, now)
        refused(SCREENING, MINE.id, MINE.cell, now, BEN.id)


def test_not_in_advance_not_elsewhere_and_not_by_readers():
    now = clock.now()
    with inside(RITA):
        refused(CALLBACK, MINE.id, MINE.cell, now + timedelta(hours=1), RITA.id, now)
        refused(SCREENING, MINE.id, MINE.cell, now + timedelta(hours=1), RITA.id)
        refused(SCREENING, THEIRS.id, THEIRS.cell, now, RITA.id)
        refused(CALLBACK, MINE.id, THEIRS.cell, now, RITA.id, now)
    with inside(ANNA):
        refused(SCREENING, MINE.id, MINE.cell, now, ANNA.id)


def test_what_was_noted_is_not_rewritten():
    now = clock.now()
    with inside(PAUL), connection.cursor() as cursor:
        cursor.execute(SCREENING, [MINE.id, MINE.cell, now, PAUL.id])
        refused("UPDATE lawful_screening SET listed = true WHERE contact = %s", MINE.id)
        refused("DELETE FROM lawful_screening WHERE contact = %s", MINE.id)
        refused("UPDATE lawful_callback SET agreed_at = now()")
        refused("DELETE FROM lawful_callback")


def test_the_delegate_reads_them():
    with inside(DORA):
        assert attempts(MINE) > 0

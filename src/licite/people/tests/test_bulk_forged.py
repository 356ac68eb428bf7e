"""Batches by hand: undone only what they did, where one still may; a restricted record is left as it is."""

import uuid

import pytest
from django.db import DatabaseError

from licite.people.actions.bulk import RESTRICTED, Plan, carry_out, sort_out
from licite.people.choices import BulkAct
from licite.people.tests.test_merges_forged import ask, lasting
from licite.people.tests.ways import ALMA, as_superuser
from tests.conftest import inside
from tests.world import MAX, RITA, WEST, person

COLD = person(WEST, 1, 2)
TAG = (
    "INSERT INTO people_tag (contact, cell, token, value, member, created_at) "
    "VALUES (%s, %s, 5, 'x', %s, now()) RETURNING id"
)
TASK = (
    "INSERT INTO people_task (public, contact, cell, kind, due_at, member, created_at) "
    "VALUES (gen_random_uuid(), %s, %s, 'call', now() + interval '2 days', %s, now()) RETURNING id"
)
KEEP = "SELECT gate.keep_batch(%s, %s, ARRAY[%s::bigint], ARRAY[%s::bigint], '{}')"
UNDO = "SELECT gate.undo_batch(%s)"


def made(act: str, sql: str) -> uuid.UUID:
    """A batch of one row of Rita's on Alma's record."""
    named = uuid.uuid4()
    with lasting(RITA):
        ((row,),) = ask(sql, ALMA.id, ALMA.cell, RITA.id)
        ask(KEEP, named, act, ALMA.id, row)
    return named


@pytest.mark.parametrize(("act", "sql"), [("tag", TAG), ("task", TASK)])
def test_what_a_batch_put_stays_where_its_maker_sees_it_no_more(fresh, act: str, sql: str):
    named = made(act, sql)
    with lasting(MAX):
        assert len(ask("SELECT * FROM gate.assign(ARRAY[%s::bigint], 2)", ALMA.id)) == 1
    as_superuser("UPDATE people_contact SET next_task_at = '2030-01-01' WHERE id = %s", ALMA.id)
    with lasting(RITA):
        assert ask(UNDO, named) == [([],)]
    assert as_superuser(f"SELECT count(*) FROM people_{act} WHERE contact = %s", ALMA.id) == [(1,)]
    day = "SELECT next_task_at = '2030-01-01' FROM people_contact WHERE id = %s"
    assert as_superuser(day, ALMA.id) == [(True,)]


@pytest.mark.parametrize(("act", "sql"), [("tag", TAG), ("task", TASK)])
def test_a_batch_keeps_what_this_very_transaction_put_and_nothing_older(fresh, act: str, sql: str):
    with lasting(RITA):
        ((row,),) = ask(sql, ALMA.id, ALMA.cell, RITA.id)
    with inside(RITA), pytest.raises(DatabaseError, match="rows of another batch"):
        ask(KEEP, uuid.uuid4(), act, ALMA.id, row)


def test_who_may_move_no_stage_any_more_takes_no_advance_back(fresh):
    named = uuid.uuid4()
    with lasting(RITA):
        assert len(ask("SELECT * FROM gate.advance_many(%s, ARRAY[%s::bigint], '{}')", named, COLD.id)) == 1
    as_superuser("UPDATE access_profile SET permissions = array_remove(permissions, 'people:stage:move')")
    with lasting(RITA):
        assert ask(UNDO, named) == [([],)]
    assert as_superuser("SELECT cell FROM people_contact WHERE id = %s", COLD.id) == [(12,)]


@pytest.mark.parametrize("act", [BulkAct.TAG, BulkAct.ADVANCE])
def test_a_restricted_record_is_left_out_and_said(fresh, act: BulkAct):
    as_superuser("UPDATE people_contact SET restricted = true WHERE id = %s", COLD.id)
    plan = Plan(act=act, tag="salon")
    with inside(RITA) as actor:
        assert sort_out(actor, chosen=[COLD.public], plan=plan).counts == {RESTRICTED: 1}
        carry_out(actor, chosen=[COLD.public], plan=plan)
        advanced = ask("SELECT * FROM gate.advance_many(gen_random_uuid(), ARRAY[%s::bigint], '{}')", COLD.id)
        assert advanced == []
        assert ask("SELECT count(*) FROM people_tag WHERE contact = %s", COLD.id) == [(0,)]

"""Records change portfolio, with all that hangs on them; only inside what one may edit and assign on both sides."""

import pytest
from django.db import ProgrammingError, transaction

from licite.access import gate, tickets
from licite.people.actions import Moved, assign
from licite.people.tests.ways import FORM, as_superuser, post
from tests.conftest import inside, session_of
from tests.world import EAST, KEY, MAX, RITA, WEST, person

ONE, LEAD = person(WEST, 3), person(WEST, 2)


def cells(sql):
    return {cell for (cell,) in as_superuser(sql)}


@pytest.fixture
def moving(fresh):
    """`moving(contacts, portfolio)` as Max, and it stays."""

    def move(contacts, portfolio):
        with transaction.atomic():
            actor = gate.enter(tickets.secret_of(session_of(MAX)))
            moved = assign(actor, contacts=contacts, portfolio=portfolio)
            gate.write_trace(actor, origin="-")
        return moved

    return move


def test_a_record_moves_with_all_that_hangs_on_it_and_keeps_its_stage(moving):
    assert moving([ONE.id, LEAD.id], EAST) == [Moved(LEAD.id, 12, 22), Moved(ONE.id, 13, 23)]
    for table in ("people_token", "people_interaction"):
        assert cells(f"SELECT DISTINCT cell FROM {table} WHERE contact = {ONE.id}") == {23}
    ((subjects, fields, detail),) = as_superuser(
        "SELECT subjects, fields, detail FROM journal.entry WHERE act = 'people:contact:assign'"
    )
    assert (set(subjects), fields, detail) == (
        {ONE.id, LEAD.id},
        ["portfolio"],
        {"portfolio": EAST, "records": 2},
    )


def test_moving_back_undoes_it(moving):
    for one in moving([ONE.id, LEAD.id], EAST):
        moving([one.contact], one.before // 10)
    assert cells(f"SELECT cell FROM people_contact WHERE id IN ({ONE.id}, {LEAD.id})") == {12, 13}


def test_a_company_goes_with_the_last_of_its_people(moving):
    company = "SELECT cell FROM people_company WHERE id = 1"
    people = [person(WEST, stage, i).id for stage in (1, 2, 3, 4) for i in range(4)]
    moving(people[1:], EAST)
    assert cells(company) == {13}
    moving(people[:1], KEY)
    assert cells(company) == {33}


def test_a_clash_that_waits_still_waits_and_is_still_read_by_whoever_sees_both(moving):
    other = person(EAST, 1)
    post(RITA, "/contacts/new/", FORM | {"emails": other.email})
    moving([other.id], KEY)
    ((newcomer, cells_met),) = as_superuser("SELECT contact, other_cells FROM people_tray")
    assert cells_met == [31]
    moving([newcomer], EAST)
    assert as_superuser("SELECT cell, other_cells FROM people_tray") == [(21, [31])]


def test_what_is_out_of_reach_on_either_side_stays(moving):
    as_superuser(
        "UPDATE access_grant SET portfolios = '{1,2}', stages = '{1,2}' WHERE member_id = %s", MAX.id
    )
    assert moving([person(KEY, 1).id], WEST) == []
    assert moving([ONE.id], EAST) == []
    assert moving([LEAD.id], KEY) == []
    assert moving([LEAD.id], EAST) == [Moved(LEAD.id, 12, 22)]
    assert moving([LEAD.id], EAST) == []


def test_a_right_to_assign_in_one_place_moves_nothing_in_another(moving):
    as_superuser("UPDATE access_grant SET portfolios = '{1}' WHERE member_id = %s", MAX.id)
    as_superuser(
        "INSERT INTO access_grant (member_id, profile_id, portfolios, stages, starts_at) "
        "SELECT %s, id, '{2}', '{1,2,3,4}', now() FROM access_profile WHERE key = 'rep'",
        MAX.id,
    )
    assert moving([ONE.id], EAST) == []
    assert moving([person(EAST, 1).id], WEST) == []


def test_a_rep_assigns_nothing():
    with inside(RITA) as actor, pytest.raises(ProgrammingError, match="not permitted"):
        assign(actor, contacts=[ONE.id], portfolio=EAST)

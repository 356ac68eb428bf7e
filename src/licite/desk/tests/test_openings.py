"""Who opened my records, and who may open them: told to those who answer for them, and nothing of other portfolios."""

import pytest
from django.db import ProgrammingError

from licite.people.queries.openings import openings
from licite.people.tests.ways import as_superuser, get, text
from tests.conftest import inside
from tests.world import ANNA, BEN, DORA, EAST, MAX, RITA, WEST, person

OURS, THEIRS = person(WEST, 3), person(EAST, 3)


def opened_by(who, one):
    assert get(who, f"/contacts/{one.public}/").status_code == 200


def test_a_rep_sees_who_opened_records_of_the_own_portfolio_and_no_other(fresh):
    opened_by(DORA, OURS)
    opened_by(DORA, THEIRS)
    opened_by(RITA, OURS)
    with inside(RITA) as actor:
        found, older = openings(actor)
    assert [(one.member, one.contact) for one in found] == [(DORA.id, OURS.id)]
    assert older, "the five days before"
    shown = text(get(RITA, "/openings/"))
    assert DORA.name in shown
    assert OURS.last in shown
    assert THEIRS.last not in shown


def test_whoever_answers_for_no_record_is_told_nothing(fresh):
    opened_by(DORA, OURS)
    with inside(ANNA) as actor, pytest.raises(ProgrammingError, match="not permitted"):
        openings(actor)


def test_a_record_that_left_the_portfolio_leaves_the_page(fresh):
    opened_by(DORA, OURS)
    as_superuser("UPDATE people_contact SET cell = 23 WHERE id = %s", OURS.id)
    with inside(RITA) as actor:
        assert openings(actor)[0] == []
    with inside(BEN) as actor:
        assert [one.contact for one in openings(actor)[0]] == [OURS.id]


def test_older_ones_are_a_page_further(fresh):
    for _time in range(51):
        as_superuser(
            "SELECT gate.lay(clock_timestamp(), %s, 't', 'page', 'people:contact:read', %s, '{}', '{}', '-')",
            DORA.id,
            [OURS.id],
        )
    with inside(MAX) as actor:
        first, older = openings(actor)
        second, _end = openings(actor, before=older)
    assert (len(first), len(second)) == (50, 1)
    assert second[0].at < first[-1].at


def test_the_columns_name_the_level_of_each_field_and_the_grant_that_gives_it(fresh):
    as_superuser(
        "INSERT INTO access_grant (member_id, profile_id, portfolios, stages, starts_at) "
        "SELECT %s, id, '{1}', '{3}', now() FROM access_profile WHERE key = 'rep'",
        ANNA.id,
    )
    shown = text(get(RITA, f"/contacts/{OURS.public}/who/"))
    row = shown[shown.index(ANNA.name) :].split("</tr>")[0]
    assert "Force de vente" in row
    assert "Assistance commerciale" in row
    assert "à dévoiler" in row


def test_one_s_own_limits_are_told(fresh):
    shown = text(get(RITA, "/rights/"))
    assert "40 dévoilements restants sur 40" in shown
    assert "15 minutes" in shown


def test_where_the_next_page_begins_says_nothing_of_what_goes_on_elsewhere(fresh):
    as_superuser(
        "SELECT gate.lay(now() - n * interval '1 second', %s, 't', 'page', 'people:contact:list', '{}', '{}', '{}', '-') "
        "FROM generate_series(1, 20001) n",
        BEN.id,
    )
    with inside(RITA) as actor:
        _found, older = openings(actor)
        pages = 1
        assert older.endswith("T00:00:00+00:00")  # the calendar's, nobody's act
        while older:
            _found, older = openings(actor, before=older)
            pages += 1
    assert pages == 6

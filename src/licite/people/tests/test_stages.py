"""A stage changes by an act; the page says beforehand when the record leaves one's view."""

import pytest
from django.db import connection
from django.http import Http404

from licite.access.refusals import Refused
from licite.kit.cells import Stage
from licite.people.actions import leaves_scope, move, target_of
from licite.people.choices import StageAct
from licite.people.queries import contact_for
from licite.people.tests.ways import ALMA, as_superuser, get, post, row, text
from tests.conftest import inside
from tests.world import ANNA, BEN, PAUL, RITA, WEST, person

LEAD = person(WEST, 2)


def url(one, act):
    return f"/contacts/{one.public}/stage/{act}/"


def test_the_page_and_the_database_agree_on_every_act():
    with inside(RITA), connection.cursor() as cursor:
        for act in StageAct:
            for stage in Stage:
                cursor.execute("SELECT gate.stage_after(%s, %s)", [stage, act.value])
                (after,) = cursor.fetchone()
                target = target_of(10 + stage, act)
                assert (target and target - 10) == after


def test_a_rep_who_holds_every_stage_keeps_sight_of_the_record():
    with inside(RITA) as actor:
        assert leaves_scope(actor, contact=row(actor, LEAD), act=StageAct.WIN) is False
        assert move(actor, contact=row(actor, LEAD), act=StageAct.WIN) is True
        assert row(actor, LEAD).cell == 13


def test_a_prospector_who_wins_a_customer_is_told_before_and_loses_sight_after():
    with inside(PAUL) as actor:
        assert leaves_scope(actor, contact=row(actor, LEAD), act=StageAct.WIN) is True
        assert move(actor, contact=row(actor, LEAD), act=StageAct.WIN) is False
        with pytest.raises(Http404):
            contact_for(actor, LEAD.public)


def test_the_confirmation_says_whether_the_record_leaves_the_view(fresh):
    assert 'class="note note--care"' in text(get(PAUL, url(LEAD, "win")))
    assert 'class="note note--care"' not in text(get(RITA, url(LEAD, "win")))
    assert 'class="note note--care"' not in text(get(PAUL, url(LEAD, "lose")))


def test_asking_moves_nothing_posting_does(fresh):
    get(PAUL, url(LEAD, "win"))
    assert as_superuser("SELECT cell FROM people_contact WHERE id = %s", LEAD.id) == [(12,)]
    answer = post(PAUL, url(LEAD, "win"), {})
    assert (answer.status_code, answer["Location"]) == (303, "/contacts/")
    assert as_superuser("SELECT cell FROM people_contact WHERE id = %s", LEAD.id) == [(13,)]
    assert as_superuser("SELECT DISTINCT cell FROM people_token WHERE contact = %s", LEAD.id) == [(13,)]
    assert as_superuser("SELECT subjects FROM journal.entry WHERE act = 'people:stage:win'") == [([LEAD.id],)]


def test_an_act_that_does_not_apply_is_refused(fresh):
    assert get(RITA, url(ALMA, "lose")).status_code == 403
    with inside(RITA) as actor, pytest.raises(Refused, match="stage"):
        move(actor, contact=row(actor), act=StageAct.LOSE)


def test_an_act_that_does_not_exist_is_not_found(fresh):
    assert get(RITA, url(ALMA, "delete")).status_code == 404


def test_others_neither_ask_nor_move(fresh):
    assert get(BEN, url(LEAD, "win")).status_code == 404
    assert post(ANNA, url(LEAD, "win"), {}).status_code == 403


def test_a_restricted_record_stays_at_its_stage_until_that_is_lifted(fresh):
    as_superuser("UPDATE people_contact SET restricted = true WHERE id = %s", LEAD.id)
    for answer in (
        get(RITA, url(LEAD, "win")),
        post(RITA, url(LEAD, "win"), {}),
        post(RITA, url(LEAD, "lose"), {}),
    ):
        assert answer.status_code == 403
        assert "article 18" in text(answer)
    with inside(RITA), connection.cursor() as cursor:
        cursor.execute("SELECT gate.move_stage(%s, 'win')", [LEAD.id])
        assert cursor.fetchone() == (None,)
    assert f'href="{url(LEAD, "win")}"' not in text(get(RITA, f"/contacts/{LEAD.public}/"))
    as_superuser("UPDATE people_contact SET restricted = false WHERE id = %s", LEAD.id)
    assert post(RITA, url(LEAD, "win"), {}).status_code == 303

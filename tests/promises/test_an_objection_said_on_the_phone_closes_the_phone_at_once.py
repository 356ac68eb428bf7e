"""Whoever says on the phone "never call me again" is heard: noting the call closes the phone, in the same act."""

import pytest

from licite.lawful.asking import Barred
from licite.lawful.channels import Channel
from licite.people.actions import add_task
from licite.people.actions.calls import Ended, begin_call, end_call
from licite.people.choices import Outcome, TaskKind
from licite.people.forms.calls import working_day
from licite.people.tests.ways import ALMA, as_superuser, get, post, row, text
from tests.conftest import browser_of, inside
from tests.world import MAX, RITA

CALL = f"/contacts/{ALMA.public}/call/"
NO_MORE = {"call-outcome": "opposed", "call-step": "again", "call-soon": "7"}
SAID = "SELECT channel, purpose, told_by, member FROM lawful_objection WHERE contact = %s"


def test_the_outcome_is_the_objection() -> None:
    with inside(RITA) as actor:
        contact = row(actor)
        end_call(
            actor,
            contact=contact,
            interaction=begin_call(actor, contact=contact),
            ended=Ended(Outcome.OPPOSED),
        )
        assert "lawful:objection:write" in [act for act, _channels, _prints in actor.trace.noted_apart]
        with pytest.raises(Barred, match="objection"):
            add_task(actor, contact=row(actor), kind=TaskKind.CALL, due_at=working_day(7))


def test_the_form_of_a_call_notes_it_for_everybody_and_plans_no_other(fresh: None) -> None:
    browser = browser_of(RITA)
    here = browser.post(CALL, {})["Location"]
    assert "Ne veut plus d’appels" in browser.get(here).content.decode()
    assert browser.post(here, NO_MORE).status_code == 303
    assert as_superuser(SAID, ALMA.id) == [(Channel.PHONE.value, "", "phone", RITA.id)]
    assert as_superuser("SELECT count(*) FROM people_task") == [(0,)]
    told = text(browser.get(f"/contacts/{ALMA.public}/"))
    assert "plus personne n’appelle" in told
    assert f'href="/contacts/{ALMA.public}/#objections"' in told
    assert post(MAX, CALL, {}, hx_request="true").status_code == 422


def test_a_next_call_is_refused_with_the_reason_and_nothing_is_written(fresh: None) -> None:
    here = post(RITA, CALL, {})["Location"]
    again = text(post(RITA, here, NO_MORE | {"call-step": "call"}))
    assert "ne veut plus d’appels : choisissez une autre suite" in again
    assert as_superuser(SAID, ALMA.id) == []


def test_a_call_that_one_s_day_had_planned_says_it_too(fresh: None) -> None:
    promised = {"task-kind": "call", "task-due": f"{working_day(1):%Y-%m-%dT%H:%M}"}
    assert post(RITA, f"/contacts/{ALMA.public}/tasks/", promised).status_code == 303
    ((task,),) = as_superuser("SELECT public FROM people_task")
    done = f"/contacts/{ALMA.public}/tasks/{task}/done/"
    told = NO_MORE | {"call-at": "2026-11-20T10:00", "back": "day"}
    assert "Ne veut plus d’appels" in text(get(RITA, done))
    assert post(RITA, done, told).status_code == 303
    assert as_superuser(SAID, ALMA.id) == [(Channel.PHONE.value, "", "phone", RITA.id)]
    assert as_superuser("SELECT count(*) FROM people_task WHERE done_at IS NULL") == [(0,)]

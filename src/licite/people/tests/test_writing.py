"""An e-mail in one gesture: the address opens, a button writes to it, and the task it answers is done with its outcome."""

import re

import pytest

from licite.lawful.channels import BITS, Channel
from licite.people.choices import OUTCOMES, InteractionKind
from licite.people.forms import InteractionForm
from licite.people.forms.calls import working_day
from licite.people.tests.ways import ALMA, as_superuser, get, page, post, text
from tests.conftest import browser_of
from tests.world import MAX, RITA

RECORD = f"/contacts/{ALMA.public}/"
HISTORY = "SELECT kind, direction, outcome FROM people_interaction WHERE member = %s"


@pytest.fixture
def task(fresh):
    promised = {"task-kind": "email", "task-due": f"{working_day(1):%Y-%m-%dT%H:%M}"}
    assert post(RITA, f"{RECORD}tasks/", promised).status_code == 303
    ((public,),) = as_superuser("SELECT public FROM people_task")
    return f"{RECORD}tasks/{public}/"


def test_an_e_mail_of_the_day_opens_the_address_and_answers_its_task(task):
    browser = browser_of(RITA)
    assert f'action="{task}call/"' in text(browser.get("/")).split('data-part="soon"')[1]
    opened = text(browser.post(f"{task}call/", {"back": "day"}))
    assert f'class="button button--main" href="mailto:{ALMA.email}"' in opened
    assert as_superuser(HISTORY, RITA.id) == [("email", "ours", "planned")]
    assert 'value="voicemail"' not in opened
    assert 'value="absent"' not in opened
    told = {"called": "1", "back": "day", "call-outcome": "done", "call-step": ""}
    assert browser.post(f"{task}done/", told)["Location"] == "/"
    assert as_superuser(HISTORY, RITA.id) == [("email", "ours", "done")], "one e-mail, not two"
    assert as_superuser("SELECT count(*) FROM people_task WHERE done_at IS NULL") == [(0,)]


def test_who_reads_addresses_writes_without_spending_a_reveal(task):
    assert f"mailto:{ALMA.email}" in text(post(MAX, f"{task}call/", {}))
    assert as_superuser("SELECT count(*) FROM access_reveal") == [(0,)]
    assert as_superuser(HISTORY, MAX.id)[-1] == ("email", "ours", "planned")


def test_whom_the_person_refused_is_not_written_to(task):
    as_superuser("UPDATE people_contact SET objections = %s WHERE id = %s", BITS[Channel.EMAIL], ALMA.id)
    assert ALMA.email not in text(post(RITA, f"{task}call/", {}))
    assert as_superuser("SELECT count(*) FROM access_reveal") == [(0,)]


def test_the_record_writes_beside_the_address_and_asks_what_an_e_mail_may_come_to(fresh):
    asked = page(RITA).split('id="coordinates"')[1].split("</section>")[0]
    write = '<input type="hidden" name="field" value="email"><input type="hidden" name="place" value="0"><input type="hidden" name="act" value="write_to_person">'
    assert asked.count(write) == 2, "at once, and among what reveals"
    assert post(RITA, f"{RECORD}reveals/", {"field": "email", "act": "write_to_person"}).status_code == 303
    shown = page(RITA)
    assert f'href="mailto:{ALMA.email}" class="button button--main"' in shown
    ways = {one.value for one in OUTCOMES[InteractionKind.EMAIL]}
    assert set(re.findall(r'name="outcome-[^"]*-outcome" value="(\w+)"', shown)) == ways


@pytest.mark.parametrize(
    ("kind", "outcome", "right"),
    [("email", "voicemail", False), ("email", "done", True), ("call", "absent", False), ("meeting", "absent", True), ("call", "reached", True)],
)  # fmt: skip
def test_each_kind_ends_in_its_own_ways(kind, outcome, right):
    typed = {"kind": kind, "direction": "ours", "outcome": outcome, "at": "2026-11-10T10:00"}
    form = InteractionForm({f"interaction-{name}": value for name, value in typed.items()})
    assert form.is_valid() is right
    assert ("outcome" in form.errors) is not right


def test_the_outcome_of_an_e_mail_is_none_of_a_call(fresh):
    post(RITA, f"{RECORD}reveals/", {"field": "email", "act": "write_to_person"})
    ((public,),) = as_superuser("SELECT public FROM people_interaction WHERE member = %s", RITA.id)
    here = f"{RECORD}interactions/{public}/outcome/"
    asked = text(get(RITA, here))
    assert 'value="no_answer"' in asked
    for other in ("voicemail", "wrong_number", "absent", "reached"):
        assert f'value="{other}"' not in asked

"""A call in one gesture: the number opens, its outcome and the next step are noted together."""

import uuid

import pytest
from django.utils import timezone

from licite.access.permissions import Field
from licite.kit import clock, phones
from licite.people import sealing
from licite.people.actions.calls import begin_call
from licite.people.forms.calls import working_day
from licite.people.panels import coordinates
from licite.people.tests.ways import ALMA, as_superuser, get, post, row, text
from licite.web.dates import date_format
from tests.conftest import browser_of, inside
from tests.world import ANNA, BEN, MAX, MONA, RITA

URL = f"/contacts/{ALMA.public}/call/"
SHOWN = phones.display(ALMA.phone)
OTHER = "+33299000777"


def begun(who=RITA, **data):
    answer = post(who, URL, data)
    assert answer.status_code == 303
    return answer["Location"]


def test_one_post_opens_the_number_and_asks_how_it_ended(fresh):
    page = text(get(RITA, begun()))
    assert f'<a href="tel:{ALMA.phone}">{SHOWN}</a>' in page
    assert "Intérêt manifesté" in page
    assert as_superuser("SELECT field, place, act FROM access_reveal") == [("phone", 0, "call_now")]


def test_one_post_notes_the_outcome_and_plans_the_next_step(fresh):
    here = begun()
    told = {
        "call-outcome": "interested",
        "call-note": "Veut un devis",
        "call-step": "call",
        "call-soon": "7",
        "call-title": "Devis",
    }
    answer = post(RITA, here, told)
    assert (answer.status_code, answer["Location"]) == (303, f"/contacts/{ALMA.public}/")
    assert as_superuser("SELECT outcome FROM people_interaction WHERE member = %s", RITA.id) == [
        ("interested",)
    ]
    ((kind, hour, weekday),) = as_superuser(
        "SELECT kind, extract(hour FROM due_at AT TIME ZONE 'Europe/Paris'), extract(isodow FROM due_at) FROM people_task"
    )
    assert (kind, hour) == ("call", 10)
    assert weekday < 6


def test_without_a_next_step_only_the_outcome_is_noted(fresh):
    assert post(RITA, begun(), {"call-outcome": "no_answer"}).status_code == 303
    assert as_superuser("SELECT count(*) FROM people_task") == [(0,)]


@pytest.mark.parametrize(("outcome", "planned"), [("no_answer", 1), ("voicemail", 1), ("reached", 0)])
def test_whom_nobody_answered_is_called_again_tomorrow_unless_one_says_otherwise(fresh, outcome, planned):
    here = begun()
    assert '<option value="again" selected>' in text(get(RITA, here))
    post(RITA, here, {"call-outcome": outcome, "call-step": "again", "call-soon": "7"})
    found = as_superuser("SELECT kind, due_at FROM people_task WHERE done_at IS NULL")
    assert [(kind, due) for kind, due in found] == [("call", working_day(1))] * planned


def test_the_day_of_the_next_step_is_said(fresh):
    browser = browser_of(RITA)
    told = {"call-outcome": "interested", "call-step": "follow_up", "call-soon": "7"}
    answer = browser.post(browser.post(URL, {})["Location"], told)
    said = date_format(timezone.localtime(working_day(7)), "l j F, H:i")
    assert f"Prochaine étape : relance, {said}." in text(browser.get(answer["Location"]))


def test_a_call_that_was_not_made_is_said_so_and_counts_for_nothing(fresh):
    as_superuser(
        "UPDATE people_contact SET informed_at = NULL, notice_due = now()::date + 20 WHERE id = %s", ALMA.id
    )
    before = as_superuser("SELECT count(*) FROM lawful_attempt WHERE contact = %s", ALMA.id)
    here = begun()
    assert 'name="unmade"' in text(get(RITA, here))
    assert post(MAX, here, {"unmade": "1"}).status_code == 404, "another's call"
    assert post(RITA, here, {"unmade": "1"}).status_code == 303
    assert as_superuser("SELECT outcome FROM people_interaction WHERE member = %s", RITA.id) == [("unmade",)]
    assert as_superuser("SELECT count(*) FROM lawful_attempt WHERE contact = %s", ALMA.id) == before
    assert as_superuser("SELECT notice_due - now()::date FROM people_contact WHERE id = %s", ALMA.id) == [
        (20,)
    ]
    assert as_superuser("SELECT count(*) FROM access_reveal") == [(1,)], "what was opened stays known"
    assert "Appel · non passé" in text(get(RITA, f"/contacts/{ALMA.public}/"))
    assert post(RITA, here, {"unmade": "1"}).status_code == 404, "once"


def test_what_ended_was_made(fresh):
    here = begun()
    post(RITA, here, {"call-outcome": "no_answer"})
    counted = as_superuser("SELECT count(*) FROM lawful_attempt WHERE contact = %s", ALMA.id)
    assert post(RITA, here, {"unmade": "1"}).status_code == 404
    assert as_superuser("SELECT count(*) FROM lawful_attempt WHERE contact = %s", ALMA.id) == counted


def test_what_was_not_made_and_then_was_counts_again(fresh):
    here = begun()
    counted = as_superuser("SELECT count(*) FROM lawful_attempt WHERE contact = %s", ALMA.id)
    post(RITA, here, {"unmade": "1"})
    post(RITA, here, {"call-outcome": "no_answer"})
    assert as_superuser("SELECT count(*) FROM lawful_attempt WHERE contact = %s", ALMA.id) == counted


def test_the_record_asks_of_a_call_what_the_home_asks(fresh):
    here = begun()
    record = text(get(RITA, f"/contacts/{ALMA.public}/"))
    asked = record.split(f'action="{here}"')[1].split("</form>")[0]
    assert 'type="radio" name="call-outcome" value="reached"' in asked
    assert " checked" not in asked
    assert 'value="absent"' not in asked
    assert 'name="call-step"' in asked
    assert 'name="unmade"' in asked


def test_a_step_without_its_moment_is_asked_again_and_nothing_is_written(fresh):
    answer = post(RITA, begun(), {"call-outcome": "reached", "call-step": "call", "call-soon": "at"})
    assert "Choisissez un jour et une heure à venir" in text(answer)
    assert as_superuser("SELECT outcome FROM people_interaction WHERE member = %s", RITA.id) == [("planned",)]


def test_with_htmx_the_call_and_what_changed_come_back_in_place(fresh):
    answer = text(post(RITA, URL, {}, hx_request="true"))
    assert "<html" not in answer
    for part in ('id="call"', 'id="coordinates"', 'id="timeline"', SHOWN):
        assert part in answer


def test_whom_the_person_refused_is_not_called(fresh):
    as_superuser("UPDATE people_contact SET objections = 1 WHERE id = %s", ALMA.id)
    refused = post(RITA, URL, {}, hx_request="true")
    assert (refused.status_code, refused["HX-Retarget"]) == (422, "#coordinates-refusal")
    assert SHOWN not in text(get(RITA, URL))
    assert as_superuser("SELECT count(*) FROM access_reveal") == [(0,)]


def test_who_reads_numbers_calls_without_spending_a_reveal(fresh):
    assert SHOWN in text(get(MAX, URL))
    assert f'href="tel:{ALMA.phone}"' in text(get(MAX, begun(MAX)))
    assert as_superuser("SELECT count(*) FROM access_reveal") == [(0,)]
    assert as_superuser("SELECT outcome FROM people_interaction WHERE member = 5 AND outcome = 'planned'")


def test_who_may_not_call_begins_no_call(fresh):
    for who in (ANNA, MONA):
        assert post(who, URL, {}).status_code == 403
    assert post(BEN, URL, {}).status_code == 404


def test_the_call_of_another_is_nobody_elses(fresh):
    here = begun()
    assert get(MAX, here).status_code == 404
    assert post(MAX, here, {"call-outcome": "reached"}).status_code == 404
    assert get(RITA, f"/contacts/{ALMA.public}/calls/{uuid.uuid4()}/").status_code == 404


@pytest.fixture
def two_phones(fresh):
    sealed = sealing.seal_values("phone", ALMA.public, [ALMA.phone, OTHER])
    as_superuser("UPDATE people_contact SET phone = %s, phone_kinds = 'wm' WHERE id = %s", sealed, ALMA.id)


def test_one_act_opens_one_value(two_phones):
    page = text(get(RITA, begun(place="1")))
    assert phones.display(OTHER) in page
    assert SHOWN not in page
    record = text(get(RITA, f"/contacts/{ALMA.public}/"))
    assert phones.display(OTHER) in record
    assert SHOWN not in record
    assert phones.mask(ALMA.phone) in record
    assert "mobile" in record


def test_a_change_of_the_numbers_ends_what_was_open(two_phones):
    begun(place="1")
    post(MAX, f"/contacts/{ALMA.public}/edit/", {"first": ALMA.first, "last": ALMA.last, "title": "Acheteur", "company": "Société Ouessant", "country": "FR", "capacity": "professional", "phones": OTHER})  # fmt: skip
    record = text(get(RITA, f"/contacts/{ALMA.public}/"))
    assert phones.display(OTHER) not in record


def test_a_call_begins_only_where_there_is_a_number():
    with inside(RITA) as actor:
        contact = row(actor)
        assert [line.calls for line in coordinates(actor, contact).lines if line.field is Field.PHONE] == [
            True
        ]
        assert begin_call(actor, contact=contact)


def test_no_call_is_offered_to_a_number_of_no_plan(fresh):
    post(MAX, f"/contacts/{ALMA.public}/edit/", {"first": ALMA.first, "last": ALMA.last, "title": "Acheteur", "company": "Société Ouessant", "country": "BE", "capacity": "professional", "phones": "070 12 34 567"})  # fmt: skip
    with inside(RITA) as actor:
        (line,) = [one for one in coordinates(actor, row(actor)).lines if one.field is Field.PHONE]
    assert (line.calls, line.mask) == (False, "••••••")


def test_an_error_in_the_outcome_keeps_the_number_in_sight_while_it_is_open(fresh):
    as_superuser(
        "INSERT INTO people_task (public, contact, cell, kind, due_at, member, created_at) "
        "VALUES ('00000000-0000-4000-8000-000000000077', %s, %s, 'call', now(), %s, now())", ALMA.id, ALMA.cell, RITA.id,
    )  # fmt: skip
    task = f"/contacts/{ALMA.public}/tasks/00000000-0000-4000-8000-000000000077/"
    opened = text(post(RITA, f"{task}call/", {}))
    assert SHOWN in opened
    assert 'name="called"' in opened
    missing = post(RITA, f"{task}done/", {"called": "1", "call-outcome": "", "call-note": "Rappeler"})
    assert SHOWN in text(missing)
    assert SHOWN in text(post(RITA, begun(), {"call-outcome": ""})), "from the record too"
    as_superuser("UPDATE access_reveal SET until = now() - interval '1 second'")
    masked = text(post(RITA, f"{task}done/", {"called": "1", "call-outcome": ""}))
    assert SHOWN not in masked
    assert "Comment cela s’est" in masked or "outcome" in masked


@pytest.fixture
def called_enough(fresh):
    """A consumer who asked to be called back, and whom we called at every hour of today: no call before some other day."""
    as_superuser("UPDATE people_contact SET capacity = 'consumer' WHERE id = %s", ALMA.id)
    as_superuser(
        "INSERT INTO lawful_callback (contact, cell, asked_at, created_at) SELECT %s, %s, at, at FROM (SELECT now() - interval '1 hour' AS at) t",
        ALMA.id, ALMA.cell,
    )  # fmt: skip
    as_superuser(
        "INSERT INTO lawful_attempt (contact, cell, at) SELECT %s, %s, now() - n * interval '1 second' FROM generate_series(1, 9) n",
        ALMA.id, ALMA.cell,
    )  # fmt: skip


def test_whom_one_may_call_later_is_planned_first_and_called_second(called_enough):
    with inside(RITA) as actor:
        (line,) = (one for one in coordinates(actor, row(actor)).lines if one.field is Field.PHONE)
    assert line.later is not None
    assert line.later > clock.now()
    assert "call_now" not in [act.key for act in line.acts]
    plan = f"/contacts/{ALMA.public}/tasks/?call=later"
    for page in (text(get(RITA, f"/contacts/{ALMA.public}/")), text(get(RITA, URL))):
        assert "Pas maintenant" in page
        assert date_format(line.later, "l j F, H:i") in page
    record = text(get(RITA, f"/contacts/{ALMA.public}/"))
    assert f'class="button button--main" href="{plan}"' in record
    assert "Appeler maintenant" not in record
    form = text(get(RITA, plan))
    assert f'value="{line.later:%Y-%m-%dT%H:%M}"' in form
    assert '<option value="call" selected>' in form


def test_whom_one_may_call_now_is_not_planned_for_later(fresh):
    with inside(RITA) as actor:
        lines = coordinates(actor, row(actor), holds={}).lines
    assert [line.later for line in lines] == [None] * len(lines)
    assert 'value="call" selected' not in text(get(RITA, f"/contacts/{ALMA.public}/tasks/?call=later"))

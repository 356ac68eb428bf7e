"""A call that one began and left before saying how it ended."""

from licite.desk.tests.test_days import lay, noon
from licite.people.tests.ways import ALMA, BEGUN, as_superuser, get, post, text
from tests.world import MAX, RITA


def test_a_call_that_one_left_is_asked_for_on_the_day_and_ticks_off_what_promised_it(fresh):
    lay(ALMA, RITA, due=noon())
    as_superuser(BEGUN, ALMA.id, ALMA.cell, RITA.id)
    ((call,),) = as_superuser("SELECT public FROM people_interaction WHERE outcome = 'planned'")
    ((task,),) = as_superuser("SELECT public FROM people_task")
    shown = text(get(RITA, "/"))
    assert "Appel en cours : quelle issue ?" in shown
    assert f'name="call-task" value="{task}"' in shown
    assert "Appel en cours" not in text(get(MAX, "/")), "a colleague's"
    url = f"/contacts/{ALMA.public}/calls/{call}/"
    wrong = post(RITA, url, {"back": "day", "call-task": str(task)}, HX_Request="true")
    assert (wrong["HX-Retarget"], wrong.status_code) == (f"#act-{call}", 200)
    told = {"back": "day", "call-outcome": "reached", "call-task": str(task)}
    assert post(RITA, url, told)["Location"] == "/"
    assert as_superuser("SELECT outcome FROM people_interaction WHERE public = %s", call) == [("reached",)]
    assert as_superuser("SELECT done_at IS NOT NULL FROM people_task") == [(True,)]
    assert "Appel en cours" not in text(get(RITA, "/"))


def test_a_call_that_one_did_not_make_leaves_the_day_and_its_task_stays(fresh):
    lay(ALMA, RITA, due=noon())
    ((task,),) = as_superuser("SELECT public FROM people_task")
    url = f"/contacts/{ALMA.public}/tasks/{task}"
    sheet = text(post(RITA, f"{url}/call/", {"back": "day"}))
    assert "Je n’ai pas appelé" in sheet
    assert "Je n’ai pas appelé" in text(get(RITA, "/")), "left without a word"
    assert post(RITA, f"{url}/done/", {"back": "day", "called": "1", "unmade": "1"})["Location"] == "/"
    assert as_superuser("SELECT outcome FROM people_interaction WHERE member = %s", RITA.id) == [("unmade",)]
    assert as_superuser("SELECT done_at FROM people_task") == [(None,)]
    home = text(get(RITA, "/"))
    assert "Appel en cours" not in home
    assert f"line-{task}" in home


def test_what_is_planned_in_a_week_is_in_the_next_seven_days(fresh):
    lay(ALMA, RITA, due=noon(7))
    lay(ALMA, RITA, due=noon(8))
    assert text(get(RITA, "/")).count('id="line-') == 1

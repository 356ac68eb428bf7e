"""The calls that one's day promised: offered where one may start, asked of all at once, else with the reason."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from licite.desk.tests.test_days import lay, noon
from licite.people import sealing
from licite.people.tests.ways import ALMA, as_superuser, get, post, text
from tests.conftest import browser_of
from tests.world import PEOPLE, RITA, WEST, person


def test_a_call_is_offered_where_the_law_lets_it_and_else_its_reason_with_what_is_left(fresh):
    lay(person(WEST, 2), RITA, due=noon())
    lay(ALMA, RITA, due=noon(1))
    assert text(get(RITA, "/")).count("/call/") == 4, "two calls, with script and without"
    as_superuser("UPDATE people_contact SET capacity = 'consumer' WHERE id = %s", ALMA.id)
    shown = text(get(RITA, "/"))
    assert shown.count("/call/") == 2
    assert f'href="/contacts/{ALMA.public}/may/">Appel interdit · sans consentement<' in shown
    assert "possible par courrier" in shown
    assert "Appel interdit" in text(get(RITA, f"/week/?from={noon(1).date()}"))


def test_a_call_to_nobody_s_number_is_not_offered(fresh):
    as_superuser("UPDATE people_contact SET phone = NULL WHERE id = %s", ALMA.id)
    lay(ALMA, RITA, due=noon())
    shown = text(get(RITA, "/"))
    assert "pas de numéro" in shown
    assert "/call/" not in shown


def number(one, *values):
    as_superuser(
        "UPDATE people_contact SET phone = %s WHERE id = %s",
        sealing.seal_values("phone", one.public, values),
        one.id,
    )


def test_a_call_by_a_number_that_exists_nowhere_is_not_offered_and_the_record_says_why(fresh):
    number(ALMA, "0701234567")
    lay(ALMA, RITA, due=noon())
    shown = text(get(RITA, "/"))
    record = f"/contacts/{ALMA.public}/"
    assert "/call/" not in shown
    assert f'href="{record}#coordinates">numéro à corriger<' in shown
    assert "numéro à corriger" in text(get(RITA, f"/week/?from={noon().date()}"))
    assert "ce numéro n’existe nulle part" in text(get(RITA, record))
    ((task,),) = as_superuser("SELECT public FROM people_task")
    asked = text(post(RITA, f"{record}tasks/{task}/call/", {"back": "day"}))
    assert "tel:" not in asked
    assert "Ce numéro n’existe nulle part" in asked
    assert not as_superuser(
        "SELECT FROM people_interaction WHERE contact = %s AND outcome = 'planned'", ALMA.id
    )


def test_a_call_starts_from_the_first_number_that_exists(fresh):
    number(ALMA, "0701234567", ALMA.phone)
    lay(ALMA, RITA, due=noon())
    assert "/call/" in text(get(RITA, "/"))
    ((task,),) = as_superuser("SELECT public FROM people_task")
    asked = text(post(RITA, f"/contacts/{ALMA.public}/tasks/{task}/call/", {"back": "day"}))
    assert f'href="tel:{ALMA.phone}"' in asked
    assert "0701234567" not in asked


def test_what_holds_calls_back_is_asked_of_all_tasks_at_once(fresh):
    def statements():
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/").status_code == 200
        return len(asked)

    client = browser_of(RITA)
    lay(ALMA, RITA, due=noon())
    client.get("/")
    few = statements()
    for one in PEOPLE:
        lay(one, RITA, due=noon())
    number(person(WEST, 2), "0701234567")
    assert statements() <= few

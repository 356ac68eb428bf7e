"""What a member is told where the law refuses: next to what was asked, once, with what to do and the rule."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from licite.access.permissions import Field
from licite.lawful.asking import Barred
from licite.people.actions.reaching import open_coordinate
from licite.people.tests.ways import ALMA, as_superuser, get, page, post, row, text
from tests.conftest import inside
from tests.world import RITA

URL = f"/contacts/{ALMA.public}"
CALL = {"field": "phone", "act": "call_now"}
SAYS = {"interaction-kind": "call", "interaction-direction": "ours", "interaction-outcome": "reached", "interaction-at": "2026-11-10T10:00"}  # fmt: skip


@pytest.fixture
def consumer(fresh):
    as_superuser("UPDATE people_contact SET capacity = 'consumer' WHERE id = %s", ALMA.id)


def test_with_htmx_the_panel_says_why_and_leads_to_the_rule(consumer):
    answer = post(RITA, f"{URL}/reveals/", CALL, hx_request="true")
    assert (answer.status_code, answer["HX-Retarget"]) == (422, "#coordinates-refusal")
    said = text(answer)
    assert "Ce contact n’est pas permis maintenant" in said
    assert "/rules/" in said
    assert 'id="coordinates-refusal" role="alert"' in page(RITA)


def test_no_call_is_offered_where_the_law_says_no_at_any_hour_and_the_page_says_why(fresh):
    assert f'action="{URL}/call/"' in page(RITA)
    as_superuser("UPDATE people_contact SET capacity = 'consumer' WHERE id = %s", ALMA.id)
    for shown in (page(RITA), text(get(RITA, f"{URL}/coordinates/"))):
        assert f'action="{URL}/call/"' not in shown
        assert "Pas d’appel :" in shown
    assert f'action="{URL}/call/"' not in text(get(RITA, f"{URL}/call/"))


def test_without_script_the_page_leads_back_to_the_record(consumer):
    answer = post(RITA, f"{URL}/reveals/", CALL)
    assert answer.status_code == 403
    assert "Ce contact n’est pas permis maintenant" in text(answer)
    assert "Votre profil ne comprend pas" not in text(answer)
    assert f'href="{URL}/"' in text(answer)


def test_who_is_not_known_to_be_a_professional_may_be_said_to_be_one(fresh):
    as_superuser("UPDATE people_contact SET capacity = 'unknown' WHERE id = %s", ALMA.id)
    assert f"{URL}/capacity/" in text(post(RITA, f"{URL}/reveals/", CALL, hx_request="true"))
    assert f"{URL}/capacity/" in page(RITA)
    assert f"{URL}/capacity/" in text(get(RITA, f"{URL}/may/"))


def test_a_call_against_the_law_is_told_once_with_its_box(consumer):
    said = text(post(RITA, f"{URL}/interactions/", SAYS))
    assert said.count("Il faut l’accord") + said.count("consentement préalable") <= 1
    assert "Cela a eu lieu quand même" in said
    assert said.index("Ce contact n’est pas permis") < said.index("interaction-took_place")
    assert said.index("interaction-took_place") < said.index("interaction-kind")


def test_the_forms_of_a_record_name_the_person(fresh):
    for path in ("interactions", "tasks", "edit"):
        assert f'<a href="{URL}/">' in text(get(RITA, f"{URL}/{path}/"))


def test_a_remark_has_no_outcome_and_what_is_past_is_not_under_way(fresh):
    assert post(RITA, f"{URL}/interactions/", SAYS | {"interaction-kind": "note"}).status_code == 303
    assert as_superuser("SELECT outcome FROM people_interaction ORDER BY id DESC LIMIT 1") == [("done",)]
    late = post(RITA, f"{URL}/interactions/", SAYS | {"interaction-outcome": "planned"})
    assert "plus en cours" in text(late)


def test_the_hours_of_call_do_not_bar_an_appointment(consumer):
    as_superuser(
        "INSERT INTO lawful_callback (contact, cell, asked_at, member, created_at) "
        "SELECT id, cell, gate.now() - interval '2 hours', %s, gate.now() FROM people_contact WHERE id = %s",
        RITA.id, ALMA.id,
    )  # fmt: skip
    night = datetime(2026, 11, 22, 23, tzinfo=ZoneInfo("Europe/Paris"))
    with inside(RITA) as actor:
        with pytest.raises(Barred) as barred:
            open_coordinate(actor, contact=row(actor), field=Field.PHONE, act="call_now")
        assert barred.value.verdict.code == "hours"
        open_coordinate(actor, contact=row(actor), field=Field.PHONE, act="plan_appointment", at=night)

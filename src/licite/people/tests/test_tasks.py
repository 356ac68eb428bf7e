"""What is promised, whole: planned with its end and place, moved, handed over, done with its outcome, called off and back."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.http import Http404
from django.utils import timezone

from licite.access.refusals import Refused
from licite.kit import clock
from licite.lawful.channels import Channel
from licite.lawful.models import ToldBy
from licite.people.actions import (
    Then,
    add_interaction,
    add_task,
    cancel_task,
    close_task,
    hand_task,
    move_task,
    record_objection,
    reopen_task,
)
from licite.people.actions.tasks import reminder
from licite.people.choices import Direction, InteractionKind, Outcome, Remind, TaskKind
from licite.people.models import Interaction, Task
from licite.people.queries.colleagues import colleagues_for
from licite.people.queries.tasks import task_of
from licite.people.tests.ways import ALMA, as_superuser, get, page, post, row, text
from tests.conftest import browser_of, inside
from tests.world import ANNA, BEN, MAX, PAUL, RITA

SOON = clock.now().replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=8)


def planned(actor, kind=TaskKind.APPOINTMENT, **more) -> UUID:
    return add_task(actor, contact=row(actor), kind=kind, due_at=SOON, **more)


def test_an_appointment_has_an_end_a_place_and_a_reminder():
    with inside(RITA) as actor:
        made = planned(actor, ends_at=SOON + timedelta(hours=1), place="Au comptoir", remind=Remind.HOUR)
        found = task_of(actor, contact=row(actor), task=made)
        assert (found.ends_at - found.due_at, found.place) == (timedelta(hours=1), "Au comptoir")
        assert found.remind_at == SOON - timedelta(hours=1)
        sealed = Task.objects.values_list("place", flat=True).get(public=made)
        assert b"comptoir" not in bytes(sealed)


def test_the_place_stays_with_who_may_read_notes(fresh):
    post(RITA, f"/contacts/{ALMA.public}/tasks/", APPOINTMENT)
    assert "Au comptoir" in page(RITA)
    assert "Au comptoir" not in page(PAUL)
    with inside(PAUL) as actor:
        found = task_of(actor, contact=row(actor), task=public_of_the_task())
        assert (found.title, found.place) == (None, None)


def test_what_is_done_is_taken_up_again_from_the_words_that_say_so(fresh):
    post(RITA, f"/contacts/{ALMA.public}/tasks/", APPOINTMENT | {"task-kind": "follow_up"})
    made = public_of_the_task()
    browser, task = browser_of(RITA), f"/contacts/{ALMA.public}/tasks/{made}"
    assert browser.post(f"{task}/done/", {"back": "day"})["Location"] == "/"
    told = browser.get("/").content.decode().split('id="flashes"')[1].split("</form>")[0]
    assert "C’est fait, pour <a href" in told
    assert f'action="{task}/reopen/"' in told
    assert "csrfmiddlewaretoken" in told
    assert browser.post(f"{task}/reopen/", {"back": "day"})["Location"] == "/"
    assert as_superuser("SELECT done_at FROM people_task") == [(None,)]


def test_what_is_moved_lasts_as_long_and_is_reminded_of_anew():
    with inside(RITA) as actor:
        made = planned(actor, ends_at=SOON + timedelta(hours=1), remind=Remind.QUARTER)
        later = SOON + timedelta(days=2)
        move_task(actor, contact=row(actor), task=made, due_at=later)
        found = task_of(actor, contact=row(actor), task=made)
        assert (found.due_at, found.ends_at) == (later, later + timedelta(hours=1))
        assert found.remind_at == later - timedelta(minutes=15)


@pytest.mark.parametrize("act", [move_task, reopen_task])
def test_what_reaches_the_person_asks_the_law_anew_when_it_is_moved_or_taken_up(act):
    with inside(RITA) as actor:
        made = planned(actor, TaskKind.CALL)
        if act is reopen_task:
            cancel_task(actor, contact=row(actor), task=made)
        record_objection(actor, contact=row(actor), channel=Channel.ALL, at=clock.now(), told_by=ToldBy.PHONE)
        with pytest.raises(Refused, match="objection"):
            act(actor, contact=row(actor), task=made, **({"due_at": SOON} if act is move_task else {}))


def test_a_task_goes_to_a_colleague_of_the_same_cells_and_to_nobody_else():
    with inside(RITA) as actor:
        assert dict(colleagues_for(actor, ALMA.cell)) == {MAX.id: MAX.name, PAUL.id: PAUL.name}
        made = planned(actor, TaskKind.CALL)
        for stranger in (BEN, ANNA):
            with pytest.raises(Http404):
                hand_task(actor, contact=row(actor), task=made, member=stranger.id)
        hand_task(actor, contact=row(actor), task=made, member=PAUL.id)
        assert task_of(actor, contact=row(actor), task=made).member == PAUL.id
        assert actor.trace.details["people:task:hand"]["member"] == PAUL.id


def test_a_call_that_is_done_is_a_call_in_the_history_with_its_outcome_and_the_next_step():
    with inside(RITA) as actor:
        made = planned(actor, TaskKind.CALL)
        then = Then(TaskKind.FOLLOW_UP, SOON)
        close_task(
            actor,
            contact=row(actor),
            task=made,
            outcome=Outcome.INTERESTED,
            note="Veut le tarif",
            took_place=True,
            then=then,
        )
        latest = Interaction.objects.filter(contact=ALMA.id).latest("id")
        assert (latest.kind, latest.direction, latest.outcome) == ("call", "ours", "interested")
        assert [one.kind for one in Task.objects.filter(done_at=None)] == ["follow_up"]


def test_a_call_begun_from_the_record_gets_its_outcome_instead_of_a_second_one():
    with inside(RITA) as actor:
        made = planned(actor, TaskKind.CALL)
        begun = add_interaction(
            actor,
            contact=row(actor),
            kind=InteractionKind.CALL,
            direction=Direction.OURS,
            outcome=Outcome.PLANNED,
            took_place=True,
        )
        before = Interaction.objects.filter(contact=ALMA.id).count()
        close_task(actor, contact=row(actor), task=made, outcome=Outcome.VOICEMAIL)
        assert Interaction.objects.filter(contact=ALMA.id).count() == before
        assert Interaction.objects.get(public=begun).outcome == "voicemail"


@pytest.mark.parametrize(("outcome", "direction"), [(Outcome.DONE, "theirs"), (Outcome.ABSENT, "ours")])
def test_whoever_comes_to_an_appointment_has_acted_and_whoever_does_not_has_not(outcome, direction):
    with inside(RITA) as actor:
        made = planned(actor)
        close_task(
            actor, contact=row(actor), task=made, outcome=outcome, at=clock.now() - timedelta(minutes=5)
        )
        latest = Interaction.objects.filter(contact=ALMA.id).latest("id")
        assert (latest.kind, latest.direction) == ("meeting", direction)
        assert (latest.evidence == "meeting_held") is (direction == "theirs")


def test_what_is_called_off_leaves_the_record_and_comes_back_in_one_gesture():
    with inside(RITA) as actor:
        made = planned(actor)
        assert row(actor).next_task_at == SOON
        cancel_task(actor, contact=row(actor), task=made)
        assert row(actor).next_task_at is None
        with pytest.raises(Http404):
            cancel_task(actor, contact=row(actor), task=made)
        reopen_task(actor, contact=row(actor), task=made)
        assert row(actor).next_task_at == SOON
        assert {"people:task:cancel", "people:task:reopen"} <= actor.trace.reads.keys()


def test_the_moment_of_a_reminder_follows_the_choice():
    at = timezone.make_aware(timezone.localtime(SOON).replace(tzinfo=None, hour=14, minute=30))
    local = timezone.localtime(at)
    assert reminder(Remind.NEVER, at) is None
    assert reminder(Remind.QUARTER, at) == at - timedelta(minutes=15)
    assert reminder(Remind.MORNING, at) == local.replace(hour=8, minute=0)
    assert reminder(Remind.EVE, at) == local.replace(hour=8, minute=0) - timedelta(days=1)
    assert reminder(Remind.HOUR, clock.now()) is None, "what is past is not reminded of"


DUE = f"{SOON:%Y-%m-%dT10:00}"
APPOINTMENT = {
    "task-kind": "appointment",
    "task-due": DUE,
    "task-title": "Visite",
    "task-place": "Au comptoir",
}


def public_of_the_task() -> UUID:
    ((public,),) = as_superuser("SELECT public FROM people_task")
    return public


def test_the_acts_of_a_task_by_the_page(fresh):
    url = f"/contacts/{ALMA.public}/tasks/"
    answer = post(RITA, url, APPOINTMENT | {"task-ends": "09:00"})
    assert "La fin précède le début" in text(answer)
    assert post(RITA, url, APPOINTMENT | {"task-ends": "11:15"}).status_code == 303
    shown = page(RITA)
    assert "10:00–11:15 · Au comptoir" in shown
    task = f"{url}{public_of_the_task()}/"
    assert "10:00" in text(get(RITA, f"{task}move/"))
    moved = post(
        RITA, f"{task}move/", {"move-due": f"{SOON + timedelta(days=1):%Y-%m-%dT15:00}", "back": "day"}
    )
    assert (moved.status_code, moved["Location"]) == (303, "/")
    assert "15:00–16:15" in page(RITA)
    assert PAUL.name in text(get(RITA, f"{task}hand/"))
    assert post(RITA, f"{task}hand/", {"hand-member": str(BEN.id)}).status_code == 200, "not one of the list"
    assert post(RITA, f"{task}hand/", {"hand-member": str(PAUL.id)}).status_code == 303
    assert post(RITA, f"{task}cancel/", {}).status_code == 303
    assert post(RITA, f"{task}reopen/", {}).status_code == 303
    done = {
        "call-outcome": "interested",
        "call-at": f"{timezone.localtime():%Y-%m-%dT%H:%M}",
        "call-step": "call",
        "call-soon": "at",
    }
    assert "Choisissez un jour et une heure à venir" in text(post(RITA, f"{task}done/", done))
    assert post(RITA, f"{task}done/", done | {"call-due": f"{SOON:%Y-%m-%dT11:00}"}).status_code == 303
    last = "SELECT kind, direction, outcome FROM people_interaction ORDER BY id DESC LIMIT 1"
    assert as_superuser(last) == [("meeting", "theirs", "interested")]


def test_an_act_asked_for_in_a_line_answers_in_that_line(fresh):
    post(RITA, f"/contacts/{ALMA.public}/tasks/", APPOINTMENT)
    task = public_of_the_task()
    answer = get(RITA, f"/contacts/{ALMA.public}/tasks/{task}/done/?back=day", HX_Request="true")
    assert answer["HX-Retarget"] == f"#act-{task}"
    assert "<html" not in text(answer)
    assert f'hx-post="/contacts/{ALMA.public}/tasks/{task}/done/"' in text(answer)
    wrong = post(RITA, f"/contacts/{ALMA.public}/tasks/{task}/done/", {"back": "day"}, HX_Request="true")
    assert (wrong.status_code, wrong["HX-Reselect"]) == (200, "#act-form")


def test_a_board_named_by_nobody_leads_to_the_record(fresh):
    post(RITA, f"/contacts/{ALMA.public}/tasks/", APPOINTMENT)
    to = post(RITA, f"/contacts/{ALMA.public}/tasks/{public_of_the_task()}/cancel/", {"back": "//elsewhere"})
    assert to["Location"] == f"/contacts/{ALMA.public}/"


def test_a_task_of_another_record_is_not_there(fresh):
    assert post(RITA, f"/contacts/{ALMA.public}/tasks/{uuid4()}/cancel/", {}).status_code == 404

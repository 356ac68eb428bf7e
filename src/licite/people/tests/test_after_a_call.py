"""What follows a call: words that lead to the record, and a call again about the same."""

from licite.people.actions import Then, add_task, close_task, finish_task
from licite.people.actions.calls import Ended, begin_call, end_call
from licite.people.choices import Outcome, TaskKind
from licite.people.forms.calls import working_day
from licite.people.models import Task
from licite.people.queries.tasks import task_of
from licite.people.tests.ways import ALMA, row, text
from tests.conftest import browser_of, inside
from tests.world import RITA

URL = f"/contacts/{ALMA.public}/call/"


def test_a_call_again_is_about_what_the_one_nobody_answered_was_about():
    with inside(RITA) as actor:
        about = "Prendre des nouvelles après la livraison"
        for end in ("task", "record"):
            task = add_task(actor, contact=row(actor), kind=TaskKind.CALL, due_at=working_day(1), title=about)
            then = Then(TaskKind.CALL, working_day(2))
            if end == "task":
                close_task(
                    actor,
                    contact=row(actor),
                    task=task,
                    outcome=Outcome.NO_ANSWER,
                    took_place=True,
                    then=then,
                )
            else:
                call = begin_call(actor, contact=row(actor))
                end_call(
                    actor,
                    contact=row(actor),
                    interaction=call,
                    ended=Ended(Outcome.VOICEMAIL, "", then, task),
                )
            (again,) = Task.objects.filter(done_at=None).values_list("public", flat=True)
            assert task_of(actor, contact=row(actor), task=again).title == about
            finish_task(actor, contact=row(actor), task=again)


def test_what_is_said_of_a_call_leads_to_the_record(fresh):
    browser = browser_of(RITA)
    answer = browser.post(f"{browser.post(URL, {})['Location']}?back=day", {"call-outcome": "reached"})
    assert answer["Location"] == "/"
    name = f"{ALMA.first} {ALMA.last}"
    said = text(browser.get("/")).split('id="flashes"')[1]
    assert "Noté dans l’historique" in said
    assert f'<a href="/contacts/{ALMA.public}/">{name}</a>.' in said

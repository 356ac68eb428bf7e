"""Reminders: one mail a member, with a count and a link; a band on the next page; nothing of what is over or taken away."""

from datetime import timedelta

import pytest

from licite.kit import clock
from licite.people.jobs.reminders import remind
from licite.people.tests.mailbox import mail_server
from licite.people.tests.ways import ALMA, as_superuser, get, post, text
from tests.workers import as_worker
from tests.world import BEN, IVAN, PAUL, RITA

SOON = timedelta(minutes=14)


@pytest.fixture
def box(settings):
    with mail_server(settings) as found:
        yield found


def plan(who, *, due=SOON, ago=timedelta(minutes=1), times=1):
    """Tasks whose reminder has just fallen due."""
    now = clock.now()
    for _number in range(times):
        as_superuser(
            "INSERT INTO people_task (public, contact, cell, kind, due_at, remind, remind_at, member, created_at) "
            "VALUES (gen_random_uuid(), %s, %s, 'call', %s, 'm15', %s, %s, now())",
            ALMA.id, ALMA.cell, now + due, now - ago, who.id)  # fmt: skip


def task() -> str:
    ((public,),) = as_superuser("SELECT public FROM people_task")
    return f"/contacts/{ALMA.public}/tasks/{public}"


def minute() -> None:
    with as_worker():
        remind(0)


def test_a_mail_a_member_says_how_many_in_their_language_and_names_nobody(fresh, box):
    as_superuser("UPDATE access_member SET language = 'en' WHERE id = %s", PAUL.id)
    plan(RITA, times=2)
    plan(PAUL)
    minute()
    found = {str(one["To"]): one for one in box.mails}
    assert found.keys() == {RITA.email, PAUL.email}
    assert found[RITA.email]["Subject"].replace("\xa0", " ") == "Rappel : 2 tâches approchent"
    assert found[PAUL.email]["Subject"] == "Reminder: something you planned is coming up"
    for one in box.mails:
        body = one.get_body().get_content()
        assert "https://crm.maison.example/week/" in body
        assert ALMA.first not in body
        assert ALMA.last not in body


def test_each_is_given_once_and_again_when_it_is_moved(fresh, box):
    plan(RITA)
    minute()
    minute()
    assert len(box.mails) == 1
    later = clock.now() + timedelta(seconds=30)
    as_superuser("UPDATE people_task SET remind_at = now() + interval '1 millisecond'")
    assert as_superuser("SELECT remind_at < %s FROM people_task", later) == [(True,)]
    minute()
    assert len(box.mails) == 2


@pytest.mark.parametrize("act", ["done", "cancel"])
def test_what_is_done_or_called_off_is_not_reminded_of(fresh, box, act):
    plan(RITA)
    as_superuser("UPDATE people_task SET kind = 'follow_up'")
    assert post(RITA, f"{task()}/{act}/", {}).status_code == 303
    minute()
    assert box.mails == []
    assert "Rappel" not in text(get(RITA, "/"))


def test_what_is_handed_over_reminds_whoever_has_it_now(fresh, box):
    plan(RITA)
    assert post(RITA, f"{task()}/hand/", {"hand-member": str(PAUL.id)}).status_code == 303
    minute()
    assert [str(one["To"]) for one in box.mails] == [PAUL.email]


@pytest.mark.parametrize(
    ("due", "ago"),
    [(-timedelta(hours=2), timedelta(hours=2)), (timedelta(hours=2), timedelta(days=2)), (SOON, -SOON / 2)],
    ids=["over", "old", "to come"],
)
def test_what_is_over_or_long_due_or_to_come_is_silent(fresh, box, due, ago):
    plan(RITA, due=due, ago=ago)
    minute()
    assert box.mails == []


def test_who_may_not_act_on_the_record_any_more_is_told_nothing(fresh, box):
    plan(BEN)
    plan(IVAN)
    minute()
    assert box.mails == []


def test_mails_are_switched_off_and_on_at_the_foot_of_the_week(fresh, box):
    plan(RITA)
    assert "Désactiver" in text(get(RITA, "/week/"))
    assert post(RITA, "/week/reminders/mails/", {"mails": "off"})["Location"] == "/week/#by-mail"
    minute()
    assert box.mails == []
    shown = text(get(RITA, "/week/"))
    assert "Réactiver" in shown
    assert ALMA.last in shown.partition("Rappel que vous avez demandé")[2], "on the screen it stays"
    post(RITA, "/week/reminders/mails/", {"mails": "on"})
    minute()
    assert box.mails == [], "what fell due meanwhile is not sent after all"
    plan(RITA)
    minute()
    assert len(box.mails) == 1


def test_without_a_mail_server_nothing_is_taken_and_the_week_says_so(fresh):
    plan(RITA)
    minute()
    assert as_superuser("SELECT reminded_at FROM people_task") == [(None,)]
    assert "Aucun serveur de courrier" in text(get(RITA, "/week/"))


@pytest.mark.parametrize(("page", "back"), [("/", "day"), ("/week/", "week")])
def test_the_next_page_shows_a_band_until_it_is_put_away(fresh, page, back):
    plan(RITA)
    plan(PAUL, due=timedelta(minutes=10))
    shown = text(get(RITA, page))
    band = shown.partition("Rappel que vous avez demandé")[2].partition("</section>")[0]
    assert band.count(ALMA.last) == 1
    assert post(RITA, "/week/reminders/seen/", {"back": back})["Location"] == page
    assert "Rappel que vous" not in text(get(RITA, page))
    plan(RITA, ago=-timedelta(milliseconds=1))
    assert "Rappel que vous" in text(get(RITA, page))

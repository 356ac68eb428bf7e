"""The own day, the week, the team and the stand-ins: what each shows, to whom, and in how few statements."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from licite.access.refusals import Refused
from licite.access.standing import absences, end_stand_in, stand_in
from licite.kit import clock
from licite.people.actions import move
from licite.people.choices import StageAct
from licite.people.queries import contact_for
from licite.people.queries.day import changes_since
from licite.people.queries.team import activity, conversion
from licite.people.tests.ways import ALMA, BEGUN, as_superuser, get, post, text
from licite.sales.tests.ways import lay as lay_deal
from licite.sales.tests.ways import sweep
from tests.conftest import browser_of, inside
from tests.world import (
    ADA,
    ANNA,
    BEN,
    DORA,
    EAST,
    IVAN,
    MAX,
    MONA,
    PAUL,
    PEOPLE,
    RITA,
    SAM,
    WEST,
    person,
)

TASK = (
    "INSERT INTO people_task (public, contact, cell, kind, due_at, ends_at, member, created_at) "
    "VALUES (gen_random_uuid(), %s, %s, %s, %s, %s, %s, now())"
)


def lay(one, who, *, kind="call", due=None):
    due = due or clock.now()
    ends = due + timedelta(hours=1) if kind == "appointment" else None
    as_superuser(TASK, one.id, one.cell, kind, due, ends, who.id)


def noon(days: int = 0):
    local = timezone.localtime(clock.now()) + timedelta(days=days)
    return local.replace(hour=12, minute=0, second=0, microsecond=0)


def test_the_day_says_what_is_late_what_is_today_and_what_was_promised(fresh):
    lay(person(WEST, 1), RITA, due=noon(-2))
    lay(person(WEST, 2), RITA, kind="appointment", due=noon())
    lay(person(WEST, 3), RITA, kind="follow_up", due=noon(3))
    lay(person(WEST, 4), PAUL, due=noon())
    shown = text(get(RITA, "/"))
    late, today, soon = (shown.index(f"part--{key}") for key in ("late", "today", "soon"))
    places = [
        shown.index(f">{one.first} {one.last}<")
        for one in (person(WEST, 1), person(WEST, 2), person(WEST, 3))
    ]
    assert late < places[0] < today < places[1] < soon < places[2]
    assert "12:00–13:00" in shown
    assert f">{person(WEST, 4).first} {person(WEST, 4).last}<" not in shown, "a colleague's"


def test_what_was_closed_today_is_taken_up_again_from_the_day(fresh):
    lay(person(WEST, 1), RITA, kind="follow_up", due=noon(1))
    ((public,),) = as_superuser("SELECT public FROM people_task")
    url = f"/contacts/{ALMA.public}/tasks/{public}"
    assert post(RITA, f"{url}/done/", {"back": "day"})["Location"] == "/"
    assert "Terminé aujourd’hui" in text(get(RITA, "/"))
    assert post(RITA, f"{url}/reopen/", {"back": "day"}).status_code == 303
    assert "Terminé aujourd’hui" not in text(get(RITA, "/"))


def test_an_empty_day_says_what_to_do_next():
    assert "Planifiez un appel" in text(get(RITA, "/"))


def test_what_others_did_since_is_new_and_what_oneself_did_is_not(fresh):
    since = clock.now() - timedelta(hours=1)
    for one, by in ((person(WEST, 1, 1), MAX), (person(WEST, 1, 2), RITA), (person(EAST, 1, 1), MAX)):
        as_superuser(
            "UPDATE people_contact SET created_at = now(), active_at = now(), created_by = %s WHERE id = %s",
            by.id, one.id)  # fmt: skip
    # What a file brought is older than its record: a thousand of them would hide the rest.
    as_superuser(
        "UPDATE people_contact SET created_at = now(), active_at = now() - interval '1 day', created_by = %s WHERE id = %s",
        MAX.id, person(WEST, 1, 3).id)  # fmt: skip
    as_superuser(
        "INSERT INTO lawful_objection (contact, cell, channel, at, told_by, member, created_at) "
        "VALUES (%s, %s, 'phone', now(), 'phone', %s, now())", ALMA.id, ALMA.cell, MAX.id)  # fmt: skip
    as_superuser(
        "INSERT INTO people_change (contact, cell, at, field, cell_before, cell_after, member) "
        "VALUES (%s, %s, now(), 'cell', 12, 11, %s)", ALMA.id, ALMA.cell, MAX.id)  # fmt: skip
    with inside(RITA) as actor:
        found = {(one.kind, one.contact_public) for one in changes_since(actor, since).changes}
    assert found == {("new", person(WEST, 1, 1).public), ("objection", ALMA.public), ("stage", ALMA.public)}


HOMES = {RITA: 15, PAUL: 15, MAX: 15, SAM: 15, ANNA: 15, MONA: 15, ADA: 15, DORA: 15, IVAN: 15}


@pytest.mark.parametrize(("who", "most"), HOMES.items(), ids=lambda one: getattr(one, "profile", ""))
def test_a_home_asks_few_statements_however_much_there_is(fresh, who, most):
    for number, one in enumerate(PEOPLE):
        lay(one, who, kind="appointment" if number % 2 else "call", due=noon(number % 5 - 2))
    as_superuser(BEGUN, ALMA.id, ALMA.cell, who.id)
    as_superuser("UPDATE people_task SET remind_at = now() - interval '1 minute' WHERE due_at > now()")
    client = browser_of(who)
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/").status_code == 200
    statements = [one["sql"] for one in asked if not one["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT"))]
    assert len(statements) <= most, "\n".join(one[:150] for one in statements)


def test_the_week_has_seven_days_from_monday_with_their_hours(fresh):
    monday = noon() - timedelta(days=noon().weekday())
    lay(person(WEST, 1), RITA, kind="appointment", due=monday + timedelta(days=2))
    lay(person(WEST, 2), RITA, due=monday + timedelta(days=7))
    shown = text(get(RITA, f"/week/?from={monday:%Y-%m-%d}"))
    assert shown.count("week__day") >= 7
    assert "12:00–13:00" in shown
    assert person(WEST, 1).last in shown
    assert person(WEST, 2).last not in shown
    assert person(WEST, 2).last in text(get(RITA, f"/week/?from={monday + timedelta(days=7):%Y-%m-%d}"))
    lay(person(WEST, 2), RITA, due=monday - timedelta(days=3))
    assert "1 tâche en retard d’une semaine passée" in text(get(RITA, "/week/")).replace("\xa0", " ")
    assert "semaine passée" not in text(get(RITA, f"/week/?from={monday - timedelta(days=7):%Y-%m-%d}"))


def test_the_week_shows_the_next_steps_of_a_member_s_deals_on_their_day():
    one = person(WEST, 2)
    lay_deal(one, RITA, cents=100)
    try:
        shown = text(get(RITA, "/week/?from=2027-01-04"))
        assert f"Lot {one.last}" in shown.split("lun. 4 janv")[1].split("</section>")[0]
        assert one.last not in text(get(RITA, "/week/?from=2027-01-11"))
        assert one.last not in text(get(MAX, "/week/?from=2027-01-04"))
        ritas = UUID(int=RITA.id, version=4)
        assert f"Lot {one.last}" in text(get(MAX, f"/week/?of={ritas}&from=2027-01-04"))
    finally:
        sweep()


@pytest.mark.parametrize("asked", ["from=x", "from=9999-99-99", "from=0001-01-01", "from="])
def test_a_week_out_of_the_calendar_is_this_one(asked):
    assert get(RITA, f"/week/?{asked}").status_code == 200


def test_a_colleagues_week_is_for_whoever_reads_the_team(fresh):
    lay(person(WEST, 1), RITA, due=noon())
    (ritas,) = as_superuser("SELECT public FROM access_member WHERE id = %s", RITA.id)[0]
    assert person(WEST, 1).last in text(get(MAX, f"/week/?of={ritas}"))
    lay(person(WEST, 2), RITA, due=noon() - timedelta(days=9))
    assert "1 tâche en retard d’une semaine passée" in text(get(MAX, f"/week/?of={ritas}")).replace(
        "\xa0", " "
    )
    assert get(PAUL, f"/week/?of={ritas}").status_code == 404
    assert get(MAX, "/week/?of=nobody").status_code == 404


def test_the_team_is_counts_by_member_and_no_name_of_a_person(fresh):
    lay(person(WEST, 1), RITA, due=noon(-3))
    as_superuser(
        "INSERT INTO people_interaction (contact, cell, at, kind, direction, outcome, evidence, member, created_at) "
        "VALUES (%s, %s, now(), 'call', 'ours', 'reached', '', %s, now())", ALMA.id, ALMA.cell, RITA.id)  # fmt: skip
    with inside(MAX) as actor:
        now = clock.now()
        found = activity(
            actor, members=[RITA.id, BEN.id], start=noon(-1), end=now + timedelta(1), today=noon(-1)
        )
        assert [(one.member, one.calls, one.late) for one in found] == [(RITA.id, 1, 1), (BEN.id, 0, 0)]
        assert "people:team:read" in actor.trace.reads
    shown = text(get(MAX, "/team/"))
    assert RITA.name in shown
    assert not any(one.last in shown for one in PEOPLE)


def test_a_share_is_said_only_of_enough_people(fresh):
    as_superuser("UPDATE people_contact SET created_at = '2020-01-01'")
    as_superuser("UPDATE people_contact SET created_at = now() WHERE cell / 10 = 1")
    with inside(MAX) as actor:
        found = conversion(actor, start=clock.now() - timedelta(days=1))
    assert (found.entered, found.straight, found.leads, found.customers) == (8, 8, 0, 0)
    assert "%" not in text(get(MAX, "/team/")).partition("D’une étape")[2].partition('class="note"')[0]
    as_superuser("UPDATE people_contact SET created_at = now()")
    assert "0 %" in text(get(MAX, "/team/"))


def test_only_a_move_of_stage_is_a_conversion_and_who_entered_as_a_customer_is_counted_apart(fresh):
    as_superuser("UPDATE people_contact SET created_at = '2020-01-01'")
    as_superuser("UPDATE people_contact SET created_at = now() WHERE cell / 10 = 1")
    since, public = clock.now() - timedelta(days=1), person(WEST, 1, 2).public
    with inside(MAX) as actor:
        move(actor, contact=contact_for(actor, public), act=StageAct.ADVANCE)
        found = conversion(actor, start=since)
        assert (found.entered, found.straight, found.prospects) == (8, 8, 4)
        assert (found.leads, found.customers) == (1, 0)
        move(actor, contact=contact_for(actor, public), act=StageAct.WIN)
        found = conversion(actor, start=since)
    assert (found.entered, found.straight, found.leads, found.customers) == (8, 8, 1, 1)
    shown = text(get(MAX, "/team/"))
    assert "Entrées déjà clientes" in shown
    assert "imports compris" in shown


def away(actor, absent, instead, *, days=3):
    return stand_in(
        actor,
        absent=absent.id,
        instead=instead.id,
        since=clock.now() - timedelta(minutes=1),
        until=clock.now() + timedelta(days=days),
    )


def test_a_stand_in_sees_what_the_absent_sees_and_finds_the_tasks(fresh):
    lay(person(WEST, 1), RITA, due=noon())
    assert get(BEN, f"/contacts/{ALMA.public}/").status_code == 404
    members = {"absent": str(RITA.id), "instead": str(BEN.id)}
    days = {"first": f"{noon():%Y-%m-%d}", "last": f"{noon(5):%Y-%m-%d}"}
    assert post(MAX, "/team/stand-ins/", members | days)["Location"] == "/team/"
    assert get(BEN, f"/contacts/{ALMA.public}/").status_code == 200
    shown = text(get(BEN, "/"))
    assert ALMA.last in shown
    assert RITA.name in shown, "whose task it is"
    assert f"remplacé par {BEN.name}" in text(get(MAX, "/team/"))
    ((grant,),) = as_superuser("SELECT public FROM access_grant WHERE stands_for = %s", RITA.id)
    assert post(MAX, f"/team/stand-ins/{grant}/end/", {}).status_code == 303
    assert get(BEN, f"/contacts/{ALMA.public}/").status_code == 404
    assert ALMA.last not in text(get(BEN, "/"))


def test_a_stand_in_to_come_opens_nothing_yet():
    with inside(MAX) as actor:
        tomorrow = clock.now() + timedelta(days=1)
        stand_in(actor, absent=RITA.id, instead=BEN.id, since=tomorrow, until=tomorrow + timedelta(days=2))
        (one,) = absences(actor)
        assert not one.begun
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM access_grant WHERE member_id = %s AND starts_at <= gate.now()", [BEN.id]
            )
            assert cursor.fetchone() == (1,)
        end_stand_in(actor, public=one.public)
        assert absences(actor) == []


def test_nobody_gives_by_a_stand_in_what_they_do_not_hold():
    with inside(MAX) as actor, pytest.raises(Refused, match="reach"):
        away(actor, DORA, RITA)
    with inside(MAX) as actor, pytest.raises(Refused, match="reach"):
        away(actor, RITA, MAX)
    with inside(RITA) as actor, pytest.raises(Refused, match="reach"):
        away(actor, PAUL, BEN)


def test_what_one_stands_in_for_is_not_lent_on():
    with inside(MAX) as actor:
        assert away(actor, RITA, BEN) == 1
        assert away(actor, BEN, PAUL) == 1, "Ben's own grant alone"
        assert {one.instead for one in absences(actor)} == {BEN.id, PAUL.id}


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"instead": str(RITA.id)}, "Choisissez quelqu’un d’autre"),
        ({"last": "2020-01-01", "first": "2019-12-01"}, "Ce jour est passé"),
        ({"last": "2020-01-01"}, "Le dernier jour précède"),
    ],
)
def test_an_absence_that_cannot_be_says_why(typed, says):
    given = {
        "absent": str(RITA.id),
        "instead": str(BEN.id),
        "first": f"{noon():%Y-%m-%d}",
        "last": f"{noon(5):%Y-%m-%d}",
    }
    assert says in text(post(MAX, "/team/stand-ins/", given | typed))

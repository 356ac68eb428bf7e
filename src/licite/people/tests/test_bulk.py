"""One act on many records: who is left out and why, one batch, one row of the journal, undone where nobody went on."""

import json
import re
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection

from licite.access.refusals import Refused
from licite.kit import clock
from licite.people.actions.bulk import LAW, MISSING, NO_STAGE, OUT_OF_REACH, THERE, Plan, sort_out
from licite.people.choices import BulkAct, TaskKind
from licite.people.tests.ways import as_superuser
from tests.conftest import browser_of, inside
from tests.world import ANNA, BEN, EAST, KEY, MAX, PAUL, RITA, WEST, person

COLD = [person(WEST, 1, index) for index in range(4)]
CUSTOMER, THEIRS = person(WEST, 3), person(EAST, 1)
SOON = clock.now() + timedelta(days=2)


def chosen(*people):
    return [one.public for one in people]


def plan(act, **more):
    return Plan(act=BulkAct(act), **more)


def post(member, act, people, **typed):
    """Sends the preview as it stands; the page of what was done."""
    fields = {f"{act}-{name}": value for name, value in typed.items()}
    sent = {"act": act, "chosen": ".".join(one.public.hex for one in people), **fields}
    browser = browser_of(member)
    shown = browser.post("/contacts/bulk/preview/", sent)
    assert shown.status_code == 200, shown.content
    answer = browser.post("/contacts/bulk/do/", sent)
    assert answer.status_code == 303, answer.content
    return answer["Location"].partition("?")[0]


def cells(*people):
    return [as_superuser("SELECT cell FROM people_contact WHERE id = %s", one.id)[0][0] for one in people]


def due():
    return {"kind": "follow_up", "due_at": SOON.strftime("%Y-%m-%dT%H:%M"), "title": "Relancer"}


def test_a_preview_says_who_is_left_out_and_why(fresh):
    as_superuser("UPDATE people_contact SET objections = 127 WHERE id = %s", COLD[1].id)
    as_superuser(
        "INSERT INTO lawful_objection (contact, cell, channel, at, told_by, member, created_at) "
        "VALUES (%s, %s, 'all', now(), 'phone', 2, now())", COLD[1].id, COLD[1].cell,
    )  # fmt: skip
    with inside(RITA) as actor:
        found = sort_out(
            actor,
            chosen=chosen(*COLD, THEIRS),
            plan=plan("task", kind=TaskKind.EMAIL, due_at=SOON, title="Tarif"),
        )
        assert [one.public for one in found.left[LAW]] == chosen(COLD[1])
        assert found.counts == {LAW: 1, MISSING: 1}, "what is out of sight is said like what is not there"
        assert len(found.ready) == 3
        found = sort_out(actor, chosen=chosen(COLD[0], CUSTOMER), plan=plan("advance"))
        assert found.counts == {NO_STAGE: 1}


def test_a_task_of_the_house_asks_nothing_of_the_law(fresh):
    as_superuser("UPDATE people_contact SET objections = 127 WHERE id = %s", COLD[1].id)
    with inside(RITA) as actor:
        follow = plan("task", kind=TaskKind.FOLLOW_UP, due_at=SOON)
        assert sort_out(actor, chosen=chosen(*COLD), plan=follow).counts == {}


@pytest.mark.parametrize("act", ["task", "tag", "advance", "assign"])
def test_whose_profile_has_not_the_act_is_refused(act):
    for member in (ANNA, PAUL) if act == "assign" else (ANNA,):
        with inside(member) as actor, pytest.raises(Refused):
            sort_out(actor, chosen=chosen(*COLD), plan=plan(act, due_at=SOON, tag="x", portfolio=EAST))
        sent = {"act": act, "chosen": COLD[0].public.hex}
        assert browser_of(member).post("/contacts/bulk/do/", sent).status_code in (403, 404)


def test_tasks_are_planned_in_one_row_of_the_journal_and_undone(fresh):
    page = post(RITA, "task", [*COLD, THEIRS], **due())
    assert as_superuser("SELECT count(*) FROM people_task") == [(4,)]
    ((subjects, detail),) = as_superuser(
        "SELECT subjects, detail FROM journal.entry WHERE act = 'people:contact:bulk'"
    )
    assert sorted(subjects) == [one.id for one in COLD]
    assert "Relancer" not in json.dumps(detail)
    shown = browser_of(RITA).get(page).content.decode()
    assert "4 fiches" in shown
    kept = COLD[2]
    as_superuser("UPDATE people_task SET done_at = now() WHERE contact = %s", kept.id)
    assert browser_of(RITA).post(page + "undo/").status_code == 303
    assert as_superuser("SELECT contact FROM people_task") == [(kept.id,)], "what was done since stays"
    due_now = as_superuser("SELECT count(*) FROM people_contact WHERE next_task_at IS NOT NULL")
    assert due_now == [(0,)]
    assert browser_of(RITA).post(page + "undo/").status_code == 403, "once"


def test_prospects_advance_and_come_back_unless_somebody_went_on(fresh):
    page = post(RITA, "advance", [*COLD, CUSTOMER])
    assert cells(*COLD) == [12] * 4
    as_superuser("UPDATE people_contact SET cell = 13 WHERE id = %s", COLD[0].id)
    browser_of(RITA).post(page + "undo/")
    assert cells(*COLD) == [13, 11, 11, 11]
    assert cells(CUSTOMER) == [13]


def test_records_change_portfolio_and_come_back(fresh):
    page = post(MAX, "assign", [*COLD, THEIRS], portfolio=str(KEY))
    assert cells(*COLD, THEIRS) == [31] * 5
    browser_of(MAX).post(page + "undo/")
    assert cells(*COLD, THEIRS) == [11] * 4 + [21], "each to where it was"


def test_a_tag_is_put_where_it_is_not_yet(fresh):
    post(RITA, "tag", COLD[:2], tag="Salon 2026")
    with inside(RITA) as actor:
        found = sort_out(actor, chosen=chosen(*COLD), plan=plan("tag", tag="salon 2026"))
        assert found.counts == {THERE: 2}
    page = post(RITA, "tag", COLD, tag="salon 2026")
    browser_of(RITA).post(page + "undo/")
    left = as_superuser("SELECT contact FROM people_tag ORDER BY contact")
    assert left == [(one.id,) for one in COLD[:2]]


def test_nobody_undoes_the_batch_of_another_or_an_old_one(fresh):
    page = post(RITA, "advance", COLD)
    assert browser_of(MAX).get(page).status_code == 404
    assert browser_of(MAX).post(page + "undo/").status_code == 404
    as_superuser("UPDATE people_batch SET made_at = made_at - interval '61 minutes'")
    assert browser_of(RITA).post(page + "undo/").status_code == 403
    assert cells(*COLD) == [12] * 4


def test_the_gate_moves_nobody_out_of_reach_whatever_a_batch_says(fresh):
    with inside(BEN), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM gate.advance_many(gen_random_uuid(), %s::bigint[], '{}')",
            [[one.id for one in COLD]],
        )
        assert cursor.fetchone() == (0,)
    with inside(RITA), pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("INSERT INTO people_batchitem (batch, contact, cell) VALUES (1, 1, 11)")
    with inside(ANNA), pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("SELECT gate.keep_batch(gen_random_uuid(), 'task', '{}', '{}', '{}')")


def test_the_whole_list_is_taken_as_its_filters_leave_it(fresh):
    browser = browser_of(RITA)
    shown = browser.post("/contacts/bulk/?stage=1", {"all": "1"}).content.decode()
    assert "4 fiches" in shown
    for one in COLD:
        assert one.public.hex in shown
    assert browser.post("/contacts/bulk/?stage=1", {}).status_code == 303


def test_the_button_for_the_whole_list_says_how_many_it_takes():
    browser = browser_of(RITA)
    for path, said in (
        ("/contacts/", "16 fiches"),
        ("/contacts/?stage=1", "4 fiches"),
        ("/contacts/?letter=Z&stage=1", ""),
    ):
        shown = browser.get(path).content.decode()
        assert (f"Agir sur toute la liste\u00a0: {said}" in shown) == bool(said), path


def test_what_was_done_names_the_tag_and_how_to_take_it_back(fresh):
    sent = {"act": "tag", "chosen": ".".join(one.public.hex for one in COLD[:3]), "tag-tag": "salon"}
    browser = browser_of(RITA)
    where = browser.post("/contacts/bulk/do/?stage=1", sent)["Location"]
    assert "salon" not in where
    shown = browser.get(where).content.decode()
    assert "Étiquette «\u00a0salon\u00a0» posée sur 3 fiches" in shown
    assert "Annuler l’action" in shown
    assert "put=" not in shown
    for put in ("x", "--1", "9" * 19, ""):
        assert "Fait sur 3 fiches" in browser.get(f"{where.partition('?')[0]}?put={put}").content.decode()


def test_out_of_reach_is_said_of_a_record_one_only_reads(fresh):
    as_superuser(
        "INSERT INTO access_grant (member_id, profile_id, portfolios, stages, starts_at) "
        "SELECT %s, id, '{2}', '{1,2,3,4}', now() - interval '1 day' FROM access_profile WHERE key = 'assistant'",
        RITA.id,
    )
    with inside(RITA) as actor:
        found = sort_out(actor, chosen=chosen(COLD[0], THEIRS), plan=plan("advance"))
        assert found.counts == {OUT_OF_REACH: 1}


def test_a_tag_put_on_many_and_undone_leaves_no_line_and_the_journal_names_the_records(fresh):
    done = post(RITA, "tag", COLD, tag="salon")
    changes = "SELECT count(*) FROM people_change WHERE field = 'tag'"
    assert as_superuser(changes) == [(4,)]
    browser_of(RITA).post(f"{done}undo/")
    assert as_superuser(changes) == [(0,)]
    told = as_superuser("SELECT subjects FROM journal.entry WHERE act = 'people:contact:bulk_undo'")
    assert [sorted(subjects) for (subjects,) in told] == [sorted(one.id for one in COLD)]


def test_a_task_that_goes_leaves_its_record_without_a_next_step(fresh):
    done = post(RITA, "task", COLD[:1], **due())
    step = "SELECT next_task_at IS NULL FROM people_contact WHERE id = %s"
    assert as_superuser(step, COLD[0].id) == [(False,)]
    browser_of(RITA).post(f"{done}undo/")
    assert as_superuser(step, COLD[0].id) == [(True,)]


def test_who_takes_an_act_is_named_before_it_is_done_and_tags_in_use_are_offered(fresh):
    post(RITA, "tag", COLD[:1], tag="salon")
    browser = browser_of(RITA)
    offered = browser.post("/contacts/bulk/", {"pick": [str(one.public) for one in COLD]}).content.decode()
    assert '<option value="salon"></option>' in offered
    assert 'list="tags-known"' in offered
    chosen_ones = re.search(r'name="chosen" value="([^"]+)"', offered)
    assert chosen_ones
    sent = {"act": "tag", "chosen": chosen_ones[1], "tag-tag": "foire"}
    shown = browser.post("/contacts/bulk/preview/", sent).content.decode()
    assert f'<a href="/contacts/{COLD[0].public}/">' in shown

"""Portfolios handed over: what moves after a preview, who takes tasks and deals over, and all of it taken back."""

import re
from html import escape, unescape
from uuid import UUID

import pytest
from django.http import Http404

from licite.desk.portfolios import previews
from licite.people.queries.handover import own_handover
from licite.people.tests.ways import as_superuser, get, post, text
from licite.sales.jobs import carry_out
from tests.conftest import inside
from tests.workers import as_worker
from tests.world import BEN, EAST, KEY, MAX, RITA, WEST, person

OVER = {"target": EAST, "stages": [1, 2, 3, 4], "tasks_from": "", "tasks_to": "", "deals_to": ""}
TASK = (
    "INSERT INTO people_task (public, contact, cell, kind, title, due_at, member, created_at) "
    "VALUES (gen_random_uuid(), %s, %s, 'call', NULL, now(), %s, now())"
)


def cells():
    return dict(as_superuser("SELECT cell, count(*) FROM people_contact GROUP BY cell"))


def ordered(**other):
    """The public id of a hand-over of the West that Max orders."""
    answer = post(MAX, f"/portfolios/{WEST}/hand-over/", OVER | other | {"confirmed": "1"})
    assert answer.status_code == 302
    return UUID(answer["Location"].rstrip("/").rsplit("/", 1)[-1])


def carried_out(public):
    with as_worker():
        carry_out(public, MAX.id)


def test_the_preview_counts_by_stage_and_names_who_gains_and_loses_sight():
    with inside(MAX) as actor:
        seen = previews.preview(
            actor, source=WEST, target=EAST, stages=[2, 3], tasks_from=None, tasks_to=None, deals_to=None
        )
    assert [count for _stage, count in seen.stages] == [4, 4]
    assert f"{BEN.name} (prospect qualifié, client)" in seen.gaining
    assert f"{RITA.name} (prospect qualifié, client)" in seen.losing


def test_nothing_moves_before_it_is_confirmed_then_all_of_it_does(fresh):
    before = cells()
    assert "Avant de transmettre" in text(post(MAX, f"/portfolios/{WEST}/hand-over/", OVER))
    assert cells() == before
    public = ordered(stages=[2, 3])
    carried_out(public)
    assert {cell: cells().get(cell, 0) for cell in (11, 12, 13, 22, 23)} == {
        11: 4,
        12: 0,
        13: 0,
        22: 8,
        23: 8,
    }
    assert "8 sur 8" in text(get(MAX, f"/portfolios/hand-overs/{public}/"))
    carried_out(public)
    assert cells()[22] == 8


def test_open_tasks_go_to_whoever_takes_over_and_only_where_they_may_act(fresh):
    one, other = person(WEST, 2), person(WEST, 3)
    as_superuser(TASK, one.id, one.cell, RITA.id)
    as_superuser(TASK, other.id, other.cell, MAX.id)
    carried_out(ordered(tasks_from=RITA.id, tasks_to=BEN.id))
    assert set(as_superuser("SELECT contact, member FROM people_task")) == {
        (one.id, BEN.id),
        (other.id, MAX.id),
    }


def test_tasks_alone_change_hands_in_a_portfolio_that_stays(fresh):
    one = person(EAST, 2)
    as_superuser(TASK, one.id, one.cell, BEN.id)
    stays = OVER | {"target": EAST, "tasks_to": RITA.id}
    refused = post(MAX, f"/portfolios/{EAST}/hand-over/", stays | {"confirmed": "1"})
    assert refused.status_code == 200, "Rita may not act there, so nothing would move"
    shown = text(refused)
    assert "Rien ne bougerait" in shown
    assert "Transmettre maintenant" not in shown
    assert f"portfolios={EAST}&amp;stages=1&amp;stages=2&amp;stages=3&amp;stages=4#give" in shown
    assert as_superuser("SELECT member FROM people_task") == [(BEN.id,)]
    as_superuser("UPDATE access_grant SET portfolios = '{1,2}' WHERE member_id = %s", RITA.id)
    answer = post(MAX, f"/portfolios/{EAST}/hand-over/", stays | {"confirmed": "1"})
    carried_out(UUID(answer["Location"].rstrip("/").rsplit("/", 1)[-1]))
    assert as_superuser("SELECT member FROM people_task") == [(RITA.id,)]


DEAL = (
    "INSERT INTO sales_deal (public, contact, cell, step, step_at, probability, expected_on, owner, created_at, reason) "
    "VALUES (gen_random_uuid(), %s, %s, %s, now(), %s, current_date, %s, now(), %s)"
)


def deal(one, member, step="needs"):
    as_superuser(
        DEAL,
        one.id,
        one.cell,
        step,
        0 if step == "lost" else 40,
        member.id,
        "price" if step == "lost" else "",
    )


def owners():
    return dict(as_superuser("SELECT contact, owner FROM sales_deal"))


def test_open_deals_go_to_whoever_takes_over_and_closed_ones_keep_their_owner(fresh):
    of_rita, of_max, lost, still = person(WEST, 2), person(WEST, 2, 1), person(WEST, 3), person(WEST, 3, 1)
    for one, member, step in (
        (of_rita, RITA, "needs"),
        (of_max, MAX, "needs"),
        (lost, RITA, "lost"),
        (still, RITA, "needs"),
    ):
        deal(one, member, step)
    as_superuser("UPDATE people_contact SET restricted = true WHERE id = %s", still.id)
    chosen = {"tasks_from": RITA.id, "deals_to": BEN.id}
    seen = text(post(MAX, f"/portfolios/{WEST}/hand-over/", OVER | chosen))
    assert "1 affaire en cours passe à" in seen
    assert "3" in seen, "deals under way with these records"
    public = ordered(**chosen)
    carried_out(public)
    assert owners() == {of_rita.id: BEN.id, of_max.id: MAX.id, lost.id: RITA.id, still.id: RITA.id}
    told = as_superuser("SELECT subjects FROM journal.entry WHERE act = 'sales:deal:hand'")
    assert told == [([of_rita.id],)]
    shown = text(post(MAX, f"/portfolios/{EAST}/hand-over/", OVER | {"target": WEST, "deals_to": BEN.id}))
    assert "ne peut pas suivre d’affaires" in shown, "Ben makes no deals in the West"


def test_a_hand_over_is_taken_back_but_for_what_somebody_moved_since(fresh):
    one, other, moved = person(WEST, 2), person(WEST, 3), person(WEST, 2, 1)
    before = cells()
    for some in (one, other):
        as_superuser(TASK, some.id, some.cell, RITA.id)
        deal(some, RITA)
    public = ordered(tasks_to=BEN.id, deals_to=BEN.id)
    carried_out(public)
    as_superuser("UPDATE people_task SET done_at = now() WHERE contact = %s", other.id)
    as_superuser("UPDATE sales_deal SET owner = %s WHERE contact = %s", MAX.id, other.id)
    as_superuser("UPDATE people_contact SET cell = %s WHERE id = %s", KEY * 10 + 2, moved.id)
    page = f"/portfolios/hand-overs/{public}/"
    shown = text(get(MAX, page))
    assert "15 fiches, 1 tâche, 1 affaire" in shown
    assert f'action="{page}undo/"' in text(get(MAX, "/portfolios/"))
    assert post(MAX, f"{page}undo/", {}).status_code == 302
    assert "En cours d’annulation" in text(get(MAX, page))
    carried_out(public)
    assert cells() == before | {12: 3, 32: before[32] + 1}
    assert dict(as_superuser("SELECT contact, member FROM people_task")) == {
        one.id: RITA.id,
        other.id: BEN.id,
    }
    assert owners() == {one.id: RITA.id, other.id: MAX.id}
    shown = text(get(MAX, page))
    assert "Annulée" in shown
    assert "undo/" not in shown
    assert post(MAX, f"{page}undo/", {}).status_code == 403


def test_another_s_hand_over_is_nobody_s_to_undo(fresh):
    public = ordered()
    carried_out(public)
    as_superuser("UPDATE people_handover SET member = %s", RITA.id)
    assert post(MAX, f"/portfolios/hand-overs/{public}/undo/", {}).status_code == 404


def test_the_preview_counts_the_tasks_that_change_hands_and_says_where_they_cannot(fresh):
    chosen = {"target": str(EAST), "stages": ["1", "3"], "tasks_from": "", "tasks_to": str(RITA.id)}
    for one, member in ((person(WEST, 1), RITA), (person(WEST, 3), MAX)):
        as_superuser(TASK, one.id, one.cell, member.id)
    for_rita = text(post(MAX, f"/portfolios/{WEST}/hand-over/", chosen))
    assert "0 tâche" in for_rita
    assert f"{RITA.name} ne peut pas agir" in for_rita
    for_ben = text(post(MAX, f"/portfolios/{WEST}/hand-over/", chosen | {"tasks_to": str(BEN.id)}))
    assert "2 tâches" in for_ben
    assert "ne peut pas agir" not in for_ben


def test_another_s_hand_over_is_nobody_s_business(fresh):
    public = ordered()
    with inside(RITA) as actor, pytest.raises(Http404):
        own_handover(actor, public=public)


def test_what_would_stay_with_somebody_who_no_longer_sees_it_is_said_before(fresh):
    one = person(WEST, 2)
    as_superuser(TASK, one.id, one.cell, RITA.id)
    deal(one, RITA)
    shown = text(post(MAX, f"/portfolios/{WEST}/hand-over/", OVER))
    assert "Il resterait 1 tâche ouverte et 1 affaire en cours à" in shown
    assert "qui n’y aura plus accès" in shown
    assert "Transmettre quand même" in shown
    taken = text(post(MAX, f"/portfolios/{WEST}/hand-over/", OVER | {"tasks_to": BEN.id, "deals_to": BEN.id}))
    assert "Il resterait" not in taken
    again = text(post(MAX, f"/portfolios/{WEST}/hand-over/", OVER | {"again": "1"}))
    assert "Voir ce que cela changerait" in again


def test_from_a_member_s_page_the_records_stay_and_the_stages_are_the_member_s_own(fresh):
    as_superuser("UPDATE access_grant SET stages = '{1,2}' WHERE member_id = %s", RITA.id)
    one = person(WEST, 2)
    as_superuser(TASK, one.id, one.cell, RITA.id)
    member = UUID(int=RITA.id, version=4)
    assert f"/portfolios/{WEST}/hand-over/?of={member}" in text(get(MAX, f"/grants/{member}/"))
    shown = text(get(MAX, f"/portfolios/{WEST}/hand-over/?of={member}"))
    assert [f'name="stages" value="{stage}"' in shown for stage in (1, 2, 3, 4)] == [True] * 4
    assert shown.count(" checked") == 2
    assert f'<option value="{WEST}" selected>' in shown
    assert f'<option value="{RITA.id}" selected>' in shown


def test_where_each_colleague_may_take_over_is_said_where_one_chooses():
    shown = text(get(MAX, f"/portfolios/{WEST}/hand-over/?of={UUID(int=RITA.id, version=4)}"))
    assert f">{BEN.name} (Est)<" in shown
    assert f">{RITA.name} (Ouest)<" in shown


def test_a_right_given_for_a_hand_over_leads_back_to_it_and_is_named_once_that_is_undone(fresh):
    one = person(WEST, 2)
    as_superuser(TASK, one.id, one.cell, RITA.id)
    chosen = OVER | {"target": WEST, "stages": [2], "tasks_from": RITA.id, "tasks_to": BEN.id}
    shown = text(post(MAX, f"/portfolios/{WEST}/hand-over/", chosen))
    to_give = unescape(re.search(r'href="(/grants/[^"#]*)#give"', shown)[1])
    form = text(get(MAX, to_give))
    action = unescape(re.search(r'action="(/grants/[^"]*/give/[^"]*)"', form)[1])
    given = {"profile": "rep", "portfolios": [WEST], "stages": [2], "confirmed": "1"}
    looked = text(post(MAX, action, {name: given[name] for name in ("profile", "portfolios", "stages")}))
    back = post(MAX, action, given)["Location"]
    assert f'href="{escape(back)}"' in looked, "whoever changes one's mind is back there too"
    assert back.startswith(f"/portfolios/{WEST}/hand-over/?of={UUID(int=RITA.id, version=4)}")
    again = text(get(MAX, back))
    assert again.count(f'<option value="{BEN.id}" selected>') == 2, "the tasks and the deals"
    public = ordered(target=WEST, stages=[2], tasks_from=RITA.id, tasks_to=BEN.id)
    carried_out(public)
    page = f"/portfolios/hand-overs/{public}/"
    assert "reste ouverte" not in text(get(MAX, page))
    post(MAX, f"{page}undo/", {})
    carried_out(public)
    assert f"L’habilitation que vous avez donnée à {BEN.name} reste ouverte" in text(get(MAX, page))
    assert post(MAX, "/grants/" + str(UUID(int=BEN.id, version=4)) + "/give/?handover=99", given)[
        "Location"
    ].startswith("/grants/")


def test_the_journal_names_whose_work_it_was_and_to_whom_it_went_back(fresh):
    one = person(WEST, 2)
    as_superuser("UPDATE access_grant SET portfolios = '{1,2}' WHERE member_id = %s", BEN.id)
    as_superuser(TASK, one.id, one.cell, RITA.id)
    deal(one, RITA)
    public = ordered(target=WEST, tasks_from=RITA.id, tasks_to=BEN.id, deals_to=BEN.id)
    carried_out(public)
    post(MAX, f"/portfolios/hand-overs/{public}/undo/", {})
    carried_out(public)
    told = dict(
        as_superuser(
            "SELECT act, detail FROM journal.entry WHERE act LIKE 'people:handover:%%' ORDER BY at, id"
        )
    )
    assert told["people:handover:tasks"]["member"] == RITA.id, "the last of them went back"
    assert "records" not in str(told), "none moved"
    assert told["people:handover:order"]["giver"] == RITA.id
    last = as_superuser("SELECT detail FROM journal.entry WHERE act = 'sales:deal:hand' ORDER BY at, id")
    assert last[-1][0]["before"] == BEN.id
    assert last[-1][0]["after"] == RITA.id

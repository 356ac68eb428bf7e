"""Portfolios opened, closed, handed over; and the rules that say who belongs where."""

from uuid import UUID

import pytest
from django.http import Http404

from licite.access import placing
from licite.access.permissions import Act
from licite.access.placing import Rule, first_match
from licite.access.refusals import Refused
from licite.desk.portfolios import rows
from licite.people import sealing
from licite.people.queries.handover import own_handover
from licite.people.tests.ways import FORM, as_superuser, get, post, text
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


def test_the_first_rule_that_fits_says():
    rules = [
        Rule(KEY, sectors=("K",)),
        Rule(WEST, "FR", ("44", "2A")),
        Rule(EAST, "FR", ("675",)),
        Rule(EAST, "BE"),
    ]
    assert first_match(rules, country="FR", places=("44000", "44"), sector="") == WEST
    assert first_match(rules, country="FR", places=("20000", "2A"), sector="") == WEST
    assert first_match(rules, country="FR", places=("67500", "67"), sector="") == EAST
    assert first_match(rules, country="FR", places=("67000", "67"), sector="") is None
    assert first_match(rules, country="FR", places=("44000", "44"), sector="K") == KEY
    assert first_match(rules, country="BE", places=(), sector="") == EAST
    assert first_match(rules, country="", places=(), sector="") is None


def test_the_preview_counts_by_stage_and_names_who_gains_and_loses_sight():
    with inside(MAX) as actor:
        seen = rows.preview(
            actor, source=WEST, target=EAST, stages=[2, 3], tasks_from=None, tasks_to=None, deals_to=None
        )
    assert [count for _stage, count in seen.stages] == [4, 4]
    assert BEN.name in seen.gaining
    assert RITA.name in seen.losing


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
    public = UUID(
        post(
            MAX,
            f"/portfolios/{EAST}/hand-over/",
            OVER | {"target": EAST, "tasks_to": RITA.id, "confirmed": "1"},
        )["Location"]
        .rstrip("/")
        .rsplit("/", 1)[-1]
    )
    carried_out(public)
    assert as_superuser("SELECT member FROM people_task") == [(BEN.id,)]
    as_superuser("UPDATE access_grant SET portfolios = '{1,2}' WHERE member_id = %s", RITA.id)
    answer = post(
        MAX, f"/portfolios/{EAST}/hand-over/", OVER | {"target": EAST, "tasks_to": RITA.id, "confirmed": "1"}
    )
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


def test_another_s_hand_over_is_nobody_is_nobody_s_business(fresh):
    public = ordered()
    with inside(RITA) as actor, pytest.raises(Http404):
        own_handover(actor, public=public)


def test_an_opened_portfolio_is_held_by_who_opened_it_and_closes_when_empty(fresh):
    assert post(MAX, "/portfolios/new/", {"name": "Sud"}).status_code == 302
    ((south,),) = as_superuser("SELECT id FROM access_portfolio WHERE name = 'Sud'")
    with inside(MAX) as actor:
        assert actor.may(Act.EDIT, south * 10 + 1)
    assert "déjà" in text(post(MAX, "/portfolios/new/", {"name": "Sud"}))
    post(MAX, f"/portfolios/{WEST}/close/", {})
    assert as_superuser("SELECT closed_at FROM access_portfolio WHERE id = 1") == [(None,)]
    post(MAX, f"/portfolios/{south}/close/", {})
    with inside(MAX) as actor:
        assert south not in actor.portfolios
        assert set(actor.portfolios) == {WEST, EAST, KEY}
    assert get(MAX, f"/portfolios/{south}/").status_code == 404


def test_a_portfolio_out_of_reach_is_neither_renamed_nor_closed(fresh):
    as_superuser("UPDATE access_grant SET portfolios = '{1}' WHERE member_id = %s", MAX.id)
    assert post(MAX, f"/portfolios/{EAST}/", {"name": "À moi"}).status_code == 403
    assert post(MAX, f"/portfolios/{EAST}/close/", {}).status_code == 403


def lines(*rules):
    typed = {"form-TOTAL_FORMS": str(len(rules)), "form-INITIAL_FORMS": "0"}
    for number, rule in enumerate(rules):
        typed |= {f"form-{number}-{name}": str(value) for name, value in rule.items()}
    return typed


def test_the_rules_are_laid_in_their_order_and_place_whoever_is_entered_by_hand(fresh):
    laid = lines(
        {"rank": 2, "country": "FR", "places": "", "sector": "", "portfolio": WEST},
        {"rank": 1, "country": "FR", "places": "67, 68", "sector": "", "portfolio": EAST},
        {"rank": "", "country": "", "places": "", "sector": "", "portfolio": ""},
    )
    assert post(MAX, "/portfolios/rules/", laid).status_code == 302
    with inside(MAX) as actor:
        assert [(rule.portfolio, rule.places) for rule in placing.rules(actor)] == [
            (EAST, ("67", "68")),
            (WEST, ()),
        ]
    post(MAX, "/contacts/new/", FORM | {"cell": "2", "postal_code": "67000", "town": "Strasbourg"})
    assert as_superuser("SELECT cell FROM people_contact ORDER BY id DESC LIMIT 1") == [(22,)]
    as_superuser("UPDATE access_grant SET portfolios = '{1,3}' WHERE member_id = %s", RITA.id)
    shown = text(
        post(RITA, "/contacts/new/", FORM | {"cell": "2", "postal_code": "67000", "town": "Strasbourg"})
    )
    assert "Aucune règle ne désigne un de vos portefeuilles" in shown


def test_what_begins_no_postal_code_is_asked_again(fresh):
    laid = lines({"rank": 1, "country": "FR", "places": "Alsace!", "sector": "", "portfolio": EAST})
    assert "44, 2A, 1050" in text(post(MAX, "/portfolios/rules/", laid))
    assert as_superuser("SELECT count(*) FROM access_placement") == [(0,)]


def test_whoever_manages_one_portfolio_changes_the_rules_of_that_one(fresh):
    of_all = [Rule(WEST, "FR", ("29",)), Rule(EAST, "FR", ("67",)), Rule(WEST, "BE")]
    for position, rule in enumerate(of_all, 1):
        as_superuser(
            "INSERT INTO access_placement (position, portfolio_id, country, places, sectors) VALUES (%s, %s, %s, %s, '{}')",
            position,
            rule.portfolio,
            rule.country,
            list(rule.places),
        )
    as_superuser("UPDATE access_grant SET portfolios = '{1}' WHERE member_id = %s", MAX.id)
    ours, theirs, abroad = of_all
    for taken in (
        [ours, abroad],
        [ours, Rule(WEST, "FR", ("67",)), theirs, abroad],
        [ours, abroad, theirs],
        [ours, Rule(EAST, "FR", ("6",)), abroad],
        [*of_all, Rule(EAST, "LU")],
    ):
        with inside(MAX) as actor, pytest.raises(Refused, match="reach"):
            placing.lay(actor, rules=taken)
    for left in ([*of_all, Rule(WEST, "LU")], [theirs, abroad], [theirs, ours, abroad], of_all):
        with inside(MAX) as actor:
            placing.lay(actor, rules=left)
            assert placing.rules(actor) == left


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


def ruled(*rules):
    for position, (portfolio, country, places) in enumerate(rules, 1):
        as_superuser(
            "INSERT INTO access_placement (position, portfolio_id, country, places, sectors) VALUES (%s, %s, %s, %s, '{}')",
            position, portfolio, country, list(places),
        )  # fmt: skip


def placed_at(one, postal_code, department):
    sealed = sealing.seal_values("address", one.public, ["", postal_code, "Ville"])
    as_superuser(
        "UPDATE people_contact SET address = %s, department = %s, country = 'FR' WHERE id = %s",
        sealed,
        department,
        one.id,
    )


def test_the_rules_are_applied_to_records_that_are_here_after_a_preview_and_taken_back(fresh):
    as_superuser("UPDATE people_contact SET country = '', department = ''")
    ruled((EAST, "FR", ["675"]), (WEST, "FR", ["67"]))
    goes, stays = person(WEST, 2), person(WEST, 3)
    placed_at(goes, "67500", "67")
    placed_at(stays, "67000", "67")
    before = cells()
    page = "/portfolios/rules/apply/"
    shown = text(get(MAX, page))
    assert "1 fiche changerait de portefeuille" in shown
    assert "Ouest → Est" in shown
    assert page in text(get(MAX, "/portfolios/"))
    public = UUID(post(MAX, page, {})["Location"].rstrip("/").rsplit("/", 1)[-1])
    carried_out(public)
    assert cells() == before | {12: before[12] - 1, 22: before[22] + 1}
    assert "Selon les règles" in text(get(MAX, f"/portfolios/hand-overs/{public}/"))
    assert "Chaque fiche est là" in text(get(MAX, page))
    post(MAX, f"/portfolios/hand-overs/{public}/undo/", {})
    carried_out(public)
    assert cells() == before


def test_the_rules_are_applied_to_the_tray_alone_where_it_is_asked(fresh):
    as_superuser("UPDATE people_contact SET country = 'FR', department = '67'")
    ruled((EAST, "FR", ["67"]))
    waits, met = person(WEST, 1), person(KEY, 1)
    as_superuser(
        "INSERT INTO people_tray (contact, cell, others, other_cells, objected, at) VALUES (%s, %s, ARRAY[%s]::bigint[], ARRAY[%s], false, now())",
        waits.id, waits.cell, met.id, met.cell,
    )  # fmt: skip
    assert "/portfolios/rules/apply/?only=tray" in text(get(MAX, "/tray/"))
    page = "/portfolios/rules/apply/?only=tray"
    assert "1 fiche changerait" in text(get(MAX, page))
    carried_out(UUID(post(MAX, page, {})["Location"].rstrip("/").rsplit("/", 1)[-1]))
    assert as_superuser("SELECT cell FROM people_contact WHERE id = %s", waits.id) == [(21,)]
    assert cells()[11] == 3
    assert as_superuser("SELECT cell FROM people_tray") == [(21,)]


def test_without_rules_nothing_is_placed(fresh):
    assert "Aucune règle encore" in text(get(MAX, "/portfolios/rules/apply/"))
    assert post(MAX, "/portfolios/rules/apply/", {}).status_code == 200

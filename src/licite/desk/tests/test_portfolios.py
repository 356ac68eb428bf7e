"""Portfolios opened and closed; the rules that say who belongs where."""

import pytest

from licite.access import placing
from licite.access.permissions import Act
from licite.access.placing import Rule, first_match
from licite.access.refusals import Refused
from licite.people.tests.ways import FORM, as_superuser, get, post, text
from tests.conftest import inside
from tests.world import EAST, KEY, MAX, RITA, WEST


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

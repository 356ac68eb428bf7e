"""Whoever is here already is completed, left or doubled: by the rule of the file, or as decided row by row."""

import re

import pytest

from licite.access.gate import acting_for
from licite.intake import jobs
from licite.intake.models import Batch
from licite.intake.plans import Plan, Rule
from licite.intake.reports import Report
from licite.intake.tests.conftest import PURPOSE, in_worker, run, staged, told
from licite.intake.tests.test_import import HEADER, JEAN, contact, tell
from licite.intake.tests.test_pages import prepare, queued
from licite.people import sealing
from licite.people.models import Contact
from tests.conftest import browser_of
from tests.world import MAX

BARE = "Prénom;Nom;E-mail\nJean;Ménard;jean.menard@fonderie.example\n"
FILLED = HEADER + JEAN
# Line 2 is known; 3 is doubtful, by the name; 4 too, by the e-mail; 5 is new.
MIXED = (
    FILLED
    + "Jean;Ménard;;jm@ailleurs.example;;;\nPaule;Autre;;jean.menard@fonderie.example;;;\nAna;Neuve;;ana@x.example;;;\n"
)


def ruled(rule: Rule, text: str = FILLED, **decisions: Rule) -> Report:
    """Imported by this rule; `line_3=Rule.KEEP` decides a row."""
    chosen = {int(name.removeprefix("line_")): choice for name, choice in decisions.items()}
    return run(staged(text, plan=Plan(rule=rule, decisions=chosen)))


def phones() -> list[list[str]]:
    """Of every Jean Ménard, the eldest first."""
    with acting_for(MAX.id, PURPOSE):
        found = []
        for raw in Contact.objects.order_by("id").values("public", "listing", "phone"):
            (listing,) = sealing.open_listings([(raw["public"], raw["listing"])])
            if listing.last == "Ménard":
                found.append(sealing.open_values("phone", raw["public"], raw["phone"]))
        return found


@pytest.mark.parametrize(
    ("rule", "outcome", "expected"),
    [
        (Rule.MERGE, "updated", [["+33199001234"]]),
        (Rule.SKIP, "skipped", [[]]),
        (Rule.KEEP, "created", [[], ["+33199001234"]]),
    ],
)
def test_the_rule_of_the_file_says_what_becomes_of_whoever_is_here(bring, rule, outcome, expected):
    bring(BARE)
    assert tell(ruled(rule)) == [outcome]
    assert phones() == expected


@pytest.mark.parametrize("rule", [Rule.MERGE, Rule.SKIP])
def test_an_objection_is_obeyed_whatever_the_rule(bring, rule):
    bring(BARE)
    assert tell(ruled(rule, FILLED.replace(";\n", ";oui\n"))) == ["updated"]
    assert contact("Jean", "Ménard")["objections"] == 127


def test_no_rule_settles_a_doubt_and_a_decision_does(bring):
    bring(BARE)
    for rule in (Rule.SKIP, Rule.MERGE):
        assert tell(ruled(rule, MIXED))[1:3] == ["waiting", "waiting"]
    decided = ruled(
        Rule.SKIP, MIXED, line_2=Rule.MERGE, line_3=Rule.KEEP, line_4=Rule.SKIP, line_5=Rule.MERGE
    )
    assert tell(decided) == [
        "skipped",
        "created",
        "skipped",
        "skipped",
    ]  # merged already, and Ana is here since
    assert len(phones()) == 2
    with pytest.raises(LookupError):
        contact("Paule", "Autre")


def test_a_row_decided_to_be_the_same_person_completes_that_person(bring):
    bring(BARE)
    ruled(Rule.SKIP, MIXED, line_3=Rule.MERGE)
    jean = contact("Jean", "Ménard")
    both = ["jean.menard@fonderie.example", "jm@ailleurs.example"]
    assert sealing.open_values("email", jean["public"], jean["email"]) == both
    line = ruled(Rule.SKIP, HEADER + "Jean;Ménard;Fonderies du Léman;;;;\n", line_2=Rule.MERGE).lines[0]
    assert (line.outcome.value, line.records) == ("updated", (jean["id"],))
    assert contact("Jean", "Ménard")["company__name"] == "Fonderies du Léman"


def test_a_doubt_between_two_people_cannot_be_settled_as_the_same(bring):
    bring(BARE)
    ruled(Rule.KEEP, HEADER + "Jean;Ménard;;jm@ailleurs.example;;;\n", line_2=Rule.KEEP)
    report = ruled(Rule.MERGE, "Prénom;Nom;Fonction\nJean;Ménard;Acheteur\n", line_2=Rule.MERGE)
    assert tell(report) == ["waiting"]
    assert len(report.lines[0].records) == 2


def test_decisions_are_taken_on_the_preview_counted_again_and_followed(fresh, as_worker):
    with as_worker():
        run(staged(BARE))
    preview = prepare(MIXED).url
    browser = browser_of(MAX)
    page = browser.get(preview).text
    # Those that are doubtful come first, kind by kind.
    assert re.findall(r'name="shown" value="(\d+)"', page) == ["4", "3", "2"]
    answers = {"rule": "skip", "shown": ["2", "3", "4"], "row-2": "", "row-3": "keep", "row-4": "skip"}
    again = browser.get(browser.post(preview, {**answers, "act": "decide"}).url).text
    assert re.search(r'value="skip" checked', again)
    row = again.partition('name="row-3"')[2].partition("</select>")[0]
    assert re.search(r'value="keep" selected', row)
    assert "Jean Ménard" in again.partition('value="3"')[2].partition("</tr>")[0]
    assert queued() == []
    report = browser.post(preview, {**answers, "act": "run"}).url
    with as_worker():
        jobs.import_file(in_worker(), **queued()[-1])
        done = told(Batch(public=report.split("/")[2]))
        assert tell(done) == ["skipped", "created", "skipped", "created"]
        assert phones() == [[], []]


def test_a_decision_made_by_another_hand_is_ignored(fresh):
    preview = prepare(FILLED).url
    browser = browser_of(MAX)
    odd = {
        "rule": "erase",
        "row-x": "keep",
        "row-2": "overwrite",
        "row-99999999999999": "keep",
        "shown": "abc",
    }
    assert browser.post(preview, {**odd, "act": "decide"}).status_code == 302
    assert re.search(r'value="merge" checked', browser.get(preview).text)

"""Facts from the database: each table brings its own, in as few statements for a thousand as for one."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from licite.kit import clock
from licite.lawful.asking import Barred, NotAsked, ask, uses_person
from licite.lawful.facts import facts_of, known, verdicts
from licite.lawful.may import Hour, Refusal
from licite.lawful.panels import verdicts as panels
from licite.lawful.places import law_of, zone_of
from licite.people.queries.records import contact_for
from tests.conftest import inside
from tests.world import BEN, EAST, PAUL, RITA, START, WEST, person

MINE, OTHER, THEIRS = person(WEST, 2), person(WEST, 2, 1), person(EAST, 2)
NOW = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
CHANNELS = ("phone", "email", "sms", "post")


def run(sql: str, *args: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, args)


def ground(
    contact, purpose: str, evidence: str, *, at: datetime | None, opted: bool = False, until=None
) -> None:
    run(
        "INSERT INTO lawful_ground (contact, cell, purpose, basis, source, since, evidence, evidence_at, until, opted, "
        "member, created_at) VALUES (%s, %s, %s, 'legitimate_interest', 'form', %s, %s, %s, %s, %s, %s, %s)",
        contact.id, contact.cell, purpose, at or NOW, evidence, at, until, opted, RITA.id, NOW,
    )  # fmt: skip


def test_a_record_speaks_for_its_own_purpose():
    with inside(RITA) as actor:
        (facts,) = facts_of(actor, [MINE.id], at=NOW).values()
        assert (facts.basis, facts.kind, facts.source) == ("legitimate_interest", "marketing", "fair")
        assert (facts.grounded, facts.balanced) == (True, True)
        assert (facts.country, facts.zone, facts.capacity) == ("FR", "Europe/Paris", "professional")
        assert "verdict" in actor.trace.reads["people:contact:read"][1]


def test_a_purpose_the_person_is_not_held_for_is_no_ground():
    with inside(RITA) as actor:
        (facts,) = facts_of(actor, [MINE.id], purpose="newsletter", at=NOW).values()
        assert not facts.grounded


def test_a_further_purpose_brings_its_own_ground_and_the_acts_behind_it():
    acted = NOW - timedelta(days=3)
    with inside(RITA) as actor:
        ground(MINE, "newsletter", "form_id", at=acted)
        (facts,) = facts_of(actor, [MINE.id], purpose="newsletter", at=NOW).values()
        assert (facts.grounded, facts.own_act_at, facts.source) == (True, acted, "form")
        (own,) = facts_of(actor, [MINE.id], at=NOW).values()
        assert own.own_act_at is None


def test_a_sale_with_its_offer_to_refuse_counts_and_one_without_does_not():
    with inside(RITA) as actor:
        ground(MINE, "satisfaction", "sale", at=START, opted=True)
        ground(OTHER, "satisfaction", "sale", at=START, opted=False)
        found = facts_of(actor, [MINE.id, OTHER.id], at=NOW)
        assert (found[MINE.id].sale, found[OTHER.id].sale) == (True, False)


@pytest.mark.parametrize(
    ("until", "runs"), [(None, True), (NOW.date(), True), (NOW.date() - timedelta(days=1), False)]
)
def test_a_contract_runs_until_its_last_day(until, runs):
    with inside(RITA) as actor:
        ground(MINE, "satisfaction", "contract", at=START, until=until)
        (facts,) = facts_of(actor, [MINE.id], purpose="satisfaction", at=NOW).values()
        assert facts.contract is runs


def test_objections_calls_call_backs_and_screenings_are_heard():
    with inside(RITA) as actor:
        run("SELECT gate.object(%s, 'email', '', %s, 'phone', '{}', '{}')", MINE.id, START)
        run(
            "INSERT INTO lawful_callback (contact, cell, asked_at, agreed_at, member, created_at) VALUES (%s, %s, %s, %s, %s, %s)",
            MINE.id, MINE.cell, START, NOW, RITA.id, START,
        )  # fmt: skip
        for listed, at in ((True, START), (False, START + timedelta(hours=1))):
            run(
                "INSERT INTO lawful_screening (contact, cell, name, listed, at, member) VALUES (%s, %s, 'dncm', %s, %s, %s)",
                MINE.id, MINE.cell, listed, at, RITA.id,
            )  # fmt: skip
        (facts,) = facts_of(actor, [MINE.id], at=NOW).values()
        assert facts.objections == (Refusal("email", "", START),)
        assert (facts.callback_at, facts.agreed) == (START, (Hour(NOW, START),))
        assert (facts.screened_at, facts.screened_listed) == (START + timedelta(hours=1), False)
        assert len(facts.attempts) == 1


def test_nobody_hears_of_a_record_out_of_sight():
    with inside(BEN) as actor:
        assert facts_of(actor, [MINE.id], at=NOW) == {}
        assert set(facts_of(actor, [MINE.id, THEIRS.id], at=NOW)) == {THEIRS.id}


@pytest.mark.parametrize("count", [1, 12])
def test_three_statements_for_any_number(count):
    ids = [person(WEST, stage, index).id for stage in (1, 2, 3) for index in range(4)][:count]
    with inside(RITA) as actor, CaptureQueriesContext(connection) as asked:
        assert len(verdicts(actor, ids, channels=CHANNELS, at=NOW)) == count
    assert len([one for one in asked.captured_queries if "SAVEPOINT" not in one["sql"]]) <= 3


def test_lights_of_a_list_name_each_channel_and_its_answer():
    with inside(RITA):
        read = known([MINE.id], at=NOW)
        drawn = panels.lights_of(read.verdicts(MINE.id, "", CHANNELS), "fr")
    assert drawn.count("<i ") == 4
    assert "tel" in drawn and "mail" in drawn


def test_asking_leaves_its_trace_and_sees_what_was_just_said():
    with inside(RITA) as actor:
        assert ask(actor, contact=MINE.id, channel="email").allowed
        assert actor.trace.reads["lawful:verdict:ask"] == ([MINE.id], {"email"})
        run("SELECT gate.object(%s, 'email', '', %s, 'phone', '{}', '{}')", MINE.id, START)
        verdict = ask(actor, contact=MINE.id, channel="email")
        assert (verdict.allowed, verdict.code) == (False, "objection")


def test_a_refusal_says_the_reason_its_source_and_what_would_change_it():
    with inside(RITA) as actor:
        run("SELECT gate.object(%s, 'all', '', %s, 'phone', '{}', '{}')", MINE.id, START)
        refused = Barred(ask(actor, contact=MINE.id, channel="phone"), subject=MINE.id, language="en")
    assert (refused.code, refused.subject) == ("objection", MINE.id)
    assert refused.verdict.rule == "objection.wins"
    assert "21(3)" in str(refused.what)
    assert refused.next


def test_who_is_out_of_sight_is_missing():
    with inside(PAUL) as actor, pytest.raises(Http404):
        ask(actor, contact=THEIRS.id, channel="email")


def test_an_action_that_uses_a_person_and_asks_nothing_is_undone():
    @uses_person
    def forgets(contact: int) -> int:
        return contact

    @uses_person
    def remembers(actor, contact: int) -> bool:
        return ask(actor, contact=contact, channel="post").allowed

    with pytest.raises(NotAsked, match="forgets"):
        forgets(1)
    with inside(RITA) as actor:
        assert remembers(actor, MINE.id)


def test_every_purpose_in_use_is_explained_the_records_own_first():
    with inside(RITA) as actor:
        pages = panels.every_purpose(actor, MINE)
        assert len(pages) >= 4
        assert pages[0].purpose == panels.verdicts(actor, contact_for(actor, MINE.public)).purpose
        assert all(line.words.reason and line.words.source for one in pages for line in one.lines)
        (own,) = panels.every_purpose(actor, MINE, purpose="prospection")
        assert len(own.lines) == 7
        (none,) = panels.every_purpose(actor, MINE, purpose="newsletter")
        assert len(none.lines) == 1, "one answer for every channel is said once"


@pytest.mark.parametrize(
    ("country", "department", "zone", "law"),
    [
        ("FR", "44", "Europe/Paris", "FR"),
        ("FR", "974", "Indian/Reunion", "FR"),
        ("RE", "", "Indian/Reunion", "FR"),
        ("BE", "WLG", "Europe/Brussels", "BE"),
        ("DE", "", "Europe/Paris", ""),
        ("", "", "Europe/Paris", ""),
    ],
)
def test_where_a_person_is(country, department, zone, law):
    """law.md table 3, decision key: country of the recipient; row 5: the consumer's time zone."""
    assert (zone_of(country, department), law_of(country).country) == (zone, law)


def test_now_is_when_one_asks():
    with inside(RITA) as actor:
        assert facts_of(actor, [MINE.id], at=clock.now())[MINE.id].agreed == ()

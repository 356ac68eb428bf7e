"""What a change would move is told before it is saved, by the engine that gives the verdicts themselves."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from licite import packs
from licite.desk.rules.governing import tallies
from licite.desk.rules.preview import CHANNELS, channels_of, compared, preview, preview_sectors, working_hour
from licite.lawful.facts import known
from licite.lawful.heard import Heard
from licite.lawful.may import Agreement
from licite.packs import Regime, changes
from licite.people.tests.notices import prepare, publish
from licite.people.tests.ways import get, post, text
from tests.conftest import inside
from tests.world import DORA, IVAN, PEOPLE, RITA

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)  # a Friday evening


@pytest.fixture(autouse=True)
def packs_as_they_were() -> Iterator[None]:
    yield
    packs.follow(0)


def moved(actor, key, value, country="FR"):
    found = preview(actor, country=country, key=key, value=value, now=NOW)
    return {one.channel: (one.allowed, one.opened, one.closed) for one in found.channels}


def test_a_stricter_regime_closes_what_it_opened_and_opens_nothing():
    with inside(DORA) as actor:
        for regime in (Regime.OPT_IN, Regime.FORBIDDEN):
            allowed, opened, closed = moved(actor, "chan.post.professional", regime)["post"]
            assert allowed == closed > 0
            assert opened == 0


def test_a_change_taken_back_opens_what_it_closed():
    with inside(DORA) as actor:
        before = moved(actor, "chan.post.professional", Regime.FORBIDDEN)["post"][0]
        changes.override(country="FR", key="chan.post.professional", value=Regime.FORBIDDEN, reason="Essai")
        assert moved(actor, "chan.post.professional", None) == {"post": (0, before, 0)}


def test_a_rule_of_one_country_moves_no_record_of_another():
    with inside(DORA) as actor:
        found = preview(actor, country="BE", key="chan.post.professional", value=Regime.FORBIDDEN, now=NOW)
        assert found.records == 0
        assert [(one.opened, one.closed) for one in found.channels] == [(0, 0)]


def test_only_records_in_sight_are_looked_at_and_nobody_is_named():
    with inside(RITA) as rita:
        seen = preview(
            rita, country="FR", key="chan.email.professional", value=Regime.OPT_IN, now=NOW
        ).records
        subjects, fields = rita.trace.reads["packs:rule:preview"]
        assert (subjects, fields) == ([], set())
    with inside(DORA) as dora:
        every = preview(
            dora, country="FR", key="chan.email.professional", value=Regime.OPT_IN, now=NOW
        ).records
    assert 0 < seen < every


def test_rules_that_move_no_verdict_say_so_in_words():
    with inside(DORA) as actor:
        assert preview(actor, country="FR", key="ret.prospect", value=24, now=NOW) is None
        assert preview(actor, country="FR", key="phone.hours", value=("10:00-12:00",), now=NOW) is None
    for prefix, _ in CHANNELS:
        assert any(key.startswith(prefix) for key in packs.rules()), prefix
    assert channels_of("chan.email.consumer") == ("email",)


def test_what_we_sell_closes_every_message_to_consumers_before_it_is_saved():
    with inside(DORA) as actor:
        same = preview_sectors(actor, sectors=(), now=NOW)
        assert [(one.opened, one.closed) for one in same.channels] == [(0, 0)] * 5
        assert actor.trace.reads["packs:rule:preview"] == ([], set())
        read = known([one.id for one in PEOPLE], at=working_hour(NOW))
        asked = {
            number: replace(heard_of, consents=[Agreement("email", record.purpose, NOW - timedelta(days=9))])
            for number, record in read.records.items()
            for heard_of in [read.heard.get(number, Heard())]
        }
        people = {number: record._replace(capacity="consumer") for number, record in read.records.items()}
        was = replace(read, heard=asked, records=people)
        becomes = replace(was, sectors=("energy_renovation",))
        laws = {one: packs.law(one) for one in (*packs.countries(), "")}
        (email,) = compared(was, becomes, ("email",), laws, more=False).channels
        assert email.opened == 0
        assert email.closed > 0
        (back,) = compared(becomes, was, ("email",), laws, more=False).channels
        assert (back.opened, back.closed) == (email.closed, 0)


def test_the_hour_asked_is_one_when_calls_are_open():
    at = working_hour(NOW)
    assert (at.weekday(), at.hour) == (0, 11)
    assert working_hour(datetime(2026, 12, 24, 9, 0, tzinfo=UTC)).day == 28


def test_counts_are_those_of_the_readers_sight():
    with inside(RITA) as rita:
        own = tallies(rita, at=NOW)["FR"]
    with inside(DORA) as dora:
        every = tallies(dora, at=NOW)["FR"]
    with inside(IVAN) as ivan:
        none = tallies(ivan, at=NOW)["FR"]
    assert 0 < own.all < every.all
    assert own.all == own.consumers + own.professionals == own.customers + own.prospects
    assert none.all == 0 and none.members == every.members > 0


def test_going_back_to_what_the_published_notices_say_makes_none_of_them_untrue(fresh):
    prepare()
    publish()
    where = "/rules/FR/ret.prospect/change/"
    post(DORA, where, {"carried": "24", "reason": "Deux ans suffisent."})
    assert "plus à jour" in text(get(DORA, "/notices/"))
    assert "Aucune mention publiée ne changerait" in text(post(DORA, where, {"restore": "1"}))
    assert "6 mentions publiées" in text(post(DORA, where, {"value": "30"}))

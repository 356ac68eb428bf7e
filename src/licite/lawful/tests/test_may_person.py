"""law.md, tables 2, 4.1, 7 and 9: what the person said, what the organisation lacks. Written from the tables."""

from datetime import date, timedelta

import pytest

from licite.lawful.tests.cases import (
    CONSUMER,
    NOW,
    PROFESSIONAL,
    asked,
    consent,
    objection,
    paris,
    person,
)

CHANNELS = ("phone", "sms", "email", "post", "social", "robot", "tracking")


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("kind", ["marketing", "service", "survey", "legal"])
def test_an_objection_to_all_channels_stops_every_one(channel, kind):
    """Table 2, objection: ends marketing at once; 4.1: absolute. A consent given before does not help."""
    someone = person("FR", PROFESSIONAL, kind=kind, objections=(objection(),), consents=(consent(channel),))
    verdict = asked(someone, channel)
    assert (verdict.allowed, verdict.code, verdict.rule) == (False, "objection", "objection.wins")


def test_an_objection_to_one_channel_leaves_the_others():
    someone = person("FR", PROFESSIONAL, objections=(objection("email"),))
    assert not asked(someone, "email").allowed
    assert asked(someone, "phone").allowed
    assert not asked(
        person("FR", PROFESSIONAL, objections=(objection("phone"),), consents=(consent("robot"),)), "robot"
    ).allowed


def test_an_objection_to_one_purpose_leaves_the_others():
    someone = person("FR", PROFESSIONAL, objections=(objection(purpose="newsletter"),))
    assert not asked(someone, "email", purpose="newsletter").allowed
    assert asked(someone, "email").allowed


def test_only_a_later_act_of_the_person_opens_a_purpose_again():
    """Table 2: an objection never resets; a new act of the person's own opens that purpose alone."""
    said = paris(2, 10)
    before = person("FR", PROFESSIONAL, objections=(objection(at=said),), own_act_at=said)
    assert asked(before, "email").code == "objection"
    after = person(
        "FR", PROFESSIONAL, objections=(objection(at=said),), own_act_at=said + timedelta(minutes=1)
    )
    verdict = asked(after, "email")
    assert verdict.allowed
    assert "old_objection" in verdict.duties


def test_the_latest_objection_is_the_one_that_is_told():
    someone = person("FR", CONSUMER, objections=(objection(), objection("email", at=NOW)))
    assert asked(someone, "email").params == {"at": NOW, "of": "email", "purpose": ""}


@pytest.mark.parametrize("kind", ["marketing", "service", "survey", "legal"])
def test_a_record_under_restriction_is_kept_and_not_used(kind):
    """4.1, restriction: storage only."""
    verdict = asked(person("FR", PROFESSIONAL, restricted=True, kind=kind), "email")
    assert (verdict.code, verdict.rule) == ("restricted", "restriction.stops")


def test_a_record_that_waits_at_the_entrance_is_not_used():
    assert asked(person("FR", PROFESSIONAL, waiting=True), "email").code == "waiting"


@pytest.mark.parametrize("country", ["FR", "BE"])
def test_a_minor_gets_no_marketing_whatever_was_agreed_to(country):
    """Table 9, minors: no profiling, a yes/no flag."""
    child = person(country, CONSUMER, minor=True, consents=(consent("email"), consent("tracking")))
    verdict = asked(child, "email")
    assert (verdict.code, verdict.rule) == ("minor", "minor.no_marketing")
    assert asked(child, "tracking").code == "minor"
    served = person(country, CONSUMER, minor=True, kind="service", basis="contract")
    assert asked(served, "email").allowed


def test_without_a_purpose_and_its_basis_nothing_is_allowed():
    """GDPR 6."""
    assert asked(person("FR", PROFESSIONAL, grounded=False), "post").rule == "ground.required"
    assert asked(person("FR", PROFESSIONAL, basis=""), "post").code == "no_purpose"


def test_a_legitimate_interest_has_its_balancing_test_first():
    """Under table 3: legitimate interest needs the balancing test saved before first use."""
    verdict = asked(person("FR", PROFESSIONAL, balanced=False), "email")
    assert (verdict.code, verdict.rule) == ("no_balancing", "balancing.required")
    assert asked(
        person("FR", CONSUMER, balanced=False, basis="consent", consents=(consent("email"),)), "email"
    ).allowed


def test_past_the_due_date_of_the_notice_the_person_is_not_used():
    """Table 7, 14(3)(a): one month; a contact without a notice after it is blocked."""
    late = person("FR", PROFESSIONAL, informed_at=None, notice_due=date(2026, 11, 23))
    verdict = asked(late, "email")
    assert (verdict.code, verdict.rule) == ("notice_overdue", "notice.required")
    assert asked(person("FR", PROFESSIONAL, notice_due=date(2026, 11, 23)), "email").allowed


def test_on_the_due_day_itself_the_first_message_brings_the_notice():
    """Table 7, 14(3)(b): at the first communication."""
    today = person("FR", PROFESSIONAL, informed_at=None, notice_due=date(2026, 11, 24))
    verdict = asked(today, "email", at=paris(24, 23, 59))
    assert (verdict.light, "give_notice" in verdict.duties) == ("care", True)
    assert asked(today, "email", at=paris(25, 0, 0)).code == "notice_overdue"


def test_what_the_law_makes_us_send_does_not_wait_for_the_notice():
    late = person(
        "FR", CONSUMER, informed_at=None, notice_due=date(2026, 1, 1), kind="legal", basis="legal_obligation"
    )
    assert asked(late, "email").allowed


def test_what_the_person_said_comes_first():
    """The order of the checks."""
    worst = person(
        "FR", CONSUMER, objections=(objection(),), restricted=True, minor=True, grounded=False, balanced=False
    )
    assert asked(worst, "email").code == "objection"


def test_an_act_to_come_reopens_nothing():
    """Table 2, objection: only what the person has done since. A date in the future is a slip or a lie."""
    said = paris(20, 9)
    refused = person("FR", PROFESSIONAL, objections=(objection(at=said),), own_act_at=paris(1, 9, year=2999))
    assert asked(refused, "email").code == "objection"
    back = consent("email", withdrawn_at=said)
    withdrawn = person("FR", PROFESSIONAL, consents=(back,), own_act_at=paris(1, 9, year=2999))
    assert asked(withdrawn, "email").code == "consent_withdrawn"


def test_a_paper_of_before_the_withdrawal_revives_nothing():
    """GDPR 7(3): whatever was given before it ended with it, whenever the proof of it was recorded."""
    back = consent("phone", withdrawn_at=paris(10, 9))
    for given_at in (paris(5, 9), paris(10, 9)):
        late = person("FR", CONSUMER, consents=(back, consent("phone", given_at=given_at)))
        refused = asked(late, "phone")
        assert (refused.code, refused.params["at"]) == ("consent_withdrawn", paris(10, 9))
    anew = person("FR", CONSUMER, consents=(back, consent("phone", given_at=paris(11, 9))))
    assert asked(anew, "phone").allowed


def test_of_one_taken_back_and_one_that_lapsed_the_word_counts():
    """GDPR 7(3), law.md 6: in an opt-out channel a consent taken back stops the use; one that lapsed later does not hide it."""
    lapsed = consent("email", given_at=paris(1, 9, year=2022), valid_until=paris(1, 9, year=2025))
    back = consent("email", given_at=paris(1, 9, year=2024), withdrawn_at=paris(1, 9), names_us=False)
    for both in ((lapsed, back), (back, lapsed)):
        assert asked(person("FR", PROFESSIONAL, consents=both), "email").code == "consent_withdrawn"

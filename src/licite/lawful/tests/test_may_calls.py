"""law.md, table 3, row 5 and table 6 (phone): calls. Written from the tables."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from licite.lawful.may import Hour
from licite.lawful.tests.cases import (
    CONSUMER,
    LONG_AGO,
    NOW,
    PROFESSIONAL,
    asked,
    consent,
    objection,
    paris,
    person,
)

AGREED = (consent("phone"),)


def test_a_french_consumer_is_called_only_with_prior_consent():
    """Row 5, FR consumer: since 11 Aug 2026, prior opt-in."""
    refused = asked(person("FR", CONSUMER), "phone")
    assert (refused.code, refused.rule, refused.light) == ("consent_none", "chan.phone.consumer", "no")
    assert asked(person("FR", CONSUMER, consents=AGREED), "phone").allowed


def test_in_a_banned_sector_no_consumer_is_canvassed_even_with_consent():
    """Row 5, FR: energy renovation, home adaptation; also by SMS, e-mail, social (L223-8)."""
    for sector in ("energy_renovation", "home_adaptation"):
        for channel in ("phone", "robot", "sms", "email", "social"):
            sold = person("FR", CONSUMER, sectors=(sector,), consents=(consent(channel),))
            refused = asked(sold, channel)
            assert (refused.allowed, refused.code, refused.rule) == (False, "banned", "phone.banned")
        assert asked(person("FR", CONSUMER, sectors=(sector,)), "post").allowed
        assert asked(person("FR", CONSUMER, sectors=(sector,), contract=True), "phone").allowed
        assert asked(person("FR", PROFESSIONAL, sectors=(sector,)), "phone").allowed
        assert asked(person("BE", PROFESSIONAL, sectors=(sector,), consents=AGREED), "phone").allowed
        assert asked(person("BE", CONSUMER, sectors=(sector,), consents=AGREED), "phone").allowed
        assert asked(person("DE", PROFESSIONAL, sectors=(sector,), consents=AGREED), "phone").code == "banned"
    assert asked(person("FR", CONSUMER, sectors=("windows",), consents=AGREED), "phone").allowed


def test_a_french_professional_is_called_until_they_object():
    """Row 5, FR professional: opt-out; neither hours nor attempts."""
    verdict = asked(person("FR", PROFESSIONAL, attempts=(NOW,) * 9), "phone", at=paris(22, 21))
    assert (verdict.allowed, verdict.code) == (True, "opt_out")
    assert "offer_objection" in verdict.duties


def test_a_consent_to_be_called_lasts_a_year_and_is_not_renewed_by_itself():
    """Table 6, phone FR: valid at most 1 year, stored, no automatic renewal."""
    given = paris(24, 15, 0, year=2025)
    someone = person(
        "FR", CONSUMER, consents=(consent("phone", given_at=given, valid_until=paris(1, 1, year=2030)),)
    )
    assert asked(someone, "phone", at=paris(24, 14, 59)).allowed
    refused = asked(someone, "phone", at=paris(24, 15, 0))
    assert (refused.code, refused.params["at"]) == ("consent_expired", given.replace(year=2026))


def test_a_consent_given_for_less_ends_sooner():
    """Table 6: valid_until."""
    someone = person("FR", CONSUMER, consents=(consent("phone", valid_until=NOW),))
    assert asked(someone, "phone").code == "consent_expired"
    assert asked(someone, "phone", at=NOW - timedelta(seconds=1)).allowed


def test_a_withdrawal_counts_at_once():
    """Row 5: oral withdrawal honoured at once."""
    someone = person("FR", CONSUMER, consents=(consent("phone", withdrawn_at=NOW),))
    assert asked(someone, "phone").code == "consent_withdrawn"


def test_a_new_consent_after_a_withdrawal_counts():
    old = consent("phone", withdrawn_at=NOW - timedelta(days=9))
    new = consent("phone", given_at=NOW - timedelta(days=1))
    assert asked(person("FR", CONSUMER, consents=(old, new)), "phone").allowed
    assert asked(person("FR", CONSUMER, consents=(new, old)), "phone").allowed


def test_a_consent_taken_back_stops_a_channel_that_needed_none():
    """A sign to stop is an objection (4.1: any sign), even where the channel is open by default."""
    someone = person("FR", PROFESSIONAL, consents=(consent("email", withdrawn_at=NOW),))
    assert asked(someone, "email").code == "consent_withdrawn"


@pytest.mark.parametrize(
    ("moment", "rule"),
    [
        (paris(24, 9, 59), "phone.hours"),
        (paris(24, 13, 0), "phone.hours"),
        (paris(24, 13, 59), "phone.hours"),
        (paris(24, 20, 0), "phone.hours"),
        (paris(28, 15), "phone.days"),
        (paris(29, 15), "phone.days"),
        (paris(11, 15), "phone.holidays"),
        (paris(6, 15, month=4), "phone.holidays"),  # Easter Monday
        (paris(14, 15, month=5), "phone.holidays"),  # Ascension
    ],
)
def test_a_consumer_is_not_called_outside_the_hours(moment, rule):
    """Row 5: Monday to Friday except holidays, 10 to 13 and 14 to 20."""
    given = consent("phone", given_at=datetime(2026, 1, 5, 9, tzinfo=UTC))
    verdict = asked(person("FR", CONSUMER, consents=(given,)), "phone", at=moment)
    assert (verdict.allowed, verdict.light, verdict.code, verdict.rule) == (False, "care", "hours", rule)
    assert "wait_until" in verdict.duties


@pytest.mark.parametrize("moment", [paris(24, 10), paris(24, 12, 59), paris(24, 14), paris(27, 19, 59)])
def test_a_consumer_is_called_within_the_hours(moment):
    """Row 5."""
    assert asked(person("FR", CONSUMER, consents=AGREED), "phone", at=moment).allowed


@pytest.mark.parametrize(
    ("moment", "next_at"),
    [
        (paris(24, 8), paris(24, 10)),
        (paris(24, 13, 30), paris(24, 14)),
        (paris(24, 21), paris(25, 10)),
        (paris(27, 20), paris(30, 10)),
        (paris(10, 20, month=11), paris(12, 10, month=11)),
    ],
)
def test_the_next_hour_of_call_is_told(moment, next_at):
    """Row 5."""
    assert asked(person("FR", CONSUMER, consents=AGREED), "phone", at=moment).next_at == next_at


def test_hours_are_those_of_the_person():
    """Row 5: the consumer's time zone. In La Réunion it is three hours later than in Paris in winter."""
    there = person("FR", CONSUMER, consents=AGREED, zone="Indian/Reunion")
    assert asked(there, "phone", at=paris(24, 7)).allowed
    assert asked(there, "phone", at=paris(24, 18)).code == "hours"


def test_the_very_hour_the_person_agreed_to_is_open():
    """Row 5: hour exception only for an agreed precise date and time."""
    someone = person("FR", CONSUMER, consents=AGREED, agreed=(Hour(paris(28, 9, 30), LONG_AGO),))
    assert asked(someone, "phone", at=paris(28, 9, 30)).allowed
    assert asked(someone, "phone", at=paris(28, 9, 29)).code == "hours"
    assert asked(someone, "phone", at=paris(28, 11)).code == "hours"


def test_a_consent_taken_back_ends_the_call_back_and_the_hour_asked_for_before_it():
    """Row 5: withdrawal at any moment, as easy as consent; a call-back rests on a word that still stands."""
    back = consent("phone", withdrawn_at=paris(24, 9))
    asked_before = person("FR", CONSUMER, consents=(back,), callback_at=paris(23, 10))
    assert asked(asked_before, "phone").code == "consent_withdrawn"
    assert asked(replace(asked_before, callback_at=paris(24, 9)), "phone").code == "consent_withdrawn"
    assert asked(replace(asked_before, callback_at=paris(24, 10)), "phone").code == "call_back"
    anew = (back, consent("phone", given_at=paris(24, 11)))
    for said_at, code in ((paris(24, 8), "hours"), (paris(24, 9), "hours"), (paris(24, 11), "consent")):
        kept = person("FR", CONSUMER, consents=anew, agreed=(Hour(paris(28, 9, 30), said_at),))
        assert asked(kept, "phone", at=paris(28, 9, 30)).code == code


def test_an_objection_ends_the_call_back_asked_for_before_it():
    """Row 5, GDPR 21(3): the purpose reopened by an act of the person's own is no call-back."""
    reopened = person(
        "FR", CONSUMER, objections=(objection("phone", at=paris(23, 12)),), own_act_at=paris(24, 9)
    )
    assert asked(replace(reopened, callback_at=paris(23, 10)), "phone").code == "consent_none"
    assert asked(replace(reopened, callback_at=paris(24, 9)), "phone").code == "call_back"


def test_four_attempts_in_thirty_calendar_days_unanswered_included():
    """Row 5: maximum 4 attempts per 30 calendar days."""
    calls = tuple(paris(day, 15) for day in (2, 3, 4, 5))
    three = person("FR", CONSUMER, consents=AGREED, attempts=calls[:3])
    assert asked(three, "phone").allowed
    refused = asked(person("FR", CONSUMER, consents=AGREED, attempts=calls), "phone")
    assert (refused.code, refused.rule, refused.light) == ("attempts", "phone.attempts", "no")
    assert refused.params["count"] == 4
    # 2 November and thirty days: on 2 December the first one counts no more.
    assert refused.next_at == paris(2, 10, month=12)
    again = person("FR", CONSUMER, consents=AGREED, attempts=calls)
    assert asked(again, "phone", at=paris(1, 19, 59, month=12)).code == "attempts"
    assert asked(again, "phone", at=paris(2, 10, month=12)).allowed


def test_a_running_contract_frees_a_call_about_it():
    """Row 5: exempt with a running contract, related to its object: consent, hours, attempts."""
    someone = person("FR", CONSUMER, contract=True, attempts=(NOW,) * 5)
    verdict = asked(someone, "phone", at=paris(29, 21))
    assert (verdict.allowed, verdict.code, verdict.rule) == (True, "contract", "chan.phone.contract")


def test_a_call_back_that_the_person_asked_for_within_five_working_days():
    """Row 5: call-back asked by the person within 5 working days (R223-4)."""
    # Friday 6 November; five working days without 11 November end on Monday 16.
    someone = person("FR", CONSUMER, callback_at=paris(6, 16))
    assert asked(someone, "phone", at=paris(16, 15)).code == "call_back"
    assert asked(someone, "phone", at=paris(17, 15)).code == "consent_none"
    assert asked(someone, "phone", at=paris(6, 15)).code == "consent_none"


@pytest.mark.parametrize("capacity", [CONSUMER, PROFESSIONAL])
def test_in_belgium_the_list_is_screened_before_each_call(capacity):
    """Row 5, Belgium: screen the DNCM list, private and business numbers; refreshed daily."""
    unscreened = asked(person("BE", capacity), "phone")
    assert (unscreened.code, unscreened.rule, unscreened.duties) == (
        "unscreened",
        "phone.screening",
        ("screen_list",),
    )
    old = person("BE", capacity, screened_at=NOW - timedelta(days=1))
    assert asked(old, "phone").code == "unscreened"
    fresh = person("BE", capacity, screened_at=NOW - timedelta(hours=23))
    assert asked(fresh, "phone").code == "opt_out"
    listed = person("BE", capacity, screened_at=NOW, screened_listed=True)
    assert asked(listed, "phone").code == "screened_out"


def test_in_belgium_customers_are_screened_too():
    """Row 5, Belgium: prospects and customers."""
    assert asked(person("BE", CONSUMER, sale=True, contract=True), "phone").code == "unscreened"


def test_where_no_pack_is_customers_are_screened_as_in_belgium():
    """The strictest law of all is not freer to a customer than Belgium's."""
    assert asked(person("DE", CONSUMER, contract=True), "phone").code == "unscreened"


def test_in_belgium_a_specific_consent_overrides_the_list():
    """Row 5, Belgium: a specific opt-in overrides."""
    listed = person("BE", CONSUMER, consents=AGREED, screened_at=NOW, screened_listed=True)
    assert asked(listed, "phone").allowed


def test_in_belgium_a_call_about_an_appointment_is_outside_the_list():
    """Row 5, Belgium: appointment calls are outside."""
    assert asked(person("BE", CONSUMER, kind="service", basis="contract"), "phone").allowed


@pytest.mark.parametrize(("country", "screened"), [("FR", False), ("BE", True)])
def test_bloctel_is_no_list_any_more(country, screened):
    """Row 6: gone on 11 Aug 2026."""
    from licite.lawful.tests.cases import LAWS

    assert "bloctel" not in LAWS[country]["phone.screening"].value
    assert bool(LAWS[country]["phone.screening"].value) is screened

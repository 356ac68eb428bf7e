"""The packs say what the tables of the law say. Written from the tables, not from the files."""

from datetime import date, timedelta

import pytest

from licite import packs

BOTH = pytest.mark.parametrize("country", ["FR", "BE"])

# Table 3, rows 1 to 3, 5, 8 to 11, 13.
REGIMES = {
    "chan.email.consumer": ("opt_in", "opt_in"),
    "chan.email.professional": ("opt_out", "opt_in"),
    "chan.email.impersonal": ("free", "free"),
    "chan.email.customer": ("soft_opt_in", "soft_opt_in"),
    "chan.sms.consumer": ("opt_in", "opt_in"),
    "chan.sms.professional": ("opt_out", "opt_in"),
    "chan.sms.customer": ("soft_opt_in", "soft_opt_in"),
    "chan.phone.consumer": ("opt_in", "opt_out"),
    "chan.phone.professional": ("opt_out", "opt_out"),
    "chan.robot.consumer": ("opt_in", "opt_in"),
    "chan.robot.professional": ("opt_in", "opt_in"),
    "chan.post.consumer": ("opt_out", "opt_out"),
    "chan.post.professional": ("opt_out", "opt_out"),
    "chan.social.consumer": ("opt_in", "opt_in"),
    "chan.social.professional": ("opt_out", "opt_in"),
    "chan.tracking.consumer": ("opt_in", "opt_in"),
    "chan.tracking.professional": ("opt_in", "opt_in"),
    "chan.service": ("free", "free"),
}

# Tables 1, 2, 4.2, 5.5, 7 and 9.
VALUES = {
    "phone.holidays": (1, 0),
    "phone.screening.days": (1, 1),
    "consent.minor.age": (15, 13),
    "consent.refusal.months": (6, 6),
    "consent.review": (36, 36),
    "notice.indirect.months": (1, 1),
    "objection.list.floor": (36, 36),
    "objection.list.review": (36, 36),
    "objection.acknowledge": (0, 1),
    "src.bought.named": (1, 1),
    "src.bought.named.professional": (0, 1),
    "sale.free_account": (0, 0),
    "balancing.review.months": (12, 12),
    "ret.prospect": (36, 36),
    "ret.prospect.repermission": (30, 30),
    "ret.customer.marketing": (36, 36),
    "ret.contract.archive": (60, 120),
    "ret.contract.electronic_b2c": (120, 120),
    "ret.accounting": (120, 120),
    "ret.consent.proof.email": (60, 60),
    "ret.newsletter": (36, 36),
    "ret.account.inactive": (24, 24),
    "ret.rights.request": (60, 60),
    "ret.rights.identity_doc": (0, 0),
    "ret.import.left": (30, 30),
    "ret.logs.access": (12, 12),
    "ret.card.pan": (13, 13),
    "ret.card.pan.deferred": (15, 15),
    "ret.call.recording": (6, 6),
    "ret.call.analysis": (12, 12),
    "ret.enrichment.unused": (1, 1),
    "deadline.answer": (1, 1),
    "deadline.extended": (3, 3),
    "deadline.acknowledge": (2, 2),
    "deadline.breach": (72, 72),
}

COUNTS = ["click", "reply", "form", "order", "login", "meeting", "repermission", "consent"]
DOES_NOT_COUNT = [
    "open",
    "visit",
    "outbound",
    "internal",
    "enrichment",
    "automatic",
    "objection",
    "rights_request",
]


@pytest.mark.parametrize("key", sorted(REGIMES))
def test_a_channel_has_the_regime_of_the_table(key):
    assert (packs.regime(key, "FR"), packs.regime(key, "BE")) == REGIMES[key]


@pytest.mark.parametrize("key", sorted(VALUES))
def test_a_figure_is_that_of_the_table(key):
    assert (packs.value(key, "FR"), packs.value(key, "BE")) == VALUES[key]


def test_a_consumer_in_france_is_called_only_as_the_code_of_consumption_allows():
    assert packs.value("phone.consent.months", "FR") == 12
    assert packs.rule("phone.consent.months", "FR").max == 12
    assert packs.value("phone.consent.proof", "FR") == 36
    assert packs.words("phone.hours", "FR") == ("10:00-13:00", "14:00-20:00")
    assert packs.words("phone.days", "FR") == ("mon", "tue", "wed", "thu", "fri")
    assert (packs.value("phone.attempts", "FR"), packs.value("phone.attempts.days", "FR")) == (4, 30)
    assert packs.value("phone.callback.days", "FR") == 5
    assert packs.words("phone.banned", "FR") == ("energy_renovation", "home_adaptation")
    assert packs.words("phone.screening", "FR") == ()  # Bloctel is gone


def test_a_call_in_belgium_is_screened_and_not_limited_in_hours():
    assert packs.words("phone.screening", "BE") == ("dncm",)
    assert packs.words("phone.banned", "BE") == ()
    assert packs.words("phone.hours", "BE") == ("00:00-24:00",)
    assert len(packs.words("phone.days", "BE")) == 7


@BOTH
@pytest.mark.parametrize("event", COUNTS)
def test_an_act_of_the_person_counts(country, event):
    assert packs.value(f"clock.{event}", country) == 1


@BOTH
@pytest.mark.parametrize("event", DOES_NOT_COUNT)
def test_what_is_no_act_of_the_person_does_not_count_and_cannot_be_made_to(country, event):
    assert packs.value(f"clock.{event}", country) == 0
    with pytest.raises(packs.BadValue):
        packs.rule(f"clock.{event}", country).overridden(True)


def test_the_passwords_sessions_and_logs_are_those_of_the_table():
    assert packs.value("sec.password.alone") == 80
    assert packs.value("sec.password.restricted") == 50
    assert packs.value("sec.password.renewal") == 0
    assert packs.duration("sec.lockout.first_delay") > timedelta(minutes=1)
    assert packs.duration("sec.session.idle") == timedelta(minutes=15)
    assert packs.duration("sec.session.absolute") == timedelta(hours=10)
    assert packs.value("sec.second_factor") == 1


def test_holidays_are_those_of_the_country():
    assert set(packs.holidays.days(2026, "FR")) == {
        date(2026, *day)
        for day in [
            (1, 1),
            (4, 6),
            (5, 1),
            (5, 8),
            (5, 14),
            (5, 25),
            (7, 14),
            (8, 15),
            (11, 1),
            (11, 11),
            (12, 25),
        ]
    }
    only_french, only_belgian = {date(2026, 5, 8), date(2026, 7, 14)}, {date(2026, 7, 21)}
    assert packs.holidays.days(2026, "BE") == packs.holidays.days(2026, "FR") - only_french | only_belgian
    assert packs.holidays.is_holiday(date(2028, 4, 17), "FR")
    assert not packs.holidays.is_holiday(date(2026, 7, 21), "FR")
    assert packs.holidays.is_holiday(date(2027, 7, 21), "BE")


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (1818, (3, 22)),
        (1943, (4, 25)),
        (2000, (4, 23)),
        (2008, (3, 23)),
        (2026, (4, 5)),
        (2027, (3, 28)),
        (2038, (4, 25)),
    ],
)
def test_easter_is_where_the_tables_put_it(year, day):
    assert packs.holidays.easter(year) == date(year, *day)

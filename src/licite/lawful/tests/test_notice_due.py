"""Until when a person may be uninformed: article 14(3), the shorter of its delays, and months as the law counts them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licite.lawful.choices import Source
from licite.lawful.notices.due import Delay, delay, due, notice_dates

LAW = Delay(indirect=frozenset({"purchased_list", "referral"}), months=1)
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))


@pytest.mark.parametrize(
    ("obtained", "first_contact", "first_disclosure", "expected"),
    [
        (date(2026, 3, 5), None, None, date(2026, 4, 5)),  # a Sunday, Easter: nothing is moved
        (date(2026, 1, 30), None, None, date(2026, 2, 28)),
        (date(2027, 1, 31), None, None, date(2027, 2, 28)),
        (date(2028, 1, 31), None, None, date(2028, 2, 29)),
        (date(2026, 8, 31), None, None, date(2026, 9, 30)),
        (date(2026, 3, 5), date(2026, 3, 12), None, date(2026, 3, 12)),
        (date(2026, 3, 5), date(2026, 6, 12), None, date(2026, 4, 5)),
        (date(2026, 3, 5), date(2026, 3, 12), date(2026, 3, 8), date(2026, 3, 8)),
        (date(2026, 3, 5), None, date(2026, 3, 8), date(2026, 3, 8)),
    ],
)
def test_data_from_elsewhere_leave_a_month_or_less(obtained, first_contact, first_disclosure, expected):
    assert due(obtained, "purchased_list", first_contact, first_disclosure, law=LAW) == expected


def test_data_from_the_person_leave_no_delay():
    assert due(date(2026, 3, 5), "form", law=LAW) == date(2026, 3, 5)


@given(DAYS, DAYS, DAYS)
def test_nothing_that_happens_makes_the_delay_longer(obtained, contact, disclosure):
    longest = due(obtained, "referral", law=LAW)
    assert due(obtained, "referral", contact, disclosure, law=LAW) == min(longest, contact, disclosure)


def test_a_record_entered_with_its_notice_is_informed_since_its_collection():
    at = datetime(2026, 11, 2, 23, 30, tzinfo=UTC)  # the 3rd in Paris
    assert notice_dates("referral", at, informed=True, law=LAW) == (at, date(2026, 12, 3))
    assert notice_dates("referral", at, informed=False, law=LAW) == (None, date(2026, 12, 3))


def test_who_gave_data_in_person_and_was_not_told_stays_usable_a_month_with_the_notice_owed():
    at = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
    assert notice_dates("form", at, informed=False, law=LAW) == (None, date(2026, 12, 2))


@pytest.mark.parametrize("country", ["FR", "BE"])
def test_the_packs_know_which_sources_are_not_the_person(country):
    law = delay(country)
    assert law.months == 1
    assert set(law.indirect) < set(Source.values)
    assert {Source.PURCHASED_LIST, Source.REFERRAL} <= set(law.indirect)
    assert not {Source.FORM, Source.PHONE_IN} & set(law.indirect)

"""The demo is held as the law wants it: every purpose on its basis, every call after 11 August 2026 agreed to."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from licite import packs
from licite.console.demo import DemoBase, build
from licite.console.demo.informed import INDIRECT, MOST_UNTOLD
from licite.console.demo.markers import marked_key
from licite.console.demo.records import PORTFOLIOS
from licite.kit.dates import add_months
from licite.lawful.notes import scan
from licite.lawful.notices.due import delay

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
OPT_IN = datetime(2026, 8, 11, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.fixture(scope="module")
def base() -> DemoBase:
    return build(NOW)


def test_a_contract_holds_the_customer_who_signed_it_and_nobody_of_a_company(base: DemoBase) -> None:
    for one in base.contacts:
        party = one.capacity != "professional" and one.stage >= 3
        assert (one.basis == "contract") == party
    professionals = {one.key for one in base.contacts if one.capacity == "professional"}
    assert not [
        one for one in base.rights.grounds if one.basis == "contract" and one.contact in professionals
    ]


def test_bought_data_are_of_professionals_in_france(base: DemoBase) -> None:
    bought = [one for one in base.contacts if one.source == "purchased_list"]
    assert bought
    assert all((one.capacity, one.country) == ("professional", "FR") for one in bought)


def test_no_consumer_was_called_unasked_since_the_law_wants_a_consent(base: DemoBase) -> None:
    asked = {one.key for one in base.contacts if one.capacity in ("consumer", "unknown")}
    ours = [one for one in base.interactions if one.kind == "call" and one.direction == "ours"]
    assert [one for one in ours if one.contact in asked]
    assert not [one for one in ours if one.contact in asked and one.at >= OPT_IN]


def test_nearly_everybody_was_informed_at_once_and_a_few_are_still_to_be(base: DemoBase) -> None:
    assert delay().indirect >= INDIRECT
    at_once = [one for one in base.contacts if one.informed_at == one.collected_at]
    assert 0.88 < len(at_once) / len(base.contacts) < 0.96
    later = [one for one in base.contacts if one.informed_at and one.informed_at > one.collected_at]
    assert all(one.informed_at < one.collected_at + timedelta(days=28) for one in later if one.informed_at)
    untold = [one for one in base.contacts if one.informed_at is None]
    assert len(untold) == MOST_UNTOLD
    due = [add_months(one.collected_at.date(), 1) for one in untold]
    assert min(due) < NOW.date() - timedelta(days=5)
    assert max(due) > NOW.date() + timedelta(days=5)


def test_a_small_demo_has_few_who_are_still_to_be_informed() -> None:
    for count in (3, 20, 60):
        assert sum(one.informed_at is None for one in build(NOW, count).contacts) <= count / 12


def test_a_third_of_consumers_agreed_to_be_called_and_some_no_more(base: DemoBase) -> None:
    consumers = {one.key: one for one in base.contacts if one.capacity == "consumer"}
    calls = [one for one in base.rights.consents if one.wording == "phone" and one.contact in consumers]
    a_year_ago = NOW - timedelta(days=365)
    held = [one for one in calls if one.withdrawn_at is None and one.given_at > a_year_ago]
    assert 0.25 < len(held) / len(consumers) < 0.45
    assert [one for one in calls if one.withdrawn_at is None and one.given_at < a_year_ago]
    assert [one for one in calls if one.withdrawn_at]
    for one in base.rights.consents:
        assert one.identifier
        assert one.reference
        assert one.given_at < (one.withdrawn_at or NOW)


def test_consents_sales_and_contracts_come_after_the_first_meeting(base: DemoBase) -> None:
    met = {one.key: one.collected_at for one in base.contacts}
    assert all(met[one.contact] <= one.given_at for one in base.rights.consents)
    assert all(met[one.contact] <= one.at < NOW for one in base.rights.grounds)
    assert {one.evidence for one in base.rights.grounds} == {"sale", "contract", "form_id"}


def test_nobody_who_objected_or_is_a_minor_consented(base: DemoBase) -> None:
    apart = {one.key for one in base.contacts if one.objections or one.minor}
    assert sum(one.minor for one in base.contacts) == 1
    assert not [one for one in base.rights.consents if one.contact in apart]


def test_the_marked_contacts_may_be_reached(base: DemoBase) -> None:
    keys = {marked_key(portfolio) for portfolio in PORTFOLIOS}
    for one in base.contacts:
        if one.key in keys:
            assert one.informed_at == one.collected_at
            assert not one.objections
            assert not one.minor
    assert keys.isdisjoint(base.cases.values())


def test_one_note_says_too_much_and_no_other(base: DemoBase) -> None:
    law = packs.law("FR")
    texts = {(one.contact, one.note) for one in base.interactions if one.note}
    assert {contact for contact, note in texts if scan(note, law)} == {base.cases["flagged"]}
    assert not [task.title for task in base.tasks if scan(task.title, law)]

"""What the demo promises: the same every time, believable, and reaching nobody."""

import dataclasses
import re
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from math import log2

import pytest
from stdnum.fr import siren

from licite.console.demo import DemoBase, build, stream
from licite.console.demo.markers import MARKERS, marked_key, marker
from licite.console.demo.numbers import FICTIONAL
from licite.console.demo.records import PORTFOLIOS, DemoCompany, DemoContact
from licite.console.demo.tests.planted import EVERY_MARKER
from licite.console.demo.words import Town, gathered, grouped, towns
from licite.console.demo.workdays import PARIS
from licite.kit import names
from licite.lawful import choices
from licite.people import choices as kinds

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
BRANDS = "airbus michelin renault peugeot leroy-merlin wurth rexel manitou leclerc lactalis saint-gobain"


@pytest.fixture(scope="module")
def base() -> DemoBase:
    return build(NOW)


def test_the_same_seed_and_moment_give_the_same_data() -> None:
    assert build(NOW, 300, 7) == build(NOW, 300, 7)
    assert build(NOW, 300, 7) != build(NOW, 300, 8)
    assert list(stream(50, now=NOW)) == list(stream(50, now=NOW))


def test_it_has_the_number_asked_for(base: DemoBase) -> None:
    assert len(base.contacts) == 2000
    assert 550 <= len(base.companies) <= 650
    assert [len(build(NOW, count).contacts) for count in (3, 4, 10, 77)] == [3, 4, 10, 77]


def test_what_cannot_be_built_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        build(datetime(2026, 11, 20))
    with pytest.raises(ValueError, match="three"):
        build(NOW, 2)
    with pytest.raises(ValueError, match="aware"):
        next(stream(1, now=datetime(2026, 11, 20)))


def test_keys_emails_phones_and_numbers_are_given_once(base: DemoBase) -> None:
    for values in (
        [contact.key for contact in base.contacts],
        [email for contact in base.contacts for email in contact.emails],
        [phone for contact in base.contacts for phone in contact.phones],
        [company.key for company in base.companies],
        [company.name for company in base.companies],
        [company.siren for company in base.companies if company.siren],
    ):
        assert len(values) == len(set(values))


def test_every_contact_can_be_reached(base: DemoBase) -> None:
    assert all(contact.emails or contact.phones for contact in base.contacts)


def test_no_phone_reaches_anybody(base: DemoBase) -> None:
    bulk = [contact for contact, _ in stream(5000, now=NOW)]
    for contact in (*base.contacts, *bulk):
        for phone in contact.phones:
            assert phone.startswith(FICTIONAL)
            assert len(phone) == 12
            assert phone.startswith("+32") == (contact.country == "BE")


def test_every_address_is_under_example_and_plain(base: DemoBase) -> None:
    emails = [email for contact in base.contacts for email in contact.emails]
    for email in (*emails, *(member.email for member in base.members)):
        assert re.fullmatch(r"[a-z0-9.-]+@[a-z0-9-]+\.example", email)


def test_no_company_bears_a_known_brand(base: DemoBase) -> None:
    text = " ".join(email for contact in base.contacts for email in contact.emails)
    assert not [brand for brand in BRANDS.split() if f"@{brand}." in text]
    assert not re.search(
        r"Airbus|Michelin|Würth|Rexel|Manitou|Lactalis", " ".join(c.name for c in base.companies)
    )


def test_company_numbers_are_well_formed_and_never_attributed(base: DemoBase) -> None:
    for company in base.companies:
        assert bool(company.siren) == (company.country == "FR")
        if company.siren:
            assert siren.is_valid(company.siren)
            assert company.siren.startswith("000")


def test_towns_go_with_their_postal_code_and_department(base: DemoBase) -> None:
    known: set[Town] = {town for area in ("Ouest", "Grand Est", "France", "Belgique") for town in towns(area)}
    pairs = {(town.name, town.postal_code, town.department, town.country) for town in known}
    located: list[DemoContact | DemoCompany] = [*base.contacts, *base.companies]
    for one in located:
        if not one.town.startswith(MARKERS["town"]):
            assert (one.town, one.postal_code, one.department, one.country) in pairs
        assert one.postal_code.startswith(one.department)
        assert len(one.postal_code) == (5 if one.country == "FR" else 4)


def test_the_word_lists_are_wide_enough() -> None:
    assert len({name for names in grouped("first_names").values() for name in names}) >= 120
    assert len({name for names in grouped("family_names").values() for name in names}) >= 200
    assert len({town.name for area in ("Ouest", "Grand Est", "France") for town in towns(area)}) >= 120
    assert len(towns("Belgique")) >= 10
    assert sum(len(notes) for notes in gathered("notes").values()) >= 60


def test_everything_lies_within_two_years_and_after_the_first_meeting(base: DemoBase) -> None:
    met = {contact.key: contact.collected_at for contact in (*base.contacts, *base.doubles)}
    oldest = NOW - timedelta(days=730)
    assert all(oldest <= moment < NOW for moment in met.values())
    assert all(met[event.contact] <= event.at < NOW for event in base.interactions)
    assert all(oldest <= task.due <= NOW + timedelta(days=60) for task in base.tasks)
    assert all(task.due < NOW for task in base.tasks if task.done)


def test_work_is_done_in_office_hours(base: DemoBase) -> None:
    for event in base.interactions:
        local = event.at.astimezone(PARIS)
        assert local.weekday() < 5
        assert (8, 30) <= (local.hour, local.minute) < (18, 0)


def test_the_history_fits_the_stage(base: DemoBase) -> None:
    kinds: dict[str, list[str]] = {contact.key: [] for contact in (*base.contacts, *base.doubles)}
    for event in base.interactions:
        kinds[event.contact].append(event.kind)
    assert 3 <= len(base.interactions) / len(base.contacts) <= 4
    for contact in base.contacts:
        seen = kinds[contact.key]
        if contact.stage == 1:
            assert 1 <= len(seen) <= 3
        assert ("order" in seen) <= (contact.stage >= 3)
    customers = [contact for contact in base.contacts if contact.stage == 3]
    assert sum("order" in kinds[contact.key] for contact in customers) > 0.97 * len(customers)


def test_an_objection_ends_the_history_and_the_plans(base: DemoBase) -> None:
    objected = {contact.key: contact.objections[0][1] for contact in base.contacts if contact.objections}
    assert 0.02 <= len(objected) / len(base.contacts) <= 0.045
    assert all(event.at < objected[event.contact] for event in base.interactions if event.contact in objected)
    assert not [task for task in base.tasks if task.contact in objected]


def test_evidence_goes_with_what_the_person_started(base: DemoBase) -> None:
    for event in base.interactions:
        assert bool(event.evidence) == (event.direction == "theirs" or event.kind == "visit")


def test_the_shares_are_those_of_a_real_base(base: DemoBase) -> None:
    def share(field: str) -> dict[object, float]:
        counted = Counter(getattr(contact, field) for contact in base.contacts)
        return {value: times / len(base.contacts) for value, times in counted.items()}

    expected = {1: 0.4, 2: 0.25, 3: 0.25, 4: 0.1}
    assert share("stage") == pytest.approx(expected, abs=0.04)
    assert all(part > 0.2 for part in share("portfolio").values())
    assert 0.1 < share("capacity")["consumer"] < 0.2
    assert 0.01 < share("country")["BE"] < 0.1
    assert max(share("last").values()) < 0.03


def test_closed_keys_are_those_of_the_rooms(base: DemoBase) -> None:
    def within(values: set[str], known: list[str]) -> bool:
        return values <= {*known, ""}

    assert within({company.kind for company in base.companies}, kinds.CompanyKind.values)
    assert within({contact.capacity for contact in base.contacts}, choices.Capacity.values)
    assert within({contact.source for contact in base.contacts}, choices.Source.values)
    assert within({contact.purpose for contact in base.contacts}, choices.Purpose.values)
    assert within({contact.basis for contact in base.contacts}, choices.Basis.values)
    assert within({event.kind for event in base.interactions}, kinds.InteractionKind.values)
    assert within({event.direction for event in base.interactions}, kinds.Direction.values)
    assert within({event.outcome for event in base.interactions}, kinds.Outcome.values)
    assert within({event.evidence for event in base.interactions}, choices.Evidence.values)
    assert within({task.kind for task in base.tasks}, kinds.TaskKind.values)


def test_every_profile_has_a_member_with_a_strong_password(base: DemoBase) -> None:
    profiles = Counter(member.profile for member in base.members)
    assert len(profiles) == 9
    assert profiles["rep"] == 2
    assert len({member.password for member in base.members}) == len(base.members)
    for member in base.members:
        classes = sum(
            bool(re.search(one, member.password)) for one in ("[a-z]", "[A-Z]", "[0-9]", "[^a-zA-Z0-9]")
        )
        assert classes == 4
        assert len(member.password) * log2(90) >= 80


def test_a_marker_stands_in_each_sealed_field_of_one_contact_a_portfolio(base: DemoBase) -> None:
    by_key = {contact.key: contact for contact in base.contacts}
    for portfolio in PORTFOLIOS:
        contact = by_key[marked_key(portfolio)]
        assert contact.portfolio == portfolio
        company = next(one for one in base.companies if one.key == contact.company)
        planted = {
            "name": contact.last,
            "title": contact.title,
            "email": contact.emails[0],
            "phone": contact.phones[0],
            "address": contact.address,
            "town": contact.town,
            "company": company.name,
            "siren": company.siren,
            "note": " ".join(event.note for event in base.interactions if event.contact == contact.key),
            "task": " ".join(task.title for task in base.tasks if task.contact == contact.key),
            "consent": " ".join(one.reference for one in base.rights.consents if one.contact == contact.key),
            "ground": " ".join(one.reference for one in base.rights.grounds if one.contact == contact.key),
            "custom": " ".join(one.text for one in base.rights.values if one.contact == contact.key),
        }
        for field_class, text in planted.items():
            assert marker(field_class, portfolio) in text


def test_no_other_record_carries_a_marker(base: DemoBase) -> None:
    marked = {marked_key(portfolio) for portfolio in PORTFOLIOS}
    others = " ".join(
        str(dataclasses.astuple(contact)) for contact in base.contacts if contact.key not in marked
    )
    bulk = " ".join(str(dataclasses.astuple(contact)) for contact, _ in stream(60_000, now=NOW))
    rights = " ".join(str(one) for kept in base.rights for one in kept if one.contact not in marked)
    for word in EVERY_MARKER:
        assert word not in others
        assert word not in rights
        assert word not in bulk


def test_the_stream_gives_distinct_contacts_with_three_events_each(base: DemoBase) -> None:
    rows = list(stream(10_000, now=NOW, companies=base.companies, start=5))
    contacts: list[DemoContact] = [contact for contact, _ in rows]
    assert contacts[0].key == "b0000006"
    assert len({contact.emails[0] for contact in contacts}) == 10_000
    companies = {company.key: company for company in base.companies}
    for contact, events in rows:
        assert len(events) == 3
        assert contact.collected_at == events[0].at <= events[1].at <= events[2].at < NOW
        assert contact.company is None or companies[contact.company].portfolio == contact.portfolio


def test_the_speed_is_told(base: DemoBase) -> None:
    began = time.perf_counter()
    made = sum(1 for _ in stream(20_000, now=NOW, companies=base.companies))
    print(f"\nstream: {made / (time.perf_counter() - began):,.0f} contacts a second")
    assert made == 20_000


def test_some_are_there_twice_written_otherwise_within_a_portfolio_and_across(base: DemoBase) -> None:
    firsts = {names.fold(f"{one.first}{one.last}").replace(" ", "") for one in base.contacts}
    assert len(base.doubles) == 6
    assert {one.key for one in base.doubles}.isdisjoint(one.key for one in base.contacts)
    assert [one.portfolio for one in base.doubles if one.objections] == ["Grands comptes"]
    joined = [names.fold(f"{one.first}{one.last}").replace(" ", "") for one in base.doubles]
    turned = [names.fold(f"{one.last}{one.first}").replace(" ", "") for one in base.doubles]
    known = [a in firsts or b in firsts for a, b in zip(joined, turned, strict=True)]
    # All but the one of whom there are initials.
    assert known == [True, True, True, True, False, True]


def test_what_is_late_or_to_come_in_the_own_days_is_on_working_days() -> None:
    monday = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
    days = [
        task.due.astimezone(PARIS).date() for task in build(monday, 400).tasks if task.ends or not task.done
    ]
    assert days
    assert all(day.weekday() < 5 for day in days)


def test_nobody_without_an_address_exchanges_e_mails(base: DemoBase) -> None:
    without = {one.key for one in base.contacts if not one.emails}
    assert without
    assert not [one for one in base.interactions if one.kind == "email" and one.contact in without]

"""The organisation may change a rule within its bounds: with a reason, by whom it says, for every process at once."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from django.db import DatabaseError, connection, transaction

from licite import packs
from licite.access import rules
from licite.packs import changes, learning
from tests.conftest import inside
from tests.plugin import database_name, superuser
from tests.world import ADA, ANNA, DORA, IVAN, MAX, MONA, RITA

WHY = "Décision du comité du 12 mai"


@pytest.fixture(autouse=True)
def packs_as_they_were() -> Iterator[None]:
    yield
    packs.follow(0)


def figure(key: str) -> int:
    with superuser(database_name()) as other:
        (found,) = other.execute(
            "SELECT figure FROM gate.rule WHERE country = 'FR' AND key = %s", [key]
        ).fetchone()
    return int(found)


def ask(country: str, key: str, value: str, why: str = WHY) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.override_rule(%s, %s, %s::jsonb, %s)", [country, key, value, why])


def refused(country: str, key: str, value: str, why: str = WHY) -> str:
    try:
        with transaction.atomic():
            ask(country, key, value, why)
    except DatabaseError as error:
        return str(error.__cause__.sqlstate)
    return ""


def test_an_override_holds_at_once_for_the_process_and_for_the_gate(fresh):
    with transaction.atomic():
        from licite.access import gate, tickets
        from tests.conftest import session_of

        gate.enter(tickets.secret_of(session_of(IVAN)))
        changes.override(country="FR", key="sec.session.idle", value=10, reason=WHY)
    assert packs.value("sec.session.idle", "FR") == 10
    assert packs.value("sec.session.idle", "BE") == 15
    assert figure("sec.session.idle") == 600

    packs.follow(0)
    learning.catch_up()
    assert packs.value("sec.session.idle") == 10
    # A migration keeps it.
    rules.load()
    assert figure("sec.session.idle") == 600


def test_an_override_keeps_its_author_its_reason_and_its_history():
    with inside(DORA):
        changes.override(country="FR", key="phone.attempts", value=3, reason=WHY)
        changes.override(country="FR", key="phone.attempts", value=None, reason="Retour à la règle")
        last, first = changes.history(country="FR", key="phone.attempts")
        assert (first.value, first.reason, first.member) == (3, WHY, DORA.id)
        assert (last.value, last.reason, last.member) == (None, "Retour à la règle", DORA.id)
        assert changes.latest()["FR", "phone.attempts"].id == last.id
        assert packs.value("phone.attempts", "FR") == 4


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("chan.email.professional", packs.Regime.OPT_IN),
        ("phone.hours", ("10:00-12:00",)),
        ("phone.banned", ("energy_renovation", "home_adaptation", "windows")),
        ("phone.sentence", "Nous appelons rarement."),
        ("words.health", ("cancer",)),
        ("clock.meeting", False),
        ("holidays.local", ("easter-2", "12-26")),
    ],
)
def test_every_kind_of_value_reaches_the_process_through_the_gate(key, value):
    with inside(DORA):
        changes.override(country="FR", key=key, value=value, reason=WHY)
        assert packs.rule(key, "FR").value == value


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("chan.email.consumer", '"opt_out"'),
        ("chan.email.consumer", '"ask_first"'),
        ("phone.attempts", "5"),
        ("phone.attempts", "2.5"),
        ("phone.attempts", '"3"'),
        ("phone.attempts", "true"),
        ("phone.hours", '["09:00-13:00"]'),
        ("phone.hours", '["10h"]'),
        ("phone.days", '["mon", "sat"]'),
        ("phone.days", '["monday"]'),
        ("phone.banned", "[]"),
        ("phone.consent.months", "13"),
        ("words.health", '["Diabète"]'),
        ("words.health", "[1]"),
        ("phone.sentence", "[]"),
        ("clock.meeting", "1"),
        ("clock.evidence", '["reply", "opened"]'),
        ("ret.prospect", "37"),
        ("no.such.rule", "1"),
    ],
)
def test_what_is_out_of_bounds_is_refused_by_the_gate_itself(key, value):
    with inside(DORA):
        assert refused("FR", key, value) == "22023"
        assert changes.history(country="FR", key=key) == []


@pytest.mark.parametrize("why", ["", "   ", "x" * 501])
def test_an_override_needs_its_reason(why):
    with inside(DORA):
        assert refused("FR", "phone.attempts", "3", why) == "22023"


def test_a_rule_is_changed_only_by_whom_it_names():
    for member in (RITA, ANNA, MAX, MONA, ADA, IVAN):
        with inside(member):
            assert refused("FR", "phone.attempts", "3") == "42501"
    with inside(DORA):
        assert refused("FR", "sec.session.idle", "10") == "42501"
        assert refused("FR", "objection.wins", "true") == "42501"


@pytest.mark.parametrize("table", ["packs_override", "packs_organisation"])
@pytest.mark.parametrize(
    "verb", ["INSERT INTO {} DEFAULT VALUES", "UPDATE {} SET reason = 'x'", "DELETE FROM {}", "TRUNCATE {}"]
)
def test_no_member_writes_what_the_organisation_decided(table, verb):
    for member in (DORA, IVAN, MAX):
        with inside(member):
            with pytest.raises(DatabaseError) as denied, transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(verb.format(table))
            assert denied.value.__cause__.sqlstate == "42501"


def test_no_member_moves_the_law_by_hand():
    with inside(DORA):
        for call in ("gate.move_law('BE')", "gate.figure('sec.session.idle')"):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"SELECT {call}")


IDENTITY = {
    "name": "Maison Exemple",
    "country": "BE",
    "address": "rue Haute 1, 1000 Bruxelles",
    "email": "bonjour@maison.example",
    "phone": "+3222345678",
    "authority": "apd",
    "dpo_name": "Dora Déléguée",
    "dpo_email": "dpo@maison.example",
    "url": "https://maison.example",
}


def test_the_organisation_is_said_once_then_changed_with_a_reason():
    with inside(MAX):
        assert packs.organisation() is None
        changes.set_organisation(IDENTITY)
        assert packs.organisation().name == "Maison Exemple"
        assert packs.organisation().supervisor.key == "apd"
        assert packs.home() == "BE"
        assert packs.value("consent.minor.age") == 13
        with pytest.raises(DatabaseError), transaction.atomic():
            changes.set_organisation({**IDENTITY, "name": "Autre"})
        changes.set_organisation({**IDENTITY, "name": "Autre"}, reason="Nouvelle raison sociale")
        assert [row.name for row in changes.identities()] == ["Autre", "Maison Exemple"]


@pytest.mark.parametrize("change", [{"country": "DE"}, {"country": None}, {"name": " "}])
def test_an_organisation_has_a_name_and_a_country_with_a_pack(change):
    with inside(DORA), pytest.raises(DatabaseError), transaction.atomic():
        changes.set_organisation(IDENTITY | change)


def test_only_whom_it_is_given_to_says_who_the_organisation_is():
    for member in (RITA, ANNA, MONA, ADA):
        with inside(member), pytest.raises(DatabaseError), transaction.atomic():
            changes.set_organisation(IDENTITY)


def test_the_rules_of_the_organisations_country_are_those_of_the_gate(fresh):
    with superuser(database_name()) as other:
        other.execute("UPDATE gate.law SET country = 'BE'")
        assert other.execute("SELECT gate.codes('phone.screening')").fetchone() == (["dncm"],)


def test_an_override_that_the_packs_bounds_no_longer_allow_has_no_effect():
    from licite.packs.lookup import State

    laws = State(
        overrides={("phone.attempts", "FR"): 9, ("phone.hours", "FR"): ["08:00-20:00"], ("gone", "FR"): 1}
    ).laws
    assert laws["FR"]["phone.attempts"].value == 4
    assert laws["FR"]["phone.hours"].codes == ("10:00-13:00", "14:00-20:00")


def test_what_is_learnt_in_a_transaction_taken_back_is_forgotten():
    with suppress(ZeroDivisionError), inside(DORA):
        changes.override(country="FR", key="phone.attempts", value=2, reason=WHY)
        raise ZeroDivisionError
    learning.catch_up()
    assert packs.value("phone.attempts", "FR") == 4

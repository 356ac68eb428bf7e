"""The demo as it lies in a database: whole, sealed, with people who can sign in and nobody waiting without cause."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from django.db import ProgrammingError, connection
from django.test import override_settings

from licite.access import gate
from licite.console.bench import seed
from licite.console.demo import build
from licite.console.demo.firm import MEMBERS
from licite.console.demo.load import load
from licite.console.demo.markers import marker
from licite.console.demo.records import PORTFOLIOS
from licite.console.demo.tests.planted import EVERY_MARKER
from licite.kit import clock
from licite.lawful.facts import verdicts
from licite.ops.bootstrap import bootstrap
from licite.ops.homes import Home
from licite.ops.postgres import Server
from licite.people.queries import search
from licite.staff.models import Account
from tests.plugin import ROOT, database_name, point_at, superuser
from tests.workers import as_worker

CONTACTS = 60
WORKDAY = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A new database with the demo in it, the worker's role on the default alias; the home that was told."""
    name = f"{database_name()}_demo"
    with superuser() as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    bootstrap(Server(Home.from_env()), name)
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    code = "import django; django.setup(); from licite.console.migrate import migrate; migrate()"
    env = os.environ | {"PYTHONPATH": path, "LICITE_DATABASE": name}
    subprocess.run([sys.executable, "-c", code], check=True, env=env)
    home = Home.at(tmp_path_factory.mktemp("demo"))
    point_at(name)
    try:
        with as_worker(), override_settings(HOME=home):
            load(CONTACTS)
            yield home.path
    finally:
        point_at(database_name())
        with superuser() as admin:
            admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture
def attacker(loaded: Path) -> Iterator[psycopg.Connection]:
    """A superuser in the demo's database."""
    with superuser(connection.settings_dict["NAME"]) as found:
        found.execute("SET search_path = licite, login, gate, journal")
        yield found


def number(attacker: psycopg.Connection, query: str) -> int:
    found = attacker.execute(query).fetchone()
    assert found is not None
    return int(found[0])


def test_everybody_is_there_with_a_history(attacker: psycopg.Connection) -> None:
    base = build(clock.now(), CONTACTS)
    assert number(attacker, "SELECT count(*) FROM people_contact") == CONTACTS + len(base.doubles) + number(
        attacker, "SELECT count(*) FROM people_tray"
    )
    assert number(attacker, "SELECT count(*) FROM people_company") == len(base.companies)
    assert number(attacker, "SELECT count(*) FROM people_interaction") >= CONTACTS
    assert number(attacker, "SELECT count(*) FROM people_task") >= 3
    assert number(attacker, "SELECT count(*) FROM people_contact c WHERE NOT EXISTS "
                            "(SELECT FROM people_token t WHERE t.contact = c.id)") == 0  # fmt: skip


def test_dates_follow_from_what_happened(attacker: psycopg.Connection) -> None:
    late = "SELECT count(*) FROM people_contact c WHERE active_at < (SELECT max(at) FROM people_interaction i WHERE i.contact = c.id)"
    assert number(attacker, late) == 0
    theirs = (
        "SELECT count(*) FROM people_contact c WHERE person_act_at IS DISTINCT FROM (SELECT max(at) "
        "FROM people_interaction i WHERE i.contact = c.id AND direction = 'theirs' AND evidence <> '')"
    )
    assert number(attacker, theirs) == 0


def test_nobody_waits_but_who_is_in_the_tray_for_an_objection(attacker: psycopg.Connection) -> None:
    assert number(attacker, "SELECT count(*) FROM people_tray") >= 1
    waiting = "SELECT array_agg(id ORDER BY id) FROM people_contact WHERE waiting"
    tray = "SELECT array_agg(contact ORDER BY contact) FROM people_tray WHERE objected"
    assert attacker.execute(waiting).fetchone() == attacker.execute(tray).fetchone()


def test_objections_are_on_the_suppression_list(attacker: psycopg.Connection) -> None:
    base = build(clock.now(), CONTACTS)
    said = [name for one in (*base.contacts, *base.doubles) for name, _ in one.objections]
    assert number(attacker, "SELECT count(*) FROM lawful_objection") == len(said)
    kept = any(name in ("all", "email", "phone", "sms") for name in said)
    assert bool(number(attacker, "SELECT count(*) FROM lawful_suppression WHERE source = 'record'")) is kept


def test_the_journal_says_of_each_what_that_person_refused(attacker: psycopg.Connection) -> None:
    noted = attacker.execute(
        "SELECT s, e.fields FROM journal.entry e, unnest(e.subjects) s WHERE e.act = 'lawful:objection:write'"
    ).fetchall()
    said = attacker.execute(
        "SELECT contact, array_agg(channel::text ORDER BY channel::text) FROM lawful_objection "
        "WHERE told_by <> 'list' GROUP BY contact"
    ).fetchall()
    assert {(one, *sorted(fields)) for one, fields in noted} == {(one, *channels) for one, channels in said}


def test_people_who_objected_elsewhere_are_on_it_too(attacker: psycopg.Connection) -> None:
    sources = attacker.execute("SELECT source, count(*) FROM lawful_suppression GROUP BY 1").fetchall()
    assert {("file", 12), ("hand", 2), ("person", 3)} <= {(name, int(held)) for name, held in sources}
    assert number(attacker, "SELECT count(*) FROM lawful_oppositionfile WHERE state = 'done'") == 1


def test_what_people_agreed_to_and_bought_is_kept_with_its_proof(attacker: psycopg.Connection) -> None:
    held = build(clock.now(), CONTACTS).rights
    assert number(attacker, "SELECT count(*) FROM lawful_consent") == len(held.consents)
    assert number(attacker, "SELECT count(*) FROM lawful_ground") == len(held.grounds)
    assert number(attacker, "SELECT count(*) FROM people_value") == len(held.values)
    taken = sum(one.withdrawn_at is not None for one in held.consents)
    assert number(attacker, "SELECT count(*) FROM lawful_withdrawal") == taken
    assert number(attacker, "SELECT count(*) FROM lawful_evidence") == len(PORTFOLIOS)
    assert number(attacker, "SELECT count(*) FROM lawful_delivery WHERE proof IS NOT NULL") == len(PORTFOLIOS)
    told = "SELECT count(*) FROM lawful_wording WHERE names_us AND goods <> '' AND withdrawal <> '' AND proof_access <> ''"
    assert number(attacker, told) == 4
    # A year at most, and no longer (C. conso R223-1).
    late = "SELECT count(*) FROM lawful_consent WHERE channel = 'phone' AND valid_until > given_at + interval '366 days'"
    assert number(attacker, late) == 0


def test_customers_have_bought_and_come_from_a_former_tool(attacker: psycopg.Connection) -> None:
    bought = number(attacker, "SELECT count(*) FROM sales_purchase")
    assert bought == number(attacker, "SELECT count(*) FROM people_interaction WHERE kind = 'order'")
    assert 0.8 * bought <= number(attacker, "SELECT count(*) FROM sales_spent") <= bought
    assert number(attacker, "SELECT count(*) FROM people_reference") >= 5


def test_the_journal_tells_of_a_morning_of_several_members_and_of_no_day_before(
    attacker: psycopg.Connection,
) -> None:
    reads = (
        "FROM journal.entry WHERE act IN ('people:contact:read', 'people:contact:list') AND actor IS NOT NULL"
    )
    assert number(attacker, f"SELECT count(DISTINCT actor) {reads}") >= 5
    assert number(attacker, f"SELECT count(*) {reads} AND at < now() - interval '1 hour'") == 0


def test_everybody_is_held_on_the_basis_of_the_purpose(attacker: psycopg.Connection) -> None:
    stray = (
        "SELECT count(*) FROM people_contact c WHERE NOT EXISTS (SELECT FROM lawful_purpose p WHERE p.key = c.purpose "
        "AND c.basis = CASE c.capacity WHEN 'professional' THEN p.basis_professional ELSE p.basis_consumer END)"
    )
    assert number(attacker, stray) == 0
    assert number(attacker, "SELECT count(*) FROM people_contact WHERE notice_due IS NULL") == 0
    unsaid = "SELECT count(*) FROM people_contact WHERE (capacity = 'unknown') <> (capacity_why = '')"
    assert number(attacker, unsaid) == 0


def test_notices_are_published_in_both_languages(attacker: psycopg.Connection) -> None:
    kinds = attacker.execute("SELECT kind, language FROM lawful_notice ORDER BY 1, 2").fetchall()
    assert kinds == [(kind, language) for kind in ("first", "form", "public") for language in ("en", "fr")]


def test_a_restriction_and_a_note_to_be_read_again_wait(attacker: psycopg.Connection) -> None:
    assert number(attacker, "SELECT count(*) FROM people_contact WHERE restricted") == 1
    assert (
        number(attacker, "SELECT count(*) FROM lawful_flag WHERE state = 'open' AND category = 'health'") == 1
    )


def test_the_marked_contacts_may_be_called(loaded: Path) -> None:
    """The walks in the browser reveal and call them."""
    account = Account.objects.get(email="helene@ateliers-brevallon.example")
    with gate.acting_for(account.member_id, "test") as actor:
        for portfolio in PORTFOLIOS:
            (row,) = search(actor, marker("name", portfolio)).rows
            for channel, said in verdicts(actor, [row.id], channels=["phone", "email"], at=WORKDAY)[
                row.id
            ].items():
                assert said.allowed, f"{portfolio} {channel}: {said.code}"


def test_no_marker_lies_in_clear(attacker: psycopg.Connection) -> None:
    tables = attacker.execute(
        "SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('licite', 'journal', 'jobs', 'gate')"
    ).fetchall()
    for schema, table in tables:
        with attacker.cursor().copy(
            f'COPY (SELECT * FROM "{schema}"."{table}") TO STDOUT (FORMAT binary)'
        ) as lines:
            raw = b"".join(bytes(line) for line in lines)
        for word in EVERY_MARKER:
            assert word.encode() not in raw, f"{word} in {schema}.{table}"


def test_a_rep_finds_the_marked_contact_of_the_own_portfolio_only(loaded: Path) -> None:
    account = Account.objects.get(email="chloe@ateliers-brevallon.example")
    with gate.acting_for(account.member_id, "test") as actor:
        assert [
            row.name.count(marker("name", "Ouest")) for row in search(actor, marker("name", "Ouest")).rows
        ] == [1]
        assert not search(actor, marker("name", "Grand Est")).rows


def test_each_profile_has_a_member_who_can_sign_in(loaded: Path) -> None:
    accounts = json.loads((loaded / "demo.json").read_text(encoding="utf-8"))
    assert [set(one) for one in accounts] == [{"email", "password", "profile", "portfolios"}] * len(MEMBERS)
    for one in accounts:
        account = Account.objects.get(email=one["email"])
        assert account.is_active
        with gate.acting_for(account.member_id, "test") as actor:
            assert actor.profiles == (one["profile"],)
            assert set(actor.portfolios.values()) == set(one["portfolios"])
            assert not actor.notice_read
    assert Account.objects.get(email=accounts[0]["email"]).check_password(accounts[0]["password"])


def test_the_list_of_accounts_is_for_the_homes_owner_alone(loaded: Path) -> None:
    assert stat.S_IMODE((loaded / "demo.json").stat().st_mode) == 0o600
    assert [path.name for path in loaded.iterdir()] == ["demo.json"]


def test_what_was_loaded_is_in_the_journal(attacker: psycopg.Connection) -> None:
    contacts = "SELECT count(DISTINCT s) FROM entry, unnest(subjects) s WHERE act = 'people:contact:create'"
    assert number(attacker, contacts) == number(attacker, "SELECT count(*) FROM people_contact")


def test_a_loaded_demo_is_left_alone(loaded: Path, attacker: psycopg.Connection) -> None:
    before = number(attacker, "SELECT count(*) FROM entry")
    load(CONTACTS + 5)
    assert number(attacker, "SELECT count(*) FROM entry") == before


def test_only_the_demo_and_the_bench_settle_records(loaded: Path) -> None:
    with gate.as_system("demo"), connection.cursor() as cursor:
        cursor.execute("SELECT gate.settle('{}')")
    with (
        pytest.raises(ProgrammingError, match="settle"),
        gate.as_system("console"),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT gate.settle('{}')")


def test_the_bench_adds_more_of_the_same(loaded: Path, attacker: psycopg.Connection) -> None:
    before = number(attacker, "SELECT count(*) FROM people_contact")
    seed.start_process(seed.plan_for(before + 40))
    assert seed.fill(before, 40) == 40
    assert number(attacker, "SELECT count(*) FROM people_contact") == before + 40
    assert number(attacker, "SELECT count(*) FROM people_contact WHERE waiting") == number(
        attacker, "SELECT count(*) FROM people_tray WHERE objected"
    )


def test_duplicates_are_found_on_the_first_morning(attacker: psycopg.Connection) -> None:
    doubles = len(build(clock.now(), CONTACTS).doubles)
    assert number(attacker, "SELECT count(*) FROM people_hunt WHERE done_at IS NOT NULL") == 1
    assert number(attacker, "SELECT count(*) FROM people_pair") >= doubles >= 5
    assert number(attacker, "SELECT count(*) FROM people_pair WHERE one_cell / 10 <> other_cell / 10") >= 1

"""One erasing verb: what the rooms declare and what the database deletes are the same."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connection as django_connection
from django.db.utils import DatabaseError

from licite import vault
from licite.access import gate
from licite.inventory import engine
from licite.inventory.declare import About, Ends
from tests.conftest import inside
from tests.plugin import database_name, superuser
from tests.workers import as_worker
from tests.world import MAX, PEOPLE, START

PLANTED, OTHER = PEOPLE[0], PEOPLE[5]
SOLE = 900
ROWS = {
    "access_reveal": (
        "INSERT INTO access_reveal (member_id, contact, cell, field, act, at, until) "
        "VALUES (2, %(id)s, %(cell)s, 'phone', 'call', %(at)s, %(at)s)"
    ),
    "lawful_objection": (
        "INSERT INTO lawful_objection (contact, cell, channel, at, told_by, created_at) "
        "VALUES (%(id)s, %(cell)s, 'phone', %(at)s, 'phone', %(at)s)"
    ),
    "lawful_ground": (
        "INSERT INTO lawful_ground (contact, cell, purpose, basis, source, since, evidence, opted, reference, created_at) "
        "VALUES (%(id)s, %(cell)s, 'satisfaction', 'legitimate_interest', 'form', %(at)s, 'declared', false, %(seal)s, %(at)s)"
    ),
    "lawful_delivery": (
        "INSERT INTO lawful_delivery (contact, cell, channel, at, proof, created_at) "
        "VALUES (%(id)s, %(cell)s, 'post', %(at)s, %(seal)s, %(at)s)"
    ),
    "lawful_wording": (
        "INSERT INTO lawful_wording (id, public, purpose, channel, language, version, text, digest, controller, third_party, seller, "
        "goods, withdrawal, proof_access, names_us, created_at) VALUES (1, gen_random_uuid(), 'newsletter', 'email', 'fr', 1, 'x', 'x', "
        "'x', '', '', 'x', 'x', 'x', true, %(at)s)"
    ),
    "lawful_consent": (
        "INSERT INTO lawful_consent (id, public, contact, cell, purpose, channel, wording_id, act, given_at, zone, valid_until, rule, "
        "source, details, upstream, names_us, age, created_at) VALUES (1, gen_random_uuid(), %(id)s, %(cell)s, 'newsletter', 'email', 1, "
        "'button', %(at)s, 'Europe/Paris', '2029-10-01', 'consent.review', 'event', %(seal)s, false, true, 'adult', %(at)s)"
    ),
    "lawful_evidence": (
        "INSERT INTO lawful_evidence (public, contact, cell, consent_id, kind, size, content, created_at) "
        "VALUES (gen_random_uuid(), %(id)s, %(cell)s, 1, 'text', 1, %(seal)s, %(at)s)"
    ),
    "lawful_withdrawal": (
        "INSERT INTO lawful_withdrawal (contact, cell, consent_id, at, told_by, created_at) "
        "VALUES (%(id)s, %(cell)s, 1, %(at)s, 'phone', %(at)s)"
    ),
    "lawful_optin": (
        "INSERT INTO lawful_optin (public, contact, cell, wording_id, consent_id, asked_at) "
        "VALUES (gen_random_uuid(), %(id)s, %(cell)s, 1, 1, %(at)s)"
    ),
    "lawful_flag": (
        "INSERT INTO lawful_flag (contact, cell, place, row_id, category, state, found_at, seen) "
        "VALUES (%(id)s, %(cell)s, 'interaction', 1, 'health', 'open', %(at)s, '')"
    ),
    "lawful_restriction": (
        "INSERT INTO lawful_restriction (contact, cell, reason, since, created_at) "
        "VALUES (%(id)s, %(cell)s, 'accuracy', %(at)s, %(at)s)"
    ),
    "lawful_callback": (
        "INSERT INTO lawful_callback (contact, cell, asked_at, member, created_at) VALUES (%(id)s, %(cell)s, %(at)s, 2, %(at)s)"
    ),
    "lawful_screening": (
        "INSERT INTO lawful_screening (contact, cell, name, at, listed, member) VALUES (%(id)s, %(cell)s, 'dncm', %(at)s, false, 2)"
    ),
    "lawful_classified": (
        "INSERT INTO lawful_classified (contact, cell, capacity, mailbox, why, at) "
        "VALUES (%(id)s, %(cell)s, 'professional', 'nominative', 'asked', %(at)s)"
    ),
    "people_field": (
        "INSERT INTO people_field (id, key, label_fr, label_en, kind, choices, purpose, sensitivity, created_at) "
        "VALUES (1, 'parc', 'Parc', 'Fleet', 'text', '[]', 'prospection', 'ordinary', %(at)s)"
    ),
    "people_value": (
        "INSERT INTO people_value (contact, cell, field, value, written_at) VALUES (%(id)s, %(cell)s, 1, %(seal)s, %(at)s)"
    ),
    "people_pair": (
        "INSERT INTO people_pair (one, one_cell, other, other_cell, score, reasons, found_at) "
        "VALUES (%(id)s, %(cell)s, %(other)s, %(other_cell)s, 80, '[]', %(at)s)"
    ),
    "people_merge": (
        "INSERT INTO people_merge (public, contact, cell, gone, gone_public, before, moved, waits, kept, at) "
        "VALUES (gen_random_uuid(), %(id)s, %(cell)s, 900, gen_random_uuid(), "
        "jsonb_build_object('gone', jsonb_build_object('cell', %(cell)s::int)), '{}', '[]', %(seal)s, %(at)s)"
    ),
    "people_company": (
        "INSERT INTO people_company "
        "(id, public, cell, kind, name, sort_key, identity, country, department, created_at) "
        "VALUES (%(sole)s, gen_random_uuid(), %(cell)s, 'sole_trader', '', '', %(seal)s, 'FR', '44', %(at)s)"
    ),
    "people_contact": "UPDATE people_contact SET company_id = %(sole)s WHERE id = %(id)s",
    "people_role": (
        "INSERT INTO people_role (public, contact, cell, company, title, created_at) "
        "VALUES (gen_random_uuid(), %(id)s, %(cell)s, %(sole)s, %(seal)s, %(at)s)"
    ),
    "people_tag": (
        "INSERT INTO people_tag (contact, cell, token, value, created_at) VALUES (%(id)s, %(cell)s, 1, %(seal)s, %(at)s)"
    ),
    "people_reference": (
        "INSERT INTO people_reference (contact, cell, token, value, created_at) VALUES (%(id)s, %(cell)s, 1, %(seal)s, %(at)s)"
    ),
    "people_file": (
        "INSERT INTO people_file (public, contact, cell, kind, size, name, content, created_at) "
        "VALUES (gen_random_uuid(), %(id)s, %(cell)s, 'pdf', 1, %(seal)s, %(seal)s, %(at)s)"
    ),
    "people_change": (
        "INSERT INTO people_change (contact, cell, at, field, before) VALUES (%(id)s, %(cell)s, %(at)s, 'last', %(seal)s)"
    ),
    "people_handoveritem": (
        "WITH h AS (INSERT INTO people_handover (public, member, source, target, stages, total, state, counts, created_at) "
        "VALUES (gen_random_uuid(), 5, 1, 2, '{3}', 1, 'done', '{}', %(at)s) RETURNING id) "
        "INSERT INTO people_handoveritem (handover, contact, cell, kind, after) SELECT id, %(id)s, %(cell)s, 'record', 2 FROM h"
    ),
    "people_site": (
        "INSERT INTO people_site (public, company, cell, label, number, line, postal_code, town, sealed, country, department, created_at) "
        "VALUES (gen_random_uuid(), %(sole)s, %(cell)s, '', '', '', '', '', %(seal)s, 'FR', '44', %(at)s)"
    ),
    "people_task": (
        "INSERT INTO people_task (public, contact, cell, kind, title, due_at, member, created_at) "
        "VALUES (gen_random_uuid(), %(id)s, %(cell)s, 'call', %(seal)s, %(at)s, 2, %(at)s)"
    ),
    "licite.people_tray": (
        "INSERT INTO people_tray (contact, cell, others, other_cells, objected, at) VALUES "
        "(%(id)s, %(cell)s, ARRAY[%(other)s], ARRAY[%(other_cell)s], false, %(at)s), "
        "(%(other)s, %(other_cell)s, ARRAY[%(id)s], ARRAY[%(cell)s], false, %(at)s)"
    ),
    "intake_batch": (
        "INSERT INTO intake_batch "
        "(id, public, cell, member, source, purpose, basis, declared, state, counts, created_at) "
        "OVERRIDING SYSTEM VALUE VALUES "
        "(1, gen_random_uuid(), %(cell)s, 2, 'fair', 'prospection', 'consent', '{}', 'done', '{}', %(at)s)"
    ),
    "sales_deal": (
        "INSERT INTO sales_deal (public, contact, cell, title, step, step_at, probability, expected_on, owner, created_at, reason) "
        "VALUES (gen_random_uuid(), %(id)s, %(cell)s, %(seal)s, 'needs', %(at)s, 25, %(at)s, 2, %(at)s, '')"
    ),
    "sales_amount": (
        "INSERT INTO sales_amount (deal, contact, cell, cents) SELECT id, contact, cell, 100 FROM sales_deal WHERE contact = %(id)s"
    ),
    "people_batch": (
        "INSERT INTO people_batch (id, public, member, act, total, skipped, made_at) "
        "VALUES (%(id)s, gen_random_uuid(), 2, 'tag', 1, '{}', %(at)s)"
    ),
    "people_batchitem": (
        "INSERT INTO people_batchitem (batch, contact, cell, made) VALUES (%(id)s, %(id)s, %(cell)s, 1)"
    ),
    "sales_purchase": (
        "INSERT INTO sales_purchase (public, contact, cell, interaction, bought_on, said, created_at) "
        "SELECT gen_random_uuid(), contact, cell, min(id), %(at)s, %(seal)s, %(at)s FROM people_interaction "
        "WHERE contact = %(id)s GROUP BY contact, cell"
    ),
    "sales_spent": (
        "INSERT INTO sales_spent (purchase, contact, cell, cents) SELECT id, contact, cell, 100 FROM sales_purchase WHERE contact = %(id)s"
    ),
    "intake_event": (
        "INSERT INTO intake_event (batch_id, contact, cell, interaction, token, key) "
        "SELECT 1, contact, cell, min(id), 1, %(seal)s FROM people_interaction WHERE contact = %(id)s GROUP BY contact, cell"
    ),
    "intake_arrival": ("INSERT INTO intake_arrival (batch_id, contact, cell) VALUES (1, %(id)s, %(cell)s)"),
}


@pytest.fixture
def planted(fresh: None) -> None:
    """The planted person has a row in every table that a person can have one in."""
    values = {
        "id": PLANTED.id,
        "cell": PLANTED.cell,
        "other": OTHER.id,
        "other_cell": OTHER.cell,
        "at": START,
        "sole": SOLE,
        "seal": vault.seal("task", PLANTED.public, "Rappeler"),
    }
    with attacker() as connection:
        for statement in ROWS.values():
            connection.execute(statement, values)


@contextmanager
def attacker() -> Iterator[psycopg.Connection]:
    with superuser(database_name()) as connection:
        connection.execute("SET search_path = licite")
        yield connection


def rows_of(contact: int) -> dict[str, int]:
    """Rows that name a contact in each declared table that can, seen without any wall."""
    with attacker() as connection:
        return {
            holding.name: connection.execute(engine.count_of(holding), {"contact": contact}).fetchone()[0]
            for holding in engine.holdings()
            if holding.about is About.CONTACT and holding.names_subject and holding.table != "journal.trace"
        }


def test_nothing_declared_of_a_person_remains_and_no_other_person_loses_a_row(planted):
    before = rows_of(OTHER.id)
    assert all(rows_of(PLANTED.id).values()), "a declared table has no planted row: plant one"
    with as_worker(), gate.as_system("console"):
        assert engine.erase(PLANTED.id)
    assert not any(rows_of(PLANTED.id).values())
    expected = before | {"licite.people_tray": 1, "people.Pair": 0}
    assert rows_of(OTHER.id) == expected
    with attacker() as connection:
        assert connection.execute("SELECT others, other_cells FROM people_tray").fetchall() == [([], [])]
        assert connection.execute("SELECT id FROM people_company WHERE id = %s", (SOLE,)).fetchall() == []
        assert connection.execute("SELECT count(*) FROM people_contact").fetchone() == (len(PEOPLE) - 1,)


def test_the_journal_says_who_was_erased_and_keeps_its_own_time(planted):
    with as_worker(), gate.as_system("console"):
        engine.erase(PLANTED.id)
    with attacker() as connection:
        found = connection.execute(
            "SELECT purpose, subjects, detail FROM journal.entry WHERE act = 'inventory:subject:erase'"
        ).fetchall()
    assert found == [("system:console", [PLANTED.id], {})]


def test_a_sole_trader_stays_while_another_record_needs_it(planted):
    with attacker() as connection:
        connection.execute("UPDATE people_contact SET company_id = %s WHERE id = %s", (SOLE, OTHER.id))
    with as_worker(), gate.as_system("console"):
        engine.erase(PLANTED.id)
    with attacker() as connection:
        assert connection.execute("SELECT id FROM people_company WHERE id = %s", (SOLE,)).fetchall() == [
            (SOLE,)
        ]


def test_an_unknown_record_is_no_erasure():
    with as_worker(), gate.as_system("console"):
        assert not engine.erase(10_000_000)


def test_a_row_left_behind_undoes_the_erasure(planted):
    with attacker() as connection:
        connection.execute(
            "CREATE OR REPLACE FUNCTION gate.forget(which bigint) RETURNS boolean LANGUAGE plpgsql AS "
            "$$ BEGIN DELETE FROM licite.people_task WHERE contact = which; RETURN true; END $$"
        )
    with pytest.raises(engine.LeftBehind, match=r"people\.Contact"), as_worker(), gate.as_system("console"):
        engine.erase(PLANTED.id)
    assert rows_of(PLANTED.id)["people.Task"] == 1


def test_the_verb_deletes_from_the_declared_tables_and_from_no_other():
    with attacker() as connection:
        (body,) = connection.execute("SELECT prosrc FROM pg_proc WHERE proname = 'forget'").fetchone()
    declared = {
        engine.table_of(holding).removeprefix("licite.")
        for holding in engine.holdings()
        if holding.about is About.CONTACT and holding.ends in {Ends.ERASED, Ends.WITH_LAST}
    }
    assert set(re.findall(r"DELETE FROM licite\.(\w+)", body)) == declared


def test_refusing_a_newcomer_is_the_same_erasure(planted):
    with attacker() as connection:
        (tray,) = connection.execute(
            "SELECT id FROM people_tray WHERE contact = %s", (PLANTED.id,)
        ).fetchone()
    with inside(MAX), django_connection.cursor() as cursor:
        cursor.execute("SELECT gate.decide(%s, 'refuse')", [tray])
        assert cursor.fetchone() == (True,)
        cursor.execute("SELECT count(*) FROM people_contact WHERE id = %s", [PLANTED.id])
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM people_company WHERE id = %s", [SOLE])
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("verb", ["erase", "forget"])
def test_no_page_can_call_the_verb(verb):
    with inside(MAX), django_connection.cursor() as cursor, pytest.raises(DatabaseError, match="denied"):
        cursor.execute(f"SELECT gate.{verb}(%s)", [PLANTED.id])


def test_a_worker_inside_a_members_grants_may_not_erase():
    with pytest.raises(DatabaseError, match="not permitted"), as_worker(), gate.acting_for(MAX.id, "test"):
        engine.erase(PLANTED.id)

"""The database itself keeps proofs as they are: a page's role adds in its own name, and changes nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import psycopg
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from licite.access.gate import acting_for, as_system
from licite.console.rotation import one_batch
from licite.inventory.declare import Kind
from licite.lawful.holdings.consents import HOLDINGS
from licite.lawful.proofs.sealing import ConsentDetails, seal_details, seal_file
from tests.conftest import inside
from tests.plugin import database_name, lay_anew, superuser
from tests.workers import as_worker
from tests.world import ANNA, BEN, DORA, EAST, MAX, RITA, WEST, person

ALMA, EASTERN = person(WEST, 1), person(EAST, 1)
INSERT = """
    INSERT INTO lawful_consent (public, contact, cell, purpose, channel, wording_id, act, given_at, zone, valid_until, rule, source, details,
        upstream, names_us, age, member, created_at)
    VALUES (gen_random_uuid(), %(contact)s, %(cell)s, %(purpose)s, %(channel)s, %(wording)s, %(act)s, %(given)s::timestamptz, %(zone)s,
        %(until)s::timestamptz, %(rule)s, 'event', %(details)s, false, %(names_us)s, 'adult', %(member)s, %(now)s::timestamptz)
    RETURNING id
"""
WORD = "SELECT gate.word('newsletter', 'email', 'fr', 'J’accepte', 'Maison', '', '', 'lampes', NULL, 'lien', 'lettre', true)"
TABLES = ("lawful_wording", "lawful_consent", "lawful_evidence", "lawful_withdrawal", "lawful_optin")


@pytest.fixture(autouse=True, scope="module")
def laid(database) -> Iterator[dict[str, int]]:
    """One text, one proof of Alma's, its file, its question, all of them Rita's work."""
    with superuser(database_name()) as one:
        one.execute("SET search_path = licite")
        (wording,) = one.execute(
            "INSERT INTO lawful_wording (public, purpose, channel, language, version, text, digest, controller, third_party, seller, goods, withdrawal, "
            "proof_access, names_us, used_since, created_at) VALUES (%s, 'newsletter', 'email', 'fr', 1, 'x', 'x', 'x', '', '', 'x', 'x', 'x', true, '2025-01-01', now()) RETURNING id",
            (uuid4(),)).fetchone()  # fmt: skip
        (consent,) = one.execute(INSERT, values(wording)).fetchone()
        one.execute(
            "INSERT INTO lawful_evidence (public, contact, cell, consent_id, kind, size, content, member, created_at) "
            "VALUES (%s, %s, %s, %s, 'text', 1, %s, %s, now())",
            (uuid4(), ALMA.id, ALMA.cell, consent, seal_file(ALMA.public, b"oui"), RITA.id))  # fmt: skip
        one.execute(
            "INSERT INTO lawful_optin (public, contact, cell, wording_id, token_hash, asked_at, sent_at, expires_at, rule, months, details, member) "
            "VALUES (%s, %s, %s, %s, sha256('secret'), now(), now(), now() + interval '7 days', 'consent.review', 36, %s, %s)",
            (uuid4(), ALMA.id, ALMA.cell, wording, values(wording)["details"], RITA.id))  # fmt: skip
        laid = {"wording": wording, "consent": consent}
    yield laid
    lay_anew()


def values(wording: int, **other: object) -> dict[str, object]:
    details = seal_details(ALMA.public, ConsentDetails(identifier="a@b.example", reference="x"))
    return {
        "contact": ALMA.id, "cell": ALMA.cell, "channel": "email", "wording": wording, "act": "button", "given": "2026-11-16T10:00Z",
        "until": "2029-11-16T10:00Z", "details": details, "member": RITA.id, "now": "2026-11-20T10:00Z", "zone": "Europe/Paris",
        "rule": "consent.review", "purpose": "newsletter", "names_us": True, **other,
    }  # fmt: skip


@contextmanager
def refused() -> Iterator[None]:
    with pytest.raises(DatabaseError), transaction.atomic():
        yield


def run(sql: str, parameters: object = None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.rowcount


def test_a_member_adds_a_proof_in_their_own_name(laid):
    with inside(RITA):
        assert run(INSERT, values(laid["wording"])) == 1
        assert run(INSERT, values(laid["wording"], now="2026-11-17T10:00Z")) == 1
        assert run("SELECT FROM lawful_consent WHERE created_at = gate.now()") == 2, "dated by the database"


@pytest.mark.parametrize(
    "other",
    [
        {"member": MAX.id},
        {"member": None},
        {"act": "double_opt_in"},
        {"contact": EASTERN.id, "cell": EASTERN.cell},
        {"cell": EASTERN.cell},
        {"until": "2026-11-01T10:00Z"},
        {"given": "2026-12-01T10:00Z"},
        {"given": "2030-01-01T10:00Z", "until": "2030-12-31T10:00Z", "now": "2030-01-02T10:00Z"},
        {"channel": "all"},
        {"channel": "sms"},
        {"purpose": "prospection"},
        {"names_us": False},
        {"until": "2029-11-16T10:01Z"},
        {"given": "2024-12-31T10:00Z", "until": "2025-06-01T10:00Z"},
        {"channel": "phone", "rule": "phone.consent.months", "until": "2027-11-16T10:01Z"},
        {"channel": "phone", "until": "2027-11-16T10:00Z"},
        {"rule": "phone.consent.months", "until": "2027-11-16T10:00Z"},
        {"zone": "Nowhere/Land"},
        {"wording": 999_999},
    ],
    ids=str,
)
def test_no_other_proof_is_let_in(laid, other: dict[str, object]):
    with inside(RITA), refused():
        run(INSERT, values(**{"wording": laid["wording"], **other}))
        run("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("country", ["FR", "", "JP"])
def test_a_consent_to_calls_lasts_a_year_where_the_law_says_so_or_is_not_known(laid, country: str):
    with superuser(database_name()) as one, one.transaction(force_rollback=True):
        one.execute("SET search_path = licite")
        one.execute("UPDATE lawful_wording SET channel = 'phone' WHERE id = %s", (laid["wording"],))
        calls = {"wording": laid["wording"], "channel": "phone", "rule": "phone.consent.months"}
        one.execute("UPDATE people_contact SET country = %s WHERE id = %s", (country, ALMA.id))
        one.execute(INSERT, values(**calls, until="2027-11-16T10:00Z"))
        with pytest.raises(psycopg.errors.CheckViolation):
            one.execute(INSERT, values(**calls, until="2027-11-16T10:00:01Z"))


def test_whoever_may_not_record_consents_adds_none(laid):
    with inside(ANNA), refused():
        run(INSERT, values(laid["wording"], member=ANNA.id))


@pytest.mark.parametrize("who", [RITA, MAX, DORA], ids=lambda who: who.profile)
@pytest.mark.parametrize("table", TABLES)
def test_nothing_is_changed_or_deleted_by_a_page(table: str, who):
    with inside(who):
        with refused():
            run(f"DELETE FROM {table}")
        for column in (
            "created_at",
            "asked_at",
            "valid_until",
            "text",
            "at",
            "details",
            "content",
            "token_hash",
            "answer",
        ):
            with refused():
                run(f"UPDATE {table} SET {column} = {column}")


@pytest.mark.parametrize("table", TABLES)
def test_nor_is_it_by_a_job_in_a_members_name(table: str):
    """Of a question the worker may set what the mail needs; of a proof, of an answer, nothing."""
    with superuser(database_name()) as one:
        columns = [name for (name,) in one.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped", (f"licite.{table}",))]  # fmt: skip
        may = {name for name in columns if one.execute(
            "SELECT has_column_privilege('licite_worker', %s, %s, 'UPDATE')", (f"licite.{table}", name)).fetchone()[0]}  # fmt: skip
        assert not one.execute(
            "SELECT has_table_privilege('licite_worker', %s, 'DELETE')", (f"licite.{table}",)
        ).fetchone()[0]
    assert may == {
        "lawful_consent": {"details"},
        "lawful_evidence": {"content"},
        "lawful_optin": {
            "token_hash",
            "marks",
            "details",
            "rule",
            "months",
            "notice",
            "sent_at",
            "expires_at",
            "cancelled_at",
        },
    }.get(table, set())
    with as_worker(), acting_for(MAX.id, "people.send_optin"):
        if "details" in may:
            assert run(f"UPDATE {table} SET details = details") == 0
        if "content" in may:
            assert run(f"UPDATE {table} SET content = content") == 0


def test_only_a_rotation_of_keys_seals_proofs_anew():
    for holding in HOLDINGS:
        sealed = {name: held.sealed_as for name, held in holding.fields.items() if held.kind is Kind.SEALED}
        if sealed:
            with as_worker(), as_system("rotate"):
                last, rows = one_batch(apps.get_model(holding.model), holding, sealed, 0)
            assert (last > 0, rows) == (True, 1), holding.model


def test_the_hash_of_a_link_is_out_of_reach():
    with inside(RITA), refused():
        run("SELECT token_hash FROM lawful_optin")


def test_a_page_writes_no_answer_and_no_withdrawal_of_its_own(laid):
    with inside(RITA):
        with refused():
            run("INSERT INTO lawful_optin (public, contact, cell, wording_id, asked_at, member, answer) VALUES "
                "(gen_random_uuid(), %s, %s, %s, now(), %s, 'yes')", [ALMA.id, ALMA.cell, laid["wording"], RITA.id])  # fmt: skip
        with refused():
            run("INSERT INTO lawful_withdrawal (contact, cell, consent_id, at, told_by, created_at) VALUES "
                "(%s, %s, %s, now(), 'phone', now())", [ALMA.id, ALMA.cell, laid["consent"]])  # fmt: skip
        for call in (
            "gate.withdraw_for('{1}', 'person', now())",
            "gate.end_consents('{1}', NULL, NULL, 'person', now(), NULL)",
        ):
            with refused():
                run(f"SELECT {call}")


def test_a_file_hangs_on_a_proof_of_its_own_record(laid):
    insert = ("INSERT INTO lawful_evidence (public, contact, cell, consent_id, kind, size, content, member, created_at) "
              "VALUES (gen_random_uuid(), %s, %s, %s, 'text', 1, %s, %s, now())")  # fmt: skip
    other = person(WEST, 2)
    with inside(RITA):
        with refused():
            run(insert, [other.id, other.cell, laid["consent"], b"x", RITA.id])
            run("SET CONSTRAINTS ALL IMMEDIATE")
        with refused():
            run(insert, [ALMA.id, ALMA.cell, laid["consent"], b"x" * 7_000_001, RITA.id])


def test_a_withdrawal_out_of_sight_ends_nothing(laid):
    with inside(BEN), connection.cursor() as cursor:
        for contact in (ALMA.id, EASTERN.id):
            cursor.execute("SELECT gate.withdraw(%s, %s, 'phone', now(), '{}')", [contact, laid["consent"]])
            assert cursor.fetchone() == (None,)


def test_a_withdrawal_to_come_counts_from_now_and_what_was_given_after_it_stays(laid):
    with inside(RITA), connection.cursor() as cursor:
        cursor.execute(
            "SELECT gate.withdraw(%s, %s, 'phone', '2026-11-01', '{}')", [ALMA.id, laid["consent"]]
        )
        assert cursor.fetchone() == (0,)
        cursor.execute(
            "SELECT gate.withdraw(%s, %s, 'phone', '2036-11-01', '{}')", [ALMA.id, laid["consent"]]
        )
        assert cursor.fetchone() == (1,)
        cursor.execute("SELECT at <= gate.now() FROM lawful_withdrawal")
        assert cursor.fetchone() == (True,)


def test_a_text_is_written_by_those_who_may_and_its_number_and_hash_are_the_databases(laid):
    with inside(RITA), refused():
        run(WORD)
    with inside(DORA), connection.cursor() as cursor:
        cursor.execute(WORD)
        cursor.execute(
            "SELECT version, digest = encode(sha256('J’accepte'::bytea), 'hex'), member FROM lawful_wording ORDER BY id DESC LIMIT 1"
        )
        assert cursor.fetchone()[::2] == (2, DORA.id)


def test_a_link_answers_without_a_ticket_and_an_unknown_one_not_at_all():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM gate.optin(sha256('other'))")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM gate.optin(NULL)")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT gate.answer_optin(sha256('other'), 'yes')")
        assert cursor.fetchone() == (None,)
        cursor.execute("SELECT purpose FROM gate.optin(sha256('secret'))")
        assert cursor.fetchone() == ("newsletter",)
        with refused():
            cursor.execute("SELECT gate.answer_optin(sha256('secret'), 'perhaps')")


def test_the_persons_own_page_ends_everything_by_its_marks():
    with superuser(database_name()) as one, one.transaction(force_rollback=True):
        (token,) = one.execute(
            "SELECT token FROM licite.people_token WHERE contact = %s AND exact LIMIT 1", (ALMA.id,)
        ).fetchone()
        one.execute("SET ROLE licite_gate")
        assert one.execute(
            "SELECT gate.withdraw_for(ARRAY[%s], 'person', now(), NULL, 'sms')", (token,)
        ).fetchone() == (0,)
        assert one.execute("SELECT gate.withdraw_for(ARRAY[%s], 'person', now())", (token,)).fetchone() == (
            1,
        )
        assert one.execute("SELECT cancelled_at IS NOT NULL FROM licite.lawful_optin").fetchone() == (True,)


def test_an_erased_person_leaves_no_proof():
    with superuser(database_name()) as one, one.transaction(force_rollback=True):
        one.execute("SET ROLE licite_gate")
        one.execute("SELECT gate.forget(%s)", (ALMA.id,))
        one.execute("RESET ROLE")
        for table in TABLES[1:]:
            assert one.execute(
                f"SELECT count(*) FROM licite.{table} WHERE contact = %s", (ALMA.id,)
            ).fetchone() == (0,)

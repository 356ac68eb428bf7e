"""Merges by hand, in the SQL of someone who may merge: what is sealed by the caller says texts, and nothing else."""

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from licite.access import gate, tickets
from licite.kit import answers
from licite.people import sealing
from licite.people.duplicates.sealing import CONTACT, open_kept, sealed_for, texts_in, texts_of
from licite.people.tests.ways import ALMA, EASTERN, as_superuser, get, post
from tests.conftest import inside, session_of
from tests.plugin import database_name, superuser
from tests.world import BEN, MAX, RITA, Cast, lay_person
from tests.world import Person as Someone

WESTERN = Someone(3001, uuid.UUID(int=3001, version=4), 12, "Ouessant", "Alma", EASTERN.email, ALMA.phone)
FAR = Someone(3002, uuid.UUID(int=3002, version=4), 21, "Ouessant", "Alma", EASTERN.email, ALMA.phone)
TAG = "INSERT INTO people_tag (contact, cell, token, value, member, created_at) VALUES (%s, %s, 77, %s, %s, now())"
SAID = {"objection-channel": "phone", "objection-told_by": "phone", "objection-on": "2026-11-10"}


@pytest.fixture(autouse=True)
def twins(fresh: None) -> None:
    with superuser(database_name()) as laid, laid.transaction():
        laid.execute("SET search_path = licite")
        for one in (WESTERN, FAR):
            lay_person(laid, one)
        laid.execute("UPDATE people_contact SET waiting = false")
        for one in (ALMA, WESTERN):
            laid.execute(TAG, (one.id, one.cell, sealing.seal_values("tag", one.public, ["salon"]), RITA.id))


@contextmanager
def lasting(member: Cast) -> Iterator[None]:
    """A transaction of the member's own that is committed."""
    with transaction.atomic():
        assert gate.enter(tickets.secret_of(session_of(member)))
        yield


def ask(sql: str, *asked: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, asked)
        return cursor.fetchall()


def long(values: dict[str, Any]) -> dict[str, str]:
    """Values as long as an envelope, and read all the same."""
    return {name: str(value).ljust(40) for name, value in values.items()}


def merged(other: Someone) -> None:
    answer = post(MAX, f"/duplicates/{ALMA.public}/{other.public}/", {"keep": "one"})
    assert answer.status_code == 303


def only_west() -> None:
    as_superuser("UPDATE access_grant SET portfolios = '{1}' WHERE member_id = %s", MAX.id)


def texts_back() -> tuple[Any, dict[str, dict[str, dict[str, Any]]]]:
    """The public id of the merge and the texts for its undoing, as the action makes them."""
    ((public, contact, gone, moved, kept),) = ask(
        "SELECT public, contact, gone_public, moved, kept FROM people_merge"
    )
    back = texts_in(answers.read(moved), contact, ALMA.public)
    for table, texts in open_kept(kept, ALMA.public)["gone"].items():
        back[table] = back.get(table, {}) | texts
    return public, json.loads(sealed_for(back, gone))


def test_who_comes_back_is_who_went_whatever_the_caller_seals():
    post(RITA, f"/contacts/{WESTERN.public}/objections/", SAID)
    held = "SELECT cell, objections, company_id, company_key, created_by, collected_at FROM people_contact WHERE id = %s"
    was = as_superuser(held, WESTERN.id)
    merged(WESTERN)
    only_west()
    with lasting(MAX):
        public, sealed = texts_back()
        forged = {
            "id": 999999,
            "cell": 21,
            "objections": 0,
            "company_id": 3,
            "company_key": "zinc",
            "created_by": BEN.id,
            "waiting": True,
        }
        sealed["people_contact"][str(WESTERN.id)] |= long(forged)
        assert ask("SELECT gate.unmerge(%s, %s::jsonb)", public, json.dumps(sealed)) == [(True,)]
    assert as_superuser(held, WESTERN.id) == was
    assert as_superuser("SELECT 1 FROM people_contact WHERE id = 999999") == []


def test_the_name_of_a_company_is_not_kept_with_a_record_that_went():
    merged(WESTERN)
    for side in ("keeper", "gone"):
        ((kept,),) = as_superuser("SELECT before -> %s FROM people_merge", side)
        assert "company_id" in kept
        assert "company_key" not in kept


def test_a_row_put_back_stands_on_its_own_record_in_its_member_s_name():
    merged(WESTERN)
    only_west()
    with lasting(MAX):
        public, sealed = texts_back()
        (row,) = sealed["people_tag"]
        sealed["people_tag"][row] |= long({"contact": EASTERN.id, "cell": EASTERN.cell, "member": BEN.id})
        assert ask("SELECT gate.unmerge(%s, %s::jsonb)", public, json.dumps(sealed)) == [(True,)]
    tags = as_superuser("SELECT contact, cell, member FROM people_tag ORDER BY contact")
    assert tags == sorted((one.id, one.cell, RITA.id) for one in (ALMA, WESTERN))


def test_a_merge_is_read_and_taken_back_by_whoever_may_merge_where_both_were():
    merged(FAR)
    with inside(MAX):
        public, sealed = texts_back()
    only_west()
    with inside(MAX):
        assert ask("SELECT gone, before FROM people_merge") == []
        assert ask("SELECT gate.unmerge(%s, %s::jsonb)", public, json.dumps(sealed)) == [(False,)]
    assert get(MAX, f"/merges/{public}/undo/").status_code == 404
    # Nor does it go on into a third record, whose seal that actor could not give it.
    assert post(MAX, f"/duplicates/{WESTERN.public}/{ALMA.public}/", {"keep": "one"}).status_code == 403


def test_what_colleagues_wrote_is_not_replaced_by_what_is_no_envelope():
    note = {"people_tag": {"1": {"value": "\\x00"}}}
    with inside(MAX), pytest.raises(DatabaseError, match="not an envelope"):
        ask("SELECT gate.merge(%s, %s, %s::jsonb, '{}')", ALMA.id, WESTERN.id, json.dumps(note))


def test_a_merge_whose_texts_were_not_kept_does_not_last():
    with inside(MAX):
        rows = texts_of(WESTERN.id, WESTERN.public)
        sealed = sealed_for({table: rows[table] for table in rows.keys() - {CONTACT}}, ALMA.public)
    done = "SELECT gate.merge(%s, %s, %s::jsonb, '{}') IS NOT NULL"
    with pytest.raises(DatabaseError, match="a merge that keeps nothing"), lasting(MAX):
        assert ask(done, ALMA.id, WESTERN.id, sealed) == [(True,)]
    assert as_superuser("SELECT count(*) FROM people_contact WHERE id = %s", WESTERN.id) == [(1,)]

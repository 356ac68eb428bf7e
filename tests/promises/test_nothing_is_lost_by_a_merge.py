"""When two records of one person are merged nothing is lost, every objection counts, and it can all be taken back."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from licite import vault
from licite.inventory.declare import Merged
from licite.inventory.tests.test_erasure import ROWS, SOLE
from licite.people.actions import values
from licite.people.duplicates.carrying import carried, name_of, sealed_of
from licite.people.tests.ways import as_superuser
from tests.conftest import browser_of
from tests.plugin import database_name, lay_anew, superuser
from tests.world import EAST, MAX, START, WEST, Person, person

GONE, KEPT, OTHER = person(WEST, 1), person(EAST, 2), person(EAST, 3)
WORDS = "Texte scellé de {}"
OWN = {"people_pair", "people_tray", "people_token", "people_merge"}
"""Judgements, decisions and search keys: they follow rules of their own, tested in people."""


@pytest.fixture(autouse=True, scope="module")
def anew() -> Iterator[None]:
    yield
    lay_anew()


def plant(one: Person, tables: set[str] | None = None) -> None:
    """A row of the person's in every declared table, each with a sealed text that says where it stands."""
    with superuser(database_name()) as connection:
        connection.execute("SET search_path = licite")
        for name, statement in ROWS.items():
            if tables is None or name.split(".")[-1] in tables:
                named = {"id": one.id, "cell": one.cell, "other": OTHER.id, "other_cell": OTHER.cell}
                connection.execute(statement, named | {"at": START, "sole": SOLE, "seal": b"to be sealed"})
        for holding in carried():
            for column, sealed_as in sealed_of(holding).items():
                table, text = name_of(holding), WORDS.format(f"{name_of(holding)}.{column}")
                connection.execute(
                    f"UPDATE {table} SET {column} = %s WHERE {holding.path} = %s AND {column} = 'to be sealed'",
                    (vault.seal(sealed_as, one.public, text), one.id),
                )
        trader = vault.seal("company", GONE.public, "Atelier")
        connection.execute(
            "UPDATE people_company SET public = %s, identity = %s WHERE id = %s", (GONE.public, trader, SOLE)
        )


def held(one: Person) -> dict[str, list[Any]]:
    """All that is held of a person, in clear: the rows of every table that follows a record, and the record."""
    found = {}
    with superuser(database_name()) as connection:
        connection.execute("SET search_path = licite")
        for holding in carried():
            table, classes = name_of(holding), sealed_of(holding)
            if table in OWN:
                continue
            rows = connection.execute(
                f"SELECT to_jsonb(t) - %s::text[], ARRAY[{', '.join([*classes, 'NULL::bytea'])}] FROM {table} t "
                f"WHERE {holding.path} = %s ORDER BY to_jsonb(t)::text",
                (list(classes), one.id),
            ).fetchall()
            found[table] = [
                (
                    plain,
                    [
                        vault.unseal(kind, one.public, text)
                        for kind, text in zip(classes.values(), texts, strict=False)
                        if text
                    ],
                )
                for plain, texts in rows
            ]
        found["people_contact"] = [
            (plain, [vault.unseal(kind, one.public, text) for kind, text in zip(KINDS, texts, strict=True)])
            for plain, *texts in connection.execute(
                "SELECT to_jsonb(c) - %s::text[], listing, email, phone, address FROM people_contact c WHERE id = %s",
                (list(KINDS), one.id),
            )
        ]
        found["tokens"] = connection.execute(
            "SELECT token, exact, cell FROM people_token WHERE contact = %s ORDER BY 1", (one.id,)
        ).fetchall()
    return found


def number(row: dict[str, Any]) -> int:
    return row.get("id") or row.get("deal") or row["purchase"]


KINDS = ("listing", "email", "phone", "address")


def merge() -> None:
    answer = browser_of(MAX).post(f"/duplicates/{KEPT.public}/{GONE.public}/", {"keep": "one"})
    assert answer.status_code == 303, answer.content


def undo() -> None:
    ((public,),) = as_superuser(
        "SELECT public FROM people_merge WHERE contact = %s AND gone = %s", KEPT.id, GONE.id
    )
    assert browser_of(MAX).post(f"/merges/{public}/undo/").status_code == 303


@pytest.fixture
def planted() -> Iterator[None]:
    plant(GONE)
    # The record kept has a value in the same field, and a restriction for the same reason.
    plant(KEPT, {"people_value", "lawful_restriction"})
    follows = "UPDATE people_contact SET restricted = true, objections = %s, next_task_at = %s WHERE id = %s"
    as_superuser(follows, 1, START, GONE.id)
    as_superuser(follows, 0, None, KEPT.id)
    yield
    lay_anew()


def test_every_row_of_both_is_on_the_record_kept_and_opens_there(planted):
    theirs, own = held(GONE), held(KEPT)
    merge()
    both = held(KEPT)
    moves = {name_of(one) for one in carried() if one.merged is Merged.MOVES} - OWN
    assert {name for name in moves if not theirs[name]} == set(), (
        "a declared table has no planted row: plant one"
    )
    ((waits,),) = as_superuser("SELECT waits FROM people_merge WHERE gone = %s", GONE.id)
    put_by = {one["table"] for one in waits}
    assert put_by == {"people_value", "lawful_restriction", "intake_arrival"}
    for table in moves - put_by:
        ids = {number(row) for row, _ in theirs[table] + own[table]}
        assert ids <= {number(row) for row, _ in both[table]}, table
        texts = Counter(text for _, texts in theirs[table] + own[table] for text in texts)
        assert texts <= Counter(text for _, texts in both[table] for text in texts), table
    assert held(GONE)["people_contact"] == []
    # Whoever opens the address of the record that went is led to the one kept.
    assert browser_of(MAX).get(f"/contacts/{GONE.public}/").headers["Location"] == f"/contacts/{KEPT.public}/"


def test_taken_back_both_stand_as_they_were(planted):
    before = held(GONE), held(KEPT)
    merge()
    undo()
    after = held(GONE), held(KEPT)
    for was, is_now in zip(before, after, strict=True):
        for table in was:
            # What was said of the kind of mailbox meanwhile was said; the history tells of the merge and its undoing.
            grows = table in {"lawful_classified", "people_change"}
            same = is_now[table][: len(was[table])] if grows else is_now[table]
            assert same == was[table], table


@pytest.mark.parametrize("whose", [GONE, KEPT], ids=["of the record that goes", "of the record kept"])
def test_an_objection_of_either_closes_for_both_and_is_on_the_list_for_every_coordinate(fresh, whose):
    said = {"objection-channel": "phone", "objection-told_by": "phone", "objection-on": "2026-11-10"}
    assert browser_of(MAX).post(f"/contacts/{whose.public}/objections/", said).status_code == 303
    merge()
    assert as_superuser("SELECT objections FROM people_contact WHERE id = %s", KEPT.id) == [(1,)]
    listed = {bytes(one) for (one,) in as_superuser("SELECT fingerprint FROM lawful_suppression")}
    for one in (GONE, KEPT):
        assert set(values.prints([one.email], [one.phone])) <= listed


def test_what_was_refused_since_holds_for_both_once_taken_back(fresh):
    merge()
    said = {"objection-channel": "email", "objection-told_by": "phone", "objection-on": "2026-11-10"}
    assert browser_of(MAX).post(f"/contacts/{KEPT.public}/objections/", said).status_code == 303
    undo()
    assert as_superuser("SELECT objections FROM people_contact WHERE id = ANY (%s)", [GONE.id, KEPT.id]) == [
        (4,),
        (4,),
    ]


def test_somebody_who_works_for_nobody_comes_back_too(fresh):
    with superuser(database_name()) as connection:
        connection.execute("UPDATE licite.people_contact SET company_id = NULL WHERE id = %s", [GONE.id])
    merge()
    undo()
    assert as_superuser("SELECT company_id, company_key FROM people_contact WHERE id = %s", GONE.id) == [
        (None, "")
    ]


def test_an_erased_person_is_gone_with_the_record_merged_and_cannot_come_back(planted):
    from licite.access import gate
    from licite.inventory import engine
    from tests.workers import as_worker

    merge()
    with as_worker(), gate.as_system("console"):
        assert engine.erase(KEPT.id)
    assert as_superuser("SELECT 1 FROM people_merge") == []
    assert as_superuser("SELECT 1 FROM people_company WHERE id = %s", SOLE) == []
    assert browser_of(MAX).get(f"/contacts/{GONE.public}/").status_code == 404

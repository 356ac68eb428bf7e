"""New keys while the base is full: everything opens, everything is found, the former tokens are gone."""

import json

import pytest

from licite import vault
from licite.console.tests.conftest import Run
from licite.intake.events.settling import Key
from licite.intake.traces import act_of, seal_act
from licite.ops.homes import Home
from licite.people.queries.references import Reference, opened_reference, sealed_reference, token_of
from licite.vault import KeyRing
from licite.vault.ring import configure
from tests.plugin import database_name, superuser
from tests.world import PEOPLE

COLUMNS = ("listing", "email", "phone", "address")


def everything() -> list[tuple[object, ...]]:
    with superuser(database_name()) as connection:
        return connection.execute(
            "SELECT id, public, listing, email, phone, address FROM licite.people_contact ORDER BY id"
        ).fetchall()


def tokens_of(contact: int) -> set[int]:
    with superuser(database_name()) as connection:
        rows = connection.execute("SELECT token FROM licite.people_token WHERE contact = %s", (contact,))
        return {token for (token,) in rows}


@pytest.mark.usefixtures("fresh")
def test_a_rotation_seals_and_finds_everything_anew(licite: Run, home: Home) -> None:
    before, old_tokens = everything(), {one.id: tokens_of(one.id) for one in PEOPLE}
    number = Reference("Ancien outil", "00017")
    with superuser(database_name()) as connection:
        connection.execute(
            "INSERT INTO licite.people_reference (contact, cell, token, value, created_at) VALUES (%s, %s, %s, %s, now())",
            (PEOPLE[0].id, PEOPLE[0].cell, token_of(number), sealed_reference(PEOPLE[0].public, number)),
        )
        key = Key("[]", "", numbered=True)
        connection.execute(
            "INSERT INTO licite.intake_event (contact, cell, interaction, token, key) "
            "SELECT contact, cell, id, %s, %s FROM licite.people_interaction WHERE contact = %s LIMIT 1",
            (key.token, seal_act(PEOPLE[0].public, key.said, key.digest), PEOPLE[0].id),
        )
    said = licite("keys", "rotate")
    assert said.returncode == 0, said.stderr
    assert f"people.Contact: {len(PEOPLE)} rows" in said.stdout
    assert not (home.path / "rotation.json").exists()

    ring = KeyRing.load(home.keys)
    assert (ring.envelope.active, ring.envelope.retired) == (2, {1})
    assert (ring.token.active, ring.token.retired) == (2, {1})
    real = Home.from_env()
    try:
        configure(home.keys)
        for one, old in zip(everything(), before, strict=True):
            _, public, *envelopes = one
            for column, envelope, former in zip(COLUMNS, envelopes, old[2:], strict=True):
                assert vault.generation(envelope) == 2  # type: ignore[arg-type]
                assert vault.unseal(column, public, envelope) == vault.unseal(column, public, former)  # type: ignore[arg-type]
        for one in PEOPLE:
            now = tokens_of(one.id)
            assert not now & old_tokens[one.id]
            assert len(now) == len(old_tokens[one.id])
            assert vault.tokens.exact("email", one.email) in now
            assert vault.tokens.query_word(one.last.lower()[:4])[0] in now
        with superuser(database_name()) as connection:
            notes = connection.execute("SELECT note FROM licite.people_interaction WHERE note IS NOT NULL")
            assert {vault.generation(note) for (note,) in notes} == {2}
            kept = connection.execute("SELECT token, value FROM licite.people_reference").fetchall()
            assert kept[0][0] == token_of(number)
            assert opened_reference(PEOPLE[0].public, kept[0][1]) == number
            events = connection.execute("SELECT token, key FROM licite.intake_event").fetchall()
            assert events[0][0] == key.token
            assert act_of(PEOPLE[0].public, events[0][1]) == ("[]", "")
            rows = connection.execute(
                "SELECT purpose, cardinality(subjects), detail FROM journal.entry WHERE act = 'vault:keys:reseal'"
            ).fetchall()
    finally:
        configure(real.keys)
    assert ("system:rotate", len(PEOPLE), {"rows": len(PEOPLE), "table": "people.Contact"}) in rows


@pytest.mark.usefixtures("fresh")
def test_a_rotation_cut_short_is_taken_up_where_it_was(licite: Run, home: Home) -> None:
    ring = KeyRing.load(home.keys)
    ring.add_generation("envelope")
    ring.add_generation("token")
    done = {"people.Company": 10**9, "people.Contact": PEOPLE[0].id}
    (home.path / "rotation.json").write_text(json.dumps({"envelope": 2, "token": 2, "done": done}))
    said = licite("keys", "rotate")
    assert said.returncode == 0, said.stderr
    assert f"people.Contact: {len(PEOPLE) - 1} rows" in said.stdout
    assert KeyRing.load(home.keys).envelope.active == 2
    generations = [vault.generation(envelope) for _, _, envelope, *_ in everything()]  # type: ignore[arg-type]
    assert generations == [1] + [2] * (len(PEOPLE) - 1)

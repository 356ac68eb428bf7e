"""Whoever edits, deletes, adds, swaps, cuts off or rebuilds a sealed row is found out, and the block is named.

The attacker here is a superuser of the database with every trigger off, without the key ring and the checkpoints.
"""

import os
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from licite.journal import blocks, connect, merkle, seals
from licite.journal.blocks import Block
from licite.journal.checkpoints import Checkpoints
from licite.journal.faults import Fault
from licite.journal.verify import verify
from tests.plugin import database_name, superuser

BLOCKS, TRANSACTIONS, ROWS = 12, 3, 4
ACTS = ("people:contact:list", "people:contact:read")
COLUMNS = "xid, at, id, actor, deed, ticket, origin, detail, subjects"


@dataclass
class Attack:
    """One tampering's means: the attacker's connection, chance, and the chain as it was sealed."""

    connection: psycopg.Connection[Any]
    chance: random.Random
    chain: list[Block]

    def run(self, order: str, *values: object) -> int:
        """Does it, and says how many rows it touched."""
        return self.connection.execute(order, values).rowcount

    def row(self) -> tuple[int, str, int]:
        """(xid, id, seq of its block) of a sealed row."""
        found = self.connection.execute("SELECT xid, id::text FROM journal.trace ORDER BY xid, id").fetchall()
        xid, identity = self.chance.choice(found)
        return xid, identity, self.block_of(xid)

    def block_of(self, xid: int) -> int:
        return next(block.seq for block in self.chain if block.first_xid <= xid < block.horizon)

    def seq(self) -> int:
        return self.chance.choice(self.chain).seq


EDITS = {
    "at": "at + interval '7 milliseconds'",
    "actor": "coalesce(actor, 0) + 1",
    "deed": "coalesce((SELECT min(d.id) FROM journal.deed d WHERE d.id <> deed), 0)",
    "ticket": "ticket || '\\x00'",
    "subjects": "subjects || 999",
    "detail": "detail || ' '",
    "origin": "'10.9.8.7'",
    "id": "gen_random_uuid()",
}


def edit_a_column(attack: Attack) -> int:
    _, identity, seq = attack.row()
    name = attack.chance.choice(sorted(EDITS))
    assert (
        attack.run(f"UPDATE journal.trace SET {name} = {EDITS[name]} WHERE id = %s::text::uuid", identity)
        == 1
    )
    return seq


def edit_the_words_of_rows(attack: Attack) -> int:
    """Or remove them: every row that says them is touched, from its first block on."""
    deed, first = attack.chance.choice(
        attack.connection.execute("SELECT deed, min(xid) FROM journal.trace GROUP BY 1 ORDER BY 1").fetchall()
    )
    order = attack.chance.choice(
        (
            "UPDATE journal.deed SET purpose = 'other' WHERE id = %s",
            "UPDATE journal.deed SET act = act || '.' WHERE id = %s",
            "UPDATE journal.deed SET fields = fields || 'phone'::text WHERE id = %s",
            "DELETE FROM journal.deed WHERE id = %s",
        )
    )
    assert attack.run(order, deed) == 1
    return attack.block_of(first)


def move_to_another_block(attack: Attack) -> int:
    _, identity, seq = attack.row()
    other = attack.chance.choice([block for block in attack.chain if block.seq != seq])
    xid = attack.chance.randrange(other.first_xid, other.horizon)
    attack.run("UPDATE journal.trace SET xid = %s WHERE id = %s::text::uuid", xid, identity)
    return min(seq, other.seq)


def delete_a_row(attack: Attack) -> int:
    _, identity, seq = attack.row()
    assert attack.run("DELETE FROM journal.trace WHERE id = %s::text::uuid", identity) == 1
    return seq


def insert_a_row(attack: Attack) -> int:
    _, identity, _ = attack.row()
    block = attack.chance.choice(attack.chain)
    attack.run(
        f"INSERT INTO journal.trace ({COLUMNS}) SELECT %s, at, uuidv7(), actor, deed, ticket, origin, detail, subjects"
        " FROM journal.trace WHERE id = %s::text::uuid",
        attack.chance.randrange(block.first_xid, block.horizon),
        identity,
    )
    return block.seq


def swap_two_rows(attack: Attack) -> int:
    """Two rows exchange what they say, and keep xid and id."""
    (_, one, first), (_, two, second) = attack.row(), attack.row()
    while one == two:
        _, two, second = attack.row()
    kept = attack.connection.execute(
        "SELECT id::text, subjects, actor, at FROM journal.trace WHERE id::text = ANY(%s)", ([one, two],)
    ).fetchall()
    for (identity, *_), (_, *said) in zip(kept, reversed(kept), strict=True):
        attack.run(
            "UPDATE journal.trace SET subjects = %s, actor = %s, at = %s WHERE id::text = %s", *said, identity
        )
    return min(first, second)


def edit_a_block(attack: Attack) -> int:
    seq = attack.seq()
    change = attack.chance.choice(
        (
            "entries = entries + 1",
            "entries = entries - 1, total = total - 1",
            "total = total + 1",
            "root = sha256(root)",
            "previous = sha256(previous)",
            "hash = sha256(hash)",
            "signature = sha512(signature)",
            "sealed_at = sealed_at + interval '1 microsecond'",
            "first_xid = first_xid + 1",
            "horizon = horizon + 1",
            "horizon = horizon + 1000000000",
            "seq = seq + 1000",
        )
    )
    assert attack.run(f"UPDATE journal.block SET {change} WHERE seq = %s", seq) == 1
    return seq


def delete_a_block(attack: Attack) -> int:
    seq = attack.seq()
    attack.run("DELETE FROM journal.block WHERE seq = %s", seq)
    return seq


def delete_a_block_with_its_rows(attack: Attack) -> int:
    block = attack.chance.choice(attack.chain)
    cut(attack, block.first_xid, block.horizon)
    attack.run("DELETE FROM journal.block WHERE seq = %s", block.seq)
    return block.seq


def cut_off_the_end(attack: Attack) -> int:
    """Rows and blocks from one block on: what an older copy of the database, put back, also looks like."""
    block = attack.chance.choice(attack.chain)
    cut(attack, block.first_xid, 2**60)
    attack.run("DELETE FROM journal.block WHERE seq >= %s", block.seq)
    return block.seq


def cut_off_the_last_blocks_only(attack: Attack) -> int:
    seq = attack.seq()
    attack.run("DELETE FROM journal.block WHERE seq >= %s", seq)
    return seq


def empty_it(attack: Attack) -> int:
    attack.run("TRUNCATE journal.trace, journal.block")
    return 1


def cut(attack: Attack, first: int, horizon: int) -> None:
    attack.run(
        "DELETE FROM journal.trace WHERE xid >= %s AND xid < %s",
        first,
        horizon,
    )


def rebuild_the_chain(attack: Attack) -> int:
    """The best one can do without the key: everything is worked out again, only signatures and checkpoints are not."""
    seq = attack.chance.choice((edit_a_column, delete_a_row, insert_a_row))(attack)
    stranger = Ed25519PrivateKey.generate() if attack.chance.random() < 0.5 else None
    before = attack.chain[seq - 2] if seq > 1 else None
    for old in attack.chain[seq - 1 :]:
        leaves = [merkle.leaf(line) for line in connect.rows(attack.connection, old.first_xid, old.horizon)]
        block = seals.chained(before, old.horizon, leaves, old.sealed_at)
        signature = stranger.sign(block.digest()) if stranger else old.signature
        before = replace(block, hash=block.digest(), signature=signature)
        attack.run("DELETE FROM journal.block WHERE seq = %s", old.seq)
        blocks.insert(attack.connection, before)
    return seq


ATTACKS: tuple[Callable[[Attack], int], ...] = (
    edit_a_column,
    edit_the_words_of_rows,
    move_to_another_block,
    delete_a_row,
    insert_a_row,
    swap_two_rows,
    edit_a_block,
    delete_a_block,
    delete_a_block_with_its_rows,
    cut_off_the_end,
    cut_off_the_last_blocks_only,
    empty_it,
    rebuild_the_chain,
)


@pytest.fixture
def places(tmp_path: Path, fresh: None) -> Checkpoints:
    """A sealed journal: a dozen blocks of a few transactions of a few rows."""
    places = Checkpoints(tmp_path / "checkpoints.log", tmp_path / "away.log")
    for _ in range(BLOCKS):
        for number in range(TRANSACTIONS):
            write(number)
        seals.seal(places)
    return places


def write(number: int) -> None:
    """One page's transaction, by the house's own function."""
    with superuser(database_name()) as connection:
        connection.execute(
            "SELECT gate.write(%s, ARRAY[n, %s], '{name}', jsonb_build_object('n', n), '127.0.0.1')"
            " FROM generate_series(1, %s::bigint) n",
            (ACTS[number % len(ACTS)], number, ROWS),
        )


@pytest.fixture
def attacker(places: Checkpoints) -> Iterator[psycopg.Connection[Any]]:
    """A superuser whom no trigger stops, with a copy of the sealed state to start each attack from."""
    with superuser(database_name()) as connection:
        connection.execute("SET timezone = 'UTC'")
        connection.execute("SET session_replication_role = replica")
        connection.execute(f"CREATE TABLE pg_temp.traces AS SELECT {COLUMNS} FROM journal.trace")
        connection.execute("CREATE TABLE pg_temp.deeds AS SELECT * FROM journal.deed")
        connection.execute("CREATE TABLE pg_temp.blocks AS SELECT * FROM journal.block")
        yield connection


def put_back(connection: psycopg.Connection[Any]) -> None:
    connection.execute("DELETE FROM journal.trace; DELETE FROM journal.deed; DELETE FROM journal.block")
    connection.execute(f"INSERT INTO journal.trace ({COLUMNS}) SELECT * FROM pg_temp.traces")
    connection.execute("INSERT INTO journal.deed OVERRIDING SYSTEM VALUE SELECT * FROM pg_temp.deeds")
    connection.execute("INSERT INTO journal.block SELECT * FROM pg_temp.blocks")


def tamper(attacker: psycopg.Connection[Any], places: Checkpoints, count: int, seed: int) -> None:
    """`count` attacks one after the other, each on the untouched state; every one is found, at the right block."""
    chance = random.Random(seed)
    chain = blocks.after(attacker, 0, 1000)
    for turn in range(count):
        attack = ATTACKS[turn % len(ATTACKS)]
        expected = attack(Attack(attacker, chance, chain))
        verdict = verify(places)
        assert not verdict.ok, f"{attack.__name__}, turn {turn} of seed {seed}, was not found"
        assert verdict.first_bad == expected, f"{attack.__name__}, turn {turn} of seed {seed}: {verdict}"
        put_back(attacker)
    assert verify(places).ok


def leave_alone(places: Checkpoints, runs: int) -> None:
    """Honest traffic between verifications: none raises an alarm."""
    for number in range(runs):
        write(number)
        assert verify(places).ok
        seals.seal(places)
        verdict = verify(places)
        assert (verdict.ok, verdict.unsealed) == (True, 0)


def test_a_hundred_tamperings_are_found_and_located(attacker, places):
    tamper(attacker, places, 100, seed=20261102)


def test_twenty_untouched_runs_raise_no_alarm(places):
    leave_alone(places, 20)


@pytest.mark.soak
def test_ten_thousand_tamperings_are_found_and_located(attacker, places, request, capsys):
    only_when_asked(request)
    count, seed = int(os.environ.get("LICITE_SOAK_TAMPERINGS", "10000")), random.randrange(2**32)
    tamper(attacker, places, count, seed)
    with capsys.disabled():
        print(f"\n{count} tamperings (seed {seed}): every one found, at its block")


@pytest.mark.soak
def test_a_thousand_untouched_runs_raise_no_alarm(places, request, capsys):
    only_when_asked(request)
    runs = int(os.environ.get("LICITE_SOAK_UNTOUCHED", "1000"))
    leave_alone(places, runs)
    with capsys.disabled():
        print(f"\n{runs} untouched runs: no alarm")


def only_when_asked(request: pytest.FixtureRequest) -> None:
    """A bare `pytest` does not run the long loops; `-m soak` does."""
    if request.config.option.markexpr != "soak":
        pytest.skip("long loop: pytest -m soak")


def test_a_row_backdated_by_hand_is_found_before_and_after_it_is_sealed(attacker, places):
    attacker.execute(
        "SELECT gate.lay(clock_timestamp() - %s, 1, '-', 'page', 'people:contact:read', '{1}', '{}', '{}', '-')",
        (timedelta(minutes=61),),
    )
    verdict = verify(places)
    assert (verdict.fault, verdict.first_bad) == (Fault.BACKDATED, None)
    seals.seal(places)
    verdict = verify(places)
    assert (verdict.fault, verdict.first_bad) == (Fault.BACKDATED, BLOCKS + 1)


def test_a_row_of_a_transaction_to_come_is_found(attacker, places):
    attacker.execute(
        f"INSERT INTO journal.trace ({COLUMNS}) SELECT 4000000000, clock_timestamp(), uuidv7(), actor, deed, ticket, origin, detail,"
        " subjects FROM journal.trace LIMIT 1"
    )
    assert verify(places).fault is Fault.FROM_THE_FUTURE


def test_without_superuser_a_sealed_row_cannot_even_be_touched(places):
    for role in (
        "licite_owner",
        "licite_gate",
        "licite_web",
        "licite_worker",
        "licite_sealer",
        "licite_auth",
    ):
        for order in (
            "UPDATE journal.trace SET actor = 3",
            "UPDATE journal.deed SET act = 'x'",
            "DELETE FROM journal.block",
            "TRUNCATE journal.trace",
        ):
            with superuser(database_name()) as connection:
                connection.execute(f"SET ROLE {role}")
                connection.execute("SET row_security = on")
                try:
                    touched = connection.execute(order).rowcount
                except psycopg.errors.InsufficientPrivilege:
                    continue
                assert touched == 0, f"{role}: {order}"
    assert verify(places).ok

"""The sealer: every row of the journal falls into a block, once and for ever.

A block covers a whole range of transactions, all of them over: those below the snapshot's xmin. A transaction that
is still open holds the range back, so its rows are sealed later and exactly once, whenever it commits. Numbers are
given here, not at the insert: no lock is held by pages, and a rollback leaves no gap.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg

from licite.journal import blocks, checkpoints, connect, merkle
from licite.journal.blocks import GENESIS, Block
from licite.journal.checkpoints import Checkpoints
from licite.journal.faults import Broken, Fault
from licite.kit import clock
from licite.vault.ring import KeyRing, ring

BLOCK_ROWS = 10_000
"""A block is closed at the first transaction boundary past this."""
BATCH_ROWS = 250_000
"""Rows read at once, so that a long backlog is neither one statement nor one list in memory."""
FIRST_STEP = 50_000
"""Transactions looked at first; the step then follows how many rows they wrote."""
LATE = 1_000

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sealed:
    """What one run did."""

    blocks: int
    entries: int


def seal(places: Checkpoints | None = None) -> Sealed:
    """Seals all rows whose transaction is over, and writes the checkpoints.

    Raises Broken when the chain does not reach its own last checkpoint: going on would bury the loss.
    """
    places = places or Checkpoints.of_home()
    keys = ring()
    with places.alone(), connect.connect() as connection:
        head = sound_head(connection, places, keys)
        made = seal_after(connection, head, keys)
        places.append(made, keys.seal_key)
        copy_out(places, keys)
    return Sealed(len(made), sum(block.entries for block in made))


def sound_head(connection: psycopg.Connection[Any], places: Checkpoints, keys: KeyRing) -> Block | None:
    """The newest block, after it was held against the newest checkpoint; missing checkpoints are written."""
    head = blocks.last(connection)
    known = checkpoints.newest_in(places.log)
    if known is not None:
        if head is None or head.seq < known.seq:
            raise Broken(Fault.TRUNCATED, head.seq + 1 if head else 1)
        if not any(known.names(block) for block in blocks.after(connection, known.seq - 1, 1)):
            raise Broken(Fault.CHECKPOINT_DIFFERS, known.seq)
    if head is not None:
        if head.digest() != head.hash or not head.is_signed_by(keys.seal_key.public_key()):
            raise Broken(Fault.SIGNATURE_WRONG, head.seq)
        # A process that died between commit and checkpoint left blocks without a line.
        since = known.seq if known else head.seq - 1
        for late in blocks.every(connection, since, LATE):
            places.append(late, keys.seal_key)
    return head


def seal_after(connection: psycopg.Connection[Any], head: Block | None, keys: KeyRing) -> list[Block]:
    """Seals every row up to the present horizon: all of them or, after a crash, none.

    The blocks of one run bear the same time, the horizon's: no row that comes later can honestly be much older.
    """
    made: list[Block] = []
    with connection.transaction():
        settled, now = horizon(connection)
        floor = head.horizon if head else 0
        if settled < floor:
            raise Broken(Fault.ANOTHER_CLUSTER)
        for cut, leaves in groups(connection, floor, settled):
            head = chained(head, cut, leaves, now).signed(keys.seal_key)
            blocks.insert(connection, head)
            made.append(head)
    return made


def horizon(connection: psycopg.Connection[Any]) -> tuple[int, datetime]:
    """Every transaction below this number is over; and the server's time."""
    row = connection.execute(
        "SELECT pg_snapshot_xmin(pg_current_snapshot())::text, clock_timestamp()"
    ).fetchone()
    assert row is not None
    return int(row[0]), row[1]


def batches(connection: psycopg.Connection[Any], floor: int, settled: int) -> Iterator[tuple[int, int]]:
    """[first, end) of transactions, one range after the other up to the horizon, none much above BATCH_ROWS rows.

    Counted rather than read in order: the index on transactions knows ranges of pages, not their order.
    """
    step = FIRST_STEP
    while floor < settled:
        end = min(floor + step, settled)
        row = connection.execute(
            "SELECT count(*) FROM (SELECT FROM journal.trace WHERE xid >= %s AND xid < %s LIMIT %s) found",
            (floor, end, BATCH_ROWS + 1),
        ).fetchone()
        assert row is not None
        if row[0] > BATCH_ROWS and end - floor > 1:
            step = max(1, (end - floor) // 4)
            continue
        yield floor, end
        floor = end
        if row[0] < BATCH_ROWS // 2:
            step *= 2


def groups(
    connection: psycopg.Connection[Any], floor: int, settled: int
) -> Iterator[tuple[int, list[bytes]]]:
    """(horizon, leaves) of each block to make: cut at the first transaction past BLOCK_ROWS rows.

    None while a batch is being read: whoever takes one may write it by the same connection.
    """
    leaves: list[bytes] = []
    current = floor
    for first, end in batches(connection, floor, settled):
        found: list[tuple[int, list[bytes]]] = []
        for line in connect.rows(connection, first, end):
            xid = connect.xid_of(line)
            if xid != current and len(leaves) >= BLOCK_ROWS:
                found.append((xid, leaves))
                leaves = []
            current = xid
            leaves.append(merkle.leaf(line))
        yield from found
    if leaves:
        yield settled, leaves


def chained(head: Block | None, end: int, leaves: list[bytes], now: datetime) -> Block:
    """The block that follows `head`, not signed yet. It begins where `head` ended, rows or none in between."""
    return Block(
        seq=head.seq + 1 if head else 1,
        first_xid=head.horizon if head else 0,
        horizon=end,
        entries=len(leaves),
        total=(head.total if head else 0) + len(leaves),
        root=merkle.root(leaves),
        previous=head.link() if head else GENESIS,
        sealed_at=now,
    )


def copy_out(places: Checkpoints, keys: KeyRing) -> None:
    """The second place may be away (a network folder): sealing goes on, and says so."""
    try:
        places.copy_out(keys.seal_key, clock.now())
    except OSError as error:
        log.error("checkpoints cannot be written to the second place: %s", error.strerror)

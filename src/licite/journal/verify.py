"""The verifier: is the journal what was sealed? It reads every row again and names the first bad block.

It trusts the key ring and the checkpoints, which are outside the database, and nothing inside. It cannot see what
happened before a row was sealed (at most 60 s) or, to somebody who also holds this machine's files, before a
checkpoint went to the second place (at most 1 h): whoever shows a verdict shows these two figures.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from licite.journal import blocks, checkpoints, connect, merkle
from licite.journal.blocks import GENESIS, Block
from licite.journal.checkpoints import Checkpoint, Checkpoints
from licite.journal.faults import SENTENCES, Broken, Fault
from licite.vault.ring import ring

UNSEALED_SECONDS = 60
UNANCHORED_SECONDS = 3600
BACKDATED = timedelta(hours=1)
"""A row older than this when the run before its own sealed was not written when it says. Two transactions of that
length would have to overlap for an honest row to look so."""
BLOCKS_AT_ONCE = 2_000
ROWS_AT_ONCE = 250_000
"""Rows of one statement, but for a block that is longer: they are put in order in memory."""
NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verification found. Counts are of blocks and rows read; `first_bad` is a block's seq."""

    ok: bool
    fault: Fault | None
    first_bad: int | None
    blocks: int
    entries: int
    unsealed: int
    in_default: int
    sealed_at: datetime | None
    checkpoint: int | None
    seconds: float

    @property
    def reason(self) -> str:
        """What is wrong, in a sentence in the reader's language; empty when all is well."""
        return str(SENTENCES[self.fault]) if self.fault else ""

    def as_dict(self) -> dict[str, Any]:
        """For `licite journal verify --json`."""
        return {
            "ok": self.ok,
            "fault": self.fault,
            "first_bad": self.first_bad,
            "reason": self.reason,
            "blocks": self.blocks,
            "entries": self.entries,
            "unsealed": self.unsealed,
            "in_default_partition": self.in_default,
            "sealed_at": self.sealed_at.isoformat() if self.sealed_at else None,
            "checkpoint": self.checkpoint,
            "seconds": round(self.seconds, 3),
            "rows_per_second": round(self.entries / self.seconds) if self.seconds else 0,
            "window": {"unsealed_seconds": UNSEALED_SECONDS, "unanchored_seconds": UNANCHORED_SECONDS},
        }


def verify(places: Checkpoints | None = None) -> Verdict:
    """Reads the whole journal once. Memory stays flat. Raises RingError, or the database's error."""
    began = time.monotonic()
    places = places or Checkpoints.of_home()
    with connect.connect() as connection:
        walk = Walk(connection, places, every_signature=False)
        broken = walk.run()
        if broken is not None:
            # The chain covers all signatures but the last; to name the first bad block, ask each of them.
            walk = Walk(connection, places, every_signature=True)
            broken = walk.run()
    head = walk.head
    return Verdict(
        ok=broken is None,
        fault=broken.fault if broken else None,
        first_bad=broken.seq if broken else None,
        blocks=walk.blocks,
        entries=walk.entries,
        unsealed=walk.unsealed,
        in_default=walk.in_default,
        sealed_at=head.sealed_at if head else None,
        checkpoint=walk.checkpoint,
        seconds=time.monotonic() - began,
    )


class Walk:
    """One pass over the chain, in one snapshot."""

    def __init__(
        self, connection: psycopg.Connection[Any], places: Checkpoints, *, every_signature: bool
    ) -> None:
        self.connection = connection
        self.places = places
        self.every_signature = every_signature
        self.key: Ed25519PublicKey = ring().seal_key.public_key()
        self.head: Block | None = None
        self.blocks = self.entries = self.unsealed = self.in_default = 0
        self.checkpoint: int | None = None
        self.run_before: datetime | None = None

    def run(self) -> Broken | None:
        """The first thing that is wrong, or None."""
        # Sizes before the snapshot: a line written meanwhile names a block this snapshot does not hold.
        expected = Expected(self.places)
        with self.connection.transaction():
            self.connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            try:
                reached = self._reached()
                for batch in blocks.every(self.connection, 0, BLOCKS_AT_ONCE):
                    self._batch(batch, expected)
                self._end(expected)
                self._rest(reached)
            except Broken as broken:
                return broken
        return None

    def _reached(self) -> int:
        """The next transaction of this server; a chain sealed beyond it comes from another one."""
        row = self.connection.execute(
            "SELECT pg_snapshot_xmax(pg_current_snapshot())::text, (SELECT count(*) FROM journal.trace_default)"
        ).fetchone()
        assert row is not None
        self.in_default = row[1]
        newest = blocks.last(self.connection)
        ahead = newest is not None and newest.horizon > int(row[0])
        # Only a block that this house did seal says so; a horizon edited by hand is found as an edit.
        if newest and ahead and newest.digest() == newest.hash and newest.is_signed_by(self.key):
            raise Broken(Fault.ANOTHER_CLUSTER)
        return int(row[0])

    def _batch(self, batch: list[Block], expected: "Expected") -> None:
        """Chain first, then the rows of what is before the first break: the earliest fault is the one named."""
        sound: list[Block] = []
        before, fault = self.head, None
        for block in batch:
            fault = self._link(before, block) or expected.differs(block, self.key)
            if fault:
                break
            sound.append(block)
            before = block
        for some in _by_rows(sound):
            self._rows(some)
        if fault:
            raise fault

    def _link(self, before: Block | None, block: Block) -> Broken | None:
        seq = before.seq + 1 if before else 1
        if block.seq != seq:
            return Broken(Fault.BLOCK_MISSING, seq)
        follows = (
            block.previous == (before.link() if before else GENESIS)
            and block.first_xid == (before.horizon if before else 0)
            and block.total == (before.total if before else 0) + block.entries
            and block.digest() == block.hash
        )
        if not follows:
            return Broken(Fault.BLOCK_CHANGED, seq)
        if self.every_signature and not block.is_signed_by(self.key):
            return Broken(Fault.SIGNATURE_WRONG, seq)
        return None

    def _rows(self, batch: list[Block]) -> None:
        """Reads the rows of consecutive blocks in one go, and holds each block against them."""
        waiting = iter(batch)
        block = next(waiting)
        oldest = self._oldest(block)
        leaves: list[bytes] = []
        for line in connect.rows(self.connection, batch[0].first_xid, batch[-1].horizon):
            xid, _id, at, _rest = line.split(b"\t", 3)
            number = int(xid)
            while number >= block.horizon:
                self._close(block, leaves)
                block, leaves = next(waiting), []
                oldest = self._oldest(block)
            if at < oldest:
                raise Broken(Fault.BACKDATED, block.seq)
            if len(leaves) > block.entries:
                raise Broken(Fault.ROWS_CHANGED, block.seq)
            leaves.append(sha256(b"\x00" + line).digest())
        for rest in (block, *waiting):
            self._close(rest, leaves)
            leaves = []

    def _close(self, block: Block, leaves: list[bytes]) -> None:
        if len(leaves) != block.entries or merkle.root(leaves) != block.root:
            raise Broken(Fault.ROWS_CHANGED, block.seq)
        self.head = block
        self.blocks += 1
        self.entries += block.entries

    def _oldest(self, block: Block) -> bytes:
        """As COPY prints a moment, so that rows compare without being parsed. Blocks of one run share their time."""
        if self.head is not None and self.head.sealed_at != block.sealed_at:
            self.run_before = self.head.sealed_at
        return f"{self.run_before - BACKDATED:%Y-%m-%d %H:%M:%S}".encode() if self.run_before else b""

    def _end(self, expected: "Expected") -> None:
        """The last signature vouches for all that the chain covers; the checkpoints for where it ends."""
        if self.head is not None and not self.head.is_signed_by(self.key):
            raise Broken(Fault.SIGNATURE_WRONG, self.head.seq)
        self.checkpoint = expected.newest
        expected.close(self.head)

    def _rest(self, reached: int) -> None:
        """Rows no block covers yet: only what the next sealing will take."""
        head = self.head
        row = self.connection.execute(
            "SELECT count(*), count(*) FILTER (WHERE at < %s), count(*) FILTER (WHERE xid >= %s)"
            " FROM journal.trace WHERE xid >= %s",
            (head.sealed_at - BACKDATED if head else NEVER, reached, head.horizon if head else 0),
        ).fetchone()
        assert row is not None
        self.unsealed = row[0]
        if row[2]:
            raise Broken(Fault.FROM_THE_FUTURE)
        if head and row[1]:
            raise Broken(Fault.BACKDATED)


def _by_rows(batch: list[Block]) -> Iterator[list[Block]]:
    """Consecutive blocks, as many at a time as ROWS_AT_ONCE allows."""
    some: list[Block] = []
    rows = 0
    for block in batch:
        if some and rows + block.entries > ROWS_AT_ONCE:
            yield some
            some, rows = [], 0
        some.append(block)
        rows += block.entries
    if some:
        yield some


class Expected:
    """What the checkpoints say, read along with the chain. The log has a line for each block, the copy for some."""

    def __init__(self, places: Checkpoints) -> None:
        paths = [path for path in (places.log, places.copy) if path is not None]
        self.newest: int | None = None
        self.streams = [checkpoints.read(path, checkpoints.size_of(path)) for path in paths]
        self.next: list[Checkpoint | None] = [None] * len(paths)
        for index in range(len(paths)):
            self._advance(index, 0)
        self.empty = not any(self.next)

    def _advance(self, index: int, seq: int) -> None:
        """Takes the next line after the one of block `seq`; one that is unreadable stands for the block it hides."""
        for line in self.streams[index]:
            skips = line is not None and index == 0 and seq and line.seq != seq + 1
            self.next[index] = line if line and not skips else Checkpoint(seq + 1, 0, b"", NEVER)
            return
        self.next[index] = None

    def differs(self, block: Block, key: Ed25519PublicKey) -> Broken | None:
        """Holds a block against the lines that name it."""
        for index in range(len(self.streams)):
            line = self.next[index]
            while line is not None and line.seq <= block.seq:
                if not line.names(block):
                    genuine = bool(line.signature) and line.is_signed_by(key)
                    return Broken(
                        Fault.CHECKPOINT_DIFFERS if genuine else Fault.CHECKPOINT_DAMAGED, block.seq
                    )
                self.newest = max(self.newest or 0, line.seq)
                self._advance(index, block.seq)
                line = self.next[index]
        return None

    def close(self, head: Block | None) -> None:
        """After the last block: a line left over names one that was cut off."""
        if any(line is not None for line in self.next):
            raise Broken(Fault.TRUNCATED, head.seq + 1 if head else 1)
        if self.empty and head is not None:
            raise Broken(Fault.CHECKPOINTS_GONE)

"""A sealed block: what its hash covers, and how it stands in the table."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import psycopg
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

GENESIS = bytes(32)
"""What the first block links to."""

COLUMNS = "seq, first_xid, horizon, entries, total, root, previous, sealed_at, hash, signature"


@dataclass(frozen=True, slots=True)
class Block:
    """Rows whose xid is in [first_xid, horizon). Hashes are 32 bytes, the signature (Ed25519) 64.

    `previous` is the link of the block before, `GENESIS` for the first; `total` counts all rows up to here.
    """

    seq: int
    first_xid: int
    horizon: int
    entries: int
    total: int
    root: bytes
    previous: bytes
    sealed_at: datetime
    hash: bytes = b""
    signature: bytes = b""

    def digest(self) -> bytes:
        """What `hash` has to be."""
        statement = (
            f"licite journal block 1\n{self.seq}\n{self.first_xid}\n{self.horizon}\n{self.entries}\n{self.total}\n"
            f"{stamp(self.sealed_at)}\n{self.root.hex()}\n{self.previous.hex()}\n"
        )
        return sha256(statement.encode()).digest()

    def link(self) -> bytes:
        """What the next block has to name: hash and signature, so that neither can be changed alone."""
        return sha256(self.hash + self.signature).digest()

    def signed(self, key: Ed25519PrivateKey) -> "Block":
        """The same block, sealed."""
        digest = self.digest()
        return replace(self, hash=digest, signature=key.sign(digest))

    def content(self) -> tuple[Any, ...]:
        """All but hash and signature, in the order of the columns."""
        return (
            self.seq,
            self.first_xid,
            self.horizon,
            self.entries,
            self.total,
            self.root,
            self.previous,
            self.sealed_at,
        )

    def is_signed_by(self, key: Ed25519PublicKey) -> bool:
        """Whether the signature was made with the house's key."""
        try:
            key.verify(self.signature, self.hash)
        except InvalidSignature:
            return False
        return True


def stamp(at: datetime) -> str:
    """A moment as hashes and checkpoints write it."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def last(connection: psycopg.Connection[Any]) -> Block | None:
    """The newest block."""
    row = connection.execute(f"SELECT {COLUMNS} FROM journal.block ORDER BY seq DESC LIMIT 1").fetchone()
    return None if row is None else Block(*row)


def after(connection: psycopg.Connection[Any], seq: int, limit: int) -> list[Block]:
    """The next blocks, by seq."""
    query = f"SELECT {COLUMNS} FROM journal.block WHERE seq > %s ORDER BY seq LIMIT %s"
    return [Block(*row) for row in connection.execute(query, (seq, limit))]


def every(connection: psycopg.Connection[Any], since: int, batch: int) -> Iterator[list[Block]]:
    """All blocks after `since`, a list at a time, so that memory stays flat."""
    while found := after(connection, since, batch):
        yield found
        since = found[-1].seq


def insert(connection: psycopg.Connection[Any], block: Block) -> None:
    """Adds a sealed block. A second sealer at the same moment fails here (unique seq)."""
    connection.execute(
        "INSERT INTO journal.block"
        " (seq, first_xid, horizon, entries, total, root, previous, sealed_at, hash, signature)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        (*block.content(), block.hash, block.signature),
    )

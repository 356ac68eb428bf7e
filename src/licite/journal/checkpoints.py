"""Checkpoints: the heads of the chain, signed and kept outside the database, where its administrator is a stranger.

One line a block, appended for ever: `licite-journal-1 seq total hash time signature`, in the spirit of C2SP's
tlog-checkpoint. Without them a chain can be cut off at its end and nobody would see it.
"""

import base64
import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from licite import env
from licite.journal.blocks import Block, stamp

FORMAT = "licite-journal-1"
COPY_EVERY = timedelta(hours=1)
LONGEST_LINE = 512


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """One line: block `seq` had this hash when `total` rows were sealed, at `at`."""

    seq: int
    total: int
    hash: bytes
    at: datetime
    signature: bytes = b""

    def statement(self) -> str:
        """What is signed."""
        return f"{FORMAT} {self.seq} {self.total} {self.hash.hex()} {stamp(self.at)}"

    def line(self, key: Ed25519PrivateKey) -> str:
        """The signed line."""
        signature = key.sign(self.statement().encode())
        return f"{self.statement()} {base64.b64encode(signature).decode()}\n"

    def is_signed_by(self, key: Ed25519PublicKey) -> bool:
        """Whether the house's key made this line."""
        try:
            key.verify(self.signature, self.statement().encode())
        except InvalidSignature:
            return False
        return True

    def names(self, block: Block) -> bool:
        """Whether this is the checkpoint of this very block."""
        return (self.seq, self.total, self.hash, self.at) == (
            block.seq,
            block.total,
            block.hash,
            block.sealed_at,
        )


def of(block: Block) -> Checkpoint:
    """The checkpoint of a block, not signed yet."""
    return Checkpoint(block.seq, block.total, block.hash, block.sealed_at)


def parse(line: str) -> Checkpoint | None:
    """A line as it was written; None when it cannot be one."""
    try:
        form, seq, total, digest, at, signature = line.split()
        found = Checkpoint(
            int(seq),
            int(total),
            bytes.fromhex(digest),
            datetime.fromisoformat(at),
            base64.b64decode(signature, validate=True),
        )
    except ValueError:
        return None
    return found if form == FORMAT else None


@dataclass(frozen=True, slots=True)
class Checkpoints:
    """Where checkpoints are kept: the log, and a file in the folder that LICITE_CHECKPOINTS names, or None."""

    log: Path
    copy: Path | None = None

    @classmethod
    def of_home(cls) -> "Checkpoints":
        """Those of this installation."""
        folder = env.text("LICITE_CHECKPOINTS")
        return cls(settings.HOME.checkpoints, Path(folder) / "licite-checkpoints.log" if folder else None)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Holds the log, so that two sealers wait for each other."""
        handle = _open_to_append(self.log)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            _, torn = _tail(self.log)
            if torn:
                # A crash while a line was written. Its block is committed: the next sealing writes it again.
                os.ftruncate(handle, size_of(self.log) - len(torn))
            yield
        finally:
            os.close(handle)

    def append(self, blocks: Iterable[Block], key: Ed25519PrivateKey) -> None:
        """One line a block, on disk when this returns."""
        if text := "".join(of(block).line(key) for block in blocks):
            _append(self.log, text)

    def copy_out(self, key: Ed25519PrivateKey, now: datetime) -> None:
        """Once an hour at most, the newest line goes to the second place. OSError when that cannot be written."""
        newest = newest_in(self.log)
        if self.copy is None or newest is None:
            return
        known = newest_in(self.copy)
        if known is None or (known.seq < newest.seq and now - known.at >= COPY_EVERY):
            _append(self.copy, newest.line(key))


def newest_in(path: Path) -> Checkpoint | None:
    """The last whole line of a file; None when there is none, or when it is no checkpoint."""
    try:
        whole, _torn = _tail(path)
    except FileNotFoundError:
        return None
    return parse(whole.splitlines()[-1].decode(errors="replace")) if whole else None


def size_of(path: Path | None) -> int:
    """Bytes of a file of checkpoints, 0 without one."""
    return path.stat().st_size if path is not None and path.exists() else 0


def read(path: Path, size: int) -> Iterator[Checkpoint | None]:
    """The lines within the first `size` bytes, oldest first; None for a line that is no checkpoint."""
    if not size:
        return
    with path.open("rb") as file:
        while file.tell() < size and (line := file.readline()):
            yield parse(line.decode(errors="replace"))


def _tail(path: Path) -> tuple[bytes, bytes]:
    """The end of a file: up to its last newline, and what a crash may have left behind it."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - LONGEST_LINE))
        whole, newline, torn = file.read().rpartition(b"\n")
    return whole + newline, torn


def _open_to_append(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)


def _append(path: Path, text: str) -> None:
    handle = _open_to_append(path)
    try:
        os.write(handle, text.encode())
        os.fsync(handle)
    finally:
        os.close(handle)

"""The ring of keys: a JSON file outside the database, readable by its owner only.

Three classes of 32-byte keys, each in numbered generations of which one is active, and one Ed25519 key
that signs the journal's seals:

- `envelope` seals texts. A retired generation is no longer in the live base, yet it still opens old
  envelopes, because a backup restored later carries them.
- `token` makes blind tokens. A retired generation is neither written nor asked for.
- `fingerprint` keys the suppression list. Generations are added, never retired: an objection has no end,
  and the value it was made from is gone.
"""

import base64
import json
import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from licite.vault import copies, keyfile
from licite.vault.errors import RetirementRefused, RingDamaged, RingError

FORMAT = 1
KEY_BYTES = 32
LAST_GENERATION = 0xFFFF  # envelopes and fingerprints write it on two bytes
STAT_EVERY = 1.0  # seconds

KeyClass = Literal["envelope", "token", "fingerprint"]
CLASSES: tuple[KeyClass, ...] = ("envelope", "token", "fingerprint")

logger = logging.getLogger(__name__)


@dataclass(frozen=True, repr=False)
class Keys:
    """The generations of one class. Its repr shows no key."""

    active: int
    by_generation: dict[int, bytes]
    retired: frozenset[int] = frozenset()

    @cached_property
    def live(self) -> tuple[tuple[int, bytes], ...]:
        """(generation, key) of what is not retired: the active one first, then the newest."""
        order = sorted(self.by_generation.keys() - self.retired, key=lambda g: (g != self.active, -g))
        return tuple((number, self.by_generation[number]) for number in order)

    @cached_property
    def active_key(self) -> bytes:
        return self.by_generation[self.active]

    @cached_property
    def ciphers(self) -> dict[int, AESGCM]:
        return {number: AESGCM(key) for number, key in self.by_generation.items()}


class KeyRing:
    """Every key of one installation. Generations and keys change only through its methods."""

    def __init__(self, classes: dict[KeyClass, Keys], private: bytes, path: Path | None = None) -> None:
        self.path = path
        self._classes = classes
        self._private = private
        self._spread()

    def _spread(self) -> None:
        # Plain attributes: sealing a list page reads them at every call.
        self.envelope, self.token, self.fingerprint = (self._classes[name] for name in CLASSES)
        self.seal_key = Ed25519PrivateKey.from_private_bytes(self._private)
        self.seal_public = self.seal_key.public_key().public_bytes_raw()

    def __repr__(self) -> str:
        actives = ", ".join(f"{name} {self._classes[name].active}" for name in CLASSES)
        return f"<KeyRing {actives}>"

    @classmethod
    def create(cls, path: Path) -> Self:
        """A new ring, written at once. Raises FileExistsError rather than overwrite a ring."""
        classes = {name: Keys(1, {1: os.urandom(KEY_BYTES)}) for name in CLASSES}
        made = cls(classes, os.urandom(KEY_BYTES))
        made.save_as(path)
        return made

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a ring. Raises FileNotFoundError, RingExposed (rights too wide) or RingDamaged."""
        return cls._read(path)[0]

    @classmethod
    def from_copy(cls, path: Path, passphrase: str) -> Self:
        """Open an encrypted copy; it has no file of its own until `save_as`.

        Raises WrongPassphrase or RingDamaged.
        """
        return cls._parse(copies.unlock(path.read_bytes(), passphrase))

    def save_as(self, path: Path) -> None:
        """Write the ring to a new file and keep it there from now on. Raises FileExistsError."""
        keyfile.write_private(path, self._serialise(), replace=False)
        self.path = path

    def copy_to(self, path: Path, passphrase: str) -> None:
        """Write an encrypted copy for the safe. Raises FileExistsError, PassphraseTooShort (under 16)."""
        keyfile.write_private(path, copies.lock(self._serialise(), passphrase), replace=False)

    def add_generation(self, key_class: KeyClass) -> int:
        """Make a new key, active from now on, and return its generation."""

        def add(keys: Keys) -> Keys:
            number = max(keys.by_generation) + 1
            if number > LAST_GENERATION:
                raise RingError("this class has used every generation number")
            grown = {**keys.by_generation, number: os.urandom(KEY_BYTES)}
            return replace(keys, active=number, by_generation=grown)

        self._change(key_class, add)
        return self._classes[key_class].active

    def retire(self, key_class: KeyClass, generation: int) -> None:
        """Withdraw a generation nothing in the live base carries any more.

        Raises RetirementRefused for fingerprints, and for an active or unknown generation.
        """

        def withdraw(keys: Keys) -> Keys:
            if key_class == "fingerprint":
                raise RetirementRefused("fingerprints keep every generation: an objection has no end")
            if generation == keys.active or generation not in keys.by_generation:
                raise RetirementRefused("only a known generation that is no longer active retires")
            return replace(keys, retired=keys.retired | {generation})

        self._change(key_class, withdraw)

    def _change(self, key_class: KeyClass, change: Callable[[Keys], Keys]) -> None:
        if self.path is None:
            raise RingError("a ring opened from a copy is changed once saved")
        with keyfile.alone(self.path):
            # What is on disk is the truth: another process may have added a key since we read it.
            latest = type(self).load(self.path)
            latest._classes[key_class] = change(latest._classes[key_class])
            keyfile.write_private(self.path, latest._serialise(), replace=True)
        self._classes = latest._classes
        self._spread()

    @classmethod
    def _read(cls, path: Path) -> tuple[Self, os.stat_result]:
        content, found = keyfile.read_private(path)
        made = cls._parse(content)
        made.path = path
        return made, found

    @classmethod
    def _parse(cls, content: bytes) -> Self:
        try:
            raw = json.loads(content)
            classes = {name: _parse_keys(raw[name]) for name in CLASSES}
            private = base64.b64decode(raw["seal"]["private"], validate=True)
            public = base64.b64decode(raw["seal"]["public"], validate=True)
            made = cls(classes, private) if raw["licite-ring"] == FORMAT else None
        except (ValueError, KeyError, TypeError, AttributeError):
            made = None
        # Raised outside the handler: a JSON error carries the document, and the document is the keys.
        if made is None or made.seal_public != public:
            raise RingDamaged("this file is not a key ring this version can read")
        return made

    def _serialise(self) -> bytes:
        raw: dict[str, Any] = {"licite-ring": FORMAT}
        for name in CLASSES:
            keys = self._classes[name]
            raw[name] = {
                "active": keys.active,
                "keys": {str(number): _text(key) for number, key in keys.by_generation.items()},
                "retired": sorted(keys.retired),
            }
        raw["seal"] = {"private": _text(self._private), "public": _text(self.seal_public)}
        return json.dumps(raw, indent=1).encode()


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode()


def _parse_keys(raw: dict[str, Any]) -> Keys:
    by_generation = {int(number): base64.b64decode(key, validate=True) for number, key in raw["keys"].items()}
    keys = Keys(int(raw["active"]), by_generation, frozenset(map(int, raw["retired"])))
    sound = (
        all(len(key) == KEY_BYTES for key in by_generation.values())
        and all(1 <= number <= LAST_GENERATION for number in by_generation)
        and keys.active in by_generation.keys() - keys.retired
        and keys.retired <= by_generation.keys()
    )
    if not sound:
        raise ValueError("unsound generations")
    return keys


class _Source:
    """Where this process reads its ring from, and what it last read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lock = threading.Lock()
        self.ring: KeyRing | None = None
        self.seen: tuple[int, int, int] | None = None
        self.next_look = 0.0

    def look(self) -> KeyRing:
        with self.lock:
            self.next_look = time.monotonic() + STAT_EVERY
            try:
                if self.ring is None or _marks(self.path.stat()) != self.seen:
                    self.ring, found = KeyRing._read(self.path)
                    self.seen = _marks(found)
            except (OSError, RingError) as fault:
                if self.ring is None:
                    raise
                # A served process may hold the last good keys: it goes on with them, and says so.
                logger.error(
                    "The key ring cannot be read again (%s); the one in memory serves.", type(fault).__name__
                )
            return self.ring


_source: _Source | None = None


def configure(path: Path) -> None:
    """Say where this process's ring is. Nothing is read until a key is needed."""
    global _source  # noqa: PLW0603 (one ring a process)
    _source = _Source(path)


def ring(*, fresh: bool = False) -> KeyRing:
    """This process's ring, read again when `licite keys rotate` has changed the file elsewhere.

    The file is looked at once a second at most; `fresh` looks now, for an envelope of a generation this
    process has not heard of yet. Raises RingError when `configure` was not called, or as `KeyRing.load`.
    """
    source = _source
    if source is None:
        raise RingError("no key ring is configured")
    known = source.ring
    if known is None or fresh or time.monotonic() >= source.next_look:
        return source.look()
    return known


def generations() -> tuple[object, ...]:
    """Which keys of the ring write and are asked for at this moment: what was made under others is stale."""
    keys = ring()
    return tuple(
        (name, kind.active, *(number for number, _ in kind.live))
        for name, kind in (
            ("envelope", keys.envelope),
            ("token", keys.token),
            ("fingerprint", keys.fingerprint),
        )
    )


def _marks(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_ino, found.st_mtime_ns, found.st_size

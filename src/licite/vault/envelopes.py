"""Sealed texts: AES-256-GCM, bound to the subject and the field class they were sealed for.

An envelope is 1 byte of version, 2 of generation (big-endian), 12 of random nonce, then ciphertext and
16-byte tag: 31 bytes more than the UTF-8 text. Its associated data is "licite", the field class and the
subject, so an envelope moved to another row or column does not open. Random nonces keep their promise
for 2**32 envelopes a generation, far beyond what one installation writes.
"""

import os
import unicodedata
from collections.abc import Iterable, Sequence
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from licite.vault.ring import ring

VERSION = 1
NONCE = 12
HEADER = 3
SHORTEST = HEADER + NONCE + 16
SEPARATOR = "\x1f"


class Unsealable(Exception):
    """An envelope that does not open here: altered, moved, truncated, or of an unknown key.

    It names the field class and never holds a value.
    """


def seal(field_class: str, subject: UUID, text: str) -> bytes:
    """Seal a text for one subject and field class. Raises ValueError for text that is not Unicode."""
    return seal_many(field_class, ((subject, text),))[0]


def seal_many(field_class: str, texts: Iterable[tuple[UUID, str]]) -> list[bytes]:
    """Seal (subject, text) pairs, in order."""
    pairs = list(texts)
    keys = ring().envelope
    cipher = keys.ciphers[keys.active]
    prefix = _prefix(field_class)
    header = bytes((VERSION,)) + keys.active.to_bytes(2, "big")
    nonces = os.urandom(NONCE * len(pairs))
    sealed = []
    for index, (subject, text) in enumerate(pairs):
        nonce = nonces[index * NONCE : (index + 1) * NONCE]
        sealed.append(header + nonce + cipher.encrypt(nonce, _encode(text), prefix + subject.bytes))
    return sealed


def unseal(field_class: str, subject: UUID, envelope: bytes | memoryview) -> str:
    """Open an envelope. Raises Unsealable unless it was sealed for this very subject and class."""
    return unseal_many(field_class, ((subject, envelope),))[0]


def unseal_many(field_class: str, envelopes: Iterable[tuple[UUID, bytes | memoryview]]) -> list[str]:
    """Open (subject, envelope) pairs, in order. One that does not open raises Unsealable for all."""
    prefix = _prefix(field_class)
    ciphers = ring().envelope.ciphers
    texts = []
    for subject, envelope in envelopes:
        raw = bytes(envelope)
        number = generation(raw)
        cipher = ciphers.get(number) or _newly_added(number)
        try:
            texts.append(cipher.decrypt(raw[3:15], raw[15:], prefix + subject.bytes).decode())
        except (InvalidTag, UnicodeDecodeError):
            break
    else:
        return texts
    # Outside the handler, so that no exception in the chain carries what was opened.
    raise Unsealable(f"an envelope of class {field_class} does not open for this subject")


def generation(envelope: bytes | memoryview) -> int:
    """The key generation an envelope was sealed under; needs no key. Raises Unsealable."""
    if len(envelope) < SHORTEST or envelope[0] != VERSION:
        raise Unsealable("these bytes are not an envelope of a known version")
    return envelope[1] << 8 | envelope[2]


def reseal(field_class: str, subject: UUID, envelope: bytes | memoryview) -> bytes:
    """The same text under the active generation; an envelope already there comes back as it is."""
    if generation(envelope) == ring().envelope.active:
        return bytes(envelope)
    return seal(field_class, subject, unseal(field_class, subject, envelope))


def pack(values: Sequence[str]) -> str:
    """Several values as one text for one envelope. Control characters go, line breaks become spaces.

    Raises ValueError for no value at all, which could not be told from one empty value.
    """
    if not values:
        raise ValueError("nothing to pack")
    return SEPARATOR.join(map(_one_line, values))


def unpack(text: str) -> list[str]:
    """The values `pack` joined, in order and number."""
    return text.split(SEPARATOR)


def _newly_added(number: int) -> AESGCM:
    # Another process may have rotated within the last second.
    cipher = ring(fresh=True).envelope.ciphers.get(number)
    if cipher is None:
        raise Unsealable("an envelope names a key generation the ring does not hold")
    return cipher


def _prefix(field_class: str) -> bytes:
    if not field_class or "\x00" in field_class:
        raise ValueError("a field class is a non-empty name")
    return b"licite\x00" + field_class.encode() + b"\x00"


def _encode(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        pass
    # Outside the handler: the encoding error carries the whole text.
    raise ValueError("the text holds characters that are not Unicode")


def _one_line(value: str) -> str:
    if value.isprintable():
        return value
    spaced = " ".join(value.splitlines()) if "\n" in value or "\r" in value else value
    return "".join(
        " " if char == "\t" else char for char in spaced if char == "\t" or unicodedata.category(char) != "Cc"
    )

"""Merkle trees as RFC 6962, section 2.1, has them: leaves and nodes are hashed apart, so neither passes for the other."""

from collections.abc import Sequence
from hashlib import sha256

LEAF = b"\x00"
NODE = b"\x01"


def leaf(line: bytes) -> bytes:
    """The hash of one leaf (32 bytes)."""
    return sha256(LEAF + line).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """The head of the tree over hashes of leaves, in their order; of no leaf, the hash of nothing."""
    if not leaves:
        return sha256().digest()
    level = list(leaves)
    while len(level) > 1:
        # An odd one out rises as it is: this gives the same tree as RFC 6962's largest power of two.
        rest = level[-1:] if len(level) % 2 else []
        level = [
            sha256(NODE + left + right).digest() for left, right in zip(level[::2], level[1::2], strict=False)
        ] + rest
    return level[0]

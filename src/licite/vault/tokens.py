"""Blind tokens: how a sealed value is found without being opened.

A token is the first 8 bytes of HMAC-SHA256(token key, kind + NUL + value) as a signed 64-bit integer, so
it fits a bigint column. Equal values give equal tokens, hence frequency still leaks; docs/security says
so. Words come folded and values normalised (kit): the vault compares bytes and corrects nothing.

During a rotation two generations live: writing uses the active one, asking asks for all.
"""

import hmac
from collections.abc import Iterable
from typing import Literal, get_args

from licite.vault.ring import ring

ExactKind = Literal["email", "phone", "tag", "reference", "event"]
EXACT = frozenset(get_args(ExactKind))
SHORTEST_PREFIX = 3
LONGEST_PREFIX = 8


def name_tokens(words: Iterable[str]) -> set[int]:
    """Tokens to store for a name: each prefix of 3 to 8 letters of each word, and each whole word."""
    terms: set[str] = set()
    for word in words:
        if word:
            terms.add(word)
            terms.update(word[:size] for size in range(SHORTEST_PREFIX, min(len(word), LONGEST_PREFIX) + 1))
    key = ring().token.active_key
    return {_token(key, "name", term) for term in terms}


def query_word(word: str) -> list[int]:
    """Tokens to ask for a typed word, one a live generation, the active one first; none for no word.

    From 3 letters on the word is a prefix, read up to its eighth letter; shorter, it is a whole word.
    """
    return [_token(key, "name", word[:LONGEST_PREFIX]) for _, key in ring().token.live] if word else []


def exact(kind: ExactKind, value: str) -> int:
    """The token to store for a canonical e-mail, an E.164 phone, a folded tag, another tool's number or what was done.

    Raises ValueError for anything else.
    """
    _check(kind, value)
    return _token(ring().token.active_key, kind, value)


def query_exact(kind: ExactKind, value: str) -> list[int]:
    """Tokens to ask for one of these, one a live generation, the active one first."""
    _check(kind, value)
    return [_token(key, kind, value) for _, key in ring().token.live]


def _check(kind: str, value: str) -> None:
    if kind not in EXACT:
        raise ValueError(f"exact tokens are for {', '.join(sorted(EXACT))}")
    if not value:
        raise ValueError("an empty value has no token: it would match every other one")


def _token(key: bytes, kind: str, value: str) -> int:
    # An unpaired surrogate cannot be stored, yet it can be typed into a search box.
    message = f"{kind}\x00{value}".encode("utf-8", "surrogatepass")
    return int.from_bytes(hmac.digest(key, message, "sha256")[:8], "big", signed=True)

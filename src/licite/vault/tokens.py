"""Blind tokens: how a sealed value is found without being opened.

A token is the first 8 bytes of HMAC-SHA256(token key, kind + NUL + value) as a signed 64-bit integer, so
it fits a bigint column. Equal values give equal tokens, hence frequency still leaks; docs/security says
so. Words come folded and values normalised (kit): the vault compares bytes and corrects nothing.

During a rotation two generations live: writing uses the active one, asking asks for all.
"""

import hmac
from collections.abc import Iterable
from itertools import combinations
from typing import Literal, get_args

from licite.vault.ring import ring

ExactKind = Literal["email", "phone", "tag", "whole", "reference", "event"]
"""What has one token: an e-mail, a phone, a tag, the whole of a name (its words, sorted), another tool's number, what was
done.
"""
KINDS = frozenset(get_args(ExactKind))
SHORTEST_PREFIX = 3
LONGEST_PREFIX = 8


class Maker:
    """Makes the tokens of many values by the keys of one moment; a value that comes again costs nothing.

    For one batch: it holds what it was asked, and knows no key that comes later.
    """

    def __init__(self) -> None:
        keys = ring().token
        self._keys = [key for _, key in keys.live]
        self._made: list[dict[str, int]] = [{} for _ in self._keys]

    def name_tokens(self, words: Iterable[str]) -> set[int]:
        """Tokens to store for a name: each prefix of 3 to 8 letters of each word, and each shorter word whole."""
        return {self._token(0, "name", term) for term in _terms(words)}

    def pair_tokens(self, words: Iterable[str]) -> set[int]:
        """Tokens to store for a name of several words: each two of them, by the first 3 letters of both.

        Usual first names and usual family names are many, both together few: a search by two words reads these alone.
        """
        beginnings = sorted(word[:SHORTEST_PREFIX] for word in words if len(word) >= SHORTEST_PREFIX)
        return {self._token(0, "pair", f"{a} {b}") for a, b in combinations(beginnings, 2)}

    def query_pair(self, one: str, other: str) -> list[int]:
        """Tokens to ask for two typed words, one a live generation; none where one is shorter than a beginning."""
        a, b = sorted((one[:SHORTEST_PREFIX], other[:SHORTEST_PREFIX]))
        return self._all("pair", f"{a} {b}") if min(len(a), len(b)) == SHORTEST_PREFIX else []

    def query_word(self, word: str) -> list[int]:
        """Tokens to ask for a typed word, one a live generation, the active one first; none for no word.

        From 3 letters on the word is a prefix, read up to its eighth letter; shorter, it is a whole word.
        """
        return self._all("name", word[:LONGEST_PREFIX]) if word else []

    def exact(self, kind: ExactKind, value: str) -> int:
        """The token to store for a canonical e-mail, an E.164 phone, a folded tag or another value of these kinds. Raises
        ValueError for anything else.
        """
        _check(kind, value)
        return self._token(0, kind, value)

    def query_exact(self, kind: ExactKind, value: str) -> list[int]:
        """Tokens to ask for such a value, one a live generation, the active one first."""
        _check(kind, value)
        return self._all(kind, value)

    def _all(self, kind: str, value: str) -> list[int]:
        return [self._token(place, kind, value) for place in range(len(self._keys))]

    def _token(self, place: int, kind: str, value: str) -> int:
        message, made = f"{kind}\x00{value}", self._made[place]
        found = made.get(message)
        if found is None:
            # An unpaired surrogate cannot be stored, yet it can be typed into a search box.
            digest = hmac.digest(self._keys[place], message.encode("utf-8", "surrogatepass"), "sha256")
            found = made[message] = int.from_bytes(digest[:8], "big", signed=True)
        return found


def name_tokens(words: Iterable[str]) -> set[int]:
    """As a `Maker` of this moment."""
    return Maker().name_tokens(words)


def pair_tokens(words: Iterable[str]) -> set[int]:
    """As a `Maker` of this moment."""
    return Maker().pair_tokens(words)


def query_pair(one: str, other: str) -> list[int]:
    """As a `Maker` of this moment."""
    return Maker().query_pair(one, other)


def query_word(word: str) -> list[int]:
    """As a `Maker` of this moment."""
    return Maker().query_word(word)


def exact(kind: ExactKind, value: str) -> int:
    """As a `Maker` of this moment. Raises ValueError."""
    return Maker().exact(kind, value)


def query_exact(kind: ExactKind, value: str) -> list[int]:
    """As a `Maker` of this moment. Raises ValueError."""
    return Maker().query_exact(kind, value)


def _terms(words: Iterable[str]) -> set[str]:
    terms: set[str] = set()
    for word in words:
        if 0 < len(word) < SHORTEST_PREFIX:
            terms.add(word)
        terms.update(word[:size] for size in range(SHORTEST_PREFIX, min(len(word), LONGEST_PREFIX) + 1))
    return terms


def _check(kind: str, value: str) -> None:
    if kind not in KINDS:
        raise ValueError(f"exact tokens are for {', '.join(sorted(KINDS))}")
    if not value:
        raise ValueError("an empty value has no token: it would match every other one")

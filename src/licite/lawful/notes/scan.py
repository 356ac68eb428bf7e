"""Reads a text for the words of the lists and for numbers that may not be there."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from licite.kit import names, numbers
from licite.kit.numbers import Kind
from licite.lawful.models.notes import Category
from licite.packs import Rule

# A word with the accents and the invisible characters that may follow its letters.
WORD = re.compile("(?:[^\\W_][\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]*)+")
# How a word may go on after an entry of the list, by the length of the entry's last word: a short one only takes the
# endings of a plural or a gender, or "conseil" would be found in "con"; a longer one is also the beginning of words.
ENDINGS: Final = {1: "", 2: "", 3: "s?", 4: "(?:e|s|es|se|x|n|en|te|ten|ite)?"}
BEGINNING: Final = r"\w*"

NUMBERS: Final[dict[Kind, Category]] = {
    Kind.NIR: Category.NATIONAL_NUMBER,
    Kind.NRN: Category.NATIONAL_NUMBER,
    Kind.IBAN: Category.BANK,
    Kind.CARD: Category.CARD,
    Kind.CVV: Category.CARD,
}
REFUSED: Final = frozenset(NUMBERS.values())
"""What is refused outright; every other category is for a human to judge."""
LISTED: Final = tuple(category for category in Category if category not in REFUSED)


@dataclass(frozen=True)
class Hit:
    """A sign in a text, from `start` to before `end`; never the words themselves."""

    category: Category
    start: int
    end: int


def scan(text: str, law: Mapping[str, Rule]) -> tuple[Hit, ...]:
    """Every sign in the text, in order. An entry of a list is a word, a group of words, or their beginning."""
    hits = [Hit(NUMBERS[found.kind], found.start, found.end) for found in numbers.find(text)]
    folded, starts, spans = _folded(text)
    for category in LISTED:
        pattern = _pattern(law[f"words.{category}"].codes or ())
        for match in pattern.finditer(folded) if pattern else ():
            first, last = (bisect_right(starts, at) - 1 for at in (match.start(), match.end() - 1))
            hits.append(Hit(category, spans[first][0], spans[last][1]))
    return tuple(sorted(hits, key=lambda hit: (hit.start, hit.end)))


def categories(hits: Iterable[Hit]) -> tuple[Category, ...]:
    """The categories of the hits, each once, in the order of `Category`."""
    found = {hit.category for hit in hits}
    return tuple(category for category in Category if category in found)


def _folded(text: str) -> tuple[str, list[int], list[tuple[int, int]]]:
    """The folded words joined by spaces, where each begins there, and where it stands in the text."""
    parts, starts, spans, length = [], [], [], 0
    for match in WORD.finditer(text):
        for word in names.words(match.group()):
            parts.append(word)
            starts.append(length)
            spans.append(match.span())
            length += len(word) + 1
    return " ".join(parts), starts, spans


@lru_cache(maxsize=256)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """One pattern of a list, over folded text; None for an empty one."""
    alternatives = []
    for word in sorted(words, key=len, reverse=True):
        said = names.fold(word)
        if said:
            last = len(said.rpartition(" ")[2])
            alternatives.append(re.escape(said) + ENDINGS.get(last, BEGINNING))
    return re.compile(rf"\b(?:{'|'.join(alternatives)})\b") if alternatives else None

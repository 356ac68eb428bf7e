"""How a company is found by the words of its name: a legal person's stand in clear, a sole trader's as keyed tokens."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import connection

from licite import vault
from licite.access.actor import Actor
from licite.kit import names
from licite.people.queries.rows import fetch

SHORTEST = vault.tokens.SHORTEST_PREFIX
MOST_WORDED = 200
SPELL = """
    INSERT INTO people_companyword (company, cell, word)
    SELECT k.id, k.cell, w.word FROM unnest(%s::uuid[], %s::text[]) w (public, word)
    JOIN people_company k ON k.public = w.public
"""
# Ranges of one index, one after the other, by one reading of it: the rows' own policy, which leaves the reader's portfolios,
# is asked once (OFFSET keeps the planner from joining the whole table to the ranges). A side is a bit for each word typed;
# whoever has all of them is found.
WORDED = """
    SELECT w.company FROM unnest(%(firsts)s::text[], %(beyonds)s::text[], %(sides)s::integer[]) asked (first, beyond, side)
    CROSS JOIN LATERAL (
        SELECT company FROM people_companyword WHERE word >= asked.first AND word < asked.beyond OFFSET 0) w
    GROUP BY w.company HAVING bit_or(asked.side) = %(all_sides)s LIMIT %(most)s
"""
LAST, NEXT = chr(0x10FFFF), chr(1)
"""Beyond all words that begin so; beyond one word."""


def spell(soles: Iterable[tuple[UUID, str]]) -> None:
    """Keeps the tokens of sole traders' names, given with the public ids of their companies. One statement.

    Those of before went when the name was written; the words of a legal person are kept by the database.
    """
    lines = [
        (public, word)
        for public, name in soles
        for word in _spelt(vault.tokens.name_tokens(names.words_and_joined(name)))
    ]
    if lines:
        with connection.cursor() as cursor:
            cursor.execute(SPELL, [list(column) for column in zip(*lines, strict=True)])


def companies_worded(actor: Actor, text: str) -> list[int]:
    """Ids of companies of the actor's portfolios with words that begin like the two longest typed; 200 at most.

    Nothing is shown yet, so nothing is in the trace. One statement, none where no word is long enough.
    """
    words = longest(text)
    if not words:
        return []
    return [raw["company"] for raw in fetch(WORDED, {"most": MOST_WORDED, **ranges(words)})]


def longest(text: str) -> list[str]:
    """The words typed by which a company can be found, at most two, the longest first."""
    return sorted({word for word in names.words(text) if len(word) >= SHORTEST}, key=len, reverse=True)[:2]


def ranges(words: Sequence[str]) -> dict[str, object]:
    """Where the companies that have these folded words are found: half-open ranges of spelt words, and the bit of the word
    that each belongs to (a word in clear, and tokens of its beginning); nowhere for an empty one.
    """
    found = [
        (first, beyond, 1 << place)
        for place, word in enumerate(words)
        if word
        for first, beyond in ((word[:40], word[:40] + LAST), *((one, one + NEXT) for one in _coded(word)))
    ]
    firsts, beyonds, sides = zip(*found, strict=True) if found else ((), (), ())
    return {
        "firsts": list(firsts),
        "beyonds": list(beyonds),
        "sides": list(sides),
        "all_sides": (1 << len(words)) - 1,
    }


def answers(name: str, text: str) -> bool:
    """Whether each typed word begins a word of the company's name, its own or written in one, or the whole begins it."""
    held, typed = names.words_and_joined(name), names.words(text)
    by_word = all(any(one.startswith(word) for one in held) for word in typed)
    return bool(typed) and (by_word or names.fold(name).startswith(names.fold(text)))


def _coded(word: str) -> list[str]:
    return _spelt(vault.tokens.query_word(word))


def _spelt(tokens: Iterable[int]) -> list[str]:
    return [f"={token & (2**64 - 1):016x}" for token in tokens]

"""How a company is found by the words of its name: a legal person's stand in clear, a sole trader's as keyed tokens."""

from collections.abc import Iterable
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
# Two ranges of one index for each word: the word in clear, and tokens of its beginning. The rows' own policy leaves the
# reader's portfolios.
BY_ONE = """
    SELECT company FROM people_companyword WHERE word >= %(word_a)s AND word < %(end_a)s
    UNION SELECT company FROM people_companyword WHERE word = ANY (%(coded_a)s::text[])
    LIMIT %(most)s
"""
BY_TWO = """
    (SELECT company FROM people_companyword WHERE word >= %(word_a)s AND word < %(end_a)s
    UNION SELECT company FROM people_companyword WHERE word = ANY (%(coded_a)s::text[]))
    INTERSECT
    (SELECT company FROM people_companyword WHERE word >= %(word_b)s AND word < %(end_b)s
    UNION SELECT company FROM people_companyword WHERE word = ANY (%(coded_b)s::text[]))
    LIMIT %(most)s
"""
LAST = chr(0x10FFFF)


def spell(soles: Iterable[tuple[UUID, str]]) -> None:
    """Keeps the tokens of sole traders' names, given with the public ids of their companies. One statement.

    Those of before went when the name was written; the words of a legal person are kept by the database.
    """
    lines = [
        (public, word)
        for public, name in soles
        for word in _coded(vault.tokens.name_tokens(names.words_and_joined(name)))
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
    bound: dict[str, object] = {"most": MOST_WORDED}
    for letter, word in zip("ab", words, strict=False):
        bound |= spelt(letter, word)
    return [raw["company"] for raw in fetch(BY_TWO if len(words) > 1 else BY_ONE, bound)]


def longest(text: str) -> list[str]:
    """The words typed by which a company can be found, at most two, the longest first."""
    return sorted({word for word in names.words(text) if len(word) >= SHORTEST}, key=len, reverse=True)[:2]


def spelt(letter: str, word: str) -> dict[str, object]:
    """What asks for the companies that have this folded word, named after `letter`; for none where there is no word."""
    start = word[:40]
    return {
        f"word_{letter}": start,
        f"end_{letter}": start + LAST if word else "",
        f"coded_{letter}": _coded(vault.tokens.query_word(word)),
    }


def answers(name: str, text: str) -> bool:
    """Whether each typed word begins a word of the company's name, its own or written in one, or the whole begins it."""
    held, typed = names.words_and_joined(name), names.words(text)
    by_word = all(any(one.startswith(word) for one in held) for word in typed)
    return bool(typed) and (by_word or names.fold(name).startswith(names.fold(text)))


def _coded(tokens: Iterable[int]) -> list[str]:
    return [f"={token & (2**64 - 1):016x}" for token in tokens]

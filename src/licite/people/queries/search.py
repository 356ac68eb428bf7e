"""Search by keyed tokens: words of a name (prefixes), one exact e-mail, one exact phone, words of a company.

A search by e-mail or phone is journalled as such and counted: it is how one would test whether somebody is in
the base. The journal keeps the keyed tokens of what was asked, never the words.
"""

import re
from collections.abc import Sequence
from enum import Enum
from typing import Final

from licite import vault
from licite.access.actor import Actor
from licite.access.permissions import Act, Field, Level
from licite.kit import emails, names, phones
from licite.people import sealing
from licite.people.queries.filters import Filters
from licite.people.queries.finding import CAP, SHORTEST_COMPANY, Asked
from licite.people.queries.lists import PAGE, ContactList, reached
from licite.people.queries.rows import Row, fetch, rows_of, shown_fields
from licite.people.queries.spelling import answers

LATEST_OF = """
    SELECT id FROM people_contact WHERE id = ANY (%s) ORDER BY active_at DESC, id DESC
"""
# Whoever types a national number may mean either country of the house.
COUNTRIES = ("FR", "BE")
EVERYBODY = Filters()
NUMBER: Final = re.compile(r"\+?[\d\s.()/\u2010-\u2015-]*\d[\d\s.()/\u2010-\u2015-]*\Z")
SHORTEST_NUMBER: Final = 6
"""Of fewer digits, what is typed may be a word of a company’s name."""


class Lack(Enum):
    """What is missing of what was typed: letters of a word, the rest of a number or of an address."""

    LETTERS = "letters"
    NUMBER = "number"
    EMAIL = "email"


def search(
    actor: Actor, text: str, *, filters: Filters = EVERYBODY, start: int = 0, limit: int = PAGE
) -> ContactList:
    """At most 200 contacts in scope whom the filters leave, latest activity first, or A–Z within them.

    `too_many` when there were more; `start` is the offset of the page of `limit` (50) within them. Nothing that can be asked
    for: an empty list.
    """
    cells = filters.readable_cells(actor) if filters.letter else filters.cells(actor)
    kind, tokens = _what_is_asked(text)
    if not tokens:
        return ContactList([])
    ids = _ids(Asked(actor, cells, filters), kind, tokens, text)
    found, read = _answering(actor, cells, kind, text, ids)
    if filters.reach:
        found = reached(found, filters.reach)
    if filters.by_name or filters.letter:
        found = [row.id for row in sorted(rows_of(actor, found), key=lambda row: row.sort_key)]
    shown = found[start : start + limit]
    page = [read[one] for one in shown] if read else rows_of(actor, shown)
    terms = [token for group in tokens for token in group]
    actor.trace.saw(
        f"people:contact:search_{kind}",
        [row.id for row in page],
        shown_fields(actor, page),
        terms=terms,
        hits=len(found),
    )
    more = str(start + limit) if len(found) > start + limit else ""
    return ContactList(page, more, too_many=len(ids) > CAP, terms=terms, found=found)


def is_name(text: str) -> bool:
    """Whether a search would take this for words of a name, not for an e-mail or a phone."""
    return _what_is_asked(text)[0] == "name"


def _answering(
    actor: Actor, cells: list[int], kind: str, text: str, ids: list[int]
) -> tuple[list[int], dict[int, Row]]:
    """Those whom all the words fit, the latest activity first; and their rows where these were read for that."""
    decided = kind != "name" or _tokens_say_all(actor, cells, text)
    if len(ids) <= PAGE:
        # No more than a page holds: read at once, and put in order here.
        rows = sorted(rows_of(actor, ids), key=lambda row: (row.active_at, row.id), reverse=True)
    else:
        found = [raw["id"] for raw in fetch(LATEST_OF, [ids[:CAP]])]
        if decided:
            return found, {}
        rows = rows_of(actor, found)
    read = {row.id: row for row in rows if decided or _has_words(row, text)}
    return list(read), read


def too_short(text: str) -> bool:
    """Whether all that was typed are words shorter than the beginning of a name that can be searched."""
    return is_name(text) and all(len(word) < vault.tokens.SHORTEST_PREFIX for word in names.words(text))


def lack(text: str) -> Lack | None:
    """What is missing of what was typed for anybody to be found by it; None for nothing."""
    kind, tokens = _what_is_asked(text)
    if kind == "email":
        return None if tokens else Lack.EMAIL
    if NUMBER.match(text.strip()):
        return None if kind == "phone" and tokens else Lack.NUMBER
    return Lack.LETTERS if too_short(text) else None


def duplicates_in_scope(
    actor: Actor,
    *,
    email_list: Sequence[str] = (),
    phone_list: Sequence[str] = (),
    first: str = "",
    last: str = "",
) -> list[Row]:
    """Records in the actor's own sight with the same canonical e-mail, E.164 phone, or the same whole name."""
    exact = [token for email in email_list for token in vault.tokens.query_exact("email", email)]
    exact += [token for phone in phone_list for token in vault.tokens.query_exact("phone", phone)]
    everywhere = Asked(actor, list(actor.cells(Act.READ)), EVERYBODY)
    by_value = everywhere.one(exact) if exact else []
    words = _words(f"{first} {last}") if first and last else []
    by_name = everywhere.by_name(words) if words else []
    same = names.fold(f"{first} {last}")
    rows = [
        row
        for row in rows_of(actor, list(dict.fromkeys([*by_value, *by_name])))
        if row.id in by_value or names.fold(row.name) == same
    ]
    actor.trace.saw("people:contact:duplicates", [row.id for row in rows], shown_fields(actor, rows))
    return rows


def _what_is_asked(text: str) -> tuple[str, list[list[int]]]:
    """The kind of question, and for each word or value the tokens of every live key: the one reading of what is typed."""
    text = text.strip()
    if "@" in text:
        email = emails.normalise(text)
        return "email", [vault.tokens.query_exact("email", email.canonical)] if email.canonical else []
    if NUMBER.match(text) and sum(character.isdigit() for character in text) >= SHORTEST_NUMBER:
        read = dict.fromkeys(phones.normalise(text, country).e164 for country in COUNTRIES)
        numbers = [token for one in read if one for token in vault.tokens.query_exact("phone", one)]
        return "phone", [numbers] if numbers else []
    return "name", [vault.tokens.query_word(word) for word in _words(text)]


def _words(text: str) -> list[str]:
    """The words typed, each once, the longest first."""
    return sorted(set(names.words(text)), key=len, reverse=True)


def _ids(asked: Asked, kind: str, tokens: list[list[int]], text: str) -> list[int]:
    if kind != "name":
        return asked.one(tokens[0])
    words = _words(text)
    ids = asked.by_name(words)
    start = names.fold(text).strip()
    if len(start) < SHORTEST_COMPANY:
        return ids
    return list(dict.fromkeys([*ids, *asked.by_company(start, words, nobody=not ids)]))


def _tokens_say_all(actor: Actor, cells: list[int], text: str) -> bool:
    """Whether the tokens alone decide: at most two words, each as long as a token reads, and every name open.

    A name that is not open to the reader must not be found by it either.
    """
    typed = set(names.words(text))
    readable = all(actor.level(cell, Field.NAME) == Level.OPEN for cell in cells)
    return readable and len(typed) <= 2 and all(len(word) <= vault.tokens.LONGEST_PREFIX for word in typed)


def _has_words(row: Row, text: str) -> bool:
    """Whether each typed word starts a word of the name or of the company's, or the whole starts the latter."""
    held = sealing.name_words(row.first, row.last) + names.words_and_joined(row.company)
    typed = names.words(text)
    return all(any(_answers(word, one) for one in held) for word in typed) or answers(row.company, text)


def _answers(typed: str, held: str) -> bool:
    return held.startswith(typed) if len(typed) >= vault.tokens.SHORTEST_PREFIX else held == typed

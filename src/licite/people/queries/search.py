"""Search by keyed tokens: words of a name (prefixes), one exact e-mail, one exact phone, the start of a company.

A search by e-mail or phone is journalled as such and counted: it is how one would test whether somebody is in
the base. The journal keeps the keyed tokens of what was asked, never the words.
"""

from collections.abc import Sequence

from licite import vault
from licite.access.actor import Actor
from licite.access.permissions import Act, Field, Level
from licite.kit import emails, names, phones
from licite.people.queries.lists import PAGE, SHOWN, ContactList, Filters
from licite.people.queries.rows import Row, fetch, rows_of

CAP = 200
SHORTEST_COMPANY = 3

# A token stands once a contact: only a rotation, with two generations of it, finds a contact twice. DISTINCT would
# read every hit of a usual beginning before it kept 200.
ONE = """
    SELECT contact AS id FROM people_token
    WHERE token = ANY (%(a)s) AND cell = ANY (%(cells)s) LIMIT %(limit)s
"""
# Two ranges of one index, met: a join looks each hit of one word up among all the tokens of its contact.
TWO = """
    SELECT contact AS id FROM people_token WHERE token = ANY (%(a)s) AND cell = ANY (%(cells)s)
    INTERSECT
    SELECT contact FROM people_token WHERE token = ANY (%(b)s) AND cell = ANY (%(cells)s)
    LIMIT %(limit)s
"""
LATEST_OF = """
    SELECT id FROM people_contact WHERE id = ANY (%s) ORDER BY active_at DESC, id DESC
"""
BY_COMPANY = """
    SELECT c.id FROM people_contact c
    WHERE c.cell = ANY (%(cells)s) AND c.company_id = ANY (ARRAY(
        SELECT o.id FROM people_company o WHERE o.sort_key ^@ %(start)s ORDER BY o.sort_key LIMIT 50))
    ORDER BY c.active_at DESC LIMIT %(limit)s
"""


def search(actor: Actor, text: str, *, filters: Filters | None = None, start: int = 0) -> ContactList:
    """At most 200 contacts in scope, latest activity first; `too_many` when there were more.

    `start` is the offset of the page of 50 within them. Nothing that can be asked for: an empty list.
    """
    cells = (filters or Filters()).cells(actor)
    kind, tokens = _what_is_asked(text)
    if not tokens:
        return ContactList([])
    ids = _ids(cells, kind, tokens, text)
    found = [raw["id"] for raw in fetch(LATEST_OF, [ids[:CAP]])]
    if kind == "name" and not _tokens_say_all(actor, cells, text):
        found = [row.id for row in rows_of(actor, found) if _has_words(row, text)]
    page = rows_of(actor, found[start : start + PAGE])
    terms = [token for group in tokens for token in group]
    actor.trace.saw(
        f"people:contact:search_{kind}", [row.id for row in page], SHOWN, terms=terms, hits=len(found)
    )
    more = str(start + PAGE) if len(found) > start + PAGE else ""
    return ContactList(page, more, too_many=len(ids) > CAP, terms=terms)


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
    cells = list(actor.cells(Act.READ))
    by_value = _one(cells, exact) if exact else []
    tokens = _word_tokens(f"{first} {last}") if first and last else []
    by_name = _name_ids(cells, tokens) if tokens else []
    same = names.fold(f"{first} {last}")
    rows = [
        row
        for row in rows_of(actor, list(dict.fromkeys([*by_value, *by_name])))
        if row.id in by_value or names.fold(row.name) == same
    ]
    actor.trace.saw("people:contact:duplicates", [row.id for row in rows], SHOWN)
    return rows


def _what_is_asked(text: str) -> tuple[str, list[list[int]]]:
    """The kind of question, and for each word or value the tokens of every live key."""
    if "@" in text:
        email = emails.normalise(text)
        return "email", [vault.tokens.query_exact("email", email.canonical)] if email.canonical else []
    if sum(character.isdigit() for character in text) >= 6:
        phone = phones.normalise(text, "FR")
        return "phone", [vault.tokens.query_exact("phone", phone.e164)] if phone.e164 else []
    return "name", _word_tokens(text)


def _word_tokens(text: str) -> list[list[int]]:
    words = sorted(set(names.words(text)), key=len, reverse=True)
    return [tokens for word in words if (tokens := vault.tokens.query_word(word))]


def _ids(cells: list[int], kind: str, tokens: list[list[int]], text: str) -> list[int]:
    if kind != "name":
        return _one(cells, tokens[0])
    ids = _name_ids(cells, tokens)
    start = names.fold(text).strip()
    if len(start) >= SHORTEST_COMPANY:
        found = fetch(BY_COMPANY, {"cells": cells, "start": start, "limit": CAP + 1})
        ids = list(dict.fromkeys([*ids, *(raw["id"] for raw in found)]))
    return ids


def _name_ids(cells: list[int], tokens: list[list[int]]) -> list[int]:
    """The two longest words find the records; the rest are held against the unsealed names."""
    if len(tokens) == 1:
        return _one(cells, tokens[0])
    found = fetch(TWO, {"a": tokens[0], "b": tokens[1], "cells": cells, "limit": CAP + 1})
    return [raw["id"] for raw in found]


def _one(cells: list[int], tokens: list[int]) -> list[int]:
    """Who has this word, under any live key; at most one more than the cap."""
    found = fetch(ONE, {"a": tokens, "cells": cells, "limit": (CAP + 1) * len(tokens)})
    return list(dict.fromkeys(raw["id"] for raw in found))[: CAP + 1]


def _tokens_say_all(actor: Actor, cells: list[int], text: str) -> bool:
    """Whether the tokens alone decide: at most two words, each as long as a token reads, and every name open.

    A name that is not open to the reader must not be found by it either.
    """
    typed = set(names.words(text))
    readable = all(actor.level(cell, Field.NAME) == Level.OPEN for cell in cells)
    return readable and len(typed) <= 2 and all(len(word) <= vault.tokens.LONGEST_PREFIX for word in typed)


def _has_words(row: Row, text: str) -> bool:
    """Whether each typed word starts a word of the name (or the company starts with them)."""
    held = names.words(row.name)
    typed = names.words(text)
    by_name = all(any(_answers(word, one) for one in held) for word in typed)
    return by_name or names.fold(row.company).startswith(names.fold(text).strip())


def _answers(typed: str, held: str) -> bool:
    return held.startswith(typed) if len(typed) >= vault.tokens.SHORTEST_PREFIX else held == typed

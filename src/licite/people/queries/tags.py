"""Tags: words put on records, sealed there, found by the keyed token of their folded form.

Those in use where the reader sees names, the word of one, those of the rows of a list.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from licite import vault
from licite.access.actor import Actor
from licite.access.permissions import Act, Field, Level
from licite.kit import names
from licite.people import sealing
from licite.people.queries.rows import Row, fetch

MOST: Final = 100
# From one tag to the next through the index of each cell, however many records bear it.
IN_USE = """
    SELECT DISTINCT ON (x.token) x.token, t.value, c.public FROM unnest(%(cells)s::int[]) k CROSS JOIN LATERAL (
        WITH RECURSIVE step AS (
            (SELECT token, contact FROM people_tag WHERE cell = k ORDER BY token, contact LIMIT 1)
            UNION ALL
            SELECT n.token, n.contact FROM step CROSS JOIN LATERAL (
                SELECT token, contact FROM people_tag WHERE cell = k AND token > step.token ORDER BY token LIMIT 1) n
        ) SELECT token, contact FROM step LIMIT %(most)s) x
    JOIN people_tag t ON t.contact = x.contact AND t.token = x.token JOIN people_contact c ON c.id = x.contact
    ORDER BY x.token LIMIT %(most)s
"""
ONE = """
    SELECT t.value, c.public FROM people_tag t JOIN people_contact c ON c.id = t.contact
    WHERE t.token = %s AND t.cell = ANY (%s::int[]) LIMIT 1
"""
BEARING = "SELECT contact FROM people_tag WHERE contact = ANY (%s::bigint[]) AND token = ANY (%s::bigint[])"
OF_ROWS = "SELECT contact, value FROM people_tag WHERE contact = ANY (%s::bigint[]) ORDER BY id"


def tag_token(text: str) -> int:
    """The token to store for a tag."""
    return vault.tokens.exact("tag", names.fold(text))


def tagged(text: str) -> list[int]:
    """The tokens to ask for a tag as somebody typed it, one a live key; none for an empty text."""
    folded = names.fold(text)
    return vault.tokens.query_exact("tag", folded) if folded else []


def bearing(ids: Sequence[int], text: str) -> set[int]:
    """Which of these records bear this tag."""
    found = fetch(BEARING, [list(ids), tagged(text)])
    return {raw["contact"] for raw in found}


def tags_in_use(actor: Actor) -> dict[int, str]:
    """Token and word of up to a hundred tags on records whose names the actor reads, by word. No record is shown."""
    found = {raw["token"]: _word(raw) for raw in fetch(IN_USE, {"cells": _cells(actor), "most": MOST})}
    return dict(sorted(found.items(), key=lambda pair: names.fold(pair[1])))


def tag_word(actor: Actor, token: int) -> str:
    """The word of a tag in use there; empty for none."""
    found = fetch(ONE, [token, _cells(actor)])
    return _word(found[0]) if found else ""


def tags_of(actor: Actor, rows: Sequence[Row]) -> dict[int, str]:
    """The tags of the rows of a list whose names are open, as one text each, in the trace of that list."""
    shown = {row.id: row.public for row in rows if actor.level(row.cell, Field.NAME) is Level.OPEN}
    words: dict[int, list[str]] = {}
    for raw in fetch(OF_ROWS, [list(shown)]):
        words.setdefault(raw["contact"], []).append(
            "".join(sealing.open_values("tag", shown[raw["contact"]], raw["value"]))
        )
    if words:
        actor.trace.saw("people:contact:list", list(words), ["tag"])
    return {contact: ", ".join(some) for contact, some in words.items()}


def _cells(actor: Actor) -> list[int]:
    return [cell for cell in actor.cells(Act.READ) if actor.level(cell, Field.NAME) is Level.OPEN]


def _word(raw: Mapping[str, Any]) -> str:
    return "".join(sealing.open_values("tag", raw["public"], raw["value"]))

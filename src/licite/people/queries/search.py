"""Search by keyed tokens: words of a name (prefixes), one exact e-mail, one exact phone, words of a company.

A search by e-mail or phone is journalled as such and counted: it is how one would test whether somebody is in
the base. The journal keeps the keyed tokens of what was asked, never the words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from licite import vault
from licite.access.actor import Actor
from licite.access.permissions import Act, Field, Level
from licite.kit import emails, names, phones
from licite.people import sealing
from licite.people.queries.filters import Filters
from licite.people.queries.lists import PAGE, ContactList, reached
from licite.people.queries.rows import Row, fetch, rows_of, shown_fields
from licite.people.queries.spelling import answers, companies_worded

CAP = 200
SHORTEST_COMPANY = 3

# Filters narrow before the cap: those who are asked for may stand behind two hundred others. The conditions of
# lists.py, and the drawers of a letter.
NARROWED = """
          AND bucket BETWEEN %(first)s AND %(last)s
          AND (%(capacity)s = '' OR capacity = %(capacity)s)
          AND (%(country)s = '' OR country = %(country)s)
          AND (%(department)s = '' OR department = %(department)s)
          AND (%(source)s = '' OR source = %(source)s)
          AND (%(objected)s::boolean IS NULL OR (objections <> 0) = %(objected)s)
          AND (%(unacted)s::boolean IS NULL OR (person_act_at IS NULL) = %(unacted)s)
          AND (%(acted_from)s::timestamptz IS NULL OR person_act_at >= %(acted_from)s)
          AND (%(acted_to)s::timestamptz IS NULL OR person_act_at < %(acted_to)s)
          AND (%(unplanned)s::boolean IS NULL OR (next_task_at IS NULL) = %(unplanned)s)
          AND (%(due_from)s::timestamptz IS NULL OR next_task_at >= %(due_from)s)
          AND (%(due_to)s::timestamptz IS NULL OR next_task_at < %(due_to)s)
          AND (%(company)s::uuid IS NULL OR company_id = (SELECT id FROM people_company WHERE public = %(company)s))
          AND (%(sector)s = '' OR EXISTS (SELECT FROM people_company o WHERE o.id = company_id AND o.sector = %(sector)s))
          AND (%(tag)s::bigint IS NULL OR EXISTS (
              SELECT FROM people_tag t WHERE t.contact = people_contact.id AND t.token = %(tag)s))
          AND NOT (%(has_phone)s AND phone IS NULL OR %(has_email)s AND email IS NULL OR %(has_address)s AND address IS NULL)
"""
NARROWED_TOKENS = "AND EXISTS (SELECT FROM people_contact WHERE id = contact " + NARROWED + ")"
LIMIT = " LIMIT %(limit)s"
# A token stands once a contact: only a rotation, with two generations of it, finds a contact twice. DISTINCT would
# read every hit of a usual beginning before it kept 200.
ONE = """
    SELECT contact AS id FROM people_token
    WHERE token = ANY (%(a)s) AND (%(cells)s::int[] IS NULL OR cell = ANY (%(cells)s))
"""
# Who has both words: a range of the index of pairs, each of whom is looked up there for what the pair does not say (from the
# fourth letter on). A condition in the place of a value, so that no plan reads the words' own ranges.
BOTH = """
    SELECT contact AS id FROM people_token p
    WHERE token = ANY (%(pair)s) AND (%(cells)s::int[] IS NULL OR cell = ANY (%(cells)s))
        AND (%(a)s::bigint[] IS NULL OR (
            SELECT true FROM people_token t
            WHERE t.token = ANY (%(a)s) AND t.cell = p.cell AND t.contact = p.contact LIMIT 1))
        AND (%(b)s::bigint[] IS NULL OR (
            SELECT true FROM people_token t
            WHERE t.token = ANY (%(b)s) AND t.cell = p.cell AND t.contact = p.contact LIMIT 1))
"""
# Where one word is no beginning ("de", "li"): two ranges, met.
TWO = """
    SELECT contact AS id FROM (
        SELECT contact FROM people_token
        WHERE token = ANY (%(a)s) AND (%(cells)s::int[] IS NULL OR cell = ANY (%(cells)s))
        INTERSECT
        SELECT contact FROM people_token
        WHERE token = ANY (%(b)s) AND (%(cells)s::int[] IS NULL OR cell = ANY (%(cells)s))
    ) met WHERE true
"""
LATEST_OF = """
    SELECT id FROM people_contact WHERE id = ANY (%s) ORDER BY active_at DESC, id DESC
"""
BY_COMPANY = """
    SELECT id FROM people_contact
    WHERE (%(cells)s::int[] IS NULL OR cell = ANY (%(cells)s)) AND company_id = ANY (ARRAY(
        (SELECT o.id FROM people_company o WHERE o.sort_key <> '' AND o.sort_key >= %(start)s AND o.sort_key < %(end)s
        ORDER BY o.sort_key LIMIT 50)
        UNION SELECT unnest(%(worded)s::bigint[])))
"""
# The sum keeps the planner off the index of the latest of all, which knows of no company.
LATEST_FIRST = "ORDER BY active_at + interval '0' DESC LIMIT %(limit)s"
LAST = chr(0x10FFFF)
# Whoever types a national number may mean either country of the house.
COUNTRIES = ("FR", "BE")
EVERYBODY = Filters()


@dataclass(frozen=True)
class _Asked:
    """Where a search looks: cells, and what narrows them."""

    actor: Actor
    cells: list[int]
    filters: Filters

    def one(self, tokens: list[int]) -> list[int]:
        """Who has this word, under any live key; at most one more than the cap."""
        found = self._fetch(
            ONE + ("" if self.plain else NARROWED_TOKENS) + LIMIT, a=tokens, limit=(CAP + 1) * len(tokens)
        )
        return list(dict.fromkeys(found))[: CAP + 1]

    def by_name(self, words: list[str]) -> list[int]:
        """The two longest words find the records; the rest are held against the unsealed names."""
        if len(words) == 1:
            return self.one(vault.tokens.query_word(words[0]))
        first, second = words[:2]
        pair = vault.tokens.query_pair(first, second)
        said = vault.tokens.SHORTEST_PREFIX if pair else 0
        found = self._fetch(
            (BOTH if pair else TWO) + ("" if self.plain else NARROWED_TOKENS) + LIMIT,
            pair=pair,
            a=vault.tokens.query_word(first) if len(first) > said else None,
            b=vault.tokens.query_word(second) if len(second) > said else None,
            limit=CAP + 1,
        )
        return list(dict.fromkeys(found))

    def by_company(self, start: str) -> list[int]:
        """Who works for a company whose name begins so, or has these words: one word alone is rather a person's."""
        worded = companies_worded(self.actor, start) if " " in start else []
        return self._fetch(
            BY_COMPANY + ("" if self.plain else NARROWED) + LATEST_FIRST,
            start=start,
            end=start + LAST,
            worded=worded,
            limit=CAP + 1,
        )

    @property
    def plain(self) -> bool:
        return self.filters.plain and not self.filters.letter

    def _fetch(self, sql: str, **asked: Any) -> list[int]:
        asked["cells"] = narrower(self.actor, self.cells)
        if not self.plain:
            asked["first"], asked["last"] = self.filters.buckets
            asked |= self.filters.parameters(self.actor)
        return [raw["id"] for raw in fetch(sql, asked)]


def narrower(actor: Actor, cells: list[int]) -> list[int] | None:
    """The cells to name in a search; none where they are all that the reader has, which the rows' own policy leaves."""
    return None if len(cells) == len(actor.cells(Act.READ)) else cells


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
    ids = _ids(_Asked(actor, cells, filters), kind, tokens, text)
    found = _answering(actor, cells, kind, text, ids)
    if filters.reach:
        found = reached(found, filters.reach)
    if filters.by_name or filters.letter:
        found = [row.id for row in sorted(rows_of(actor, found), key=lambda row: row.sort_key)]
    page = rows_of(actor, found[start : start + limit])
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


def _answering(actor: Actor, cells: list[int], kind: str, text: str, ids: list[int]) -> list[int]:
    """Those whom all the words fit, the latest activity first."""
    found = [raw["id"] for raw in fetch(LATEST_OF, [ids[:CAP]])]
    if kind == "name" and not _tokens_say_all(actor, cells, text):
        found = [row.id for row in rows_of(actor, found) if _has_words(row, text)]
    return found


def too_short(text: str) -> bool:
    """Whether all that was typed are words shorter than the beginning of a name that can be searched."""
    return all(len(word) < vault.tokens.SHORTEST_PREFIX for word in names.words(text))


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
    everywhere = _Asked(actor, list(actor.cells(Act.READ)), EVERYBODY)
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
    """The kind of question, and for each word or value the tokens of every live key."""
    if "@" in text:
        email = emails.normalise(text)
        return "email", [vault.tokens.query_exact("email", email.canonical)] if email.canonical else []
    if sum(character.isdigit() for character in text) >= 6:
        read = dict.fromkeys(phones.normalise(text, country).e164 for country in COUNTRIES)
        numbers = [token for one in read if one for token in vault.tokens.query_exact("phone", one)]
        return "phone", [numbers] if numbers else []
    return "name", [vault.tokens.query_word(word) for word in _words(text)]


def _words(text: str) -> list[str]:
    """The words typed, each once, the longest first."""
    return sorted(set(names.words(text)), key=len, reverse=True)


def _ids(asked: _Asked, kind: str, tokens: list[list[int]], text: str) -> list[int]:
    if kind != "name":
        return asked.one(tokens[0])
    ids = asked.by_name(_words(text))
    start = names.fold(text).strip()
    return list(dict.fromkeys([*ids, *asked.by_company(start)])) if len(start) >= SHORTEST_COMPANY else ids


def _tokens_say_all(actor: Actor, cells: list[int], text: str) -> bool:
    """Whether the tokens alone decide: at most two words, each as long as a token reads, and every name open.

    A name that is not open to the reader must not be found by it either.
    """
    typed = set(names.words(text))
    readable = all(actor.level(cell, Field.NAME) == Level.OPEN for cell in cells)
    return readable and len(typed) <= 2 and all(len(word) <= vault.tokens.LONGEST_PREFIX for word in typed)


def _has_words(row: Row, text: str) -> bool:
    """Whether each typed word starts a word of the name, or of the company's."""
    held = sealing.name_words(row.first, row.last)
    typed = names.words(text)
    return all(any(_answers(word, one) for one in held) for word in typed) or answers(row.company, text)


def _answers(typed: str, held: str) -> bool:
    return held.startswith(typed) if len(typed) >= vault.tokens.SHORTEST_PREFIX else held == typed

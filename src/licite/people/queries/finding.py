"""Where a search looks: ids of contacts by the tokens of their names, and by the words of their companies."""

from dataclasses import dataclass
from typing import Any, Final

from licite import vault
from licite.access.actor import Actor
from licite.access.permissions import Act
from licite.people.queries.filters import Filters
from licite.people.queries.lists import MANY_CELLS
from licite.people.queries.rows import fetch
from licite.people.queries.spelling import MOST_WORDED, companies_worded, longest, ranges

CAP = 200
SHORTEST_COMPANY = 3
SHORTEST_HALF = 4
"""Three letters begin a word of too many companies to walk the people of each for somebody's first name."""

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
BY_COMPANY = """
    SELECT id FROM people_contact
    WHERE (%(cells)s::int[] IS NULL OR cell = ANY (%(cells)s)) AND company_id = ANY (ARRAY(
        (SELECT o.id FROM people_company o WHERE o.sort_key <> '' AND o.sort_key >= %(start)s AND o.sort_key < %(end)s
        ORDER BY o.sort_key LIMIT 50)
        UNION SELECT unnest(%(worded)s::bigint[])))
"""
# The same where two words are typed and somebody has them as a name: companies that have both are found on the way, those
# whose name begins so among them.
BY_COMPANY_OF_TWO = """
    SELECT id FROM people_contact
    WHERE (%(cells)s::int[] IS NULL OR cell = ANY (%(cells)s)) AND company_id = ANY (ARRAY(
        SELECT w.company
        FROM unnest(%(firsts)s::text[], %(beyonds)s::text[], %(sides)s::integer[]) asked (first, beyond, side)
        CROSS JOIN LATERAL (
            SELECT company FROM people_companyword WHERE word >= asked.first AND word < asked.beyond OFFSET 0) w
        GROUP BY w.company HAVING bit_or(asked.side) = %(all_sides)s LIMIT %(most)s))
"""
# The sum keeps the planner off the index of the latest of all, which knows of no company.
LATEST_FIRST = "ORDER BY active_at + interval '0' DESC LIMIT %(limit)s"
LAST = chr(0x10FFFF)
# Who has one of two words in the name, and the other in the name of the company. Each part is read before the next one, and
# none where the one before says that it would be too much. Cells are not named again where people are walked: the rows' own
# policy has them, and their names were in the cells that were asked for.
BY_HALVES = """
    SELECT contact AS id FROM (
        WITH asked AS (
            SELECT * FROM unnest(%(firsts)s::text[], %(beyonds)s::text[], %(sides)s::integer[]) asked (first, beyond, side)
        ), firms_a AS MATERIALIZED (
            SELECT DISTINCT w.company FROM asked
            CROSS JOIN LATERAL (
                SELECT company FROM people_companyword WHERE word >= asked.first AND word < asked.beyond OFFSET 0) w
            WHERE asked.side = 1 LIMIT %(firms)s + 1
        ), firms_b AS MATERIALIZED (
            SELECT DISTINCT w.company FROM asked
            CROSS JOIN LATERAL (
                SELECT company FROM people_companyword WHERE word >= asked.first AND word < asked.beyond OFFSET 0) w
            WHERE asked.side = 2 LIMIT %(firms)s + 1
        ), firms AS (
            SELECT (SELECT count(*) FROM firms_a) AS a, (SELECT count(*) FROM firms_b) AS b
        ), named_a AS MATERIALIZED (
            SELECT contact FROM people_token
            WHERE token = ANY (%(a)s::bigint[]) AND (%(cells)s::int[] IS NULL OR cell = ANY (%(cells)s))
                AND (SELECT b BETWEEN 1 AND %(firms)s FROM firms)
            LIMIT (SELECT CASE WHEN b <= %(walked)s THEN %(named)s ELSE %(looked_up)s END + 1 FROM firms)
        ), named_b AS MATERIALIZED (
            SELECT contact FROM people_token
            WHERE token = ANY (%(b)s::bigint[]) AND (%(cells)s::int[] IS NULL OR cell = ANY (%(cells)s))
                AND (SELECT a BETWEEN 1 AND %(firms)s FROM firms)
            LIMIT (SELECT CASE WHEN a <= %(walked)s THEN %(named)s ELSE %(looked_up)s END + 1 FROM firms)
        ), named AS (
            SELECT (SELECT count(*) FROM named_a) AS a, (SELECT count(*) FROM named_b) AS b
        ), people AS MATERIALIZED (
            SELECT id, company_id FROM people_contact WHERE company_id = ANY (ARRAY(
                SELECT company FROM firms_b
                WHERE (SELECT firms.b <= %(walked)s AND named.a BETWEEN 1 AND %(named)s FROM firms, named)
                UNION ALL
                SELECT company FROM firms_a
                WHERE (SELECT firms.a <= %(walked)s AND named.b BETWEEN 1 AND %(named)s FROM firms, named)))
            UNION ALL
            SELECT id, company_id FROM people_contact WHERE id = ANY (ARRAY(
                SELECT contact FROM named_a
                WHERE (SELECT firms.b > %(walked)s AND named.a <= %(looked_up)s FROM firms, named)
                UNION ALL
                SELECT contact FROM named_b
                WHERE (SELECT firms.a > %(walked)s AND named.b <= %(looked_up)s FROM firms, named)))
            LIMIT %(people)s + 1
        )
        SELECT id AS contact FROM people
        WHERE (SELECT count(*) FROM people) <= %(people)s AND (
            id IN (SELECT contact FROM named_a) AND company_id IN (SELECT company FROM firms_b)
            OR id IN (SELECT contact FROM named_b) AND company_id IN (SELECT company FROM firms_a))
    ) met WHERE true
"""
# What that reads at most: companies that have a word, of which few enough are walked person by person; people of those;
# names that have a word, of which few enough are looked up one by one. Beyond, it finds nobody. With many cells the way to
# the people costs more.
BOUNDS: Final = {"firms": 2_000, "walked": 80, "people": 2_500, "named": 20_000, "looked_up": 250}
OF_MANY_CELLS: Final = {"walked": 16, "people": 800}


@dataclass(frozen=True)
class Asked:
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

    def by_company(self, start: str, words: list[str], *, nobody: bool) -> list[int]:
        """Who works for a company whose name begins so, or has these words: one alone is a person's if anybody has it.

        Where `nobody` has the words in the name, and no company either: who has one in the name and works where the
        other is in the company's.
        """
        narrowed = "" if self.plain else NARROWED
        asked: dict[str, Any] = {"limit": CAP + 1}
        two = longest(start)
        if len(two) > 1 and not nobody:
            asked |= {"most": MOST_WORDED, **ranges(two)}
            return self._fetch(BY_COMPANY_OF_TWO + narrowed + LATEST_FIRST, **asked)
        worded = companies_worded(self.actor, start) if nobody or " " in start else []
        asked |= {"start": start, "end": start + LAST, "worded": worded}
        by_whole = BY_COMPANY + narrowed + LATEST_FIRST
        if worded or not nobody or len(words) == 1:
            return self._fetch(by_whole, **asked)
        by_halves = BY_HALVES + ("" if self.plain else NARROWED_TOKENS) + LIMIT
        return self._fetch(
            "(" + by_whole + ") UNION ALL (" + by_halves + ")", **asked, **self._halves(words[:2])
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

    def _halves(self, words: list[str]) -> dict[str, object]:
        """A word too short to find a company finds names."""
        asked: dict[str, object] = {**BOUNDS}
        if len(self.actor.cells(Act.READ)) > MANY_CELLS:
            asked |= OF_MANY_CELLS
        names = {letter: vault.tokens.query_word(word) for letter, word in zip("ab", words, strict=True)}
        return asked | names | ranges([word if len(word) >= SHORTEST_HALF else "" for word in words])


def narrower(actor: Actor, cells: list[int]) -> list[int] | None:
    """The cells to name in a search; none where they are all that the reader has, which the rows' own policy leaves."""
    return None if len(cells) == len(actor.cells(Act.READ)) else cells

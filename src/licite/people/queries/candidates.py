"""Who might be whom, found blind: by tokens that few share, by the company, without opening anything. For the worker.

Each record is held against those of smaller ids, so that a pair is met once. Blocks are capped: what very many share
(a common first name, a switchboard) tells nobody apart.
"""

from collections.abc import Sequence
from typing import Final

from licite.access import reveal
from licite.access.permissions import Field
from licite.people import sealing
from licite.people.duplicates.likeness import Traits
from licite.people.queries.rows import fetch

BLOCK: Final = 150
"""The most records that may share a token for it to propose them."""
RAREST: Final = 8
"""How many of its rarest tokens a record is looked for by."""
FEW: Final = 40
"""The most records that one is compared with."""

IDS = "SELECT id FROM people_contact WHERE id > %s ORDER BY id LIMIT %s"
MET = """
    WITH mine AS MATERIALIZED (
        SELECT t.token, t.exact, t.contact FROM people_token t WHERE t.contact = ANY (%(ids)s)
    ), sizes AS MATERIALIZED (
        SELECT d.token, (
            SELECT count(*) FROM (SELECT FROM people_token o WHERE o.token = d.token LIMIT %(block)s + 1) s) AS size
        FROM (SELECT DISTINCT token FROM mine) d
    ), picked AS (
        SELECT m.contact, m.token, m.exact,
            row_number() OVER (PARTITION BY m.contact, m.exact ORDER BY s.size, m.token) AS rank
        FROM mine m JOIN sizes s USING (token) WHERE s.size BETWEEN 2 AND %(block)s
    ), met AS (
        SELECT p.contact AS one, o.contact AS other, bool_or(p.exact) AS exact, count(*) AS shared
        FROM picked p JOIN people_token o ON o.token = p.token AND o.contact < p.contact
        WHERE p.exact OR p.rank <= %(rarest)s GROUP BY 1, 2
        UNION ALL
        SELECT c.id, o.id, false, 2 FROM people_contact c JOIN LATERAL (
            SELECT o.id FROM people_contact o
            WHERE o.company_id = c.company_id AND o.bucket = c.bucket AND o.id < c.id LIMIT %(few)s
        ) o ON c.company_id IS NOT NULL WHERE c.id = ANY (%(ids)s)
    )
    SELECT one, other FROM (
        SELECT one, other,
            row_number() OVER (PARTITION BY one ORDER BY bool_or(exact) DESC, sum(shared) DESC, other) AS place
        FROM met GROUP BY one, other HAVING bool_or(exact) OR sum(shared) >= 2
    ) m WHERE place <= %(few)s
"""
SAID = """
    SELECT c.id, c.public, c.listing, c.email, c.phone, c.address,
        coalesce(nullif(k.name_key, ''), k.id::text, '') AS company
    FROM people_contact c LEFT JOIN people_company k ON k.id = c.company_id WHERE c.id = ANY (%s)
"""


def next_ids(after: int, limit: int) -> list[int]:
    """The ids of records that follow, in order."""
    return [row["id"] for row in fetch(IDS, [after, limit])]


def candidates(ids: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs to compare: each of these records with others of smaller ids."""
    found = fetch(MET, {"ids": list(ids), "block": BLOCK, "rarest": RAREST, "few": FEW})
    return [(row["one"], row["other"]) for row in found]


def traits(ids: Sequence[int]) -> dict[int, Traits]:
    """What records say, in clear, to be compared and shown to nobody; the caller's own act is in the trace."""
    rows = fetch(SAID, [list(ids)])
    listings = sealing.open_listings((row["public"], row["listing"]) for row in rows)
    return {
        row["id"]: Traits(
            first=listing.first,
            last=listing.last,
            emails=tuple(
                one.lower() for one in reveal.for_keys(Field.EMAIL, row["public"], row["email"]) if one
            ),
            phones=tuple(filter(None, reveal.for_keys(Field.PHONE, row["public"], row["phone"]))),
            company=row["company"],
            address=tuple(reveal.for_keys(Field.ADDRESS, row["public"], row["address"])),
        )
        for row, listing in zip(rows, listings, strict=True)
    }

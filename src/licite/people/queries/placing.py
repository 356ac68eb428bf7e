"""Where the rules of the organisation place records that are here already: by country, place and sector."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from licite.access import placing, reveal
from licite.access.actor import Actor
from licite.access.permissions import Field
from licite.access.placing import Rule, first_match
from licite.kit.cells import cell_of, portfolio_of, stage_of
from licite.people.models.handover import Handover
from licite.people.queries.handover import assigning, records_after
from licite.people.queries.rows import fetch

LOOKED_AT: Final = 2000
"""Records of which a preview says where they would go."""
DEPARTMENT: Final = 2
"""Letters of a department; a longer beginning of a postal code is looked for in the address itself, which is sealed."""
PLACES = """
    SELECT c.id, c.public, c.cell, c.country, c.department, c.address, coalesce(o.sector, '') AS sector
    FROM people_contact c LEFT JOIN people_company o ON o.id = c.company_id WHERE c.id = ANY (%s)
"""


@dataclass(frozen=True)
class Placed:
    """What applying the rules would move: how many records from a portfolio to another; of how many, and whether of all."""

    moves: Sequence[tuple[int, int, int]]
    looked_at: int
    more: bool

    @property
    def total(self) -> int:
        """All that would move."""
        return sum(many for _from, _to, many in self.moves)


def places_of(actor: Actor, ids: Sequence[int]) -> dict[int, int]:
    """The portfolio that the rules give each of these records, where it is another and the actor may move it there.

    A postal code is opened for that alone, and shown to nobody. Two statements.
    """
    rules = placing.rules(actor)
    if not rules or not ids:
        return {}
    return {one: to for one, (_from, to) in _found(actor, ids, rules).items()}


def preview(actor: Actor, *, tray: bool) -> Placed:
    """Where the first 2,000 records would go, in counts: no record is shown."""
    order = Handover(source=None, tray=tray)
    ids = records_after(actor, order=order, after=0, limit=LOOKED_AT + 1)
    rules = placing.rules(actor)
    found = _found(actor, ids[:LOOKED_AT], rules) if rules else {}
    counted = Counter(found.values())
    moves = sorted(((start, to, many) for (start, to), many in counted.items()), key=lambda one: -one[2])
    return Placed(moves, min(len(ids), LOOKED_AT), len(ids) > LOOKED_AT)


def _found(actor: Actor, ids: Sequence[int], rules: Sequence[Rule]) -> dict[int, tuple[int, int]]:
    reach = set(assigning(actor))
    exact = any(len(place) > DEPARTMENT for rule in rules for place in rule.places)
    found: dict[int, tuple[int, int]] = {}
    for raw in fetch(PLACES, [list(ids)]):
        parts = reveal.for_keys(Field.ADDRESS, raw["public"], raw["address"]) if exact else []
        places = [one for one in (*parts[1:2], raw["department"]) if one]
        to = first_match(rules, country=raw["country"], places=places, sector=raw["sector"])
        start, stage = portfolio_of(raw["cell"]), stage_of(raw["cell"])
        if to is not None and to != start and cell_of(to, stage) in reach:
            found[raw["id"]] = (start, to)
    return found

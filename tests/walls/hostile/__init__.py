"""The attacker's corpus: each attack is data, run as the web role inside a member's own transaction.

`@foreign`, `@own`… in the SQL stand for the ground's ids (`ground.py`). The last statement is judged; those before
it may fail.
"""

from dataclasses import dataclass
from enum import StrEnum

from tests.world import RITA, Cast


class Outcome(StrEnum):
    """What must come of the last statement."""

    DENIED = "the database refuses, for want of a right"
    EMPTY = "no row, or nothing but nulls, zeroes and falsehoods"
    OWN = "nothing but what the member may see anyway"


@dataclass(frozen=True)
class Attack:
    """One attack: what is run, as whom, what it would gain, and what must come of it."""

    name: str
    gain: str
    sql: tuple[str, ...]
    outcome: Outcome = Outcome.DENIED
    actor: Cast = RITA
    state: str = "42501"


@dataclass(frozen=True)
class Oracle:
    """One statement asked about a foreign thing and about a missing one: the answers must be the same."""

    name: str
    gain: str
    sql: str
    foreign: tuple[str, ...]
    missing: tuple[str, ...]
    actor: Cast = RITA


DENIED, EMPTY, OWN = Outcome.DENIED, Outcome.EMPTY, Outcome.OWN

"""What the search of duplicates found among the records that an import made, for whoever may merge them."""

from dataclasses import dataclass
from uuid import UUID

from licite.access.actor import Actor
from licite.access.permissions import Permission
from licite.intake.kinds import Kind
from licite.intake.models import State
from licite.intake.queries import own
from licite.people.queries.duplicates import hunting
from licite.people.queries.rows import fetch

PAIRS = """
    WITH made AS MATERIALIZED (SELECT contact FROM intake_arrival WHERE batch_id = %s AND made)
    SELECT count(*) AS n FROM people_pair
    WHERE dismissed_at IS NULL AND (one IN (SELECT contact FROM made) OR other IN (SELECT contact FROM made))
"""


@dataclass(frozen=True)
class Twins:
    """How many pairs wait in which one record at least came with the import; whether they were looked for since."""

    pairs: int
    searched: bool


def twins_of(actor: Actor, public: UUID) -> Twins | None:
    """Of an import of one's own that is over; None where it made nobody, or for whoever merges nothing. Raises Http404."""
    batch = own(actor, public)
    made = batch.kind == Kind.CONTACTS and batch.state == State.DONE and batch.counts["created"]
    if not made or not actor.has(Permission.CONTACT_MERGE):
        return None
    last, over = hunting(), batch.done_at
    searched = bool(last and last.done_at and over and last.started_at >= over)
    return Twins(fetch(PAIRS, [batch.pk])[0]["n"], searched)

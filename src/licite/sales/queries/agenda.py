"""The next steps of deals that fall due: for whoever plans the day."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from licite.access.actor import Actor
from licite.people.queries.rows import fetch
from licite.sales.queries.deals import deals_by_ids, saw

MINE = """
    SELECT id FROM sales_deal
    WHERE owner = %s AND closed_at IS NULL AND next_on BETWEEN %s AND %s
    ORDER BY next_on, id LIMIT %s
"""


@dataclass(frozen=True)
class StepDue:
    """A deal's next step. `title` and `next_step` are empty where nobody said, or where they are masked for the actor."""

    deal: UUID
    contact_public: UUID
    contact_name: str
    company: str
    title: str
    next_step: str
    next_on: date


def steps_due(actor: Actor, *, member: int, day_from: date, day_to: date, limit: int) -> list[StepDue]:
    """The next steps of a member's open deals in the actor's sight, from one day to another, both included.

    The soonest first, so many at most, in the trace; one statement where there are none, else two.
    """
    ids = [raw["id"] for raw in fetch(MINE, [member, day_from, day_to, limit])]
    rows = deals_by_ids(actor, ids)
    if rows:
        saw(actor, "sales:deal:list", rows)
    return [
        StepDue(
            deal=row.public,
            contact_public=row.contact_public,
            contact_name=row.contact_name,
            company=row.company,
            title=row.title or "",
            next_step=row.next_step or "",
            next_on=row.next_on,
        )
        for row in rows
        if row.next_on
    ]

"""How many deals are open in some cells: for previews of what a change of hands would move."""

from collections.abc import Sequence

from django.db import connection

from licite.access.actor import Actor


def open_deals(actor: Actor, *, cells: Sequence[int]) -> int:
    """Deals that are neither won nor lost, inside the actor's sight."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM sales_deal WHERE cell = ANY (%s::int[]) AND closed_at IS NULL",
            [list(cells)],
        )
        return int(cursor.fetchone()[0])

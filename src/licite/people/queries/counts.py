"""How many records each cell holds, inside the actor's sight: for previews of what a change of rights would move."""

from collections.abc import Sequence

from django.db import connection

from licite.access.actor import Actor


def records_by_cell(actor: Actor, *, cells: Sequence[int]) -> dict[int, int]:
    """Records by cell, cells without any left out. Counts only: no record is shown, none is in the trace."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT cell, count(*) FROM people_contact WHERE cell = ANY (%s::int[]) GROUP BY cell",
            [list(cells)],
        )
        return dict(cursor.fetchall())

"""How many deals are open in some cells: for previews of what a change of hands would move."""

from collections.abc import Sequence

from django.db import connection

from licite.access.actor import Actor
from licite.access.permissions import Act
from licite.people.models.handover import Handover

HANDED = """
    SELECT count(*) FILTER (WHERE NOT c.restricted), count(*) FILTER (WHERE c.restricted)
    FROM sales_deal d JOIN people_contact c ON c.id = d.contact
    WHERE d.cell = ANY (%(cells)s::int[]) AND d.closed_at IS NULL
        AND d.owner IS DISTINCT FROM %(taker)s AND (%(giver)s::int IS NULL OR d.owner = %(giver)s)
"""
BY_OWNER = """
    SELECT d.cell, d.owner, count(*) FROM sales_deal d JOIN people_contact c ON c.id = d.contact
    WHERE d.cell = ANY (%s::int[]) AND d.closed_at IS NULL AND NOT c.restricted AND d.owner IS NOT NULL GROUP BY 1, 2
"""
STILL = """
    SELECT count(*) FROM people_handoveritem i JOIN sales_deal d ON d.id = i.row
    WHERE i.handover = %s AND i.kind = 'deal' AND d.closed_at IS NULL AND d.owner = i.after
"""


def open_deals(actor: Actor, *, cells: Sequence[int]) -> int:
    """Deals that are neither won nor lost, inside the actor's sight."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM sales_deal WHERE cell = ANY (%s::int[]) AND closed_at IS NULL",
            [list(cells)],
        )
        return int(cursor.fetchone()[0])


def deals_to_hand(actor: Actor, *, cells: Sequence[int], giver: int | None, taker: int) -> tuple[int, int]:
    """How many open deals of these cells are not the taker's yet, of one member or of anybody: those that pass, and those
    that stay because their record is restricted.
    """
    with connection.cursor() as cursor:
        cursor.execute(HANDED, {"cells": list(cells), "giver": giver, "taker": taker})
        passing, still = cursor.fetchone()
        return passing, still


def deals_by_owner(actor: Actor, *, cells: Sequence[int]) -> dict[tuple[int, int], int]:
    """How many deals are open in these cells, by (cell, whose they are), inside the actor's sight; restricted records
    stand still, and are not counted.
    """
    with connection.cursor() as cursor:
        cursor.execute(BY_OWNER, [list(cells)])
        return {(cell, owner): many for cell, owner, many in cursor.fetchall()}


def deals_still_there(actor: Actor, *, order: Handover) -> int:
    """How many deals are as a hand-over left them, and so would come back."""
    with connection.cursor() as cursor:
        cursor.execute(STILL, [order.pk])
        return int(cursor.fetchone()[0])


def owners(actor: Actor, *, cells: Sequence[int]) -> set[int]:
    """Whose the open deals of these cells are, inside the actor's sight."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT owner FROM sales_deal WHERE cell = ANY (%s::int[]) AND closed_at IS NULL",
            [list(cells)],
        )
        return {row[0] for row in cursor.fetchall()}


def left_behind(actor: Actor, *, member: int) -> tuple[int, int]:
    """How many tasks and deals a member has open, wherever they are: counts alone, for whoever keeps the accounts."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tasks, deals FROM gate.left_behind(%s)", [member])
        tasks, deals = cursor.fetchone()
        return tasks, deals


def deals_by_portfolio(actor: Actor, *, member: int) -> dict[int, int]:
    """How many deals of a member are open, by portfolio, inside the actor's sight."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT cell / 10, count(*) FROM sales_deal "
            "WHERE owner = %s AND cell = ANY (%s::int[]) AND closed_at IS NULL GROUP BY 1",
            [member, list(actor.cells(Act.READ))],
        )
        return dict(cursor.fetchall())

"""Deals laid by a superuser, for what a member reads of others' deals."""

from uuid import UUID

from licite.people import sealing
from tests.plugin import database_name, superuser
from tests.world import START, Cast, Person

DEAL = """
    INSERT INTO sales_deal (public, contact, cell, company_id, title, step, step_at, probability, expected_on, next_step, next_on, owner,
        created_at, reason)
    VALUES (%s, %s, %s, %s, %s, %s, %s, 25, '2027-01-15', %s, '2027-01-04', %s, %s, '') RETURNING id
"""


def lay(one: Person, owner: Cast, *, cents: int, number: int = 0, step: str = "needs") -> UUID:
    """A deal of the owner's with a contact; its public id."""
    public = UUID(int=70_000 + one.id * 100 + number, version=4)
    title, following = (
        sealing.seal_values(name, one.public, [text])
        for name, text in (("deal", f"Lot {one.last}"), ("deal_next", "Visite"))
    )
    with superuser(database_name()) as admin:
        admin.execute("SET search_path = licite")
        made = admin.execute(
            DEAL, (public, one.id, one.cell, one.cell // 10, title, step, START, following, owner.id, START)
        ).fetchone()
        assert made is not None
        admin.execute(
            "INSERT INTO sales_amount (deal, contact, cell, cents) VALUES (%s, %s, %s, %s)",
            (made[0], one.id, one.cell, cents),
        )
    return public


def buy(one: Person, *, cents: int | None, number: int = 1, day: str = "2025-02-03") -> int:
    """A purchase of a contact's, as a file brought it; its number."""
    said = sealing.seal_values("purchase", one.public, [f"F-{number}", f"Gants {one.last}"])
    with superuser(database_name()) as admin:
        admin.execute("SET search_path = licite")
        made = admin.execute(
            "WITH act AS (INSERT INTO people_interaction (contact, cell, at, kind, direction, outcome, evidence, created_at) "
            "VALUES (%s, %s, %s, 'order', 'theirs', 'done', 'order', %s) RETURNING id) "
            "INSERT INTO sales_purchase (public, contact, cell, company_id, interaction, bought_on, said, created_at) "
            "SELECT gen_random_uuid(), %s, %s, %s, id, %s, %s, %s FROM act RETURNING id",
            (one.id, one.cell, day, START, one.id, one.cell, one.cell // 10, day, said, START),
        ).fetchone()
        assert made is not None
        if cents is not None:
            admin.execute(
                "INSERT INTO sales_spent (purchase, contact, cell, cents) VALUES (%s, %s, %s, %s)",
                (made[0], one.id, one.cell, cents),
            )
    return int(made[0])


def spent(purchase: int, cents: int) -> None:
    """Another sum for a purchase, behind everybody's back."""
    with superuser(database_name()) as admin:
        admin.execute("UPDATE licite.sales_spent SET cents = %s WHERE purchase = %s", (cents, purchase))


def worth(public: UUID, cents: int) -> None:
    """Another amount for a deal, behind everybody's back."""
    with superuser(database_name()) as admin:
        admin.execute(
            "UPDATE licite.sales_amount SET cents = %s WHERE deal = (SELECT id FROM licite.sales_deal WHERE public = %s)",
            (cents, public),
        )


def sweep() -> None:
    """No deal and no purchase is left."""
    with superuser(database_name()) as admin:
        admin.execute("SET search_path = licite")
        admin.execute("DELETE FROM sales_deal")
        admin.execute("DELETE FROM people_interaction WHERE id IN (SELECT interaction FROM sales_purchase)")

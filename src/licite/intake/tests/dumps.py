"""What the base says of people, to be compared before and after: every table, sealed values opened where they are seen."""

from licite.access.gate import acting_for
from licite.intake.tests.conftest import PURPOSE
from licite.people import sealing
from licite.people.models import Contact
from tests.plugin import database_name, superuser
from tests.world import MAX

STAYS = ("lawful_suppression",)
"""What an undoing leaves on purpose: a refusal is the person's, and no file's."""
TABLES = """
    SELECT c.relname, array_agg(a.attname::text) FILTER (WHERE a.atttypid = 'bytea'::regtype)
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = 'licite'::regnamespace AND c.relkind = 'r' AND c.relname ~ '^(people|lawful|sales)_'
    GROUP BY c.relname
"""


def people() -> dict[str, list[object]]:
    """Rows of the tables about people by table; a sealed column says whether it holds something."""
    found: dict[str, list[object]] = {"opened": opened()}
    with superuser(database_name()) as connection:
        for table, sealed in connection.execute(TABLES).fetchall():
            if table in STAYS:
                continue
            held = "".join(f", {name} IS NOT NULL" for name in sealed or [])
            plain = "to_jsonb(t) - %s::text[]"
            found[table] = sorted(
                connection.execute(
                    f"SELECT ({plain})::text{held} FROM licite.{table} t", [sealed or []]
                ).fetchall()
            )
    return found


def opened() -> list[object]:
    """Names and coordinates of everybody."""
    with acting_for(MAX.id, PURPOSE):
        raws = list(Contact.objects.order_by("id").values("public", "listing", "email", "phone", "address"))
        listings = sealing.open_listings([(raw["public"], raw["listing"]) for raw in raws])
        return [
            (
                listing,
                *(
                    sealing.open_values(name, raw["public"], raw[name])
                    for name in ("email", "phone", "address")
                ),
            )
            for raw, listing in zip(raws, listings, strict=True)
        ]

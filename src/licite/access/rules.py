"""What the owner renews in the gate at each migration: the policy packs' figures and the MAC key."""

from django.db import connections, transaction

from licite import packs
from licite.packs import learning
from licite.packs.reading import base
from licite.packs.units import SECONDS

UPSERT = """
    INSERT INTO gate.rule (country, key, unit, scale, figure, codes, base_figure, base_codes, least, most, stricter, editor)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (country, key) DO UPDATE SET unit = excluded.unit, scale = excluded.scale, figure = excluded.figure,
        codes = excluded.codes, base_figure = excluded.base_figure, base_codes = excluded.base_codes,
        least = excluded.least, most = excluded.most, stricter = excluded.stricter, editor = excluded.editor
"""


def load() -> int:
    """Makes `gate.rule` equal to the packs with the organisation's overrides, as the owner; returns how many rules."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SET LOCAL ROLE licite_gate")
        laws = learning.read(cursor).laws
        rows = [
            _row(country, base(country)[rule.key], rule)
            for country in packs.countries()
            for rule in laws[country].values()
        ]
        cursor.execute(
            "DELETE FROM gate.rule r WHERE NOT EXISTS (SELECT FROM unnest(%s::text[], %s::text[]) k(country, key)"
            " WHERE k.country = r.country AND k.key = r.key)",
            [[row[0] for row in rows], [row[1] for row in rows]],
        )
        cursor.executemany(UPSERT, rows)
    return len(rows)


def _row(country: str, pack: packs.Rule, rule: packs.Rule) -> tuple[str | int | list[str] | None, ...]:
    """One rule as the gate keeps it: what holds, what the pack says, and the bounds in the rule's own unit."""
    return (
        country,
        rule.key,
        rule.unit,
        SECONDS.get(rule.unit, 1),
        rule.figure,
        _listed(rule),
        pack.figure,
        _listed(pack),
        pack.min,
        pack.max,
        pack.stricter,
        pack.editable_by,
    )


def _listed(rule: packs.Rule) -> list[str] | None:
    return None if rule.codes is None else list(rule.codes)


def renew_key() -> None:
    """Gives the gate a new MAC key, as the owner: no context outlives its transaction, so none is cut."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SET LOCAL ROLE licite_gate")
        cursor.execute("SELECT gate.renew_key()")

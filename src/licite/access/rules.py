"""What the owner renews in the gate at each migration: the policy pack's figures and the MAC key."""

from django.db import connections, transaction

from licite import packs

UPSERT = """
    INSERT INTO gate.rule (key, figure, codes) VALUES (%s, %s, %s)
    ON CONFLICT (key) DO UPDATE SET figure = excluded.figure, codes = excluded.codes
"""


def load() -> int:
    """Makes `gate.rule` equal to the pack, as the owner; returns how many rules there are."""
    rows = [
        (rule.key, rule.figure, None if rule.codes is None else list(rule.codes))
        for rule in packs.rules().values()
    ]
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SET LOCAL ROLE licite_gate")
        cursor.execute("DELETE FROM gate.rule WHERE NOT key = ANY (%s)", [[key for key, _, _ in rows]])
        cursor.executemany(UPSERT, rows)
    return len(rows)


def renew_key() -> None:
    """Gives the gate a new MAC key, as the owner: no context outlives its transaction, so none is cut."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SET LOCAL ROLE licite_gate")
        cursor.execute("SELECT gate.renew_key()")

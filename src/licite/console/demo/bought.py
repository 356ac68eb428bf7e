"""What customers bought, behind each order of their history, and the number by which a former tool knew them."""

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from random import Random
from typing import Any, Final

from django.db import connection
from django.utils import timezone

from licite.access import gate
from licite.console.demo.records import CUSTOMER, FORMER, DemoContact
from licite.console.demo.words import lines
from licite.console.demo.write import Stored, insert_rows
from licite.journal import entries
from licite.people import sealing
from licite.people.queries.references import Reference, sealed_reference, token_of

ORDERS = "SELECT id, contact, at FROM people_interaction WHERE kind = 'order' ORDER BY contact, at, id"
REFERENCES = """
    INSERT INTO people_reference (contact, cell, token, value, member, created_at)
    SELECT *, NULL::int, %s FROM unnest(%b::bigint[], %b::int[], %b::bigint[], %b::bytea[])
"""
KEEP = "SELECT gate.keep_purchases(%s::bigint[], %s::date[], %s::bytea[], %s::bigint[])"
TOOL: Final = "Ancien logiciel de gestion"
_COUNTS: Final = (2, 4, 6, 10, 12, 20, 24, 50)
# Euros of an order: a household's, a workshop's, a large account's.
_HOUSEHOLD: Final = (45, 700)
_WORKSHOP: Final = (180, 9_500)
_LARGE: Final = (2_400, 64_000)
_A_PIECE: Final = 4_000
"""Cents that a piece is worth at least."""
_WITHOUT_AMOUNT: Final = 0.04
_KNOWN_BEFORE: Final = 0.8


def add_purchases(contacts: Sequence[DemoContact], stored: Mapping[str, Stored]) -> None:
    """Lays a purchase behind each order, as an import of the accounts would have; the same at each build."""
    with gate.as_system("demo"), connection.cursor() as cursor:
        cursor.execute(ORDERS)
        moments: dict[int, list[tuple[int, datetime]]] = {}
        for order, contact, at in cursor.fetchall():
            moments.setdefault(contact, []).append((order, at))
        rows = [
            row
            for one in contacts
            for row in _bought(one, stored[one.key], moments.get(stored[one.key].id, ()))
        ]
        if rows:
            cursor.execute(KEEP, [list(column) for column in zip(*rows, strict=True)])
        entries.write(
            "sales:purchase:write",
            subjects=[stored[one.key].id for one in contacts if stored[one.key].id in moments],
            fields=["purchases", "amount"],
            origin="demo",
        )


def add_references(contacts: Sequence[DemoContact], stored: Mapping[str, Stored], now: datetime) -> None:
    """Four customers in five came from a former tool, and keep its number."""
    rows: list[tuple[Any, ...]] = []
    for one in contacts:
        rng, held = Random(f"{one.key}:reference"), stored[one.key]
        if one.stage in (CUSTOMER, FORMER) and rng.random() < _KNOWN_BEFORE:
            known = Reference(
                TOOL, f"CL-{int(one.key[1:]):06d}" if one.key[1:].isdecimal() else f"CL-{one.key}"
            )
            rows.append((held.id, held.cell, token_of(known), sealed_reference(held.public, known)))
    with gate.as_system("demo"):
        insert_rows(REFERENCES, rows, now)


def _bought(
    one: DemoContact, held: Stored, orders: Sequence[tuple[int, datetime]]
) -> Iterator[tuple[object, ...]]:
    for place, (order, at) in enumerate(orders):
        rng = Random(f"{one.key}:order:{place}")
        day = timezone.localdate(at)
        number = f"F{day:%y}-{rng.randrange(1_000, 99_999):05d}"
        cents = None if rng.random() < _WITHOUT_AMOUNT else _worth(rng, one)
        counts = [count for count in _COUNTS if cents is None or count * _A_PIECE <= cents] or [1]
        label = f"{rng.choice(lines('goods')).capitalize()} × {rng.choice(counts)}"
        yield order, day, sealing.seal_values("purchase", held.public, [number, label]), cents


def _worth(rng: Random, one: DemoContact) -> int:
    """Cents, small orders far more often than large ones."""
    low, high = (
        _HOUSEHOLD if one.company is None else _LARGE if one.portfolio == "Grands comptes" else _WORKSHOP
    )
    euros = math.exp(rng.triangular(math.log(low), math.log(high), math.log(low * 2)))
    return round(euros) * 100 + rng.choice((0, 0, 50, 90))

"""The bulk check of normalised identifiers against the list: what a mailing or a list bought elsewhere must pass."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.db import connection

from licite import vault
from licite.lawful.suppression.reading import Identifier

PRINTS = 20_000
"""Fingerprints a statement."""


@dataclass(frozen=True)
class Hit:
    """An identifier that is on the list, for a channel and a purpose ("" for every one)."""

    identifier: Identifier
    channel: str
    purpose: str


def listed(found: Iterable[Identifier]) -> Iterator[Hit]:
    """Those of the identifiers that are on the list, by the keys of every generation. The worker's role only."""
    rest = iter(found)
    while part := list(islice(rest, PRINTS)):
        owners = {made: one for one in part for made in vault.fingerprints.fingerprints(one.kind, one.value)}
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM gate.listed(%s::bytea[])", [list(owners)])
            for made, channel, purpose in cursor.fetchall():
                yield Hit(owners[bytes(made)], channel, purpose)

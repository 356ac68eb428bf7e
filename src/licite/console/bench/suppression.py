"""`licite bench suppression`: so many normalised identifiers against so many fingerprints, in the real table."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections, transaction

from licite import vault
from licite.console.bench.standing import is_demo
from licite.lawful.suppression.checking import listed
from licite.lawful.suppression.reading import Identifier

LAY = "COPY licite.lawful_suppression (fingerprint, channel, purpose, source, since) FROM STDIN"
CLEAR = "DELETE FROM licite.lawful_suppression WHERE source = 'bench'"
TIDY = "VACUUM (ANALYZE) licite.lawful_suppression"


def measure(*, identifiers: int, fingerprints: int) -> dict[str, float | int]:
    """Seconds of the check, the laying of the list apart; every tenth identifier is on it. The list is then as before."""
    if not is_demo():
        raise SystemExit("licite: the bench writes into the suppression list; it works on demo homes only")
    began = time.monotonic()
    with laid(people(identifiers - identifiers // 10, fingerprints)):
        ready = time.monotonic()
        found = sum(1 for _ in listed(people(0, identifiers)))
        done = time.monotonic()
    return {
        "identifiers": identifiers,
        "fingerprints": fingerprints,
        "generations": len(vault.fingerprints.fingerprints("phone", "+33100000000")),
        "found": found,
        "laying": round(ready - began, 1),
        "seconds": round(done - ready, 1),
    }


def people(first: int, count: int) -> Iterator[Identifier]:
    """Invented e-mails and phones by turns."""
    for number in range(first, first + count):
        if number % 2:
            yield Identifier("email", f"personne.{number}@entreprise{number % 5000}.example")
        else:
            yield Identifier("phone", f"+3319{number:08}")


@contextmanager
def laid(those: Iterator[Identifier]) -> Iterator[None]:
    """Puts them on the list as the owner, and takes them off again."""
    try:
        with (
            transaction.atomic(using="owner"),
            connections["owner"].cursor() as cursor,
            cursor.copy(LAY) as rows,
        ):
            for one in those:
                made = vault.fingerprints.fingerprint(one.kind, one.value)
                rows.write_row((made, "all", "", "bench", "2026-01-01T00:00:00Z"))
        with connections["owner"].cursor() as cursor:
            cursor.execute(TIDY)
        yield
    finally:
        with connections["owner"].cursor() as cursor:
            cursor.execute(CLEAR)
            cursor.execute(TIDY)

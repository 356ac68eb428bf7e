"""`licite bench suppression`: so many normalised identifiers against so many fingerprints, in the real table."""

import time
from collections.abc import Iterator
from itertools import islice

from django.db import connection, connections

from licite import vault
from licite.access import gate
from licite.console.bench.standing import is_demo
from licite.kit import clock
from licite.lawful.suppression.checking import listed
from licite.lawful.suppression.reading import Identifier

LAY = "SELECT gate.suppress('all', 'file', %s, %s::bytea[], '{}')"
A_TIME = 4000
TIDY = "VACUUM (ANALYZE) licite.lawful_suppression"


def measure(*, identifiers: int, fingerprints: int) -> dict[str, float | int]:
    """Seconds of the check, the laying of the list apart; every tenth identifier is on it.

    Nothing leaves that list: the invented fingerprints stay, and a second run finds them there.
    """
    if not is_demo():
        raise SystemExit("licite: the bench writes into the suppression list; it works on demo homes only")
    began = time.monotonic()
    lay(people(identifiers - identifiers // 10, fingerprints))
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


def lay(those: Iterator[Identifier]) -> None:
    """Puts them on the list, by the door that opposition files take."""
    while part := list(islice(those, A_TIME)):
        prints = [vault.fingerprints.fingerprint(one.kind, one.value) for one in part]
        with gate.as_system("console"), connection.cursor() as cursor:
            cursor.execute(LAY, [clock.now(), prints])
    with connections["owner"].cursor() as cursor:
        cursor.execute(TIDY)

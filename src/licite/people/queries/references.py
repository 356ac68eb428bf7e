"""The numbers by which other tools know a person: sealed on the record, found by the keyed token of tool and number."""

import re
from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from licite import vault
from licite.kit import names
from licite.people import sealing
from licite.people.queries.rows import fetch

BEARERS = "SELECT contact, token FROM people_reference WHERE token = ANY (%s::bigint[]) ORDER BY contact"
HELD = "SELECT contact, count(*) AS held FROM people_reference WHERE contact = ANY (%s::bigint[]) GROUP BY contact"
SPACES = re.compile(r"\s+")
SEPARATOR = "\x1f"


class Reference(NamedTuple):
    """A number, and the tool that gave it; both as they were written."""

    tool: str
    number: str

    @property
    def key(self) -> str:
        """What is compared: a spreadsheet eats the zeros before a number, and nobody minds capitals; empty for none."""
        number = SPACES.sub("", names.clean(self.number)).casefold()
        if number.isdecimal():
            number = number.lstrip("0")
        tool = names.fold(self.tool)
        return f"{tool}{SEPARATOR}{number}" if tool and any(map(str.isalnum, number)) else ""


def token_of(reference: Reference) -> int:
    """The token to store."""
    return vault.tokens.exact("reference", reference.key)


def tokens_asked(reference: Reference) -> list[int]:
    """The tokens to ask for, one a live key."""
    return vault.tokens.query_exact("reference", reference.key)


def sealed_reference(subject: UUID, reference: Reference) -> bytes | None:
    """The envelope of a record."""
    return sealing.seal_values("reference", subject, reference)


def opened_reference(subject: UUID, envelope: bytes | memoryview) -> Reference:
    """What `sealed_reference` sealed."""
    return Reference(*sealing.open_values("reference", subject, envelope))


def bearers(references: Iterable[Reference]) -> dict[int, list[Reference]]:
    """Who in the actor's sight bears one of these numbers: contact → those of them. The caller leaves the trace."""
    asked = {token: one for one in references if one.key for token in tokens_asked(one)}
    found: dict[int, list[Reference]] = {}
    if asked:
        for raw in fetch(BEARERS, [list(asked)]):
            found.setdefault(raw["contact"], []).append(asked[raw["token"]])
    return found


def numbers_held(contacts: Iterable[int]) -> dict[int, int]:
    """How many numbers each of these records bears; those with none are left out."""
    return {raw["contact"]: raw["held"] for raw in fetch(HELD, [list(contacts)])}

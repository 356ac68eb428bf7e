"""What an undoing has to know of a record, kept sealed with its arrival: what stood there before, and digests of what the
import wrote. Where a digest no longer fits, somebody has changed the value since, and it stays. It names its import: laid
with another one, it says nothing. And what an act that a file brought is known again by.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from licite import vault
from licite.intake.rows import Person
from licite.people.queries.references import Reference
from licite.people.sealing import Address

FIELDS = ("first", "last", "title", "emails", "phones", "address", "country", "capacity", "company")
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Kept:
    """`was`: values of the fields that were completed, as they stood; `now`: the digest of each field written, or of all of
    a record that was made, and its company; `at`: the moment that the history of the record has for it; `numbers`: those
    of another tool that were put on it.
    """

    was: dict[str, Any]
    now: dict[str, str]
    at: str = ""
    numbers: tuple[Reference, ...] = ()

    def untouched(self, values: Values) -> list[str]:
        """The fields that still hold what the import wrote."""
        return [name for name, digest in self.now.items() if _digest(values[name]) == digest]


def values_of(person: Person, company: int | None) -> dict[str, Any]:
    """The fields of a record; its company by id."""
    found = {name: getattr(person, name) for name in FIELDS if name != "company"}
    return {**found, "company": company or 0}


def digest(person: Person) -> str:
    """One of all that a record that the import makes says, but for its company: it has no id yet."""
    return _digest([getattr(person, name) for name in FIELDS if name != "company"])


def seal_made(batch: UUID, made: Iterable[tuple[UUID, str, int | None, Sequence[Reference]]]) -> list[bytes]:
    """What is kept of records that an import made, each under its own id: digest, the company by its id, numbers."""
    return vault.seal_many(
        "arrival",
        (
            (
                subject,
                f'["{batch.hex}", {{}}, {{"all": "{said}", "company": "{company or 0}"}}, "", {json.dumps(numbers)}]',
            )
            for subject, said, company, numbers in made
        ),
    )


def is_as_made(kept: Kept, values: Values) -> bool:
    """Whether a record that the import made is as it was made."""
    said = _digest([values[name] for name in FIELDS if name != "company"])
    return kept.now == {"all": said, "company": str(values["company"])}


def completed(
    before: Values, after: Values, names: Iterable[str], numbers: Iterable[Reference], *, at: str
) -> Kept:
    """For a record that the import completed."""
    filled = [name for name in FIELDS if name in set(names)]
    was, now = {name: before[name] for name in filled}, {name: _digest(after[name]) for name in filled}
    return Kept(was, now, at, tuple(numbers))


def seal(batch: UUID, subject: UUID, kept: Kept) -> bytes:
    """Under the record's own id."""
    told = [batch.hex, kept.was, kept.now, kept.at, kept.numbers]
    return vault.seal("arrival", subject, json.dumps(told))


def opened(batch: UUID, subject: UUID, envelope: bytes | memoryview | None) -> Kept | None:
    """What was sealed for this import; None for nothing, and for what it did not leave itself."""
    if envelope is None:
        return None
    try:
        of, was, now, at, numbers = json.loads(vault.unseal("arrival", subject, envelope))
    except vault.Unsealable:
        return None
    if of != batch.hex:
        return None
    for name, shape in (("emails", tuple), ("phones", tuple), ("address", lambda parts: Address(*parts))):
        if name in was:
            was[name] = shape(was[name])
    return Kept(was, now, at, tuple(Reference(*one) for one in numbers))


def seal_act(subject: UUID, said: str, digest: str) -> bytes:
    """What an act that a file brought is known again by, and the digest of its row, under its contact's own id."""
    return vault.seal("event", subject, json.dumps([said, digest]))


def act_of(subject: UUID, envelope: bytes | memoryview) -> tuple[str, str]:
    """What `seal_act` sealed."""
    said, digest = json.loads(vault.unseal("event", subject, envelope))
    return said, digest


def _digest(value: object) -> str:
    return hashlib.blake2b(json.dumps(value).encode(), digest_size=12).hexdigest()

"""What is made of a person before the database is asked anything: sealed columns, tokens, marks and fingerprints.

It asks for the keys and nothing else, so that another process can do it. What was made under keys that were changed
since must be made anew: `vault.generations` tells.
"""

import uuid
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from licite import vault
from licite.kit import countries, names
from licite.kit.arrays import items, yes_or_no
from licite.people import sealing
from licite.people.actions import values


class Facts(Protocol):
    """A person, every value in the form in which it is kept."""

    @property
    def first(self) -> str: ...
    @property
    def last(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def emails(self) -> Sequence[str]: ...
    @property
    def phones(self) -> Sequence[str]: ...
    @property
    def address(self) -> sealing.Address: ...
    @property
    def country(self) -> str: ...


class Keyed(NamedTuple):
    """By what a person is asked for. `marks` and `prints`: tokens and fingerprints of e-mails and phones; `whole`: tokens
    of the whole name. All of every live key.
    """

    marks: list[int]
    prints: list[bytes]
    whole: list[int]
    department: str


class Ready(NamedTuple):
    """A record to be, under its public id. `tokens` to store and whether each is exact, as `kit.arrays` writes them, and
    how many; `words`: tokens of the words of the name, by the active key.
    """

    keyed: Keyed
    public: uuid.UUID
    listing: bytes
    email: bytes | None
    phone: bytes | None
    address: bytes | None
    bucket: int
    tokens: str
    exact: str
    size: int
    words: list[int]


def make_keyed(rows: Sequence[Facts]) -> list[Keyed]:
    """Of all of them, in order, where nothing will be written."""
    maker = vault.tokens.Maker()
    return [_keyed(row, maker) for row in rows]


def make_ready(rows: Sequence[Facts]) -> list[Ready]:
    """All of them in order; what several have in common (words of names, above all) is worked out once."""
    maker = vault.tokens.Maker()
    public = [uuid.uuid4() for _row in rows]
    listings = vault.seal_many("listing", zip(public, map(_listed, rows), strict=True))
    emails = _seal("email", public, [row.emails for row in rows])
    phones = _seal("phone", public, [row.phones for row in rows])
    addresses = _seal("address", public, [row.address for row in rows])
    return [
        Ready(
            _keyed(row, maker),
            public[place],
            listings[place],
            emails[place],
            phones[place],
            addresses[place],
            names.bucket(row.last or row.first),
            *_stored(row, maker),
            [maker.query_word(word)[0] for word in names.words(f"{row.first} {row.last}")],
        )
        for place, row in enumerate(rows)
    ]


def _keyed(row: Facts, maker: vault.tokens.Maker) -> Keyed:
    whole = names.key(row.first, row.last)
    return Keyed(
        values.marks(row.emails, row.phones, maker),
        values.prints(row.emails, row.phones),
        maker.query_exact("whole", whole) if whole else [],
        countries.department(row.country, row.address.postal_code),
    )


def _stored(row: Facts, maker: vault.tokens.Maker) -> tuple[str, str, int]:
    emails = values.canonical(row.emails)
    found = sorted(sealing.contact_tokens(row.first, row.last, emails, row.phones, maker).items())
    return items(token for token, _ in found), yes_or_no(exact for _, exact in found), len(found)


def _listed(row: Facts) -> str:
    phone, email = (held[0] if held else "" for held in (row.phones, row.emails))
    return sealing.listed(row.first, row.last, row.title, phone, email)


def _seal(field: str, public: Sequence[uuid.UUID], columns: Sequence[Sequence[str]]) -> list[bytes | None]:
    """One envelope a row; None for nothing at all."""
    filled = [(one, vault.pack(held)) for one, held in zip(public, columns, strict=True) if any(held)]
    envelopes = iter(vault.seal_many(field, filled))
    return [next(envelopes) if any(held) else None for held in columns]

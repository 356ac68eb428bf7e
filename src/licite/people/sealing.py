"""How a contact's sealed columns are packed: one listing envelope a row, one envelope a class of coordinates.

`listing` (class "listing"): first name, last name, title, mask of the first phone, mask of the first e-mail.
`email`, `phone`: the values, first one first. `address`: line, postal code, town of each address, one after the other.
Sealed under the contact's own public id too, each in a class of its own ("note", "task", "file", "file_name", "tag",
"role", "reference", "custom"…): texts around the record, files and their names, values of own fields.
"""

import base64
from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from licite import vault
from licite.kit import emails, names, phones


class Listing(NamedTuple):
    """What a list shows of a contact, opened in one go."""

    first: str
    last: str
    title: str
    phone_mask: str
    email_mask: str

    @property
    def name(self) -> str:
        """First name, last name."""
        return f"{self.first} {self.last}".strip()


class Address(NamedTuple):
    """A postal address."""

    line: str = ""
    postal_code: str = ""
    town: str = ""


def seal_listing(subject: UUID, *, first: str, last: str, title: str, phone: str, email: str) -> bytes:
    """Seals names and title with the masks of an E.164 phone and an e-mail (both may be empty)."""
    return vault.seal("listing", subject, listed(first, last, title, phone, email))


def listed(first: str, last: str, title: str, phone: str, email: str) -> str:
    """What `seal_listing` seals."""
    masks = phones.mask(phone) if phone else "", emails.mask(email) if email else ""
    return vault.pack([first, last, title, *masks])


def open_listings(rows: Iterable[tuple[UUID, bytes | memoryview]]) -> list[Listing]:
    """Opens (public id, listing envelope) pairs, in order."""
    return [Listing(*vault.unpack(text)) for text in vault.unseal_many("listing", rows)]


def seal_values(field: str, subject: UUID, values: Iterable[str]) -> bytes | None:
    """Seals e-mails, phones or an address under their class; None for nothing at all."""
    parts = list(values)
    return vault.seal(field, subject, vault.pack(parts)) if any(parts) else None


def open_values(field: str, subject: UUID, envelope: bytes | memoryview | None) -> list[str]:
    """The values that `seal_values` sealed; an empty list for none.

    The caller knows that the reader may have them, or that nobody does: a note one wrote, keys made anew.
    Coordinates for a screen go through access's `reveal.opened`.
    """
    return vault.unpack(vault.unseal(field, subject, envelope)) if envelope else []


def seal_file(subject: UUID, content: bytes) -> bytes:
    """A file of a record sealed whole under the contact's public id, class "file"."""
    return vault.seal("file", subject, base64.b64encode(content).decode())


def open_file(subject: UUID, envelope: bytes | memoryview) -> bytes:
    """The file that `seal_file` sealed; the caller knows that the reader may have it."""
    return base64.b64decode(vault.unseal("file", subject, envelope))


def name_words(first: str, last: str) -> list[str]:
    """The folded words that a name is found by: its own, and what is written in several as if it were in one.

    "M’Bemba" gives "m", "bemba" and "mbemba"; "Ben Youssef" gives "ben", "youssef" and "benyoussef".
    """
    return _own_words(first, last) + _joined_words(first, last)


def paired_words(first: str, last: str) -> list[str]:
    """The words of a name that are found two by two: its own; one written in several only where it begins like no other."""
    own = _own_words(first, last)
    held = {word[: vault.tokens.SHORTEST_PREFIX] for word in own}
    return own + [
        word for word in _joined_words(first, last) if word[: vault.tokens.SHORTEST_PREFIX] not in held
    ]


def _own_words(first: str, last: str) -> list[str]:
    return names.words(first) + names.words(last)


def _joined_words(first: str, last: str) -> list[str]:
    parts = (names.words(first), names.words(last))
    return ["".join(part[start:]) for part in parts for start in range(len(part) - 1)]


def contact_tokens(
    first: str,
    last: str,
    email_list: Iterable[str],
    phone_list: Iterable[str],
    maker: vault.tokens.Maker | None = None,
) -> dict[int, bool]:
    """Every search token of a contact, and whether it is exact: words of the name, two by two, and the whole of it are
    not, each canonical e-mail and each E.164 phone is. `maker`: for many at once.
    """
    make = maker or vault.tokens.Maker()
    found_by = make.name_tokens(name_words(first, last)) | make.pair_tokens(paired_words(first, last))
    tokens = dict.fromkeys(found_by, False)
    if whole := names.key(first, last):
        tokens[make.exact("whole", whole)] = False
    tokens |= {make.exact("email", email): True for email in email_list}
    return tokens | {make.exact("phone", phone): True for phone in phone_list}

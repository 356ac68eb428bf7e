"""Reading an opposition file: whatever lists people somebody may send, one identifier a line or a table.

Where a first row names columns of e-mails or phones, only these are read; else every cell is looked at, and what is
surely no identifier (a name, a date, a postal code) is passed over. A number is taken when its country's numbering
plan knows it: a customer number taken for a phone would silence a stranger.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from licite.kit import emails, phones
from licite.kit.files import Table, read_table
from licite.kit.names import fold

Kind = Literal["email", "phone"]
MAX_BYTES = 128 * 1024 * 1024
EMAIL_COLUMN = re.compile(r"mail|courriel")
PHONE_COLUMN = re.compile(r"phone|tel|mobile|portable|gsm|numero d.appel")
PIECES = re.compile(r"[\s;,|<>]+")


@dataclass(frozen=True)
class Identifier:
    """A canonical e-mail or an E.164 phone."""

    kind: Kind
    value: str


@dataclass(frozen=True)
class Line:
    """What became of one line: its identifiers; or `fault`, a code; or `heading`, a first row that names columns."""

    number: int
    found: tuple[Identifier, ...] = ()
    fault: str = ""
    heading: bool = False


def read(content: bytes, *, country: str) -> tuple[int, Iterator[Line]]:
    """How many lines the file has (blank ones left out), and each in turn.

    `country`: ISO2, for numbers written as at home. Raises TableRefused for a file that is no list.
    """
    table = read_table(content, max_bytes=MAX_BYTES)
    return table.row_count + 1, _lines(table, country)


def identifiers(text: str, country: str) -> tuple[list[Identifier], str]:
    """Those of one cell, and why there are none: empty where nothing looks like one."""
    if "@" in text:
        read_ = [emails.normalise(piece) for piece in PIECES.split(text) if "@" in piece]
        kept = [Identifier("email", one.canonical) for one in read_ if one.canonical]
        return kept, "" if kept else "email_invalid"
    if sum(char.isdigit() for char in text) < 6:
        return [], ""
    numbers = [phones.normalise(piece, country) for piece in text.splitlines()]
    # What only another country's plan would take may be a date or an amount: it silences no stranger there.
    kept = [
        Identifier("phone", one.e164)
        for one in numbers
        if one.e164 and one.status == "ok" and not one.reason.startswith("read_as_")
    ]
    return kept, "" if kept else "phone_invalid"


def _lines(table: Table, country: str) -> Iterator[Line]:
    columns = _named(table.headers)
    first = _line(1, list(table.headers), None, country)
    heading = columns is not None or not (first.found or first.fault)
    yield Line(1, heading=True) if heading else first
    for number, cells in table.rows():
        yield _line(number, cells, columns, country)


def _named(headers: tuple[str, ...]) -> list[int] | None:
    """The columns that the first row names as e-mails or phones; None where it names none."""
    words = [fold(header) for header in headers]
    if any("@" in header or sum(char.isdigit() for char in header) >= 6 for header in headers):
        return None
    named = [
        place for place, word in enumerate(words) if EMAIL_COLUMN.search(word) or PHONE_COLUMN.search(word)
    ]
    return named or None


def _line(number: int, cells: list[str], columns: list[int] | None, country: str) -> Line:
    found: dict[Identifier, None] = {}
    faults: list[str] = []
    for place, cell in enumerate(cells):
        if columns is not None and place not in columns:
            continue
        kept, fault = identifiers(cell, country)
        found |= dict.fromkeys(kept)
        faults += [fault] if fault else []
    if found:
        return Line(number, tuple(found))
    return Line(number, fault=faults[0] if faults else "nothing_found")

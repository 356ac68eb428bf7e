"""Tables people bring as files: CSV in whatever encoding and with whatever delimiter their tool wrote, or a sheet."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from licite.kit.names import clean
from licite.kit.sheets import SheetRefused, is_spreadsheet, read_sheet

if TYPE_CHECKING:
    from _csv import Reader

DELIMITERS = ",;\t|"
ENCODINGS = ("utf-8", "cp1252", "mac_roman", "latin-1", "utf-16", "utf-16-le", "utf-16-be")
SAMPLE_LINES = 30
FIRST = 10
"""Rows that are not blank, among which the headers are."""
MAX_BYTES = 10 * 1024 * 1024
MAX_COLUMNS = 200
MAX_CELL = 100_000  # characters; under the 131,072 at which Python's own reader gives up
# Each byte means a letter in every one of these old encodings; in the wrong one, seldom a letter of ours.
# (charset-normalizer, tried on short lists, takes "Étienne" and "40 €" in cp1252 for mac_roman.)
WESTERN = frozenset("éèêëàâäîïôöùûüÿçñœæßáíóúãõåøÉÈÊËÀÂÄÎÏÔÖÙÛÜÇÑŒÆÅØ’‘“”«»€°–—…·²№\u00a0")
SIGNATURES = {b"\x1f\x8b": "archive", b"7z\xbc\xaf": "archive", b"Rar!": "archive", b"%PDF": "pdf"}


Row = tuple[int, list[str]]
"""The line of the file where a row ends, and its cells."""


class TableRefused(Exception):
    """A file that is no usable table. `reason`: too_large, empty, pdf, archive, binary, other_encoding,
    too_many_columns, cell_too_long, unreadable, other_sheet, or that of a spreadsheet (`kit.sheets`). Never quotes the file.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Table:
    """A table read whole once to check it, then row by row.

    `warnings`: encoding_guessed, headers_missing, headers_repeated, rows_uneven, quotes_uneven. Of a spreadsheet,
    `sheets` are the names of all, `sheet` the one read; encoding and delimiter are empty. `heads`: the line of the
    headers; `firsts`: those of the first rows, which may be chosen for it.
    """

    headers: tuple[str, ...]
    row_count: int
    encoding: str
    delimiter: str
    warnings: tuple[str, ...]
    _text: str = field(repr=False)
    heads: int
    firsts: tuple[int, ...]
    sheets: tuple[str, ...] = ()
    sheet: str = ""

    @property
    def above(self) -> int:
        """How many rows above the headers are left aside."""
        return self.firsts.index(self.heads)

    def rows(self) -> Iterator[Row]:
        """The rows below the headers, blank ones left out.

        Short rows are filled with empty cells; a row longer than the headers keeps its extra cells, so that
        the reader of the table decides what they are.
        """
        reader = _reader(self._text, self.delimiter or ",")
        width = len(self.headers)
        for cells in reader:
            if reader.line_num > self.heads and any(cell.strip() for cell in cells):
                yield reader.line_num, cells + [""] * (width - len(cells))


def read_table(
    content: bytes,
    *,
    max_bytes: int = MAX_BYTES,
    max_columns: int = MAX_COLUMNS,
    max_cell: int = MAX_CELL,
    encoding: str = "",
    delimiter: str = "",
    sheet: str = "",
    heads_of: Callable[[Sequence[Row]], int] = lambda rows: rows[0][0],
) -> Table:
    """Read a CSV file, or a sheet of a spreadsheet. `heads_of`: among its first rows that are not blank, the line of
    the headers; the first unless told.

    Encoding and delimiter are guessed unless told; the first sheet is read unless one is named. Raises TableRefused.
    """
    if len(content) > max_bytes:
        raise TableRefused("too_large")
    if is_spreadsheet(content):
        return _sheet(content, sheet, max_columns, max_cell, heads_of)
    if sheet:
        raise TableRefused("other_sheet")
    text, found = _decode(content, encoding)
    if not text.strip():
        raise TableRefused("empty")
    text, told = _without_excel_hint(text)
    cut = delimiter or told or _delimiter(text)
    seen = _measure(text, cut, max_columns, max_cell)
    heads = seen.heads(heads_of)
    raised = {"encoding_guessed": not encoding and not found.startswith("utf")} | seen.doubts(heads)
    raised["quotes_uneven"] = not _quotes_even(text, cut)
    warnings = tuple(code for code, stands in raised.items() if stands)
    return Table(seen.headers(heads), seen.below(heads), found, cut, warnings, text, heads, seen.firsts)


def _sheet(
    content: bytes, name: str, max_columns: int, max_cell: int, heads_of: Callable[[Sequence[Row]], int]
) -> Table:
    reason = ""
    try:
        sheet = read_sheet(content, name)
    except SheetRefused as refused:
        reason = refused.reason
    if reason:
        raise TableRefused(reason)
    seen = _measure(sheet.text, ",", max_columns, max_cell)
    heads = seen.heads(heads_of)
    warnings = tuple(code for code, stands in seen.doubts(heads).items() if stands)
    given = (seen.headers(heads), seen.below(heads), "", "", warnings, sheet.text, heads, seen.firsts)
    return Table(*given, sheet.names, sheet.name)


@dataclass
class _Seen:
    """What one reading of a whole text found: its first rows, the widths of the others, how many they are."""

    top: list[Row] = field(default_factory=list)
    widths: set[int] = field(default_factory=set)
    rest: int = 0

    @property
    def firsts(self) -> tuple[int, ...]:
        return tuple(line for line, _cells in self.top)

    def heads(self, heads_of: Callable[[Sequence[Row]], int]) -> int:
        """The line that holds the headers; the first row where the one that was told is none."""
        found = heads_of(self.top)
        return found if found in self.firsts else self.firsts[0]

    def headers(self, heads: int) -> tuple[str, ...]:
        return tuple(clean(cell) for cell in dict(self.top)[heads])

    def below(self, heads: int) -> int:
        return self.rest + sum(line > heads for line in self.firsts)

    def doubts(self, heads: int) -> dict[str, bool]:
        headers = self.headers(heads)
        named = [header for header in headers if header]
        widths = self.widths | {len(cells) for line, cells in self.top if line > heads}
        return {
            "headers_missing": len(named) < len(headers),
            "headers_repeated": len({header.casefold() for header in named}) < len(named),
            "rows_uneven": bool(widths - {len(headers)}),
        }


def _decode(content: bytes, told: str) -> tuple[str, str]:
    for signature, reason in SIGNATURES.items():
        if content.startswith(signature):
            raise TableRefused(reason)
    encoding = told if told in ENCODINGS else _encoding(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = "\0"  # refused below, outside the handler: a decoding error carries the whole file
    if "\0" in text:
        raise TableRefused("other_encoding" if told in ENCODINGS else "binary")
    return text.removeprefix("\ufeff"), encoding


def _encoding(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"  # Excel's "Unicode text"
    if wide := _wide(content[:4_000]):
        return wide
    if _decodes(content, "utf-8"):
        return "utf-8"
    return max(("cp1252", "mac_roman", "latin-1"), key=lambda name: _likeness(content, name))


def _wide(sample: bytes) -> str:
    """Which UTF-16 this is without its mark: every other byte of our letters is nothing."""
    pairs = len(sample) // 2
    for encoding, empty, full in (
        ("utf-16-le", sample[1::2], sample[::2]),
        ("utf-16-be", sample[::2], sample[1::2]),
    ):
        if pairs and empty.count(0) > 0.7 * pairs and full.count(0) == 0:
            return encoding
    return ""


def _likeness(content: bytes, encoding: str) -> float:
    """The share of letters beyond ASCII that people of our markets do write, once decoded so."""
    if not _decodes(content, encoding):
        return -1
    foreign = [char for char in content[:200_000].decode(encoding) if not char.isascii()]
    return sum(char in WESTERN for char in foreign) / max(1, len(foreign))


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _without_excel_hint(text: str) -> tuple[str, str]:
    """Excel may open a file with a line "sep=;" that is no row."""
    first, _, rest = text.partition("\n")
    hint = first.strip().strip('"')
    if len(hint) == 5 and hint.lower().startswith("sep=") and hint[4] in DELIMITERS:
        return rest, hint[4]
    return text, ""


def _delimiter(text: str) -> str:
    """The delimiter that cuts most of the first rows into the same number of cells as the headers, which a title in one
    cell may precede.
    """
    sample = "".join(text[:200_000].splitlines(keepends=True)[:SAMPLE_LINES])

    def merit(delimiter: str) -> tuple[float, int]:
        try:
            widths = [len(row) for row in _reader(sample, delimiter) if any(row)]
        except csv.Error:
            return 0, 0
        width = next((one for one in widths[:FIRST] if one > 1), 0)
        return (widths.count(width) / len(widths), width) if width else (0, 0)

    return max(DELIMITERS, key=merit)


def _measure(text: str, delimiter: str, max_columns: int, max_cell: int) -> _Seen:
    seen = _Seen()
    fault = ""
    reader = _reader(text, delimiter)
    try:
        for cells in reader:
            if len(cells) > max_columns:
                fault = "too_many_columns"
            elif any(len(cell) > max_cell for cell in cells):
                fault = "cell_too_long"
            if fault:
                break
            if not any(cell.strip() for cell in cells):
                continue
            if len(seen.top) < FIRST:
                seen.top.append((reader.line_num, cells))
                continue
            seen.widths.add(len(cells))
            seen.rest += 1
    except csv.Error as error:
        fault = "cell_too_long" if "field limit" in str(error) else "unreadable"
    if fault or not seen.top:
        raise TableRefused(fault or "empty")
    return seen


def _quotes_even(text: str, delimiter: str) -> bool:
    # The lenient reader lets an unclosed quote swallow the rest of the file without a word.
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            pass
    except csv.Error:
        return False
    return True


def _reader(text: str, delimiter: str) -> "Reader":
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)

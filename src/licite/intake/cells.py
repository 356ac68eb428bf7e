"""The cells of one row by field, and the notes made on the way: codes and masks, never a value."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from licite.intake.columns import REFUSING, Column
from licite.intake.headings import Target
from licite.intake.special import holds_number
from licite.kit import names
from licite.kit.masking import is_mask

# What a spreadsheet would run, or a browser draw, if it were shown raw; we keep it as text, and show it as text.
SUSPICIOUS = re.compile(r"[=+\-@]\s*\w|.*<[a-z/!?][^>]*>", re.IGNORECASE)
LONGEST = {Target.FIRST_NAME: 100, Target.LAST_NAME: 100, Target.FULL_NAME: 200, Target.TITLE: 150,
           Target.COMPANY: 200, Target.ADDRESS: 300, Target.POSTAL_CODE: 20, Target.TOWN: 100, Target.STATE: 60,
           Target.REFERENCE: 60, Target.NUMBER: 60, Target.NOTE: 2000,
           Target.REMARK: 2000}  # fmt: skip


# What people type where they know nothing. In a column of refusals, and in one that says a capacity, it is read as said.
FILLERS = frozenset({
    "-", "--", "---", "–", "—", "?", "??", ".", "/", "n/a", "n.a.", "n.a", "#n/a", "n/d", "n.d.", "n.c.", "n/c", "néant",
    "neant", "inconnu", "inconnue", "non renseigné", "non renseignée", "non communiqué", "unknown", "none", "null",
})  # fmt: skip
SAID = frozenset({*REFUSING, Target.CAPACITY})
# A date that cannot be read is shown as it was written, but for what may be something else in its column.
WRITTEN_DATE = re.compile(r"(?=\D*\d)(?!(?:\D*\d){9})[\w./,: \-]{1,30}")
# Notes of what was mended: nothing is lost, and nothing is left to be checked.
MENDED = frozenset({
    "phone.leading_zero_restored", "phone.plus_restored", "phone.trunk_zero_removed", "email.decoration_removed",
    "name.case", "name.courtesy", "collected_at.spreadsheet_serial",
    "collected_at.short_year", "collected_at.month_alone", "happened_at.spreadsheet_serial",
    "row.postal_zero", "row.postal_space", "row.country_by_town",
})  # fmt: skip
BY_ORDER = "name.order"
"""Of a whole name: which word is the first name, its order alone says. Looked at once for all rows, no fault of each."""


@dataclass(frozen=True)
class Note:
    """A reason or a warning: its code, and the mask of the value it speaks of, or a date as it was written (or nothing)."""

    code: str
    shown: str = ""

    @property
    def mended(self) -> bool:
        """Whether it says what was mended, or only how it was read, and not what is wrong."""
        return self.code in MENDED or self.code == BY_ORDER


@dataclass
class Cells:
    """The cells of one row by field, and what was found on the way."""

    by_target: dict[Target, list[tuple[str, str]]] = field(default_factory=dict)
    warnings: list[Note] = field(default_factory=list)

    def all(self, target: Target) -> list[tuple[str, str]]:
        """(header, tidied text) of every column of this field that is not empty in this row."""
        return [(header, text) for header, text in self.by_target.get(target, []) if text]

    def one(self, target: Target) -> str:
        """The text of a field that has one column; nothing for a mask, or for what is far too long."""
        text = next((text for _, text in self.all(target)), "")
        return self.sound(target, text)

    def sound(self, target: Target, text: str) -> str:
        """The text, if it may be kept; else nothing, and a note."""
        if is_mask(text):
            self.warn(target, "mask")
            return ""
        if len(text) > LONGEST.get(target, 200):
            self.warn(target, "too_long")
            return ""
        if holds_number(text):
            self.warn(target, "number")
            return ""
        if SUSPICIOUS.match(text):
            self.warn_once("row.suspicious_text")
        return text

    def warn(self, subject: str, why: str, shown: str = "") -> None:
        """Adds a note."""
        self.warnings.append(Note(f"{subject}.{why}", shown))

    def warn_once(self, code: str) -> None:
        """Adds a note of the whole row, if it is not there yet."""
        if Note(code) not in self.warnings:
            self.warnings.append(Note(code))


def is_filler(text: str) -> bool:
    """Whether a tidied text only says that nothing is known."""
    return len(text) < 16 and text.casefold() in FILLERS


def undated(reason: str, text: str) -> tuple[str, str]:
    """Why a date is not read, and what was written, where it may be shown."""
    return reason, text if reason != "spreadsheet_serial" and WRITTEN_DATE.fullmatch(text) else ""


def gather(values: Sequence[str], columns: Sequence[Column]) -> Cells:
    """The cells of the columns that are used."""
    cells = Cells()
    if any(value.strip() for value in values[len(columns) :]):
        cells.warn("row", "more_cells")
    for column in columns:
        if column.target and column.position < len(values):
            text = names.clean(values[column.position])
            if is_filler(text) and column.target not in SAID:
                text = ""
            cells.by_target.setdefault(column.target, []).append((column.header, text))
    return cells

"""One rule: its value, its bounds, its word; and what may replace it. Pure: no file, no database."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeAlias

from licite.packs.units import (
    LISTS,
    SECONDS,
    WEEKDAYS,
    Confidence,
    Editor,
    Nature,
    Regime,
    Stricter,
    Unit,
)

Value: TypeAlias = int | bool | str | Regime | tuple[str, ...]

SHAPES: Mapping[Unit, type] = {Unit.YES_NO: bool, Unit.REGIME: Regime, Unit.TEXT: str}
CLOSED = {
    "unit": Unit,
    "confidence": Confidence,
    "nature": Nature,
    "editable_by": Editor,
    "stricter": Stricter,
}
SPAN = re.compile(r"([01][0-9]|2[0-4]):[0-5][0-9]-([01][0-9]|2[0-4]):[0-5][0-9]")
DAY = r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])|easter[+-][0-9]{1,2}"
ENTRY = {
    Unit.CODES: r"[a-z0-9_]{1,40}",
    Unit.SECTORS: r"[a-z_]{1,40}",
    Unit.WORDS: r"[a-z0-9][a-z0-9 .-]{1,59}",
    Unit.DAYS_OF_YEAR: DAY,
}
MOST_ENTRIES = 600
LONGEST_TEXT = 600


class BadValue(ValueError):
    """A value that a rule cannot take; `code` says why: shape, low, high, wider, narrower, fixed."""

    def __init__(self, key: str, code: str) -> None:
        """Names the rule, never the value."""
        super().__init__(f"{key}: {code}")
        self.key, self.code = key, code


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """One rule with all that is needed to show it: what it says, since when, on whose word.

    `min` and `max` are in the rule's own unit; for yes or no they are 0 and 1, for a regime its rank. `base` is what
    the pack says, where the organisation says otherwise.
    """

    key: str
    value: Value
    unit: Unit
    governs: str
    governs_fr: str
    source: str
    source_date: date
    confidence: Confidence
    nature: Nature
    editable_by: Editor
    stricter: Stricter = Stricter.NONE
    min: int | None = None
    max: int | None = None
    url: str = ""
    source_en: str = ""
    base: Value | None = None

    def __post_init__(self) -> None:
        """Refuses a value of the wrong shape or out of its own bounds, and a rule without its source."""
        self.check(self.value)
        if not self.source or not self.governs or not self.governs_fr:
            raise ValueError(f"{self.key}: a rule says what it governs, in both languages, and on whose word")

    def cited(self, language: str) -> str:
        """The source: a text of law as it was published, our own choice in the reader's language."""
        return self.source_en if language == "en" and self.source_en else self.source

    def check(self, value: Value) -> None:
        """Raises BadValue for a value of the wrong shape, out of the bounds, or of what the list allows."""
        if not well_shaped(self.unit, value):
            raise BadValue(self.key, "shape")
        number = rank(value)
        if number is not None and self.min is not None and number < self.min:
            raise BadValue(self.key, "low")
        if number is not None and self.max is not None and number > self.max:
            raise BadValue(self.key, "high")
        pack = self.pack_value
        if isinstance(value, tuple) and isinstance(pack, tuple) and self.unit is not Unit.WORDS:
            if self.stricter is Stricter.LESS and not covered(value, pack):
                raise BadValue(self.key, "wider")
            if self.stricter is Stricter.MORE and not covered(pack, value):
                raise BadValue(self.key, "narrower")

    def overridden(self, value: Value) -> "Rule":
        """The rule with the organisation's own value. Raises BadValue."""
        if self.editable_by is Editor.NOBODY:
            raise BadValue(self.key, "fixed")
        self.check(value)
        return replace(self, value=value, base=self.pack_value)

    def as_strict_as(self, other: "Rule") -> bool:
        """Whether this rule is at least as strict on us as the other of the same key; unlike is not strict."""
        if self.value == other.value:
            return True
        if isinstance(self.value, tuple) and isinstance(other.value, tuple):
            return {
                Stricter.LESS: covered(self.value, other.value),
                Stricter.MORE: covered(other.value, self.value),
                Stricter.NONE: False,
            }[self.stricter]
        mine, its = rank(self.value), rank(other.value)
        if mine is None or its is None or self.stricter is Stricter.NONE:
            return False
        return mine < its if self.stricter is Stricter.LESS else mine > its

    @property
    def pack_value(self) -> Value:
        """What the pack says, whatever the organisation changed."""
        return self.value if self.base is None else self.base

    @property
    def own(self) -> bool:
        """Whether the value is the organisation's, not the pack's."""
        return self.value != self.pack_value

    @property
    def figure(self) -> int | None:
        """The value as a number: a time of day or less in seconds, a regime as its rank; None for a list or a text."""
        number = rank(self.value)
        return None if number is None else number * SECONDS.get(self.unit, 1)

    @property
    def codes(self) -> tuple[str, ...] | None:
        """The listed codes, a text as the only one; None for a number or a regime."""
        return listed(self.unit, self.value)

    def says(self, language: str) -> str:
        """What the rule governs, in French or English."""
        return self.governs_fr if language.startswith("fr") else self.governs


def listed(unit: Unit, value: Value) -> tuple[str, ...] | None:
    """The entries of a list, a text as the only one; None for a number or a regime."""
    if isinstance(value, tuple):
        return value
    return (value,) if unit is Unit.TEXT and isinstance(value, str) else None


def rank(value: Value) -> int | None:
    """A number, yes as 1, a regime as its rank; None for what has no order."""
    if isinstance(value, Regime):
        return value.rank
    return int(value) if isinstance(value, int) else None


def well_shaped(unit: Unit, value: Value) -> bool:
    """Whether a value is one of its unit."""
    if unit not in LISTS:
        wanted = SHAPES.get(unit, int)
        return type(value) is wanted and (not isinstance(value, str) or len(value) <= LONGEST_TEXT)
    if not isinstance(value, tuple) or len(value) > MOST_ENTRIES or len(set(value)) != len(value):
        return False
    if unit is Unit.WEEKDAYS:
        return set(value) <= set(WEEKDAYS)
    if unit is Unit.HOURS_OF_DAY:
        return all(SPAN.fullmatch(span) and span[:5] < span[6:] <= "24:00" for span in value)
    return all(re.fullmatch(ENTRY[unit], entry) for entry in value)


def covered(inner: tuple[str, ...], outer: tuple[str, ...]) -> bool:
    """Whether every entry of one list is in the other; spans of hours may lie inside longer ones."""
    return all(entry in outer or any(within(entry, span) for span in outer) for entry in inner)


def within(span: str, outer: str) -> bool:
    """Whether "11:00-12:00" lies inside "10:00-13:00"."""
    both = SPAN.fullmatch(span) and SPAN.fullmatch(outer)
    return bool(both) and outer[:5] <= span[:5] and span[6:] <= outer[6:]


def typed(unit: Unit, value: Any) -> Value:
    """A value as TOML or JSON holds it, as the rule holds it. Raises ValueError for an unknown regime."""
    if isinstance(value, list):
        return tuple(value)
    if unit is Unit.REGIME and isinstance(value, str):
        return Regime(value)
    return value  # type: ignore[no-any-return]


def plain(value: Value) -> Any:
    """A value as JSON holds it."""
    return list(value) if isinstance(value, tuple) else value


def read(key: str, row: Mapping[str, Any]) -> Rule:
    """One row of a pack as a rule. Raises ValueError or TypeError for a row that is not whole."""
    fields = dict(row)
    for name, kind in CLOSED.items():
        if name in row:
            fields[name] = kind(row[name])
    for bound in ("min", "max"):
        if isinstance(row.get(bound), str):
            fields[bound] = Regime(row[bound]).rank
    fields["value"] = typed(Unit(row["unit"]), row["value"])
    return Rule(key=key, **fields)

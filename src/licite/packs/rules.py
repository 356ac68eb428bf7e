"""Rules as rows, and the look-up. A wrong row in a pack stops the first look-up and names its key."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

COUNTRY = "fr"


class Unit(StrEnum):
    """What a value counts."""

    BITS = "bits"
    CODES = "codes"
    HOURS = "hours"
    MINUTES = "minutes"
    MONTHS = "months"
    SECONDS = "seconds"
    TIMES = "times"
    YES_NO = "yes_no"


class Confidence(StrEnum):
    """How far the source was checked; the meaning of each is at the head of every pack."""

    OFFICIAL = "V1"
    TWO_SOURCES = "V2"
    ONE_SOURCE = "V2-"
    KNOWN = "K"
    TO_VERIFY = "K?"
    JUDGEMENT = "J"


class Nature(StrEnum):
    """What binds: a law, a regulator's doctrine, a decision, or nothing but our own choice."""

    LAW = "law"
    DOCTRINE = "doctrine"
    CASE = "case"
    PRODUCT = "product"


class Editor(StrEnum):
    """Who may override a rule within its bounds."""

    NOBODY = "nobody"
    DPO = "dpo"
    IT_ADMIN = "it_admin"


SECONDS = {Unit.SECONDS: 1, Unit.MINUTES: 60, Unit.HOURS: 3600}
CLOSED = {"unit": Unit, "confidence": Confidence, "nature": Nature, "editable_by": Editor}
SHAPES: Mapping[Unit, type] = {Unit.YES_NO: bool, Unit.CODES: tuple}


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule with all that is needed to show it: what it says, since when, on whose word."""

    key: str
    value: int | bool | tuple[str, ...]
    unit: Unit
    governs: str
    source: str
    source_date: date
    confidence: Confidence
    nature: Nature
    editable_by: Editor
    min: int | None = None
    max: int | None = None

    def __post_init__(self) -> None:
        """Refuses a value of the wrong shape or out of its own bounds, and a rule without its source."""
        if type(self.value) is not SHAPES.get(self.unit, int):
            raise ValueError(f"{self.key}: the value is no number of {self.unit}")
        if isinstance(self.value, int) and not self._within(self.value):
            raise ValueError(f"{self.key}: the value is out of its bounds")
        if not self.source or not self.governs:
            raise ValueError(f"{self.key}: a rule says what it governs and on whose word")

    def _within(self, number: int) -> bool:
        return (self.min is None or number >= self.min) and (self.max is None or number <= self.max)

    @property
    def figure(self) -> int | None:
        """The value as a number, a time of day or less in seconds; None for a list of codes."""
        return None if isinstance(self.value, tuple) else self.value * SECONDS.get(self.unit, 1)

    @property
    def codes(self) -> tuple[str, ...] | None:
        """The listed codes; None for a number."""
        return self.value if isinstance(self.value, tuple) else None


def rules() -> Mapping[str, Rule]:
    """Every rule of the pack in force, by key."""
    return _pack(COUNTRY)


def rule(key: str) -> Rule:
    """The rule of a key. Raises KeyError for a key that the pack does not hold."""
    return _pack(COUNTRY)[key]


def value(key: str) -> int:
    """A rule's number in its own unit (yes is 1). Raises KeyError, and TypeError for a list of codes."""
    found = rule(key).value
    if isinstance(found, tuple):
        raise TypeError(f"{key} lists codes")
    return found


def words(key: str) -> tuple[str, ...]:
    """A rule's list of codes. Raises KeyError, and TypeError for a number."""
    found = rule(key).value
    if not isinstance(found, tuple):
        raise TypeError(f"{key} is a number")
    return found


def duration(key: str) -> timedelta:
    """A rule's time in seconds, minutes or hours. Raises KeyError, and TypeError for any other unit."""
    found = rule(key)
    if found.unit not in SECONDS:
        raise TypeError(f"{key} is no time of day")
    return timedelta(seconds=value(key) * SECONDS[found.unit])


@cache
def _pack(country: str) -> Mapping[str, Rule]:
    path = Path(__file__).parent / "data" / f"{country}.toml"
    return {key: read(key, row) for key, row in tomllib.loads(path.read_text(encoding="utf-8")).items()}


def read(key: str, row: Mapping[str, Any]) -> Rule:
    """One row of a pack as a rule. Raises ValueError or TypeError for a row that is not whole."""
    typed = dict(row)
    typed["value"] = tuple(row["value"]) if isinstance(row["value"], list) else row["value"]
    for name, kind in CLOSED.items():
        typed[name] = kind(row[name])
    return Rule(key=key, **typed)

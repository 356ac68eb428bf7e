"""The closed choices of a rule: what its value counts, how sure we are of it, what binds, who may change it."""

from enum import StrEnum
from typing import Final


class Unit(StrEnum):
    """What a value counts or lists."""

    BITS = "bits"
    CODES = "codes"
    DAYS = "days"
    DAYS_OF_YEAR = "days_of_year"
    HOURS = "hours"
    HOURS_OF_DAY = "hours_of_day"
    MINUTES = "minutes"
    MONTHS = "months"
    REGIME = "regime"
    SECONDS = "seconds"
    SECTORS = "sectors"
    TEXT = "text"
    TIMES = "times"
    WEEKDAYS = "weekdays"
    WORDS = "words"
    WORKING_DAYS = "working_days"
    YEARS = "years"
    YES_NO = "yes_no"


class Regime(StrEnum):
    """When a message may be sent by a channel, from the freest to the strictest."""

    FREE = "free"
    OPT_OUT = "opt_out"
    SOFT_OPT_IN = "soft_opt_in"
    OPT_IN = "opt_in"
    FORBIDDEN = "forbidden"

    @property
    def rank(self) -> int:
        """0 for the freest."""
        return RANKS[self]


RANKS: Final = {regime: rank for rank, regime in enumerate(Regime)}


class Confidence(StrEnum):
    """How far the source was checked."""

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


class Stricter(StrEnum):
    """Which way a value is stricter on us: fewer (a shorter list), more (a longer one), or neither."""

    LESS = "less"
    MORE = "more"
    NONE = "none"


SECONDS: Final = {Unit.SECONDS: 1, Unit.MINUTES: 60, Unit.HOURS: 3600}
LISTS: Final = frozenset(
    {Unit.CODES, Unit.DAYS_OF_YEAR, Unit.HOURS_OF_DAY, Unit.SECTORS, Unit.WEEKDAYS, Unit.WORDS}
)
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

"""What goes into a verdict and what comes out: plain frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, Protocol

Light = Literal["yes", "care", "no"]
Param = str | int | date | datetime
NOTHING: Mapping[str, Param] = MappingProxyType({})


class Rule(Protocol):
    """A rule of a pack, as far as the engine needs it."""

    @property
    def value(self) -> Any:
        """A number, yes or no, a regime, or a tuple of words."""


class Law(Protocol):
    """One country's rules by key, overrides already applied."""

    @property
    def country(self) -> str:
        """ISO2 code; empty for the strictest of all laws."""

    def __getitem__(self, key: str, /) -> Rule:
        """The rule of a key. Raises KeyError."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An objection. `purpose` is empty where it is to all of them, `channel` is "all" where it is to every one."""

    channel: str
    purpose: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Agreement:
    """A consent: one channel, one purpose. `names_us`: the text that was shown names our organisation."""

    channel: str
    purpose: str
    given_at: datetime
    valid_until: datetime | None = None
    withdrawn_at: datetime | None = None
    names_us: bool = True


class Hour(NamedTuple):
    """The exact time at which the person agreed to be called, and when they said so."""

    at: datetime
    said_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of one person for one purpose.

    `zone`: IANA name of the person's time zone. `basis`, `kind`, `source`, `grounded`: of that purpose for that
    person (`grounded`: the purpose stands). `balanced`: the balancing test is approved and in date, or not needed.
    `sale`: the coordinates were given in a sale, objection offered. `account`: in a free account, objection offered.
    `contract`: the purpose is about a contract that runs with the person.
    `own_act_at`: when the person opened this purpose, with evidence. `attempts`: our calls, answered or not.
    `screened_at`, `screened_listed`: last look at the list to screen, and whether the number is on it.
    `agreed`: exact times the person agreed to. `callback_at`: when the person asked to be called back.
    `waiting`: the entrance has not let the record in yet. `sectors`: what the organisation sells of what the law names.
    """

    country: str = ""
    zone: str = "Europe/Paris"
    capacity: str = "unknown"
    mailbox: str = "unknown"
    basis: str = ""
    kind: str = "marketing"
    source: str = ""
    grounded: bool = False
    balanced: bool = False
    sale: bool = False
    account: bool = False
    contract: bool = False
    own_act_at: datetime | None = None
    objections: tuple[Refusal, ...] = ()
    consents: tuple[Agreement, ...] = ()
    restricted: bool = False
    minor: bool = False
    informed_at: datetime | None = None
    notice_due: date | None = None
    attempts: tuple[datetime, ...] = ()
    screened_at: datetime | None = None
    screened_listed: bool = False
    agreed: tuple[Hour, ...] = ()
    callback_at: datetime | None = None
    waiting: bool = False
    sectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked: a purpose's key, a channel, an aware moment."""

    purpose: str
    channel: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer. `rule` is a key of the law of `country` ("" for the strictest of all); `params` never say who.

    `duties`: what goes with a yes, or what would lift a no. `next_at`: when a no that passes by itself has passed.
    """

    allowed: bool
    light: Light
    code: str
    rule: str
    country: str
    params: Mapping[str, Param]
    duties: tuple[str, ...] = ()
    next_at: datetime | None = None

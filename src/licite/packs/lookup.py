"""The look-up: a rule as it stands here and now, by key, in one country. No statement is made here.

What the organisation changed (learning.py) is put in place whole: a reader holds one state or the next, never a
mixture.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property

from licite.packs.law import Law, strictest
from licite.packs.organisation import Organisation
from licite.packs.reading import COUNTRIES, base
from licite.packs.rules import BadValue, Rule, Value, typed
from licite.packs.units import SECONDS, Regime, Unit

DEFAULT = "FR"
# The figure of one thing asked for under the name that the tables of the law give it.
SAME = {
    "ret.suppression": "objection.list.floor",
    "ret.consent.proof.phone": "phone.consent.proof",
    "ret.consent.proof.email": "consent.proof.email",
    "ret.consent.refusal": "consent.refusal.months",
}


@dataclass(frozen=True)
class State:
    """What the organisation said of itself and of the rules; `version` tells one state from the next."""

    version: int = 0
    organisation: Organisation | None = None
    overrides: Mapping[tuple[str, str], Value] = field(default_factory=dict)

    @cached_property
    def laws(self) -> Mapping[str, Law]:
        """The law of every country that has a pack, and under "" the strictest."""
        laws = {country: Law(country, self._effective(country)) for country in COUNTRIES}
        return laws | {"": strictest(laws.values())}

    def _effective(self, country: str) -> Mapping[str, Rule]:
        """A pack with its overrides. One that the pack's bounds no longer allow has no effect."""
        rules = dict(base(country))
        for (key, where), value in self.overrides.items():
            if where == country and key in rules:
                try:
                    rules[key] = rules[key].overridden(typed(rules[key].unit, value))
                except (BadValue, ValueError):
                    continue
        return rules


class _Held:
    state = State()


def put(state: State) -> None:
    """Makes a state the one in force in this process."""
    _Held.state = state


def state() -> State:
    """The state in force in this process."""
    return _Held.state


def countries() -> tuple[str, ...]:
    """The countries that have a pack, in capitals."""
    return COUNTRIES


def organisation() -> Organisation | None:
    """The organisation as it described itself; None before."""
    return _Held.state.organisation


def home() -> str:
    """The country whose pack holds by default: the organisation's."""
    known = _Held.state.organisation
    return known.country if known else DEFAULT


def law(country: str | None) -> Law:
    """The law of a country; the strictest of all for None, "" or a country without a pack."""
    laws = _Held.state.laws
    return laws.get(country or "", laws[""])


def supposing(country: str, key: str, value: Value | None) -> Mapping[str, Law]:
    """The laws as they would be with one override (None: with the pack's own value), by country, "" the strictest.

    A value that the rule cannot take changes nothing.
    """
    overrides = {one: kept for one, kept in _Held.state.overrides.items() if one != (key, country)}
    if value is not None:
        overrides[key, country] = value
    return State(overrides=overrides).laws


def rules(country: str | None = None) -> Mapping[str, Rule]:
    """Every rule of a pack, by key; the organisation's country by default. Raises KeyError without a pack."""
    return _Held.state.laws[country or home()]


def rule(key: str, country: str | None = None) -> Rule:
    """The rule of a key. Raises KeyError for a key that the pack does not hold, or a country without a pack."""
    return rules(country)[SAME.get(key, key)]


def value(key: str, country: str | None = None) -> int:
    """A rule's number in its own unit (yes is 1). Raises KeyError, and TypeError for anything but a number."""
    found = rule(key, country).value
    if not isinstance(found, int):
        raise TypeError(f"{key} is no number")
    return found


def words(key: str, country: str | None = None) -> tuple[str, ...]:
    """A rule's list. Raises KeyError, and TypeError for anything but a list."""
    found = rule(key, country).value
    if not isinstance(found, tuple):
        raise TypeError(f"{key} lists nothing")
    return found


def text(key: str, country: str | None = None) -> str:
    """A rule's text. Raises KeyError, and TypeError for anything but a text."""
    found = rule(key, country)
    if found.unit is not Unit.TEXT or not isinstance(found.value, str):
        raise TypeError(f"{key} is no text")
    return found.value


def regime(key: str, country: str | None = None) -> Regime:
    """A channel's regime. Raises KeyError, and TypeError for anything but a regime."""
    found = rule(key, country).value
    if not isinstance(found, Regime):
        raise TypeError(f"{key} is no regime")
    return found


def duration(key: str, country: str | None = None) -> timedelta:
    """A rule's time in seconds, minutes or hours. Raises KeyError, and TypeError for any other unit."""
    found = rule(key, country)
    if found.unit not in SECONDS:
        raise TypeError(f"{key} is no time of day")
    return timedelta(seconds=value(key, country) * SECONDS[found.unit])

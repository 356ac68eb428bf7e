"""The law of a country as one frozen mapping: what `may` and `due` are given. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import reduce

from licite.packs.rules import Rule, Value, covered
from licite.packs.units import LISTS, Stricter


class Law(Mapping[str, Rule]):
    """The rules in force in one country, overrides included. Equal and hashable by identity, so that results
    can be kept for as long as the same law stands.
    """

    __slots__ = ("country", "rules")

    def __init__(self, country: str, rules: Mapping[str, Rule]) -> None:
        """`country` is "" for the strictest law of all."""
        self.country = country
        self.rules = rules

    def __getitem__(self, key: str) -> Rule:
        """The rule of a key. Raises KeyError."""
        return self.rules[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.rules)

    def __len__(self) -> int:
        return len(self.rules)

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other

    def value(self, key: str) -> Value:
        """A rule's value. Raises KeyError."""
        return self.rules[key].value

    def replacing(self, key: str, value: Value) -> "Law":
        """The law as it would be with one value changed. Raises KeyError, BadValue."""
        return Law(self.country, {**self.rules, key: self.rules[key].overridden(value)})


def strictest(laws: Iterable[Law]) -> Law:
    """The law that holds where no pack is: of each rule, the strictest of all."""
    first, *others = laws
    return Law("", {key: reduce(stricter, (law[key] for law in others), first[key]) for key in first})


def stricter(one: Rule, other: Rule) -> Rule:
    """The stricter of two rules of one key; a list that neither contains becomes what both allow or both ask."""
    if one.as_strict_as(other) or other.stricter is Stricter.NONE:
        return one
    if other.as_strict_as(one) or one.unit not in LISTS:
        return other
    return _joined(one, other)


def _joined(one: Rule, other: Rule) -> Rule:
    """Two lists as one: what both allow, or all that either asks."""
    mine, its = one.codes or (), other.codes or ()
    if one.stricter is Stricter.MORE:
        value = tuple(dict.fromkeys((*mine, *its)))
    else:
        value = tuple(entry for entry in (*mine, *its) if covered((entry,), mine) and covered((entry,), its))
    return replace(one, value=value)

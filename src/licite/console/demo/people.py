"""Who somebody is: first and family name by what is usual where they live, and the words of an e-mail."""

import re
import unicodedata
from random import Random
from typing import Final, NamedTuple

from licite.console.demo.words import Pool, Town, ranked

_FRANCE: Final = {
    "fr": 78,
    "ma": 7,
    "pt": 3.5,
    "it": 2.5,
    "es": 2,
    "br": 2,
    "af": 2,
    "vn": 1,
    "pl": 1,
    "tr": 1,
}
_BRETON: Final = {"22", "29", "35", "44", "56"}
_ALSATIAN: Final = {"57", "67", "68"}
# Families that kept first names of their own, and how often; the rest took usual French ones.
_OWN: Final = {
    "ma": 0.65, "pt": 0.3, "it": 0.25, "es": 0.3, "br": 0.35, "af": 0.6, "vn": 0.35, "pl": 0.3, "tr": 0.6,
    "de": 0.15, "vl": 0.9,
}  # fmt: skip
_SEPARATORS: Final = re.compile(r"[^a-z0-9]+")


class Person(NamedTuple):
    """A name and the gender its title agrees with."""

    first: str
    last: str
    feminine: bool


def person(rng: Random, town: Town) -> Person:
    """Somebody of this town."""
    weights = _cultures(town)
    culture = rng.choices(tuple(weights), tuple(weights.values()))[0]
    last = pick(rng, ranked("family_names", culture))
    if rng.random() < 0.025 and "-" not in last and " " not in last:
        last = f"{last}-{pick(rng, ranked('family_names', 'fr'))}"
    feminine = rng.random() < 0.46
    home = culture if rng.random() < _OWN.get(culture, 0) else "fr"
    if home == "fr" and rng.random() < 0.03:
        return Person(pick(rng, ranked("first_names", "fr x")), last, feminine)
    return Person(pick(rng, ranked("first_names", f"{home} {'f' if feminine else 'm'}")), last, feminine)


def _cultures(town: Town) -> dict[str, float]:
    if town.country == "BE":
        return {"vl": 88, "fr": 8, "ma": 4} if town.spoken == "nl" else {"fr": 66, "vl": 18, "it": 8, "ma": 8}
    if town.department in _BRETON:
        return _FRANCE | {"br": 26}
    if town.department in _ALSATIAN:
        return _FRANCE | {"de": 24}
    return _FRANCE


def pick(rng: Random, pool: Pool) -> str:
    """One word of a weighted pool."""
    return rng.choices(pool.words, cum_weights=pool.weights)[0]


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens, as in an address: "L’Hostis" → "lhostis"."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("’", "").replace("œ", "oe").replace("ł", "l"))
    return _SEPARATORS.sub("-", plain.encode("ascii", "ignore").decode()).strip("-")

"""What a notice is made of: the organisation, its purposes, its rules, and what it declares. Frozen, no I/O."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, NamedTuple

LANGUAGES = ("fr", "en")


class Words(NamedTuple):
    """One name in both languages."""

    fr: str
    en: str

    def of(self, language: str) -> str:
        """In a language; French where English is missing."""
        return (self.en or self.fr) if language == "en" else self.fr


UNSAID = Words("", "")


@dataclass(frozen=True)
class Controller:
    """The organisation that decides, and its delegate; `country` in ISO 3166, `authority` a key of texts."""

    name: str
    country: str
    address: str
    email: str
    phone: str = ""
    authority: str = "cnil"
    dpo_name: str = ""
    dpo_email: str = ""
    url: str = ""


@dataclass(frozen=True)
class Aim:
    """One purpose with its bases; `interest` is the legitimate interest as its balancing test names it."""

    key: str
    name: Words
    marketing: bool = False
    basis_consumer: str = ""
    basis_professional: str = ""
    interest: Words = UNSAID

    @property
    def bases(self) -> tuple[str, ...]:
        """The bases in use, each once, consumers' first."""
        return tuple(
            dict.fromkeys(basis for basis in (self.basis_consumer, self.basis_professional) if basis)
        )


class Length(NamedTuple):
    """How long something is kept: the rule's key, its number and its unit (days, months or years)."""

    key: str
    number: int
    unit: str


class Manner(NamedTuple):
    """How a country lets somebody be prospected, by channel: with consent only, and unless they object.

    `whom` is consumer, professional or customer (of similar products, by coordinates that came in a sale).
    """

    country: str
    whom: str
    consent: tuple[str, ...]
    interest: tuple[str, ...]


class Transfer(NamedTuple):
    """Data that leave for a third country: to whom, where (ISO 3166), by which safeguard."""

    to: str
    country: str
    safeguard: str


@dataclass(frozen=True)
class Declared:
    """What no setting of the house knows. `providers` are keys of texts, or names; `sellers` and `pages` are named."""

    representative: str = ""
    providers: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    sellers: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    phone_asked: bool = True
    pixel: bool = False
    profiling: bool = False
    logic: Words = UNSAID
    interests_en: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Plain lists and words, as `from_json` reads them."""
        return asdict(self) | {"interests_en": dict(self.interests_en)}

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> "Declared":
        """What `as_json` wrote; a key that this version does not know is left out."""
        known = {one.name for one in fields(cls)}
        given = {name: value for name, value in raw.items() if name in known}
        for name in ("providers", "others", "sellers", "pages"):
            given[name] = tuple(given.get(name, ()))
        given["transfers"] = tuple(Transfer(*one) for one in given.get("transfers", ()))
        given["logic"] = Words(*given.get("logic", ("", "")))
        return cls(**given)


@dataclass(frozen=True)
class Configuration:
    """Everything at one moment. None: not said yet.

    `held`: fields in use, `own_fields`: those that the organisation added. `readers`: the profiles that read.
    `indirect`: sources that are not the person. `idle`: purposes left out, because no approved balancing test lets
    them be used. `manners`: what prospecting asks for, in each of `countries` (the organisation's first).
    """

    controller: Controller | None
    declared: Declared | None
    aims: tuple[Aim, ...] = ()
    readers: tuple[Words, ...] = ()
    lengths: tuple[Length, ...] = ()
    held: tuple[str, ...] = ()
    own_fields: tuple[Words, ...] = ()
    indirect: tuple[str, ...] = ()
    phone_sentence: Words = UNSAID
    idle: tuple[Words, ...] = ()
    countries: tuple[str, ...] = ()
    manners: tuple[Manner, ...] = ()


class Missing(NamedTuple):
    """What must be said before a notice can be published: a code, and the purpose it is about."""

    code: str
    about: Words = UNSAID


def missing(configuration: Configuration, language: str) -> list[Missing]:
    """What the law wants in the notice and nobody has said yet; empty when it can be published."""
    found = _of_controller(configuration.controller)
    if configuration.declared is None:
        found.append(Missing("declaration"))
    elif configuration.declared.profiling and not configuration.declared.logic.of(language):
        found.append(Missing("logic"))
    if not configuration.aims:
        found.append(Missing("purposes"))
    for aim in configuration.aims:
        if "legitimate_interest" in aim.bases:
            found += _of_interest(aim, language)
    return found


def _of_controller(controller: Controller | None) -> list[Missing]:
    if controller is None:
        return [Missing("organisation")]
    wanted = {"address": controller.address, "contact": controller.email or controller.phone}
    return [Missing(code) for code, value in wanted.items() if not value]


def _of_interest(aim: Aim, language: str) -> list[Missing]:
    if not aim.interest.fr:
        return [Missing("interest", aim.name)]
    if language == "en" and not aim.interest.en:
        return [Missing("interest_en", aim.name)]
    return []

"""How alike two records are, and why: a pure function of what both say. Nothing here knows a reader or a database.

A score is the mean of what both records say (name, e-mail, phone, company, address), weighted by how much each tells
persons apart; what one alone says counts for little either way, what neither says does not count. Some pairs of facts
settle it alone: the same name and the same e-mail, for one. Reasons are closed codes, in words in `panels`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import product

from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from licite.kit import names

UNKNOWN = 0.55
"""What a trait counts that only one of the two records says."""
LAST_DIGITS = 6
CLOSE = 0.88
SHOWN_FROM = 0.75
"""Pairs below are not kept."""


class Reason(StrEnum):
    """Why two records look like one person."""

    NAME_SAME = "name_same"
    NAME_SWAPPED = "name_swapped"
    NAME_JOINED = "name_joined"
    NAME_INITIALS = "name_initials"
    NAME_CLOSE = "name_close"
    EMAIL_SAME = "email_same"
    EMAIL_ALIKE = "email_alike"
    PHONE_SAME = "phone_same"
    PHONE_END = "phone_end"
    COMPANY_SAME = "company_same"
    ADDRESS_SAME = "address_same"
    TOWN_SAME = "town_same"


@dataclass(frozen=True)
class Traits:
    """What one record says, in clear. `emails` canonical, `phones` E.164; `address`: line, postal code, town."""

    first: str = ""
    last: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    company: str = ""
    address: tuple[str, ...] = ()

    @cached_property
    def given(self) -> str:
        """The first name, folded."""
        return names.fold(self.first)

    @cached_property
    def family(self) -> str:
        """The last name, folded."""
        return names.fold(self.last)

    @cached_property
    def locals_(self) -> tuple[str, ...]:
        """The local parts of the e-mails, folded, without what follows a plus."""
        return tuple(names.fold(one.partition("@")[0].partition("+")[0]) for one in self.emails)

    def is_named(self, local: str) -> bool:
        """Whether a local part is made of words of the name alone."""
        return set(local.split()) <= {*self.given.split(), *self.family.split()}

    @cached_property
    def ends(self) -> frozenset[str]:
        """The last digits of the phones."""
        return frozenset(one[-LAST_DIGITS:] for one in self.phones if len(one) > LAST_DIGITS)

    @cached_property
    def place(self) -> tuple[str, str]:
        """Line with its postal code, and town, folded."""
        line, code, town = (*map(names.fold, self.address), "", "", "")[:3]
        return (f"{line} {code}".strip() if line else ""), f"{code} {town}".strip()


@dataclass(frozen=True)
class Score:
    """`value` from 0 to 1, with two decimals; the reasons in the order of what they tell."""

    value: float
    reasons: tuple[Reason, ...]


Found = tuple[float | None, Reason | None]
"""How alike one trait is; None where neither record says it."""


def likeness(one: Traits, other: Traits) -> Score:
    """How likely two records are of one person. Symmetric; 1 for a record and itself."""
    name, email, phone = _name(one, other), _email(one, other), _phone(one, other)
    company, place = _company(one, other), _place(one, other)
    weighed = [(name, 0.5), (email, 0.2), (phone, 0.15), (company, 0.1), (place, 0.05)]
    known = [(found[0], weight) for found, weight in weighed if found[0] is not None]
    total = sum(weight for _, weight in known)
    mean = sum(value * weight for value, weight in known) / total if total else 0.0
    reasons = tuple(found[1] for found, _ in weighed if found[1] is not None)
    return Score(round(min(1.0, max(mean, _settled(name[0] or 0.0, set(reasons)))), 2), reasons)


def is_nearly_named(one: Traits, other: Traits) -> bool:
    """Whether two names are one but for a letter, a space, an order or initials."""
    value, reason = _name(one, other)
    return reason is not None and value is not None and value >= CLOSE


def _settled(name: float, reasons: set[Reason]) -> float:
    """What certain facts say together, whatever else is unknown or differs."""
    if Reason.EMAIL_SAME in reasons and name >= 0.8:
        return 0.97
    if Reason.PHONE_SAME in reasons and name >= 0.85:
        return 0.92
    if Reason.COMPANY_SAME in reasons and name >= 0.9:
        return 0.85
    # A shared mailbox or switchboard: worth a look, no more.
    if Reason.EMAIL_SAME in reasons and name >= 0.6:
        return SHOWN_FROM
    return 0.0


def _name(one: Traits, other: Traits) -> Found:
    whole, theirs = f"{one.given} {one.family}".strip(), f"{other.given} {other.family}".strip()
    if not (whole or theirs):
        return None, None
    if not (whole and theirs):
        return UNKNOWN, None
    if (one.given, one.family) == (other.given, other.family):
        return 1.0, Reason.NAME_SAME
    if (one.given, one.family) == (other.family, other.given):
        return 0.98, Reason.NAME_SWAPPED
    if whole.replace(" ", "") == theirs.replace(" ", ""):
        return 0.97, Reason.NAME_JOINED
    if sorted(whole.split()) == sorted(theirs.split()):
        return 0.96, Reason.NAME_SWAPPED
    if _initialled(one, other) or _initialled(other, one):
        return 0.88, Reason.NAME_INITIALS
    value = max(_parts(one, other), _parts(one, other, swapped=True))
    return value, Reason.NAME_CLOSE if value >= CLOSE else None


def _parts(one: Traits, other: Traits, *, swapped: bool = False) -> float:
    """The less alike of the two parts, with some credit for the words in any order."""
    theirs = (other.family, other.given) if swapped else (other.given, other.family)
    parts = [_word(mine, their) for mine, their in zip((one.given, one.family), theirs, strict=True)]
    mine, their = f"{one.given} {one.family}".strip(), " ".join(theirs).strip()
    return 0.8 * min(parts) + 0.2 * fuzz.token_sort_ratio(mine, their) / 100


def _word(mine: str, theirs: str) -> float:
    if not (mine and theirs):
        return UNKNOWN if mine or theirs else 1.0
    return JaroWinkler.similarity(mine, theirs)


def _initialled(short: Traits, whole: Traits) -> bool:
    """Whether the first name is written by its initials in one of them: "J." or "J.-P." for "Jean-Pierre"."""
    if not short.given or short.family != whole.family or not short.family:
        return False
    initials = [word[0] for word in whole.given.split()]
    letters = [letter for word in short.given.split() for letter in word]
    return len(letters) <= 3 and bool(letters) and letters == initials[: len(letters)]


def _email(one: Traits, other: Traits) -> Found:
    if not (one.emails or other.emails):
        return None, None
    if set(one.emails) & set(other.emails):
        return 1.0, Reason.EMAIL_SAME
    if not (one.emails and other.emails):
        return UNKNOWN, None
    if _best(one.locals_, other.locals_, _turned) < 0.9:
        return 0.3, None
    # first.last@ says no more than the name, which namesakes share.
    telling = [
        (mine, theirs)
        for mine, theirs in product(one.locals_, other.locals_)
        if not (one.is_named(mine) and other.is_named(theirs))
    ]
    more = any(_best([mine], [theirs], _turned) >= 0.9 for mine, theirs in telling)
    return (0.8, Reason.EMAIL_ALIKE) if more else (0.5, None)


def _turned(mine: str, theirs: str) -> float:
    return fuzz.token_sort_ratio(mine, theirs) / 100


def _phone(one: Traits, other: Traits) -> Found:
    if not (one.phones or other.phones):
        return None, None
    if set(one.phones) & set(other.phones):
        return 1.0, Reason.PHONE_SAME
    if not (one.phones and other.phones):
        return UNKNOWN, None
    return (0.85, Reason.PHONE_END) if one.ends & other.ends else (0.3, None)


def _company(one: Traits, other: Traits) -> Found:
    if not (one.company or other.company):
        return None, None
    if one.company == other.company:
        return 1.0, Reason.COMPANY_SAME
    return (0.2 if one.company and other.company else UNKNOWN), None


def _place(one: Traits, other: Traits) -> Found:
    (line, town), (their_line, their_town) = one.place, other.place
    if not (line or town or their_line or their_town):
        return None, None
    if line and their_line and fuzz.token_sort_ratio(line, their_line) >= 90:
        return 1.0, Reason.ADDRESS_SAME
    if town and town == their_town:
        # The whole of what both say, where neither says a street.
        return (0.6 if line or their_line else 1.0), Reason.TOWN_SAME
    return (0.2 if town and their_town else UNKNOWN), None


def _best(mine: Sequence[str], theirs: Sequence[str], alike: Callable[[str, str], float]) -> float:
    return max(_each(mine, theirs, alike), default=0.0)


def _each(mine: Sequence[str], theirs: Sequence[str], alike: Callable[[str, str], float]) -> Iterator[float]:
    # A local part of three letters is nobody's in particular.
    return (alike(a, b) for a, b in product(mine, theirs) if min(len(a), len(b)) > 3)

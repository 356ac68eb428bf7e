"""A whole name in one cell, cut into a first and a last one."""

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass

from licite.kit import names

LETTERS = re.compile(r"[^\W\d_]")
SMALL = frozenset({"de", "du", "des", "la", "le", "les", "van", "von", "den", "der", "di", "da", "dos"})
"""Words of a last name that may be written small before its capitals."""


@dataclass(frozen=True)
class FullName:
    """The two parts; `sure` unless the order of the words alone told which is which."""

    first: str
    last: str
    sure: bool = True


def cut(full: str, *, last_first: bool = False, firsts: Container[str] = ()) -> FullName:
    """A whole name without its title of courtesy: "Dupont, Jean", "DUPONT Jean" or "Jean Dupont".

    A comma tells, else capitals beside small letters, else a word that is one of `firsts` (first names, folded) at one end
    alone, else the order: last name first if `last_first`.
    """
    before, comma, after = full.partition(",")
    if comma and before.strip() and after.strip():
        return FullName(after.strip(), before.strip())
    if found := _by_capitals(full.split()):
        return found
    parts = full.split()
    if len(parts) < 2:
        return FullName("", full)
    ahead, behind = (names.fold(one) in firsts for one in (parts[0], parts[-1]))
    last_first = behind if ahead != behind else last_first
    first, last = (parts[-1:], parts[:-1]) if last_first else (parts[:1], parts[1:])
    return FullName(" ".join(first), " ".join(last), ahead != behind)


def learn(fulls: Iterable[str]) -> frozenset[str]:
    """The first names, folded, that stand alone beside a last name in capitals, and are nobody's last name there."""
    found = [one for full in fulls if (one := _by_capitals(full.split()))]
    lasts = {names.fold(word) for one in found for word in one.last.split()}
    return frozenset(names.fold(one.first) for one in found if " " not in one.first) - lasts - {""}


def _by_capitals(parts: list[str]) -> FullName | None:
    """The last name is what is written in capitals, with its particles, where something else is not."""
    loud = [place for place, part in enumerate(parts) if part.isupper() and len(part) > 2]
    if not loud:
        return None
    start, end = loud[0], loud[-1] + 1
    while start and (_is_short_capital(parts[start - 1]) or _is_small(parts, start - 1)):
        start -= 1
    while end < len(parts) and _is_short_capital(parts[end]):
        end += 1
    quiet = parts[:start] + parts[end:]
    if not any(LETTERS.search(part) and not part.isupper() for part in quiet):
        return None
    return FullName(" ".join(quiet), " ".join(parts[start:end]))


def _is_short_capital(part: str) -> bool:
    """Such as LE in "LE GOFF"; no initial."""
    return part.isupper() and len(LETTERS.findall(part)) == 2


def _is_small(parts: list[str], place: int) -> bool:
    return place > 0 and parts[place].islower() and names.fold(parts[place]) in SMALL

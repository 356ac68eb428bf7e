"""The word lists of the demo, read from `data/` once."""

from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import Literal, NamedTuple

Area = Literal["Ouest", "Grand Est", "France", "Belgique"]


class Town(NamedTuple):
    """A real town; `department` is empty in Belgium, `spoken` the language at work."""

    name: str
    postal_code: str
    department: str
    country: Literal["FR", "BE"]
    spoken: Literal["fr", "nl"]


class Pool(NamedTuple):
    """Words and their cumulated weights, as `Random.choices` wants them."""

    words: tuple[str, ...]
    weights: tuple[float, ...]


class Trade(NamedTuple):
    """A sector, the word a name starts with, and what may follow: f(amily), p(lace), s(ole trader)."""

    sector: str
    word: str
    ways: str


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of a data file without comments and blanks."""
    text = (files(__package__) / "data" / f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


@cache
def grouped(name: str) -> dict[str, tuple[str, ...]]:
    """A file of `head: a, b, c` lines, by head."""
    pairs = (line.split(": ", 1) for line in lines(name))
    return {head: tuple(word.strip() for word in body.split(", ")) for head, body in pairs}


@cache
def gathered(name: str) -> dict[str, tuple[str, ...]]:
    """A file of one `head: value` a line, values gathered by head."""
    found: dict[str, list[str]] = {}
    for line in lines(name):
        head, value = line.split(": ", 1)
        found.setdefault(head, []).append(value)
    return {head: tuple(values) for head, values in found.items()}


@cache
def ranked(name: str, *heads: str) -> Pool:
    """The words under these heads, weighted by their rank: the first names of a list are the usual ones."""
    chosen = [
        (word, 1 / (rank + 12)) for head in heads for rank, word in enumerate(grouped(name).get(head, ()))
    ]
    return Pool(tuple(word for word, _ in chosen), tuple(accumulate(weight for _, weight in chosen)))


@cache
def towns(area: Area) -> tuple[Town, ...]:
    """The towns of an area."""
    found: list[Town] = []
    for head, entries in grouped("towns").items():
        where, _, code = head.rpartition(" ")
        if where == area:
            found.extend(_town(entry, code, belgian=area == "Belgique") for entry in entries)
    return tuple(found)


def _town(entry: str, code: str, *, belgian: bool) -> Town:
    name, _, postal_code = entry.rpartition(" ")
    if belgian:
        return Town(name, postal_code, "", "BE", "nl" if code == "nl" else "fr")
    return Town(name, postal_code, code, "FR", "fr")


@cache
def trades() -> tuple[Trade, ...]:
    """The trades of companies.txt."""
    return tuple(
        Trade(*(part.strip() for part in line.split("|"))) for line in gathered("companies")["trade"]
    )


@cache
def places(department: str) -> tuple[str, ...]:
    """What a company of this department ("" for Belgium) may be named after, article included: "du Maine"."""
    pairs = (line.split(" | ") for line in gathered("companies")["place"])
    return tuple(place for where, place in pairs if (department or "BE") in where.split())


@cache
def titles(head: str) -> tuple[tuple[str, str], ...]:
    """Job titles as (masculine, feminine)."""
    pairs = (line.split(" | ") for line in gathered("titles")[head])
    return tuple((pair[0], pair[-1]) for pair in pairs)


@cache
def suiting(name: str, *, consumer: bool) -> dict[str, tuple[str, ...]]:
    """Sentence templates by head; for a consumer only those marked "any"."""
    return {
        head: tuple(line.removesuffix(" any") for line in values if not consumer or line.endswith(" any"))
        for head, values in gathered(name).items()
    }

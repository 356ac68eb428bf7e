"""The words of the notices, by language: `texts/fr.toml` and `texts/en.toml`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path


@cache
def _texts(language: str) -> Mapping[str, Mapping[str, str | list[str]]]:
    path = Path(__file__).parent / "texts" / f"{language}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def keys(table: str) -> tuple[str, ...]:
    """The keys of a table of texts, in their order."""
    return tuple(_texts("fr")[table])


def word(language: str, table: str, key: str, **fields: str) -> str:
    """One text, its fields filled in. KeyError for a key that is not there."""
    return str(_texts(language)[table][key]).format(**fields)


def known(language: str, table: str, key: str) -> str:
    """A text where the key is known, else the key as it is: a name that somebody typed."""
    return word(language, table, key) if key in _texts(language)[table] else key


def length(language: str, number: int, unit: str) -> str:
    """A time in words; whole years are said as years."""
    if unit == "months" and number % 12 == 0:
        number, unit = number // 12, "years"
    forms = _texts(language)["unit"][unit]
    return str(forms[number != 1]).format(n=number)

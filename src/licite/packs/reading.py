"""Reads the packs from their files: rows common to the Union, then what each country changes, on whose word."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from licite.packs.rules import Rule, read

DATA: Final = Path(__file__).parent / "data"
COUNTRIES: Final = ("FR", "BE")
"""The countries that have a pack, in the order they are shown."""


@cache
def base(country: str) -> Mapping[str, Rule]:
    """The pack of a country as the texts give it, before any override. Raises KeyError without a pack."""
    if country not in COUNTRIES:
        raise KeyError(country)
    texts = tomllib.loads((DATA / "sources.toml").read_text(encoding="utf-8"))
    rows = _rows("eu")
    for key, changes in _rows(country.lower()).items():
        common = {
            name: value for name, value in rows[key].items() if name != "article" or "source" not in changes
        }
        rows[key] = common | changes
    return MappingProxyType({key: read(key, _sourced(row, texts)) for key, row in rows.items()})


def _rows(folder: str) -> dict[str, dict[str, Any]]:
    """The rows of one folder. Raises ValueError for a key that stands twice."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted((DATA / folder).glob("*.toml")):
        rows = tomllib.loads(path.read_text(encoding="utf-8"))
        if twice := found.keys() & rows.keys():
            raise ValueError(f"{path.name}: {sorted(twice)} stand in another file too")
        found |= rows
    return found


def _sourced(row: Mapping[str, Any], texts: Mapping[str, Any]) -> dict[str, Any]:
    """A row with its source in full: the text's name, its date, its address, the article."""
    fields = dict(row)
    text, article = texts[fields.pop("source")], fields.pop("article", "")
    note = text.get("notes_en", {}).get(article, article)
    return fields | {
        "source": _cited(text["name"], article),
        "source_en": _cited(text["name_en"], note) if "name_en" in text else "",
        "source_date": text["date"],
        "url": text.get("url", ""),
    }


def _cited(name: str, article: str) -> str:
    return f"{name}, {article}" if article else name

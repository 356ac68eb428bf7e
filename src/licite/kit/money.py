"""Amounts of money: whole cents of a euro inside, written and read as people do in French and English."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

MOST = 99_999_999_999
"""The largest amount that is kept, in cents."""
TYPED = re.compile(r"^\d{1,9}(?:\.\d{1,2})?$", re.ASCII)
THOUSANDS = re.compile(r"[\s\u00a0\u202f'’€]")
THOUSAND = 3
EURO = re.compile(r"(?<![a-z])(?:eur(?:os?)?)(?![a-z])|\b(?:ttc|ht)\b", re.IGNORECASE)
FOREIGN = re.compile(r"[$£¥₣₽₹]|(?<![a-z])[a-z]{3}(?![a-z])", re.IGNORECASE)


def euros(cents: int, language: str = "fr") -> str:
    """12 400 € or €12,400; with its cents only where there are some."""
    whole, rest = divmod(abs(cents), 100)
    sign = "-" if cents < 0 else ""
    if language == "fr":
        number = f"{whole:,}".replace(",", "\u202f") + (f",{rest:02}" if rest else "")
        return f"{sign}{number}\u00a0€"
    return f"{sign}€{whole:,}" + (f".{rest:02}" if rest else "")


def parse(text: str) -> int | None:
    """The cents of an amount as typed ("12 400,50 €", "12400.5"); None for what is not one. Never raises."""
    plain = THOUSANDS.sub("", text)
    plain = plain.replace(",", ".") if plain.count(",") == 1 and "." not in plain else plain
    return int(Decimal(plain) * 100) if TYPED.match(plain) else None


@dataclass(frozen=True)
class Read:
    """`cents`, or None with one of: empty, currency (another one), negative, ambiguous, too_large, decimals (parts of a
    cent), unreadable.
    """

    cents: int | None
    reason: str = ""


def decimal_mark(texts: Iterable[str]) -> str:
    """The mark before the cents in a column of amounts, a comma or a point, by those that leave no doubt; else empty."""
    seen = Counter(mark for text in texts if (mark := _own_mark(_bare(text))))
    (comma, point) = (seen[","], seen["."])
    return "," if comma > point else "." if point > comma else ""


def read(text: str, mark: str = "") -> Read:
    """The amount that a file says, in French, English or German writing: "1 234,56 €", "€1,234.56", "1.234,56", "12".

    `mark`: what comes before the cents in the same column, for "1,234", which is ambiguous by itself. Never raises.
    """
    bare = _bare(text)
    if not bare:
        return Read(None, "empty")
    if FOREIGN.search(bare):
        return Read(None, "currency")
    if bare.startswith(("-", "−", "(")) or bare.endswith("-"):
        return Read(None, "negative")
    mark = _own_mark(bare) or mark
    if not mark and bare.count(",") + bare.count("."):
        return Read(None, "ambiguous")
    whole, _point, parts = bare.partition(mark) if mark else (bare, "", "")
    grouped = re.split(r"[,.]", whole)
    if not all(one.isascii() and one.isdecimal() for one in (*grouped, parts or "0")):
        return Read(None, "unreadable")
    if any(len(one) != THOUSAND for one in grouped[1:]) or len(grouped[0]) > (
        THOUSAND if grouped[1:] else 20
    ):
        return Read(None, "unreadable")
    # What a spreadsheet makes of 13.86: 13.860000000000001.
    cents = round(Decimal("".join(grouped) + "." + (parts or "0")) * 100, 4)
    if cents != int(cents):
        return Read(None, "decimals")
    return Read(int(cents)) if cents <= MOST else Read(None, "too_large")


def is_euro(text: str) -> bool:
    """Whether a cell of currencies says the euro, or nothing."""
    return text.strip().casefold() in ("", "€", "eur", "euro", "euros", "978")


def _bare(text: str) -> str:
    return THOUSANDS.sub("", EURO.sub("", text.strip()))


def _own_mark(bare: str) -> str:
    """The mark before the cents as one amount shows it; empty where it could be that of thousands."""
    commas, points = bare.count(","), bare.count(".")
    if commas and points:
        return max(",.", key=bare.rfind)
    if commas + points != 1:
        return ("." if commas else ",") if commas + points else ""
    mark = "," if commas else "."
    whole, _mark, parts = bare.partition(mark)
    return mark if len(parts) != THOUSAND or len(whole) > THOUSAND or whole in ("", "0") else ""

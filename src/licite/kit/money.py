"""Amounts of money: whole cents of a euro inside, written and read as people do in French and English."""

import re
from decimal import Decimal

MOST = 99_999_999_999
"""The largest amount that is kept, in cents."""
TYPED = re.compile(r"^\d{1,9}(?:\.\d{1,2})?$", re.ASCII)
THOUSANDS = re.compile(r"[\s\u00a0\u202f'’€]")


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

"""Numbers that a free text or a file must not hold: national numbers, bank accounts, payment cards. Pure.

Each is told by its shape and its own check digits, so that a phone number or a company number passes.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from unicodedata import category

from stdnum import iban, luhn


class Kind(StrEnum):
    """What a number is. NIR: France's; NRN: Belgium's national register number, bis numbers included."""

    NIR = "nir"
    NRN = "nrn"
    IBAN = "iban"
    CARD = "card"
    CVV = "cvv"


@dataclass(frozen=True)
class Found:
    """A number in a text, from `start` to before `end`; never the number itself."""

    kind: Kind
    start: int
    end: int


SPACES = " \u00a0\u2007\u2009\u202f"
GAP = rf"[{SPACES}.\-]?"
# Sex, year, month, department, commune, order, key; the month beyond 12 where a birth was recorded without one.
NIR = re.compile(
    rf"(?<![^\W_])[1-478]{GAP}\d\d{GAP}(?:0[1-9]|1[0-2]|[2-9]\d){GAP}(?:\d\d|2[ABab]){GAP}\d{{3}}{GAP}\d{{3}}{GAP}\d\d(?!\d)"
)
NRN = re.compile(
    rf"(?<![\d+])\d\d{GAP}(?:[024][0-9]|[135][0-2]){GAP}(?:[0-2]\d|3[01]){GAP}\d{{3}}{GAP}\d\d(?!\d)"
)
IBAN = re.compile(rf"(?<![^\W_])[A-Za-z]{{2}}[{SPACES}]?\d\d(?:[{SPACES}\-]?[^\W_]){{11,30}}", re.ASCII)
CARD = re.compile(rf"(?<![\d+])\d(?:[{SPACES}\-]?\d){{12,18}}(?!\d)")
CVV_WORDS = (
    r"cvv2?|cvc2?|cryptogrammes?(?:\s+visuels?)?|(?:security|verification)\s+code"
    r"|code\s+de\s+(?:s[ée]curit[ée]|v[ée]rification)|(?:beveiligings|veiligheids|verificatie)code"
)
CVV = re.compile(
    rf"\b(?:{CVV_WORDS})\b[^\w\n]{{0,6}}(?:(?:est|is|de la carte|of the card|van de kaart)\b)?"
    r"[^\w\n]{0,6}(\d{3,4})(?!\d)",
    re.IGNORECASE,
)
# First digits and lengths of the payment schemes in use in Europe (ISO/IEC 7812).
SCHEMES: tuple[tuple[re.Pattern[str], frozenset[int]], ...] = (
    (re.compile(r"4"), frozenset({13, 16, 19})),
    (re.compile(r"5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720"), frozenset({16})),
    (re.compile(r"3[47]"), frozenset({15})),
    (re.compile(r"30[0-5]|309|36|3[89]"), frozenset({14})),
    (re.compile(r"35(?:2[89]|[3-8])|6011|64[4-9]|65|62"), frozenset({16, 19})),
    (re.compile(r"5018|5020|5038|5893|6304|6759|676[1-3]|6703"), frozenset({16, 17, 18, 19})),
)


def find(text: str) -> tuple[Found, ...]:
    """Every such number in the text, in order; where two overlap, the one found first."""
    shown, places = _visible(text)
    taken: list[Found] = []
    for kind, start, end in _candidates(shown):
        if not any(start < one.end and one.start < end for one in taken):
            taken.append(Found(kind, start, end))
    found = [Found(one.kind, places[one.start], places[one.end - 1] + 1) for one in taken]
    return tuple(sorted(found, key=lambda one: one.start))


def kind_of(value: str) -> Kind | None:
    """The kind of a value that is such a number and nothing else, as a cell of a file is; None for any other."""
    bare = value.strip()
    return next((one.kind for one in find(bare) if (one.start, one.end) == (0, len(bare))), None)


def is_nir(digits: str) -> bool:
    """Whether 15 characters end by the key of a French social security number (2A and 2B read as 19 and 18)."""
    body = re.sub("2B", "18", re.sub("2A", "19", digits[:13].upper()))
    return len(digits) == 15 and (body + digits[13:]).isdecimal() and 97 - int(body) % 97 == int(digits[13:])


def is_nrn(digits: str) -> bool:
    """Whether 11 digits end by the check of a Belgian number: of nine digits, or with a 2 before them since 2000."""
    if len(digits) != 11 or not digits.isdecimal():
        return False
    month, day, check = int(digits[2:4]), int(digits[4:6]), int(digits[9:])
    if month % 20 > 12 or month > 52 or day > 31 or not int(digits[:9]):
        return False
    return check in (97 - int(digits[:9]) % 97, 97 - int("2" + digits[:9]) % 97)


def is_iban(text: str) -> bool:
    """Whether the characters are an account number of a country that has them, with its check digits."""
    return bool(iban.is_valid(text, check_country=False))


def is_card(digits: str) -> bool:
    """Whether the digits have the beginning, the length and the check digit of a payment card.

    A French establishment number (SIRET) has 14 digits and the same check: it is told by its company number.
    """
    if not digits.isdecimal() or not luhn.is_valid(digits):
        return False
    if len(digits) == 14 and luhn.is_valid(digits[:9]):
        return False
    return any(start.match(digits) and len(digits) in lengths for start, lengths in SCHEMES)


def _candidates(text: str) -> Iterator[tuple[Kind, int, int]]:
    # An account number first: a part of it may pass for something else.
    for match in IBAN.finditer(text):
        end = _iban_end(match)
        if end:
            yield Kind.IBAN, match.start(), end
    for kind, pattern, holds in CHECKED:
        for match in pattern.finditer(text):
            if holds(re.sub(r"[\W_]", "", match.group())):
                yield kind, match.start(), match.end()
    for match in CVV.finditer(text):
        yield Kind.CVV, *match.span(1)


CHECKED: tuple[tuple[Kind, re.Pattern[str], Callable[[str], bool]], ...] = (
    (Kind.NIR, NIR, is_nir),
    (Kind.NRN, NRN, is_nrn),
    (Kind.CARD, CARD, is_card),
)


def _iban_end(match: re.Match[str]) -> int:
    """Where the account number ends: the words that follow it look like more of it. 0 for none."""
    spots = [at for at, char in enumerate(match.group()) if char.isalnum()]
    letters = "".join(match.group()[at] for at in spots)
    for length in range(len(letters), 14, -1):
        if is_iban(letters[:length]):
            return match.start() + spots[length - 1] + 1
    return 0


def _visible(text: str) -> tuple[str, list[int]]:
    """The text without invisible characters, which would cut a number in two, and where each character stood."""
    places = [at for at, char in enumerate(text) if char.isascii() or category(char) != "Cf"]
    return "".join(text[at] for at in places), places

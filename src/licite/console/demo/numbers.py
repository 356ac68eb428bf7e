"""Numbers that reach nobody: phones kept for fiction, company numbers never attributed.

French phones: the blocks that Arcep keeps for audiovisual works in the national numbering plan (decision
2018-0881), 10,000 numbers each. Belgium keeps none: +32 451 00 is used, a mobile block we know no holder of.
Company numbers: SIREN starting with 000, below the lowest ever attributed, with a true Luhn digit.
"""

from random import Random
from typing import Final

from licite.console.demo.markers import PHONES, SIRENS
from licite.console.demo.words import Town

MOBILE: Final = "+3363998"
BELGIAN: Final = "+3245100"
LANDLINES: Final = {"1": "+3319900", "2": "+3326191", "3": "+3335301", "4": "+3346571", "5": "+3353649"}
FICTIONAL: Final = (MOBILE, *LANDLINES.values(), BELGIAN)

# The first digit of a landline, by department; the many of the south-east stand for the rest.
_ZONES: Final = {
    "1": "75 77 78 91 92 93 94 95",
    "2": "14 18 22 27 28 29 35 36 37 41 44 45 49 50 53 56 61 72 76 85",
    "3": "02 08 10 21 25 39 51 52 54 55 57 58 59 60 62 67 68 70 71 80 88 89 90",
    "5": "09 12 16 17 19 23 24 31 32 33 40 46 47 64 65 79 81 82 86 87",
}
_ZONE_OF: Final = {department: zone for zone, listed in _ZONES.items() for department in listed.split()}


def landline_block(town: Town) -> str:
    """The fictional block of a town's landlines (Belgian towns: the one block there is)."""
    if town.country == "BE":
        return BELGIAN
    return LANDLINES[_ZONE_OF.get(town.department, "4")]


def mobile_block(town: Town) -> str:
    """The fictional block of the mobiles of a town's country."""
    return BELGIAN if town.country == "BE" else MOBILE


class PhoneBook:
    """Hands out each fictional number once."""

    def __init__(self, rng: Random) -> None:
        taken = {f"+33{number}" for number in PHONES.values()}
        self._left: dict[str, list[str]] = {}
        for block in FICTIONAL:
            numbers = [f"{block}{tail:04d}" for tail in range(10_000)]
            rng.shuffle(numbers)
            self._left[block] = [number for number in numbers if number not in taken]

    def draw(self, block: str) -> str | None:
        """A number never given before, or None when the block is used up."""
        left = self._left[block]
        return left.pop() if left else None


def siren(rng: Random, taken: set[str]) -> str:
    """A fresh, well-formed, unattributed SIREN; adds it to `taken`."""
    while True:
        body = f"000{rng.randrange(100_000):05d}"
        number = body + _luhn_digit(body)
        if number not in taken and number not in SIRENS.values():
            taken.add(number)
            return number


def _luhn_digit(body: str) -> str:
    total = 0
    for position, char in enumerate(reversed(body)):
        digit = int(char) * (2 if position % 2 == 0 else 1)
        total += digit - 9 if digit > 9 else digit
    return str(-total % 10)

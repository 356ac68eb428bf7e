"""What a password must be worth (CNIL, délibération 2022-100: at least 80 bits when it stands alone)."""

import math
import re
from itertools import groupby
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from licite import packs

# The alphabets by which the CNIL counts: 37 signs is the list it asks a choice among.
SMALL, CAPITALS, DIGITS, SIGNS = 26, 26, 10, 37
WORD_BITS = math.log2(7776)  # a word drawn from a list of five dice


def wanted_bits() -> int:
    """What the policy pack asks of a password that is enough alone."""
    return packs.value("sec.password.alone")


def least_length(alphabet: int) -> int:
    """How many characters of an alphabet are worth what the pack asks, to the nearest bit."""
    return math.ceil((wanted_bits() - 0.5) / math.log2(alphabet))


def least_with_four_kinds() -> int:
    """Length with small letters, capitals, digits and signs: 12 for 80 bits."""
    return least_length(SMALL + CAPITALS + DIGITS + SIGNS)


def least_with_three_kinds() -> int:
    """Length with three kinds of characters: 14 for 80 bits."""
    return least_length(SMALL + CAPITALS + DIGITS)


def least_words() -> int:
    """Words of a passphrase: 7 for 80 bits."""
    return math.ceil(wanted_bits() / WORD_BITS)


def kinds(text: str) -> int:
    """How many kinds of characters there are: small letters, capitals, digits, signs."""
    return (
        any(char.islower() for char in text)
        + any(char.isupper() for char in text)
        + any(char.isdigit() for char in text)
        + any(not char.isalnum() and not char.isspace() for char in text)
    )


def effective(password: str, known: str) -> str:
    """The password without what anybody could guess: the parts of the member's e-mail, a character repeated."""
    for part in re.split(r"[^\w]+|_", known):
        if len(part) > 2:
            password = re.sub(re.escape(part), "", password, flags=re.IGNORECASE)
    return "".join(char for char, _again in groupby(password))


def strong(password: str, known: str = "") -> bool:
    """Whether the password is worth the pack's bits by one of the three ways that `advice` tells."""
    text = effective(password, known)
    if len({word.casefold() for word in re.findall(r"[^\W\d_]{3,}", text)}) >= least_words():
        return True
    return (kinds(text) == 4 and len(text) >= least_with_four_kinds()) or (
        kinds(text) >= 3 and len(text) >= least_with_three_kinds()
    )


def advice() -> str:
    """What to do, with the pack's figures."""
    return _(
        "Choose at least %(four)d characters with small letters, capitals, digits and signs; or %(three)d with three "
        "of these kinds; or a phrase of %(words)d different words. Your e-mail address and repeated characters do "
        "not count."
    ) % {"four": least_with_four_kinds(), "three": least_with_three_kinds(), "words": least_words()}


class StrengthValidator:
    """Django's hook: refuses what is worth less than the pack asks, and says what to do."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError, code `too_weak`."""
        if not strong(password, getattr(user, "email", "") or ""):
            raise ValidationError(advice(), code="too_weak")

    def get_help_text(self) -> str:
        """The same words, beforehand."""
        return advice()

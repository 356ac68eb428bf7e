"""What the name of a field speaks of: the lists of the pack, over folded words. Pure but for the look-up."""

from collections.abc import Iterable

from licite import packs
from licite.kit import names

REFUSED = (
    "national_number",
    "health",
    "religion",
    "origin",
    "politics",
    "union",
    "sexual_life",
    "offences",
    "bank",
)
"""Prohibited by default (GDPR 9, 10 and 87), or of no use here: no field of one's own holds these."""
TOUCHY = ("family", "income", "birth", "image")
"""Excessive between professionals; with consumers only as highly personal, for a purpose of their own."""


def spoken_of(texts: Iterable[str], categories: Iterable[str]) -> str:
    """The first of the categories whose words stand in one of the texts; empty for none."""
    folded = [f" {' '.join(names.words(text))} " for text in texts]
    for category in categories:
        listed = packs.words(f"special.columns.{category}")
        if any(f" {phrase} " in text for phrase in listed for text in folded):
            return category
    return ""

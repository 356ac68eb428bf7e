"""Which notice a person is given: of which kind, and in which language. Pure."""

from collections.abc import Collection

from licite.lawful.models.notices import NoticeKind

FRENCH_SPOKEN = frozenset({"", "BE", "CH", "FR", "LU", "MC"})
"""Countries where a notice in French is understood; "" where the country is unknown: an organisation of France or
Belgium writes French first."""


def kind_for(source: str, indirect: Collection[str]) -> NoticeKind:
    """Article 14 for data from elsewhere, article 13 for data from the person."""
    return NoticeKind.FIRST if source in indirect else NoticeKind.FORM


def language_for(country: str, published: Collection[str]) -> str:
    """The person's language among those published; French where theirs is not. Empty where nothing is published."""
    wanted = "fr" if country in FRENCH_SPOKEN else "en"
    return wanted if wanted in published else "fr" if "fr" in published else ""

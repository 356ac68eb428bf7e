"""The reviewer's queue, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.safestring import SafeString

from licite import packs
from licite.lawful.forms.notes import highlighted
from licite.lawful.notes import scan
from licite.people.queries.notes import Flagged


@dataclass(frozen=True)
class FlagLine:
    """A text to be read again. `text` is None where the reader's level hides it; its signs are marked.

    `asks`: its author may be asked to rewrite it.
    """

    flag: int
    url: str
    name: str
    place: str
    categories: str
    text: SafeString | None
    author: str
    written_at: datetime
    found_at: datetime
    asked_at: datetime | None
    asks: bool


def flag_lines(found: Sequence[Flagged]) -> list[FlagLine]:
    """The lines of the queue, in the order given."""
    law = packs.law(packs.home())
    return [
        FlagLine(
            flag=one.flag,
            url=reverse("desk:contact", args=[one.contact_public]),
            name=one.name,
            place=str(one.place.label),
            categories=", ".join(str(category.label) for category in one.categories),
            text=None if one.text is None else highlighted(one.text, scan(one.text, law)),
            author=one.author_name,
            written_at=one.written_at,
            found_at=one.found_at,
            asked_at=one.asked_at,
            asks=one.author_here and one.asked_at is None,
        )
        for one in found
    ]

"""A published notice as the one person reads it to whom it is given. Pure."""

from collections.abc import Iterable
from dataclasses import replace

from licite.lawful.notices.words import known, word
from licite.lawful.notices.writing import Section

NAMED = {"purchased_list": "source_sellers", "website": "source_pages"}
"""Sources whose names the declaration gives, and the sentence that gives them."""


def theirs(sections: Iterable[Section], language: str, *, source: str, day: str) -> tuple[Section, ...]:
    """A published notice as one person reads it: of the sources, only theirs, with its day in words.

    The suppliers of files are told to whoever comes from a file, the public pages to whoever comes from one.
    """
    told = word(language, "say", "source_on", source=known(language, "source", source), day=day)
    begins = word(language, "say", NAMED[source], names="") if source in NAMED else None
    return tuple(
        replace(
            section,
            paragraphs=(word(language, "say", "source_yours", source=told),),
            items=(),
            after=tuple(line for line in section.after if begins and line.startswith(begins)),
        )
        if section.key == "source"
        else section
        for section in sections
    )

"""What the configuration would say today against what was published: the lines that went, and those that came."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from licite.lawful.notices.writing import Section


@dataclass(frozen=True)
class Change:
    """What differs in one section: lines published and gone, lines that are new."""

    title: str
    gone: tuple[str, ...]
    new: tuple[str, ...]


def drift(published: Sequence[Section], now: Sequence[Section]) -> list[Change]:
    """The sections that differ, in today's order, those that went altogether last; empty where nothing changed."""
    before = {section.key: section for section in published}
    after = {section.key: section for section in now}
    changes = [_change(section.title, before.get(key), section) for key, section in after.items()]
    changes += [_change(section.title, section, None) for key, section in before.items() if key not in after]
    return [change for change in changes if change.gone or change.new]


def _change(title: str, old: Section | None, new: Section | None) -> Change:
    before, after = _lines(old), _lines(new)
    gone: list[str] = []
    come: list[str] = []
    for tag, old_start, old_end, new_start, new_end in SequenceMatcher(
        a=before, b=after, autojunk=False
    ).get_opcodes():
        if tag != "equal":
            gone += before[old_start:old_end]
            come += after[new_start:new_end]
    return Change(title, tuple(gone), tuple(come))


def _lines(section: Section | None) -> list[str]:
    if section is None:
        return []
    return [section.title, *section.paragraphs, *section.items, *section.after]

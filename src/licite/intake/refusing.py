"""What a row refuses: by what the cells of its columns of refusals say, and by what each column was told to mean. Pure."""

import re

from licite.intake.answers import CHANNELS, NO, YES
from licite.intake.cells import Cells
from licite.intake.columns import words_of
from licite.intake.headings import Target
from licite.kit import dates, names
from licite.lawful.channels import Channel

CLOSES: dict[Target, frozenset[Channel]] = {
    Target.NO_LETTERS: frozenset(),
    Target.NO_EMAIL: frozenset({Channel.EMAIL}),
    Target.NO_PHONE: frozenset({Channel.PHONE, Channel.SMS}),
    Target.NO_CONTACT: frozenset({Channel.ALL}),
}
LETTERS = re.compile(r"\b(?:newsletters?|infolettres?|desinscri\w*|desabonn\w*|unsubscri\w*)\b")


def objections_of(cells: Cells) -> tuple[tuple[Channel, ...], bool]:
    """The channels that the person closes, and whether newsletters alone are refused besides."""
    closed, letters = _as_said(cells), False
    for target, channels in CLOSES.items():
        for _header, text in cells.all(target):
            said = names.fold(text)
            if said in NO:
                continue
            letters = letters or target is Target.NO_LETTERS
            closed |= channels | _more(cells, target, text)
    if Channel.ALL in closed:
        return (Channel.ALL,), False
    return tuple(sorted(closed)), letters and Channel.EMAIL not in closed


def _as_said(cells: Cells) -> set[Channel]:
    """What the columns refuse whose every cell says what it closes."""
    closed: set[Channel] = set()
    for header, text in cells.all(Target.OBJECTION):
        said = names.fold(text)
        if said not in NO:
            named = _channels(said) or (_channels(words_of(header)) if _agrees(text) else set())
            closed |= named or _all(cells, text)
    return closed


def _more(cells: Cells, target: Target, text: str) -> set[Channel]:
    """What a cell closes beyond what its column means."""
    said = names.fold(text)
    if _agrees(text) or (target is Target.NO_LETTERS and LETTERS.search(said)):
        return set()
    return _channels(said) or _all(cells, text)


def _all(cells: Cells, text: str) -> set[Channel]:
    """A word that we cannot read, where people write their refusals, is taken as one."""
    if not _agrees(text):
        cells.warn("objection", "unclear")
    return {Channel.ALL}


def _agrees(text: str) -> bool:
    """Whether a cell says yes, or when it was said."""
    return names.fold(text) in YES or dates.parse(text).value is not None


def names_channel(text: str) -> bool:
    """Whether a cell says what it closes, and not all: a column of such cells is to be read cell by cell."""
    return bool(_channels(names.fold(text)) - {Channel.ALL})


def _channels(said: str) -> set[Channel]:
    return {channel for channel, pattern in CHANNELS if re.search(rf"\b(?:{pattern})\b", said)}

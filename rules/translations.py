"""Every message has its French: in its own room's catalogue, or in web's, which all share.

Django merges all catalogues into one, so that one message has one translation, whatever the room.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from io import BytesIO

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from rules.source import PACKAGE, Fault, Source

SHARED = "web"
KEYWORDS: dict[str, object] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
RENAMED = re.compile(r"\b(\w+) as (\w+)")
"""`from django.utils.translation import gettext as say`."""
STRAIGHT = re.compile(r"\w'\w")
FIELD = re.compile(r"%\((\w+)\)[a-z]|%[sd]|\{(\w*)\}")

Key = tuple[str, str | None]
"""(msgid, context)."""


def used(source: Source) -> dict[Key, int]:
    """The messages of one file, with their first line."""
    text = source.text if source.path.endswith(".py") else unindented(templatize(source.text))
    found: dict[Key, int] = {}
    keywords = KEYWORDS | {other: KEYWORDS[name] for name, other in RENAMED.findall(text) if name in KEYWORDS}
    for line, message, _, context in extract("python", BytesIO(text.encode()), keywords=keywords):  # type: ignore[arg-type]
        msgid = message if isinstance(message, str) else message[0]
        if msgid:
            found.setdefault((msgid, context), line)
    return found


def unindented(text: str) -> str:
    """Babel reads it as Python, where indentation speaks."""
    return "\n".join(map(str.lstrip, text.splitlines()))


def catalogues() -> dict[str, Catalog]:
    """Each room's French."""
    found = {}
    for path in sorted(PACKAGE.glob("*/locale/fr/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            found[path.relative_to(PACKAGE).parts[0]] = read_po(file, locale="fr")
    return found


def translations(sources: Sequence[Source], french: dict[str, Catalog]) -> Iterator[Fault]:
    """Missing, stale, unfinished, contradicting."""
    wanted: dict[str, set[Key]] = defaultdict(set)
    for source in sources:
        if source.is_test:
            continue
        for key, line in used(source).items():
            wanted[source.room].add(key)
            if not any(translated(french.get(room), key) for room in (source.room, SHARED)):
                yield Fault(source.path, line, f"no French for {key[0][:60]!r}")
    everywhere = set().union(*wanted.values()) if wanted else set()
    for room, catalogue in french.items():
        alive = everywhere if room == SHARED else wanted[room]
        for message in entries(catalogue):
            yield from faulty(room, message, alive)
    yield from contradictions(french)


def translated(catalogue: Catalog | None, key: Key) -> bool:
    """Whether it has a whole, sure translation."""
    message = catalogue.get(*key) if catalogue is not None else None
    return message is not None and not message.fuzzy and all(texts(message))


def entries(catalogue: Catalog) -> list[Message]:
    """The messages, without the header."""
    return [message for message in catalogue if message.id]


def texts(message: Message) -> tuple[str, ...]:
    """The translation, or each of its plural forms."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def key_of(message: Message) -> Key:
    """A message's key."""
    return (message.id if isinstance(message.id, str) else message.id[0], message.context)


def faulty(room: str, message: Message, alive: set[Key]) -> Iterator[Fault]:
    """What is wrong with one entry."""
    msgid, _ = key = key_of(message)
    file, line = f"{room}/locale/fr/LC_MESSAGES/django.po", message.lineno or 1
    if key not in alive:
        yield Fault(file, line, f"nothing says {msgid[:60]!r} any more")
    if message.fuzzy:
        yield Fault(file, line, f"{msgid[:60]!r} is marked fuzzy")
    if any(STRAIGHT.search(text) for text in texts(message)):
        yield Fault(file, line, f"{msgid[:60]!r}: the apostrophe is ’ in French")
    longest = msgid if isinstance(message.id, str) else message.id[1]
    if any(fields(text) - fields(longest) for text in texts(message)) or (
        fields(longest) - set().union(*map(fields, texts(message)))
    ):
        yield Fault(file, line, f"{msgid[:60]!r}: the fields differ")


def fields(text: str) -> set[str]:
    """What is filled in."""
    return {match[0] for match in FIELD.finditer(text)}


def contradictions(french: dict[str, Catalog]) -> Iterator[Fault]:
    """One message, two translations: which one is shown would hang on the order of rooms."""
    said: dict[Key, tuple[str, tuple[str, ...]]] = {}
    for room, catalogue in french.items():
        for message in entries(catalogue):
            first_room, first = said.setdefault(key_of(message), (room, texts(message)))
            if first != texts(message):
                yield Fault(
                    f"{room}/locale/fr/LC_MESSAGES/django.po",
                    message.lineno or 1,
                    f"{key_of(message)[0][:60]!r} is said otherwise in {first_room}; say the same, or use pgettext",
                )

"""A notice drawn: HTML for pages and mails, plain text for mails and for the hash. Both say the same, in order."""

import hashlib
import textwrap
from collections.abc import Sequence
from typing import Literal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from licite.lawful.notices.writing import Section

WIDTH = 78
RULE = "=" * WIDTH
Level = Literal[1, 2, 3]


def plain(sections: Sequence[Section]) -> str:
    """Plain text in lines of 78; what stands apart is between two rules."""
    return "\n\n".join(_plain(section) for section in sections) + "\n"


def _plain(section: Section) -> str:
    body = [
        section.title.upper() if section.key == "head" else section.title,
        *map(_wrapped, section.paragraphs),
        *(_wrapped(item, "- ") for item in section.items),
        *map(_wrapped, section.after),
    ]
    text = "\n".join(body)
    return f"{RULE}\n{text}\n{RULE}" if section.apart else text


def _wrapped(line: str, mark: str = "") -> str:
    return textwrap.fill(
        line,
        WIDTH,
        initial_indent=mark,
        subsequent_indent=" " * len(mark),
        break_long_words=False,
        break_on_hyphens=False,
    )


def html(sections: Sequence[Section], *, level: Level = 2) -> SafeString:
    """Sections under headings of `level`; the head's own title is left to the page that holds it."""
    return format_html_join("\n", "{}", ((_html(section, level),) for section in sections))


HEADINGS: dict[Level, str] = {1: "<h1>{}</h1>", 2: "<h2>{}</h2>", 3: "<h3>{}</h3>"}


def _html(section: Section, level: Level) -> SafeString:
    parts = [] if section.key == "head" else [format_html(HEADINGS[level], section.title)]
    parts.append(_paragraphs(section.paragraphs))
    if section.items:
        items = format_html_join("", "<li>{}</li>", ((one,) for one in section.items))
        parts.append(format_html("<ul>{}</ul>", items))
    parts.append(_paragraphs(section.after))
    body = format_html_join("", "{}", ((part,) for part in parts))
    kind = " note note--sealed" if section.apart else ""
    return format_html('<section class="notice{}" id="notice-{}">{}</section>', kind, section.key, body)


def _paragraphs(lines: Sequence[str]) -> SafeString:
    return format_html_join("", "<p>{}</p>", ((line,) for line in lines))


def paragraph(line: str) -> SafeString:
    """One paragraph."""
    return _paragraphs([line])


def mark(sections: Sequence[Section]) -> str:
    """A mark of the text, by which what is published is known to be what was read before."""
    return hashlib.sha256(plain(sections).encode()).hexdigest()

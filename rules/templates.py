"""Rules on templates."""

import re
from collections.abc import Iterator

from rules.source import Fault, Rule, Source

COMMENT = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", re.DOTALL)
INLINE = (
    (re.compile(r"<style\b", re.IGNORECASE), "no inline style sheet: the content policy blocks it"),
    (re.compile(r"\sstyle\s*=", re.IGNORECASE), "no style attribute: the content policy blocks it"),
    (re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE), "no on… handler: the content policy blocks it"),
    (re.compile(r"\shx-on", re.IGNORECASE), "no hx-on: htmx may not evaluate code here"),
    (re.compile(r"javascript:", re.IGNORECASE), "no javascript: address"),
    (
        re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", re.IGNORECASE),
        "a script comes from a file; data blocks are application/json",
    ),
)
UNESCAPED = re.compile(r"\|\s*safe\b|\bautoescape\s+off\b|\|\s*safeseq\b")


def nothing_inline(source: Source) -> Iterator[Fault]:
    """The content policy allows no inline script or style."""
    for pattern, word in INLINE:
        yield from found(source, pattern, word)


def nothing_unescaped(source: Source) -> Iterator[Fault]:
    """Only web's elements may hold markup already made."""
    if not source.within("web") and source.path.endswith(".html"):
        yield from found(source, UNESCAPED, "values are escaped; markup is made by web's elements")


def found(source: Source, pattern: re.Pattern[str], word: str) -> Iterator[Fault]:
    """A fault for each match outside comments."""
    text = COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), source.text)
    for match in pattern.finditer(text):
        yield Fault(source.path, text.count("\n", 0, match.start()) + 1, word)


RULES: tuple[Rule, ...] = (nothing_inline, nothing_unescaped)

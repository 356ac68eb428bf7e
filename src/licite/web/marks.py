"""The smallest marks as HTML, for rows that are written flat: lights, chips, masked values."""

from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import Final

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

CHANNELS: Final = {"tel": _("Phone"), "mail": _("E-mail"), "sms": _("SMS"), "post": _("Post")}
VERDICTS: Final = {
    "yes": _("allowed"),
    "care": _("allowed, with a duty"),
    "later": _("not now"),
    "no": _("refused"),
}
ABSENT: Final = {
    "tel": _("no number"),
    "mail": _("no e-mail"),
    "sms": _("no number"),
    "post": _("no address"),
}


def light(channel: str, verdict: str) -> SafeString:
    """Return the light of one channel (``tel``, ``mail``, ``sms``, ``post``): ``yes``, ``care``,
    ``later``, ``no``, or ``none`` where there is nothing to reach the person by.

    Never by colour alone: the drawing is struck through, dotted, under a clock or pale, and the title names
    channel and verdict.
    Raises KeyError for another channel or verdict.
    """
    return _light(get_language() or "en", channel, verdict)


@lru_cache(maxsize=64)
def _light(language: str, channel: str, verdict: str) -> SafeString:
    # Kept per language: a list of fifty rows asks for the same dozen lights two hundred times.
    return format_html(
        '<i class="light {} {}" role="img" title="{}"></i>', verdict, channel, said(channel, verdict)
    )


def said(channel: str, verdict: str) -> str:
    """A light in words."""
    return _("%(channel)s: %(verdict)s") % {"channel": CHANNELS[channel], "verdict": _word(channel, verdict)}


def _word(channel: str, verdict: str) -> str | Promise:
    return ABSENT[channel] if verdict == "none" else VERDICTS[verdict]


def absent(channel: str) -> str:
    """What there is none of to reach somebody by a channel, in words."""
    return str(ABSENT[channel])


def lights_key() -> SafeString:
    """Return what the lights mean, as a line to put above a list of them."""
    words = [*VERDICTS.items(), ("none", _("no number or address known"))]
    parts = format_html_join(
        "",
        '<span><i class="light {} tel" aria-hidden="true"></i> {}</span>',
        words,
    )
    return format_html('<p class="lights-key">{}</p>', parts)


def lights(verdicts: Iterable[tuple[str, str]]) -> SafeString:
    """Return the lights of a record, ``[("tel", "yes"), …]``, in the order given; nothing for none.

    One drawing with one name for them all: fifty rows of four names each would be a third of a list.
    """
    shown = list(verdicts)
    if not shown:
        return SafeString()
    drawn = format_html_join(
        "", '<i class="light {} {}"></i>', ((verdict, channel) for channel, verdict in shown)
    )
    words = " · ".join(said(channel, verdict) for channel, verdict in shown)
    return format_html('<span class="lights" role="img" title="{}">{}</span>', words, drawn)


def masked(text: object) -> SafeString:
    """Return a sealed value as its mask: violet, with its square, and said to be masked."""
    return format_html('<span class="masked">{}<span class="vh"> ({})</span></span>', text, _("masked"))


def masks(*texts: str) -> SafeString:
    """Return the masks that there are, one a line, for a cell whose heading says that they are masked."""
    lines = "<br>".join(f'<span class="masked">{escape(text)}</span>' for text in texts if text)
    return mark_safe(lines and f"<div>{lines}</div>")  # noqa: S308 (each text was escaped)


@lru_cache(maxsize=256)
def cell_of(label: str) -> str:
    """How the cells under a heading begin; the label is said on a phone."""
    return f'<td data-l="{escape(label)}">'


def row(
    cells: Iterable[tuple[str, str]], *, url: str, name: str, under: str = "", pick: str = ""
) -> SafeString:
    """Return a row of a list: the name with what stands under it, then the cells, ``[(cell_of(label), content), …]``.

    ``pick``: the value of a box to tick, which is named as the row is. ``url`` and ``pick`` are the house's own.
    """
    said = escape(name)
    box = pick and f'<input type=checkbox name=pick value={pick} aria-label="{said}">'
    small = under and f"<small>{escape(under)}</small>"
    rest = "".join(
        f"{opening}{content if isinstance(content, SafeString) else escape(content)}</td>"
        for opening, content in cells
    )
    return mark_safe(f'<tr><td class="name">{box}<a href="{url}">{said}</a>{small}</td>{rest}</tr>')  # noqa: S308 (each text was escaped)


def asking(lights: str, text: object) -> SafeString:
    """Return lights with a word under them: what they ask for."""
    return format_html('{}<small class="aside">{}</small>', lights, text)


def chip(text: object, tone: str = "") -> SafeString:
    """Return a chip; ``tone`` is empty, ``yes``, ``care``, ``no``, ``blue`` or ``sealed``."""
    variant = f" chip--{tone}" if tone else ""
    return format_html('<span class="chip{}">{}</span>', variant, text)

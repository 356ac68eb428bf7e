"""The elements. ``{% load web %}``; arguments go by place, in the order given here, or by name.

Tags of one line: icon, button, link_button, chip, masked, light, lights, lights_key, progress, search, facts,
timeline_key, pager, empty, form_errors. Tags around a body: card, note, disclosure.
Filters: percent, breakable, of (a name: “d’Éloïse”). A form is ``{{ form }}``,
one field ``{{ form.email.as_field_group }}`` (see ``licite.web.forms``).
"""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from licite.kit import clock
from licite.web import marks
from licite.web.names import of
from licite.web.parts import Fact, NavGroup

register = template.Library()

_VOWELS = "aeiouyàâäéèêëîïôöùûüœ"
_CONSONANTS = "bcdfghjklmnpqrstvwxzç"
LONG_WORD = re.compile(r"[^\W\d_]{10,}")
# Between a vowel and the consonant, or the two that are never parted, that another vowel follows; three letters at least
# stand on either side.
SYLLABLE = re.compile(
    rf"(?<=\w\w[{_VOWELS}])(?=(?:[bcdfgptv][lr]|[cpt]h|gn|qu|[{_CONSONANTS}])[{_VOWELS}]\w)", re.IGNORECASE
)

register.filter(of)
register.simple_tag(marks.chip)
register.simple_tag(marks.light)
register.simple_tag(marks.lights)
register.simple_tag(marks.lights_key)
register.simple_tag(marks.masked)


@register.filter
def percent(share: float) -> str:
    """``{{ share|percent }}``: 75 % in French, 75% in English."""
    return f"{share}\u00a0%" if (get_language() or "").startswith("fr") else f"{share}%"


@register.simple_tag
def icon(name_of_symbol: str, name: str = "") -> SafeString:
    """``{% icon "tel" %}``: a drawing of icons.svg, mute; with ``name="…"`` the screen reader says it."""
    address = f"{static('web/icons.svg')}#{name_of_symbol}"
    if name:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>', name, address
        )
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"/></svg>', address)


def _button_class(kind: str) -> str:
    return " ".join(["button", *(f"button--{one}" for one in kind.split())])


@register.simple_tag
def button(label: str, kind: str = "", icon_name: str = "", **attributes: Any) -> SafeString:
    """``{% button _("Save") "main" "check" name="act" value="save" %}``: a submit button.

    ``kind``: empty, main, danger, quiet, wide, icon, or several. Other arguments become attributes
    (``hx_post`` is written ``hx-post``; None or False leaves one out, True writes it bare).
    """
    return format_html(
        '<button class="{}"{}>{}{}</button>',
        _button_class(kind),
        _attributes(attributes),
        icon(icon_name) if icon_name else "",
        label,
    )


@register.simple_tag
def link_button(label: str, url: str, kind: str = "", icon_name: str = "", **attributes: Any) -> SafeString:
    """``{% link_button _("New contact") url "main" "plus" %}``: a link that looks like a button."""
    return format_html(
        '<a class="{}" href="{}"{}>{}{}</a>',
        _button_class(kind),
        url,
        _attributes(attributes),
        icon(icon_name) if icon_name else "",
        label,
    )


def _attributes(given: dict[str, Any]) -> SafeString:
    kept = [(name.replace("_", "-"), value) for name, value in given.items() if value not in (None, False)]
    bare = format_html_join("", " {}", ((name,) for name, value in kept if value is True))
    return bare + format_html_join("", ' {}="{}"', (pair for pair in kept if pair[1] is not True))


@register.simple_tag
def progress(value: int, most: int, label: str, tone: str = "") -> SafeString:
    """``{% progress 12 40 _("Reveals today") "care" %}``: a thin track; the screen reader says ``label``."""
    return format_html(
        '<progress class="progress{}" max="{}" value="{}" aria-label="{}">{} / {}</progress>',
        f" progress--{tone}" if tone else "",
        most,
        value,
        label,
        value,
        most,
    )


@register.simple_tag
def nav_groups(groups: Iterable[NavGroup]) -> SafeString:
    """``{% nav_groups nav %}``: the lines of the navigation, drawn once for all who have the same."""
    return _drawn(get_language() or "", tuple(NavGroup(tuple(group.items), group.label) for group in groups))


@lru_cache(maxsize=512)
def _drawn(_language: str, groups: tuple[NavGroup, ...]) -> SafeString:
    return render_to_string("web/elements/nav_groups.html", {"nav": groups})


@register.filter
def sometimes(field: BoundField) -> bool:
    """``{{ field|sometimes }}``: its form needs it where another field says so, and calls it optional nowhere."""
    return field.name in getattr(field.form, "sometimes", ())


@register.filter
def breakable(text: str) -> str:
    """``{{ title|breakable }}``: soft hyphens between the syllables of long words, where a browser knows no French."""
    return LONG_WORD.sub(lambda word: SYLLABLE.sub("\u00ad", word[0]), text)


@register.filter
def seconds_left(until: datetime) -> int:
    """``{{ until|seconds_left }}``: how long a revealed value may still be seen, rounded down to five seconds."""
    return max(0, int((until - clock.now()).total_seconds())) // 5 * 5


@register.inclusion_tag("web/elements/search.html")
def search(
    url: str,
    value: str = "",
    placeholder: str = "",
    target: str = "",
    live: str = "",
    carried: Sequence[tuple[str, str]] = (),
) -> dict[str, object]:
    """``{% search url q target="#results" %}``: the search form (``?q=``); live with ``target``, by htmx; with ``live``,
    an address that answers as one types, in a list under the field. ``carried``: what else the address keeps.
    """
    label = placeholder or _("Search a name, a company, an exact e-mail…")
    return {
        "url": url,
        "value": value,
        "label": label,
        "placeholder": placeholder or _("Name, company, e-mail…"),
        "target": target,
        "live": live,
        "carried": carried,
    }


@register.inclusion_tag("web/elements/facts.html")
def facts(items: Sequence[Fact]) -> dict[str, Sequence[Fact]]:
    """``{% facts items %}``: the head of a record, a list of ``parts.Fact``."""
    return {"items": items}


@register.inclusion_tag("web/elements/timeline_key.html")
def timeline_key() -> dict[str, str]:
    """``{% timeline_key %}`` in the header of a card: what the two dots mean."""
    return {}


@register.inclusion_tag("web/elements/pager.html")
def pager(previous: str = "", next: str = "", summary: str = "") -> dict[str, str]:  # noqa: A002
    """``{% pager previous=url next=url summary=text %}``: keyset pages; an empty address hides its button."""
    return {"previous": previous, "next": next, "summary": summary}


@register.inclusion_tag("web/elements/empty.html")
def empty(title: str, text: str = "", url: str = "", label: str = "", icon: str = "") -> dict[str, str]:
    """``{% empty title text url label "search" %}``: what to say, and to do, when there is nothing."""
    return {"title": title, "text": text, "url": url, "label": label, "icon": icon}


@register.inclusion_tag("web/elements/problems.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    """``{% form_errors form %}``: the mistakes, each a link to its field; ``{{ form }}`` includes it."""
    return {"form": form, "fields": [field for field in form if field.errors]}


@register.simple_block_tag
def card(
    content: SafeString,
    title: str = "",
    aside: str = "",
    kind: str = "",
    id: str = "",  # noqa: A002
) -> SafeString:
    """``{% card _("Details") aside=text kind="rows" id="x" %}…{% endcard %}``: a panel with a heading.

    ``kind="rows"`` draws rules between the children, ``kind="flush"`` leaves out the inner margin (tables).
    """
    head = format_html("<h2>{}</h2>", title) if title else SafeString()
    if aside:
        head += format_html('<span class="end small">{}</span>', aside)
    return format_html(
        '<section class="card"{}>{}{}</section>',
        format_html(' id="{}"', id) if id else "",
        format_html("<header>{}</header>", head) if head else "",
        content if kind == "flush" else format_html('<div class="body {}">{}</div>', kind, content),
    )


@register.simple_block_tag
def note(content: SafeString, tone: str = "") -> SafeString:
    """``{% note "sealed" %}…{% endnote %}``: an aside; tone empty, sealed, yes, care, no, blue."""
    return format_html('<div class="note{}">{}</div>', f" note--{tone}" if tone else "", content)


@register.simple_block_tag
def disclosure(content: SafeString, label: str, kind: str = "pop", icon_name: str = "") -> SafeString:
    """``{% disclosure _("Reveal…") %}…{% enddisclosure %}``: a button that opens a body, without script.

    ``kind``: ``pop`` floats over the page, aligned to the end (``pop pop--start``: to the start); ``fold``
    opens in place.
    """
    return format_html(
        '<details class="{}"><summary class="button">{}{}</summary><div class="{}__body">{}</div></details>',
        kind,
        icon(icon_name) if icon_name else "",
        label,
        kind.split(maxsplit=1)[0],
        content,
    )

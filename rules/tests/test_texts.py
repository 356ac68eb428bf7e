"""Templates, translations, sizes and settings: lines accepted, lines named."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from rules import templates
from rules.documented import undocumented
from rules.sizes import LIMIT, sizes
from rules.source import Rule, Source
from rules.translations import translations

GOOD: list[tuple[Rule, str]] = [
    (templates.nothing_inline, '<script src="{% static "a.js" %}" defer></script>'),
    (templates.nothing_inline, '<script type="application/json">{}</script>'),
    (templates.nothing_inline, '{# style="x" #}<p class="style">one onward = two</p>'),
    (templates.nothing_unescaped, "{{ name|safely }}"),
]
BAD: list[tuple[Rule, str]] = [
    (templates.nothing_inline, "<script>alert(1)</script>"),
    (templates.nothing_inline, "<style>p {}</style>"),
    (templates.nothing_inline, '<p style="color: red">'),
    (templates.nothing_inline, '<p onclick="x()">'),
    (templates.nothing_inline, '<p hx-on:click="x()">'),
    (templates.nothing_inline, '<a href="javascript:x()">'),
    (templates.nothing_unescaped, "{{ name | safe }}"),
    (templates.nothing_unescaped, "{% autoescape off %}{{ name }}{% endautoescape %}"),
]


@pytest.mark.parametrize(("rule", "text"), GOOD)
def test_good_templates_pass(rule: Rule, text: str) -> None:
    assert list(rule(Source("people/templates/people/a.html", text))) == []


@pytest.mark.parametrize(("rule", "text"), BAD)
def test_bad_templates_are_named(rule: Rule, text: str) -> None:
    assert list(rule(Source("people/templates/people/a.html", text)))


CODE = Source("people/a.py", '_("Phone")\nngettext("%(n)s call", "%(n)s calls", n)\npgettext("act", "Call")')
PAGE = Source(
    "people/templates/people/a.html",
    '{% load i18n %}\n   <p>{% translate "Phone" %}</p>\n'
    "  {% blocktranslate count n=n %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}",
)
FRENCH = """
msgid "Phone"
msgstr "Téléphone"

msgid "%(n)s call"
msgid_plural "%(n)s calls"
msgstr[0] "%(n)s appel"
msgstr[1] "%(n)s appels"

msgctxt "act"
msgid "Call"
msgstr "Appeler"

msgid "%(n)s day"
msgid_plural "%(n)s days"
msgstr[0] "un jour"
msgstr[1] "%(n)s jours"
"""


def po_of(text: str) -> Catalog:
    """A catalogue from its text."""
    return read_po(BytesIO(text.encode()), locale="fr")


def words(french: str, *sources: Source, shared: str = "") -> list[str]:
    rooms = {"people": po_of(french)} | ({"web": po_of(shared)} if shared else {})
    return [fault.word for fault in translations(sources, rooms)]


def test_messages_of_code_and_templates_are_all_translated() -> None:
    assert words(FRENCH, CODE, PAGE) == []


def test_a_message_without_french_is_named() -> None:
    assert words("", CODE) == [f"no French for {text!r}" for text in ("Phone", "%(n)s call", "Call")]
    assert words('msgid "Phone"\nmsgstr ""\n', Source("people/a.py", '_("Phone")')) == [
        "no French for 'Phone'"
    ]
    assert "no French for 'Phone'" in words(
        '#, fuzzy\nmsgid "Phone"\nmsgstr "Portable"\n', Source("people/a.py", '_("Phone")')
    )


def test_a_function_is_known_by_the_name_it_was_imported_as() -> None:
    code = Source("people/a.py", 'from django.utils.translation import gettext as say\nsay("Phone")')
    assert words("", code) == ["no French for 'Phone'"]


def test_a_room_may_use_the_shared_catalogue() -> None:
    assert words("", Source("people/a.py", '_("Phone")'), shared='msgid "Phone"\nmsgstr "Téléphone"\n') == []


def test_what_nothing_says_any_more_is_named() -> None:
    assert words('msgid "Fax"\nmsgstr "Télécopie"\n') == ["nothing says 'Fax' any more"]


def test_a_message_has_one_translation_in_all_rooms() -> None:
    code = Source("people/a.py", '_("Phone")')
    assert "said otherwise" in words(
        'msgid "Phone"\nmsgstr "Téléphone"\n', code, shared='msgid "Phone"\nmsgstr "Portable"\n'
    )[0]  # fmt: skip


def test_fields_and_apostrophes_are_checked() -> None:
    code = Source("people/a.py", '_("%(n)s of the day")')
    assert words('msgid "%(n)s of the day"\nmsgstr "%(m)s d\'aujourd’hui"\n', code) == [
        "'%(n)s of the day': the apostrophe is ’ in French",
        "'%(n)s of the day': the fields differ",
    ]


def test_a_long_file_is_named_unless_it_is_a_migration() -> None:
    long, short = Source("people/long.py", "x\n" * (LIMIT + 1)), Source("people/short.py", "x\n" * LIMIT)
    assert [fault.path for fault in sizes([long, short])] == ["people/long.py"]
    assert list(sizes([replace(long, path="people/migrations/0001_initial.py")])) == []


def test_a_setting_is_in_the_operators_guide(tmp_path: Path) -> None:
    guide = tmp_path / "operators.md"
    source = Source("settings.py", 'env.flag("LICITE_HTTPS")\nenv.text("EMAIL_URL")\nmapping.get("other")')
    assert list(undocumented([source], guide)) == []  # no guide yet
    guide.write_text("`EMAIL_URL` says how mail leaves.")
    assert [fault.word for fault in undocumented([source], guide)] == [
        "say in docs/operators.md what LICITE_HTTPS is"
    ]

"""The elements: escaped, named for the screen reader, small."""

import pytest
from django import forms as django_forms
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils import translation

from licite.web import forms, marks
from licite.web.parts import Fact, NavGroup, NavItem, NavMember, Search
from licite.web.templatetags.web import breakable

POISON = '"><script>alert(1)</script>'


def draw(source: str, **context: object) -> str:
    return Template("{% load web %}" + source).render(Context(context))


@pytest.mark.parametrize(
    "source",
    [
        "{% chip x %}",
        "{% masked x %}",
        '{% button x "main" "check" value=x %}',
        '{% link_button x x "quiet" %}',
        "{% card x aside=x id=x %}{{ x }}{% endcard %}",
        "{% note %}{{ x }}{% endnote %}",
        "{% disclosure x %}{{ x }}{% enddisclosure %}",
        '{% progress 1 2 x "care" %}',
        "{% search x x x x %}",
        "{% empty x x x x %}",
        "{% pager x x x %}",
        "{% icon x x %}",
    ],
)
def test_no_element_lets_a_value_become_markup(source: str) -> None:
    assert "<script" not in draw(source, x=POISON)


def test_facts_escape_what_they_are_given() -> None:
    assert "<script" not in draw("{% facts f %}", f=[Fact(POISON, POISON, POISON, POISON, POISON)])


def test_a_light_is_named_and_not_told_by_colour_alone() -> None:
    with translation.override("en"):
        assert marks.light("sms", "no") == '<i class="light no sms" role="img" title="SMS: refused"></i>'


def test_a_light_nobody_knows_is_an_error() -> None:
    with pytest.raises(KeyError):
        marks.light("fax", "yes")


def test_lights_of_fifty_rows_stay_small() -> None:
    row = marks.lights([("tel", "yes"), ("mail", "care"), ("sms", "no"), ("post", "yes")])
    assert len(row.encode()) < 400


def test_a_masked_value_says_that_it_is_masked() -> None:
    with translation.override("en"):
        assert "(masked)" in marks.masked("+33 6 •• •• •• 12")


def test_attributes_of_a_button_can_be_left_out_or_bare() -> None:
    html = draw('{% button "Go" hx_post="/x/" disabled=yes title=nothing %}', yes=True, nothing=None)
    assert html == '<button class="button" disabled hx-post="/x/">Go</button>'


class Entry(forms.Form):
    """One field of each kind that the field element treats apart."""

    name = django_forms.CharField(help_text="As on the card")
    email = django_forms.EmailField()
    since = forms.DateField(required=False)
    basis = django_forms.ChoiceField(choices=[("a", "A")], widget=django_forms.RadioSelect)
    told = django_forms.BooleanField()
    own = django_forms.CharField(error_messages={"required": "Mine"})


def test_a_field_ties_label_help_and_error_to_its_input() -> None:
    html = str(Entry({}))
    assert '<label for="id_name">' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_the_summary_links_each_mistake_to_its_field() -> None:
    html = str(Entry({}))
    assert html.startswith('<div class="problems" role="alert">')
    assert 'href="#id_email"' in html


def test_choices_stand_in_a_fieldset_with_a_legend() -> None:
    assert '<fieldset class="field"' in str(Entry())


def test_dates_are_typed_in_the_browsers_own_field() -> None:
    assert '<input type="date" name="since"' in str(Entry())
    assert Entry({"since": "2026-11-22"})["since"].errors == []


def test_mistakes_are_said_in_our_words_unless_a_field_has_its_own() -> None:
    with translation.override("en"):
        errors = Entry({"email": "nobody", "since": "22/11"}).errors
        assert errors["name"] == ["Please fill this in."]
        assert errors["email"] == ["This is not an e-mail address, such as name@company.fr."]
        assert errors["since"] == ["This is not a date."]
        assert errors["basis"] == ["Please choose one."]
        assert errors["own"] == ["Mine"]


def test_the_frame_stands_without_navigation() -> None:
    html = render_to_string("web/base.html")
    assert '<main class="main" id="main"' in html
    assert "side__menu" not in html


def test_the_frame_marks_the_current_page_and_offers_to_sign_out() -> None:
    context = {
        "nav": [NavGroup([NavItem("Day", "/day/", "day", 0, current=True), NavItem("List", "/l/")], "Mine")],
        "nav_member": NavMember("Ana", "A", "Rep", "/me/", "/out/"),
        "nav_search": Search("/contacts/"),
        "nav_home": "/",
    }
    html = render_to_string("web/base.html", context)
    assert html.count('aria-current="page"') == 1
    assert '<span class="count">0</span>' in html
    assert 'action="/out/"' in html
    assert 'name="q"' in html


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("Renouvellement", "Renou-velle-ment"),
        ("Clés dynamométriques", "Clés dyna-mo-mé-tri-ques"),
        ("Référencement, vannes", "Réfé-rence-ment, vannes"),
        ("Équipement, dotation de gants", "Équi-pe-ment, dotation de gants"),
        ("<b>thermographiques</b>", "<b>thermo-gra-phi-ques</b>"),
    ],
)
def test_long_words_may_break_between_their_syllables(text: str, broken: str) -> None:
    assert breakable(text).replace("\u00ad", "-") == broken

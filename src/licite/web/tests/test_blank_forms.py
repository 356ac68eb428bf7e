"""Forms drawn once for all pages."""

from datetime import UTC, datetime, timedelta

from django import forms
from django.utils import translation

from licite.web.forms import Blank, Form

SHOWN = [datetime(2026, 11, 20, 9, 30, tzinfo=UTC)]


class Call(Form):
    """With a moment that is worked out each time."""

    kind = forms.ChoiceField(label="Kind", choices=[("a", "A & B")], initial="a")
    at = forms.DateTimeField(
        label="When",
        initial=lambda: SHOWN[0],
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
    )
    note = forms.CharField(label="Note", required=False, initial='"<b>"')

    def __init__(self, data=None):
        super().__init__(data, prefix="call")


def test_a_blank_form_is_the_form_itself():
    for language in ("fr", "en"):
        with translation.override(language):
            assert str(Blank(Call)) == str(Call())
            assert str(Blank(Call)) == Blank(Call).__html__()
            assert "(optional)" in str(Blank(Call)) or language == "fr"


def test_its_moment_is_of_now_each_time():
    first = str(Blank(Call))
    SHOWN[0] += timedelta(minutes=5)
    assert str(Blank(Call)) == str(Call()) != first
    assert "2026-11-20T10:35" in str(Blank(Call))


def test_it_stays_html_in_a_template():
    from django.template import engines

    drawn = engines["django"].from_string("{% if form %}{{ form }}{% endif %}").render({"form": Blank(Call)})
    assert drawn == str(Call())

"""What Python writes for a widget is what Django's own templates would have drawn."""

import re

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe

from licite.web.forms import DateField, Renderer
from licite.web.widgets import WRITERS

CRUEL = "<b>\"d’Été\" & 'x'</b>"


class Everything(forms.Form):
    """One field of each kind that is written."""

    name = forms.CharField(initial=CRUEL, max_length=40, help_text="…")
    mail = forms.EmailField(required=False)
    site = forms.URLField(required=False, assume_scheme="https")
    secret = forms.CharField(widget=forms.PasswordInput)
    count = forms.IntegerField(initial=3, min_value=0)
    hidden = forms.CharField(widget=forms.HiddenInput, initial=CRUEL)
    on = DateField()
    agreed = forms.BooleanField(initial=True)
    one = forms.ChoiceField(choices=[("", "—"), ("a&b", CRUEL), (3, mark_safe("<i>Trois</i>"))], initial=3)
    grouped = forms.ChoiceField(
        choices=[("x", "X"), ("Group & co", [("y", "Y"), ("z", "Z")])], required=False
    )
    several = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], initial=["a", "b"])


def squeezed(text: str) -> str:
    """Without the white space between marks."""
    return re.sub(r">\s+<", "><", text.strip())


@pytest.mark.parametrize("name", list(Everything.base_fields))
@pytest.mark.parametrize("data", [None, {"name": CRUEL, "one": "a&b", "grouped": "z", "several": ["b"]}])
def test_the_marks_are_djangos(name: str, data: dict[str, object] | None) -> None:
    ours = Everything(data, renderer=Renderer())[name].as_widget()
    theirs = Everything(data, renderer=DjangoTemplates())[name].as_widget()
    assert squeezed(str(ours)) == squeezed(str(theirs))


def test_each_written_kind_is_tried() -> None:
    tried = {field.widget.template_name for field in Everything.base_fields.values()}
    assert set(WRITERS) - tried <= {"django/forms/widgets/input.html"}

"""Forms drawn with our field element, and errors said plainly.

Settings name ``FORM_RENDERER = "licite.web.forms.Renderer"``; then ``{{ form }}`` gives the summary of
mistakes, every field with label, help, error and the aria links between them, and the hidden fields. The page
writes ``<form class="form">`` (``form form--two``: two columns), ``{% csrf_token %}`` and the buttons. The
renderer has its own engine: widgets' templates are found without ``django.forms`` among the applications.
"""

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from html import escape
from typing import Any, Final

from django import forms
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from licite.web.widgets import written


class Renderer(DjangoTemplates):
    """Draws every form of the house with ``web/elements/form.html`` and ``field.html``."""

    form_template_name = "web/elements/form.html"
    field_template_name = "web/elements/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """Draws the usual widgets without a template."""
        return written(template_name, context) or super().render(template_name, context, request)


class DateInput(forms.DateInput):
    """The browser's own date field, which speaks ISO dates whatever the language of the page."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DateField(forms.DateField):
    """A date typed in the browser's own field."""

    widget = DateInput
    input_formats = ("%Y-%m-%d",)


PLAIN: Final[tuple[tuple[type[forms.Field], str, Any], ...]] = (
    (forms.Field, "required", _("Please fill this in.")),
    (forms.EmailField, "invalid", _("This is not an e-mail address, such as name@company.fr.")),
    (forms.DateField, "invalid", _("This is not a date.")),
    (forms.IntegerField, "invalid", _("Please give a whole number.")),
    (forms.ChoiceField, "required", _("Please choose one.")),
    (forms.ChoiceField, "invalid_choice", _("Please choose one of the list.")),
    (forms.FileField, "required", _("Please choose a file.")),
    (forms.FileField, "empty", _("This file is empty.")),
)


class Form(forms.Form):
    """A form whose errors are ours, unless a field brings its own ``error_messages``.

    A form of filters, where every field may stay empty, sets ``says_optional`` to False. ``sometimes``: fields that are
    needed where another one says so.
    """

    says_optional = True
    sometimes: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_plainly(self)


class Blank:
    """A form that nobody has filled in yet, for a page to show: `{{ blank }}`.

    Drawn once a language; what a field starts with anew each time (``initial=timezone.localtime``) is written in.
    Not for a form whose choices hang on who asks.
    """

    def __init__(self, made: type[forms.Form]) -> None:
        self.made = made

    def __str__(self) -> SafeString:
        drawn = _drawn(get_language() or "", self.made)
        for name, start in _starts(self.made).items():
            field = self.made.base_fields[name]
            value = field.widget.format_value(field.prepare_value(start()))
            drawn = drawn.replace(_mark(name), escape(value or ""))
        return mark_safe(drawn)  # noqa: S308 (a form drawn by Django, and values escaped)

    __html__ = __str__


@lru_cache(maxsize=256)
def _drawn(_language: str, made: type[forms.Form]) -> str:
    form = made()
    for name in _starts(made):
        form.fields[name].initial = _mark(name)
    return str(form)


@cache
def _starts(made: type[forms.Form]) -> Mapping[str, Callable[[], Any]]:
    """The fields whose first value is worked out when the form is shown."""
    return {name: field.initial for name, field in made.base_fields.items() if callable(field.initial)}


def _mark(name: str) -> str:
    """What stands for a value meanwhile: in the private use area, which no text of ours holds."""
    return f"\ue000{name}\ue001"


def speak_plainly(form: forms.BaseForm) -> None:
    """Give the fields of ``form`` our words for the usual mistakes; words a field was given by hand stay."""
    for field in form.fields.values():
        for kind, code, text in PLAIN:
            if isinstance(field, kind) and field.error_messages.get(code) in _known(field, code):
                field.error_messages[code] = text


def _known(field: forms.Field, code: str) -> list[Any]:
    """What a message may be without anybody having chosen it: Django's words, or ours from a wider kind."""
    inherited = [getattr(cls, "default_error_messages", {}).get(code) for cls in type(field).__mro__]
    return [None, *inherited, *(text for _kind, ours, text in PLAIN if ours == code)]

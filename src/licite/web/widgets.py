"""Widgets written out by Python.

Django’s templates include two more for each option, so that a list of countries cost more than all the rest of
its page. The marks made here are the same (a test holds the two together).
"""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe

Widget = Mapping[str, Any]


def safe(value: object) -> str:
    """The value as text in HTML; what is HTML already stays."""
    text = str(value)
    return text if hasattr(text, "__html__") else escape(text)


def attributes(attrs: Mapping[str, Any]) -> str:
    """` name="value"` for each; True gives the name alone, False nothing."""
    return "".join(
        f" {name}" if value is True else f' {name}="{safe(value)}"'
        for name, value in attrs.items()
        if value is not False
    )


def option(widget: Widget) -> str:
    """One choice of a list."""
    return f'<option value="{safe(widget["value"])}"{attributes(widget["attrs"])}>{safe(widget["label"])}</option>'


def group(name: object, options: str) -> str:
    """Choices under their name, if they have one."""
    return f'<optgroup label="{safe(name)}">\n{options}\n</optgroup>' if name else options


def select(widget: Widget) -> str:
    """A list of choices."""
    inside = "\n".join(
        group(name, "\n".join(map(option, some))) for name, some, _index in widget["optgroups"]
    )
    return f'<select name="{safe(widget["name"])}"{attributes(widget["attrs"])}>\n{inside}\n</select>'


def field(widget: Widget) -> str:
    """An `<input>`."""
    value = "" if widget["value"] is None else f' value="{safe(widget["value"])}"'
    return (
        f'<input type="{widget["type"]}" name="{safe(widget["name"])}"{value}{attributes(widget["attrs"])}>'
    )


WRITERS: Mapping[str, Callable[[Widget], str]] = {
    "django/forms/widgets/select.html": select,
    **{
        f"django/forms/widgets/{kind}.html": field
        for kind in ("checkbox", "date", "email", "hidden", "input", "number", "password", "text", "url")
    },
}


def written(template: str, context: Mapping[str, Any]) -> SafeString | None:
    """The widget that Django would draw with this template, None for one that is better left to it."""
    writer = WRITERS.get(template)
    return mark_safe(writer(context["widget"])) if writer else None  # noqa: S308 - each part was escaped

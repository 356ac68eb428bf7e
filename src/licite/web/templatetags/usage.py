"""The filter `date` of every template: days as the language writes them."""

from datetime import date, datetime

from django import template

from licite.web.dates import date_format

register = template.Library()


@register.filter(name="date", expects_localtime=True, is_safe=False)
def dated(value: date | datetime | str | None, pattern: str = "DATE_FORMAT") -> str:
    """The day or the moment, here; nothing for none."""
    return date_format(value, pattern) if isinstance(value, date) else ""

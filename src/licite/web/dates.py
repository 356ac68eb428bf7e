"""Days where the organisation is, as one writes them: in French the first is "1er", and months are shortened as in print."""

from datetime import date, datetime, time
from typing import Final

from django.utils import timezone
from django.utils.dateformat import DateFormat
from django.utils.formats import get_format
from django.utils.translation import get_language

from licite.kit import clock

SHORT: Final = (
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juill.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip


class French(DateFormat):
    """Django's format characters, with French usage for the day (j), the short weekday (D) and the short month (N)."""

    def j(self) -> int | str:  # type: ignore[override]
        """The day of the month."""
        day = super().j()
        return "1er" if day == 1 else day

    def D(self) -> str:  # noqa: N802
        """The weekday, shortened."""
        return f"{super().D()}."

    def N(self) -> str:  # noqa: N802
        """The month, shortened."""
        return SHORT[self.n() - 1]


def today() -> date:
    """The day it is where the organisation is."""
    return timezone.localdate(clock.now())


def midnight(day: date) -> datetime:
    """The moment that a day begins where the organisation is."""
    return timezone.make_aware(datetime.combine(day, time.min))


def date_format(value: date | datetime, pattern: str = "DATE_FORMAT") -> str:
    """A day or a moment in the language of the reader; `pattern`: a format of Django's, or the name of one.

    A moment with a zone is shown in that zone.
    """
    wanted = str(get_format(pattern, use_l10n=True))
    kind = French if (get_language() or "").startswith("fr") else DateFormat
    return kind(value).format(wanted)

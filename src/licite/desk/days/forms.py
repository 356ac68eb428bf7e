"""Who stands in for whom, and from when to when."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from licite.access.models import Member
from licite.kit import clock
from licite.web.forms import DateField, Form

LONGEST = timedelta(days=300)


class StandInForm(Form):
    """An absent member, a stand-in, two days."""

    absent = forms.TypedChoiceField(label=_("Who is away"), coerce=int)
    instead = forms.TypedChoiceField(
        label=_("Who stands in"),
        coerce=int,
        help_text=_("Receives the same grants, for these days alone, and finds the tasks in the own day."),
    )
    first = DateField(label=_("First day"), initial=lambda: timezone.localdate(clock.now()))
    last = DateField(label=_("Last day"))

    def __init__(self, data: Any = None, *, members: Sequence[Member], me: int) -> None:
        super().__init__(data)
        everybody = [("", "—"), *((one.pk, one.name) for one in members)]
        self._choose("absent", everybody)
        self._choose("instead", [pair for pair in everybody if pair[0] != me])

    def clean(self) -> dict[str, Any]:
        """Two different members, and days in their order, not past."""
        typed = super().clean() or self.cleaned_data
        first, last = typed.get("first"), typed.get("last")
        if typed.get("absent") and typed.get("absent") == typed.get("instead"):
            self.add_error("instead", _("Choose somebody else."))
        if first and last and last < first:
            self.add_error("last", _("The last day comes before the first."))
        elif last and last < timezone.localdate(clock.now()):
            self.add_error("last", _("This day is past."))
        elif first and last and last - first > LONGEST:
            self.add_error("last", _("Three hundred days at most: beyond, give a grant of one’s own."))
        return typed

    def _choose(self, name: str, choices: Sequence[tuple[Any, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)

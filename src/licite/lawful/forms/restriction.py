"""The forms of a restriction: why and since when; and when the person was told that it ends."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from licite.kit import clock
from licite.lawful.models.notes import RestrictionReason
from licite.web.forms import DateField, Form


class RestrictForm(Form):
    """Which of the four cases of the law, since when."""

    reason = forms.ChoiceField(label=_("Why the record is restricted"), choices=RestrictionReason.choices)
    on = DateField(label=_("Since"), initial=timezone.localdate)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="restriction", **kwargs)

    def clean_on(self) -> date:
        """A restriction runs from a day that has come."""
        return _come(self.cleaned_data["on"])


class LiftForm(Form):
    """When the person was told that the restriction ends: before it does."""

    told = DateField(
        label=_("The person was told on"),
        help_text=_("The law asks for it before the restriction is lifted (GDPR, article 18(3))."),
    )

    def __init__(self, data: Any = None, *, since: date) -> None:
        """`since`: the restriction's first day."""
        super().__init__(data, prefix="lift")
        self.since = since

    def clean_told(self) -> date:
        """Told between the first day and today."""
        told = _come(self.cleaned_data["told"])
        if told < self.since:
            raise ValidationError(_("This date is before the restriction began."))
        return told


def _come(day: date) -> date:
    if day > timezone.localdate(clock.now()):
        raise ValidationError(_("This date is to come."))
    return day

"""Forms of what a call depends on."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from licite.kit import clock
from licite.web.forms import Form


class MomentInput(forms.DateTimeInput):
    """The browser's own field for a day and an hour."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class MomentField(forms.DateTimeField):
    """A day and an hour in the organisation's time zone."""

    widget = MomentInput
    input_formats = ("%Y-%m-%dT%H:%M",)


class ScreeningForm(Form):
    """What the list said of the number."""

    listed = forms.ChoiceField(
        label=_("What the “Do not call me” list says of this number"),
        choices=[("no", _("The number is not on the list")), ("yes", _("The number is on the list"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix="screening")


class CallbackForm(Form):
    """The person asked to be called: when they asked, and the exact hour if one was agreed on."""

    asked_at = MomentField(label=_("When the person asked"), initial=timezone.localtime)
    agreed_at = MomentField(
        label=_("The exact hour agreed on"),
        required=False,
        help_text=_("Only if the person named it. The call may then be outside the usual hours."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix="callback")

    def clean_asked_at(self) -> datetime:
        """What was asked is past."""
        asked: datetime = self.cleaned_data["asked_at"]
        if asked > clock.now():
            raise ValidationError(_("This is to come: say when the person asked."))
        return asked

"""The form of an objection."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from licite.kit import clock
from licite.lawful.channels import Channel
from licite.lawful.choices import MistakenFor
from licite.lawful.models import BY_HAND, ToldBy
from licite.web.forms import DateField, Form

# Nothing is chosen for whoever notes it.
MOST_FIRST = [
    ("", "—"),
    (Channel.ALL.value, Channel.ALL.label),
    *(choice for choice in Channel.choices if choice[0] != Channel.ALL),
]


class ObjectionForm(Form):
    """What the person objects to, how it reached us, and since when."""

    channel = forms.ChoiceField(label=_("What the person refuses"), choices=MOST_FIRST)
    told_by = forms.ChoiceField(
        label=_("How we were told"),
        choices=[choice for choice in ToldBy.choices if choice[0] in BY_HAND],
    )
    on = DateField(label=_("On"), initial=timezone.localdate)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="objection", **kwargs)

    def clean_on(self) -> Any:
        """An objection was said; it is never to come."""
        on = self.cleaned_data["on"]
        if on > timezone.localdate(clock.now()):
            raise ValidationError(_("This date is to come."))
        return on


class MistakeForm(Form):
    """Why the objection is none of this person's."""

    because = forms.ChoiceField(
        label=_("Why it was a mistake"), choices=MistakenFor.choices, widget=forms.RadioSelect
    )

    noted = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, noted: int) -> None:
        """`noted`: the instant of the objection at this place now; another may have taken its place since it was shown."""
        super().__init__(data, prefix="mistake", initial={"noted": noted})
        self.expected = noted

    def clean_noted(self) -> int:
        """The one that was shown."""
        noted: int = self.cleaned_data["noted"]
        if noted != self.expected:
            raise ValidationError(_("The objections of this record have changed: look again."))
        return noted

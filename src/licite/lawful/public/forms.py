"""What a person may type or choose on the public pages."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from licite.kit import emails
from licite.lawful.channels import Channel
from licite.web.forms import Form

OFFERED = [(str(one.value), one.label) for one in Channel if one is not Channel.ALL]


class AddressForm(Form):
    """The e-mail to send a link to."""

    email = forms.CharField(
        label=_("Your e-mail"),
        max_length=320,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_email(self) -> str:
        """A deliverable address; what it looks like decides, nothing else."""
        read = emails.normalise(self.cleaned_data["email"])
        if read.address is None or len(read.address) > 254:
            raise ValidationError(_("This is not an e-mail address, such as name@company.fr."))
        return read.address


class ChannelsForm(Form):
    """Which channels to close."""

    channels = forms.MultipleChoiceField(
        label=_("I refuse"),
        choices=OFFERED,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )

    def chosen(self) -> list[Channel]:
        """The channels, in the house's order."""
        given: list[Any] = self.cleaned_data["channels"]
        return [Channel(value) for value, _label in OFFERED if value in given]

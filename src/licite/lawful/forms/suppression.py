"""The forms of the suppression list's keeper."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from licite import packs
from licite.kit import clock
from licite.kit.files import MAX_BYTES
from licite.lawful.channels import Channel
from licite.lawful.suppression.reading import Identifier, identifiers
from licite.web.forms import DateField, Form

REFUSALS: dict[str, Promise] = {
    "too_large": _(
        "This file is too large for a page (10 MB). Cut it in two, or use the command `licite suppress`."
    ),
    "archive": _("This is an archive. Take the table out of it first."),
    "password": _("This spreadsheet is locked with a password. Save it without one."),
    "no_sheet": _("This spreadsheet holds no sheet."),
    "spreadsheet_bomb": _("This spreadsheet is far too large once unpacked. Save the sheet as CSV."),
    "spreadsheet_unreadable": _(
        "This is no spreadsheet that can be read, or it is damaged. Save the table as XLSX or CSV."
    ),
    "pdf": _(
        "This is a PDF. A list is brought as a spreadsheet, as CSV, or as text with one address a line."
    ),
    "binary": _(
        "This is neither a spreadsheet nor text. A list is brought as XLSX, as CSV, or as text with one address a line."
    ),
    "empty": _("There is nothing in this file."),
}


def refusal(reason: str) -> str:
    """Why a file cannot be followed."""
    unreadable = _("This file cannot be read as a table: too many columns, or quotes left open.")
    return str(REFUSALS.get(reason, unreadable))


class AddressField(forms.CharField):
    """One or several e-mails or phones, as typed; cleaned to a list of Identifier."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=2000, widget=forms.TextInput(attrs={"autocomplete": "off"}), **kwargs)

    def clean(self, value: Any) -> list[Identifier]:
        """The identifiers; a mistake where there is none."""
        typed = super().clean(value)
        found, _fault = identifiers(typed, packs.home())
        if not found:
            raise ValidationError(_("This is neither an e-mail nor a phone number."))
        return found


class LookUpForm(Form):
    """A person asks about their own address."""

    address = AddressField(label=_("E-mail or phone of the person who asks"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="ask", **kwargs)


class AddForm(Form):
    """A person wrote to us; in the base or not."""

    address = AddressField(label=_("E-mail or phone"))
    channel = forms.ChoiceField(
        label=_("What the person refuses"), choices=Channel.choices, initial=Channel.ALL
    )
    on = DateField(label=_("Since"), initial=timezone.localdate)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="add", **kwargs)

    def clean_on(self) -> Any:
        """An objection was said; it is never to come."""
        on = self.cleaned_data["on"]
        if on > timezone.localdate(clock.now()):
            raise ValidationError(_("This date is to come."))
        return on


class FileForm(Form):
    """An opposition file from outside."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, or text with one e-mail or phone a line; 10 MB at most."),
    )
    channel = forms.ChoiceField(
        label=_("What these people refuse"), choices=Channel.choices, initial=Channel.ALL
    )

    def clean_file(self) -> Any:
        """Too large a file is refused before it is read."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError(refusal("too_large"))
        return file

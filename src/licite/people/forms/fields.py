"""Fields of several lines whose faults are named by line, never by value."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from licite.access import refusals
from licite.kit import countries, emails, phones
from licite.kit.masking import is_mask

READ_AS = "read_as_"
LENGTHS: dict[str, Promise] = {
    "too_short": gettext_lazy("Digits of this phone number are missing: read it again."),
    "area_code_missing": gettext_lazy("Digits of this phone number are missing: read it again."),
    "too_long": gettext_lazy("This phone number has too many digits: read it again."),
    "wrong_length": gettext_lazy("This phone number has not the right number of digits: read it again."),
}
LENGTHS_OF_LINES: dict[str, Promise] = {
    "too_short": gettext_lazy("Line %(n)s: digits of this phone number are missing. Read it again."),
    "area_code_missing": gettext_lazy("Line %(n)s: digits of this phone number are missing. Read it again."),
    "too_long": gettext_lazy("Line %(n)s: this phone number has too many digits. Read it again."),
    "wrong_length": gettext_lazy(
        "Line %(n)s: this phone number has not the right number of digits. Read it again."
    ),
}


class LinesField(forms.CharField):
    """One value a line; gives a tuple."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 2, "autocomplete": "off", "spellcheck": "false"})
        super().__init__(
            required=False,
            max_length=1000,
            widget=widget,
            help_text=gettext_lazy("One a line, the main one first."),
            **kwargs,
        )

    def to_python(self, value: Any) -> Any:
        """The lines that hold something."""
        return tuple(line.strip() for line in (super().to_python(value) or "").splitlines() if line.strip())

    def validate(self, value: Any) -> None:
        """A mask sent back is no value."""
        if any(map(is_mask, value)):
            raise ValidationError(str(refusals.message("mask")))

    def run_validators(self, value: Any) -> None:
        """The length is that of the whole text."""
        super().run_validators("\n".join(value))

    def prepare_value(self, value: Any) -> Any:
        """Lines as the text area shows them."""
        return "\n".join(value) if isinstance(value, (list, tuple)) else value


class EmailsField(LinesField):
    """E-mail addresses."""

    def validate(self, value: Any) -> None:
        """Each line is an address."""
        super().validate(value)
        for number, line in enumerate(value, 1):
            if emails.normalise(line).address is None:
                raise ValidationError(
                    _("Line %(n)s is not an e-mail address, such as name@company.fr."), params={"n": number}
                )


class NameField(forms.CharField):
    """One line of text; a mask sent back is no value."""

    def validate(self, value: Any) -> None:
        """Refuses the mask."""
        super().validate(value)
        if is_mask(value):
            raise ValidationError(str(refusals.message("mask")))


def phone_fault(lines: tuple[str, ...], country: str) -> ValidationError | None:
    """The first line that is no phone number for someone in this country."""
    for number, line in enumerate(lines, 1):
        read = phones.normalise(line, country or None)
        if read.e164 is None:
            told = LENGTHS_OF_LINES.get(read.reason) or _(
                "Line %(n)s is not a phone number of this country. Write it with its code, such as +33."
            )
            return ValidationError(str(told), params={"n": number})
        if asked := of_another_country(line, country):
            return ValidationError(asked)
    return None


def of_another_country(typed: str, country: str) -> str:
    """What to ask of a number that stands in another country of the house only; empty for any other.

    It is never taken for that one: a digit may be missing.
    """
    read = phones.normalise(typed, country or None)
    if not read.reason.startswith(READ_AS):
        return ""
    other = read.reason.removeprefix(READ_AS).upper()
    return _(
        "A phone number is none of this country: check its digits. It looks like one of another country (%(country)s): "
        "if it is, write it with its code, %(code)s."
    ) % {
        "country": countries.label(other, (get_language() or "fr")[:2]),
        "code": phones.country_code(other),
    }


class CompanyInput(forms.TextInput):
    """Companies in sight are offered under the field as one types (licite.js fills in the one that is chosen)."""

    template_name = "people/widgets/company.html"

    def __init__(self, *, again: bool = False) -> None:
        """`again`: the form comes back, and what is typed is asked about without another letter."""
        super().__init__({"autocomplete": "off"})
        self.again = again

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Asks as one types."""
        asks = {
            "hx-get": reverse("people:company-known"),
            "hx-trigger": "input changed delay:250ms" + (", load" if self.again and value else ""),
            "hx-target": "next .known",
            "hx-sync": "this:replace",
        }
        return super().get_context(name, value, attrs | asks)

"""Forms of the organisation's own fields: a new one, their values on a record, what a built-in field is for."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from licite.kit.masking import is_mask
from licite.lawful.forms.notes import FreeTextForm
from licite.lawful.queries.purposes import purposes_now
from licite.people import labels
from licite.people.customs import FieldKind, FieldSensitivity
from licite.people.forms.fields import LinesField
from licite.people.queries.customs import Custom, CustomHeld
from licite.web.forms import DateField, Form

BLANK = ("", "—")
SPECIAL = _(
    "Such data are prohibited by default: health, beliefs, origin, politics, union, sexual life, offences, national "
    "numbers and bank data (GDPR articles 9, 10 and 87). This field cannot be made."
)
PERSONAL = _(
    "Family, income, birth and pictures are excessive between professionals (GDPR article 5(1)(c)). If a purpose "
    "with consumers needs this field, declare it highly personal."
)


def live_purposes(language: str) -> list[tuple[str, str]]:
    """The purposes in use, named in the reader's language."""
    return [(one.key, one.name(language)) for one in purposes_now().values() if one.retired_at is None]


class FieldForm(Form):
    """A new field: no purpose, no field."""

    french = forms.CharField(label=_("Name in French"), max_length=60)
    english = forms.CharField(label=_("Name in English"), max_length=60)
    kind = forms.ChoiceField(label=_("What a value is"), choices=FieldKind.choices)
    choices = LinesField(label=_("Choices of the list"))
    purpose = forms.ChoiceField(
        label=_("Purpose"),
        help_text=_("A field exists for a purpose; when it ends, its values are deleted."),
    )
    sensitivity = forms.ChoiceField(label=_("Sensitivity"), choices=FieldSensitivity.choices)

    def __init__(self, data: Any = None, *, language: str) -> None:
        super().__init__(data)
        purpose = self.fields["purpose"]
        assert isinstance(purpose, forms.ChoiceField)
        purpose.choices = [BLANK, *live_purposes(language)]
        self.fields["choices"].help_text = _("For a choice only: one a line.")

    def clean(self) -> dict[str, Any]:
        """What the law prohibits is refused with its reason; a choice has its list."""
        typed = self.cleaned_data
        told = (typed.get("french", ""), typed.get("english", ""), *typed.get("choices", ()))
        if labels.spoken_of(told, labels.REFUSED):
            self.add_error("french", str(SPECIAL))
        elif typed.get("sensitivity") != FieldSensitivity.PERSONAL and labels.spoken_of(told, labels.TOUCHY):
            self.add_error("sensitivity", str(PERSONAL))
        if (typed.get("kind") == FieldKind.CHOICE) is not bool(typed.get("choices")):
            self.add_error("choices", str(_("A choice has its list, and nothing else has one.")))
        if "french" in typed and not self.key():
            self.add_error("french", str(_("Please give a name with letters.")))
        return typed

    def key(self) -> str:
        """The key made of the French name; empty where it has too few letters."""
        key = slugify(self.cleaned_data.get("french", "")).replace("-", "_").lstrip("_0123456789")[:40]
        return key if len(key) > 1 else ""


class FieldPurposesForm(Form):
    """What a built-in field is for."""

    purposes = forms.MultipleChoiceField(
        label=_("Purposes that need this field"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, language: str, tied: Sequence[str]) -> None:
        super().__init__(data, initial={"purposes": list(tied)})
        purposes = self.fields["purposes"]
        assert isinstance(purposes, forms.MultipleChoiceField)
        purposes.choices = live_purposes(language)


class TextValue(forms.CharField):
    """A free text, kept sealed; a mask sent back is no value."""

    def validate(self, value: Any) -> None:
        """What stands for a value is none."""
        super().validate(value)
        if is_mask(value):
            raise ValidationError(_("This is the mask of a value, not a value."))


class CustomsForm(FreeTextForm):
    """The fields of one record. What the editor may not read starts empty, and empty keeps what is there.

    Texts are read for what may not stand in them, as notes are.
    """

    def __init__(self, data: Any = None, *, held: Sequence[CustomHeld]) -> None:
        super().__init__(data, prefix="custom")
        self.held = {one.field.key: one for one in held}
        self.free_texts = [key for key, one in self.held.items() if one.field.kind == FieldKind.TEXT]
        for one in held:
            field = self.fields[one.field.key] = _widget(one.field)
            field.initial = one.value or ""
            if one.value is None:
                field.help_text = _("Masked. Leave empty to keep it; a new value replaces it.")

    def given(self) -> dict[Custom, str]:
        """What differs from what was shown; a field that was not sent is kept."""
        return {
            self.held[name].field: _text(self.cleaned_data[name])
            for name in self.changed_data
            if name in self.held and name in self.cleaned_data and self.add_prefix(name) in self.data
        }


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _widget(field: Custom) -> forms.Field:
    if field.kind == FieldKind.DATE:
        return DateField(label=field.label, required=False)
    if field.kind == FieldKind.CHOICE:
        listed = [(one, one) for one in field.choices]
        return forms.ChoiceField(label=field.label, required=False, choices=[BLANK, *listed])
    if field.kind == FieldKind.YES_NO:
        answers = [BLANK, ("yes", _("Yes")), ("no", _("No"))]
        return forms.ChoiceField(label=field.label, required=False, choices=answers)
    return TextValue(label=field.label, required=False, max_length=200)

"""One field for each kind of value; what is typed becomes the value of the rule, or says why it cannot."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licite.desk.rules import words
from licite.kit import names
from licite.packs import BadValue, Regime, Rule, Stricter, Unit, Value
from licite.packs.rules import MOST_ENTRIES, listed
from licite.packs.units import LISTS
from licite.web.forms import Form

REASON = 500
REFUSALS: Final[Mapping[str, Promise]] = {
    "low": gettext_lazy("This is below what the rule allows."),
    "high": gettext_lazy("This is above what the rule allows."),
    "wider": gettext_lazy("This allows more than the rule does: entries may be taken out, not added."),
    "narrower": gettext_lazy("This asks less than the rule does: entries may be added, not taken out."),
    "shape": gettext_lazy("This is not written as the rule needs it."),
    "fixed": gettext_lazy("This rule is fixed: nobody changes it."),
}
HINTS: Final[Mapping[Unit, Promise]] = {
    Unit.WORDS: gettext_lazy(
        "One a line, without accents or capitals; each is the beginning of a word, or a whole one."
    ),
    Unit.HOURS_OF_DAY: gettext_lazy("One a line, such as 10:00-13:00."),
    Unit.DAYS_OF_YEAR: gettext_lazy(
        "One a line: month-day such as 12-26, or days from Easter such as easter-2."
    ),
    Unit.SECTORS: gettext_lazy("One a line, in small letters, such as energy_renovation."),
    Unit.CODES: gettext_lazy("One a line, in small letters."),
}


class ValueForm(Form):
    """The new value of one rule; `value` after `is_valid()`."""

    value = forms.Field()

    def __init__(self, rule: Rule, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.rule = rule
        self.fields["value"] = field_of(rule)
        self.fields["value"].label = _("New value")

    def clean(self) -> dict[str, Any]:
        """The value as the rule keeps it, inside its bounds and not the one that holds already."""
        typed = self.cleaned_data.get("value")
        if typed is None:
            return self.cleaned_data
        value = value_of(self.rule, typed)
        try:
            self.rule.overridden(value)
        except BadValue as refused:
            self.add_error("value", str(REFUSALS[refused.code]))
        else:
            if value == self.rule.value:
                self.add_error("value", _("This is the value that holds already."))
        self.cleaned_data["value"] = value
        return self.cleaned_data


class ReasonForm(Form):
    """Why; the change itself is carried by the page."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Kept with your name and the date. Name no person here."),
    )


def field_of(rule: Rule) -> forms.Field:
    """The field that fits the rule's unit, showing what holds now."""
    if rule.unit is Unit.REGIME:
        allowed = list(Regime)[rule.min or 0 : (rule.max if rule.max is not None else len(Regime)) + 1]
        choices = [(regime.value, words.REGIMES[regime]) for regime in allowed]
        return forms.ChoiceField(choices=choices, initial=rule.value)
    if rule.unit is Unit.YES_NO:
        return forms.ChoiceField(
            choices=[("1", _("Yes")), ("0", _("No"))], initial=str(int(bool(rule.value)))
        )
    if rule.unit is Unit.WEEKDAYS:
        allowed_days = [
            day
            for day in words.DAYS
            if rule.stricter is not Stricter.LESS or day in (listed(rule.unit, rule.pack_value) or ())
        ]
        return forms.MultipleChoiceField(
            choices=[(day, words.DAYS[day]) for day in allowed_days],
            initial=list(rule.codes or ()),
            widget=forms.CheckboxSelectMultiple,
        )
    if rule.unit is Unit.TEXT:
        return forms.CharField(max_length=600, initial=rule.value, widget=forms.Textarea(attrs={"rows": 3}))
    if rule.unit in LISTS:
        rows = min(16, max(4, len(rule.codes or ())))
        return forms.CharField(
            required=False,
            initial="\n".join(rule.codes or ()),
            widget=forms.Textarea(attrs={"rows": rows, "class": "long"}),
            help_text=str(HINTS[rule.unit]),
        )
    return forms.IntegerField(
        initial=rule.value,
        help_text=words.bounds_said(rule),
        min_value=rule.min,
        max_value=rule.max,
        error_messages={"min_value": str(REFUSALS["low"]), "max_value": str(REFUSALS["high"])},
    )


def value_of(rule: Rule, typed: Any) -> Value:
    """What was typed, as the rule keeps it."""
    if rule.unit is Unit.REGIME:
        return Regime(typed)
    if rule.unit is Unit.YES_NO:
        return str(typed) == "1"
    if rule.unit is Unit.TEXT:
        return names.clean(str(typed))
    if rule.unit is Unit.WEEKDAYS:
        return tuple(day for day in words.DAYS if day in typed)
    if rule.unit in LISTS:
        return tuple(
            dict.fromkeys(entry for line in str(typed).splitlines() if (entry := _entry(rule, line)))
        )[: MOST_ENTRIES + 1]
    return int(typed)


def _entry(rule: Rule, line: str) -> str:
    """A line as an entry: words of notes and of headers are folded, the others only tidied."""
    tidy = " ".join(line.split()).lower()
    return names.fold(tidy) if rule.unit is Unit.WORDS and not rule.key.startswith("special.mail.") else tidy


def back_from(rule: Rule, posted: str) -> Value:
    """A value carried by the preview page, as the rule keeps it. Raises BadValue."""
    form = ValueForm(rule, {"value": posted.splitlines() if rule.unit is Unit.WEEKDAYS else posted})
    if not form.is_valid():
        raise BadValue(rule.key, "shape")
    return form.cleaned_data["value"]  # type: ignore[no-any-return]


def carried(value: Value) -> str:
    """A value as the preview page carries it, in the words of the field."""
    if isinstance(value, tuple):
        return "\n".join(value)
    return str(int(value)) if isinstance(value, bool) else str(value)


def loosens(rule: Rule, value: Value) -> bool:
    """Whether the new value is less strict on us than the one that holds."""
    return rule.stricter is not Stricter.NONE and not rule.overridden(value).as_strict_as(rule)

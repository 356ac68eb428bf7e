"""Forms of a deal: its terms, how it ended, and what narrows a list of deals."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from licite import packs
from licite.access.actor import Actor
from licite.kit import money
from licite.kit.dates import add_months
from licite.lawful.forms.notes import BANNER, REFUSALS
from licite.lawful.models.notes import Category
from licite.lawful.notes import categories, scan
from licite.sales.actions import Terms
from licite.sales.choices import OPEN, REASONS, Reason, Step
from licite.sales.queries.deals import DealRow
from licite.sales.queries.filters import DealFilters
from licite.sales.queries.lists import month_of
from licite.web.dates import date_format, today
from licite.web.forms import DateField, Form

KEPT = _("Closed to your profile: leave it empty to keep what is there.")


class PlainText(forms.CharField):
    """A short text of a deal. Words about somebody's health or opinions have no place there, and are refused."""

    def clean(self, value: Any) -> str:
        """The text, where nothing in it is what a customer base may not keep."""
        text: str = super().clean(value)
        found = categories(scan(text, packs.law(packs.home())))
        for category in found:
            if category in REFUSALS:
                raise ValidationError(str(REFUSALS[category]))
        if found:
            said = ", ".join(str(category.label) for category in Category if category in found)
            raise ValidationError(
                _("This text seems to speak of %(categories)s. Write what is sold, in facts alone."),
                params={"categories": said},
            )
        return text


class MoneyField(forms.CharField):
    """An amount in euros as people type it; its value is in cents, None for an empty field."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def clean(self, value: Any) -> Any:
        """Cents."""
        text: str = super().clean(value)
        cents = money.parse(text) if text else None
        if text and cents is None:
            raise ValidationError(_("This is not an amount in euros, such as 12 400 or 950,50."))
        return cents


class DealForm(Form):
    """What is said of a deal; `step` is asked for a new one only, the amount of whoever reads amounts."""

    title = PlainText(label=_("What is sold"), max_length=120, help_text=BANNER)
    amount = MoneyField(label=_("Amount in euros, before tax"), required=False, max_length=16)
    step = forms.ChoiceField(label=_("Step"), choices=[(one.value, one.label) for one in OPEN])
    probability = forms.IntegerField(
        label=_("Probability, in percent"),
        required=False,
        min_value=0,
        max_value=100,
        help_text=_("Empty: the usual one of the step."),
    )
    expected_on = DateField(label=_("Expected to close on"))
    next_step = PlainText(label=_("Next step of the deal"), required=False, max_length=120)
    next_on = DateField(label=_("Next step on"), required=False)

    def __init__(self, data: Any = None, *, amounts: bool, deal: DealRow | None = None) -> None:
        super().__init__(data, initial=_initial(deal) if deal else None, prefix="deal")
        if not amounts:
            del self.fields["amount"]
        if deal is not None:
            del self.fields["step"]
            if deal.closed:
                del self.fields["probability"]
            for name in ("title", "next_step"):
                if getattr(deal, name) is None:
                    self.fields[name].required, self.fields[name].help_text = False, KEPT

    def clean(self) -> dict[str, Any]:
        """A next step has its day."""
        typed = super().clean() or self.cleaned_data
        if typed.get("next_step") and "next_on" in typed and typed["next_on"] is None:
            self.add_error("next_on", _("Please say when."))
        return typed

    def terms(self) -> Terms:
        """What was typed, of a valid form."""
        typed = self.cleaned_data
        return Terms(
            title=typed["title"],
            cents=typed.get("amount"),
            probability=typed.get("probability"),
            expected_on=typed["expected_on"],
            next_step=typed["next_step"],
            next_on=typed["next_on"],
        )


def _initial(deal: DealRow) -> dict[str, Any]:
    shown = {
        name: getattr(deal, name) for name in ("title", "probability", "expected_on", "next_step", "next_on")
    }
    if deal.cents is not None:
        shown["amount"] = money.euros(deal.cents).removesuffix("\u00a0€")
    return {name: value for name, value in shown.items() if value is not None}


class CloseForm(Form):
    """Why a deal was won or lost."""

    reason = forms.ChoiceField(label=_("Main reason"))
    note = PlainText(
        label=_("In a few words"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=BANNER,
    )

    def __init__(self, data: Any = None, *, step: Step) -> None:
        super().__init__(data, prefix="close")
        reasons: Sequence[Reason] = REASONS[step]
        field = self.fields["reason"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "—"), *((one.value, one.label) for one in reasons)]


class FilterForm(Form):
    """Step, owner, portfolio, month: read from the query string, never an error; unknown values fall away."""

    says_optional = False

    step = forms.ChoiceField(label=_("Step"), required=False)
    owner = forms.TypedChoiceField(label=_("Member"), coerce=int, required=False)
    portfolio = forms.TypedChoiceField(label=_("Portfolio"), coerce=int, required=False)
    month = forms.ChoiceField(label=_("Expected to close in"), required=False)

    def __init__(
        self,
        data: Mapping[str, str],
        *,
        actor: Actor,
        owners: Sequence[tuple[int, str]],
        on_board: bool = False,
    ) -> None:
        super().__init__(data)
        everything = [("", _("All"))]
        self._choose("owner", [*everything, *owners])
        self._choose("portfolio", [*everything, *actor.portfolios.items()])
        steps = [(one.value, one.label) for one in Step]
        self._choose("step", [("", _("Deals under way")), ("all", _("All deals")), *steps])
        self._choose("month", [("", _("All")), *_months()])
        if on_board:
            del self.fields["step"], self.fields["month"]
        if len(actor.portfolios) < 2:
            del self.fields["portfolio"]
        if len(owners) < 2:
            del self.fields["owner"]

    def _choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def filters(self) -> DealFilters:
        """The filters that could be read; the rest do not narrow."""
        self.is_valid()
        kept = {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}
        month: date | None = month_of(kept.pop("month", ""))
        return DealFilters(**kept, month=month, by_amount=self.data.get("sort") == "amount")

    @property
    def narrowing(self) -> bool:
        """Whether any filter is on."""
        return any(self.data.get(name) for name in self.fields)


def _months() -> list[tuple[str, str]]:
    """Three months back, a year ahead."""
    first = today().replace(day=1)
    days = [add_months(first, number) for number in range(-3, 13)]
    return [(f"{day:%Y-%m}", date_format(day, "F Y")) for day in days]

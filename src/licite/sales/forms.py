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
from licite.sales.choices import OPEN, REASONS, Late, Reason, Step
from licite.sales.queries.deals import DealRow
from licite.sales.queries.filters import FIRST, LAST, NOBODY, DealFilters
from licite.sales.queries.forecast import AHEAD, BACK
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
    next_step = PlainText(
        label=_("Next step of the deal"),
        required=False,
        max_length=120,
        help_text=_("A step has its day: give it too."),
    )
    next_on = DateField(label=_("Next step on"), required=False)

    sometimes = ("next_on",)

    def __init__(self, data: Any = None, *, amounts: bool, deal: DealRow | None = None) -> None:
        super().__init__(data, initial=_initial(deal) if deal else None, prefix="deal")
        self.ended = deal is not None and deal.closed
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
        """A next step has its day; what is foreseen is to come, but for what was said before."""
        typed = super().clean() or self.cleaned_data
        for name in () if self.ended else ("expected_on", "next_on"):
            if name in self.changed_data and typed.get(name) and typed[name] < today():
                self.add_error(name, _("This day is past: a deal under way has its days to come."))
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


PAST, BEYOND, YEAR = "past", "beyond", "year"
"""Months that are no month: before this one, after the twelve to come, the last twelve."""


OF_LISTS = ("step", "late", "month", "ended", "reason")
"""What narrows a list alone: the board and the forecast have their own."""


class FilterForm(Form):
    """Step, lateness, owner, portfolio, months, reason: read from the query string, never an error; unknown values fall
    away.
    """

    says_optional = False

    step = forms.ChoiceField(label=_("Step"), required=False)
    late = forms.ChoiceField(label=_("Late"), required=False)
    owner = forms.TypedChoiceField(label=_("Followed by"), coerce=int, required=False)
    portfolio = forms.TypedChoiceField(label=_("Portfolio"), coerce=int, required=False)
    month = forms.ChoiceField(label=_("Expected to close in"), required=False)
    ended = forms.ChoiceField(label=_("Won or lost in"), required=False)
    reason = forms.ChoiceField(label=_("Reason"), required=False)

    def __init__(
        self,
        data: Mapping[str, str],
        *,
        actor: Actor,
        owners: Sequence[tuple[int, str]],
        on_board: bool = False,
    ) -> None:
        super().__init__(data)
        self._words: dict[str, dict[str, str]] = {}
        everything = [("", _("All"))]
        self._choose("owner", [*everything, *owners])
        self._choose("portfolio", [*everything, *actor.portfolios.items()])
        steps = [(one.value, one.label) for one in Step]
        self._choose("step", [("", _("Deals under way")), ("all", _("All deals")), *steps])
        self._choose("late", [*everything, *Late.choices])
        coming, gone = _months(-3, 12), _months(1 - BACK, 1)[::-1]
        self._choose(
            "month",
            [*everything, (PAST, _("Before this month")), *coming, (BEYOND, _("After twelve months"))],
        )
        self._choose("ended", [*everything, (YEAR, _("The last twelve months")), *gone])
        self._choose("reason", [*everything, *Reason.choices])
        if on_board:
            for name in OF_LISTS:
                del self.fields[name]
        elif len(owners) > 1:
            self._choose("owner", [*everything, *owners, (NOBODY, _("Nobody"))])
        if len(actor.portfolios) < 2:
            del self.fields["portfolio"]
        if len(owners) < 2:
            del self.fields["owner"]

    def _choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        self._words[name] = {str(key): str(label) for key, label in choices}

    def filters(self) -> DealFilters:
        """The filters that could be read; the rest do not narrow."""
        self.is_valid()
        kept = {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}
        first, last = _span(kept.pop("month", ""), past=FIRST, beyond=LAST)
        since, until = _span(kept.pop("ended", ""))
        kept |= {"first": first or FIRST, "last": last or LAST, "since": since, "until": until}
        return DealFilters(**kept, by_amount=self.data.get("sort") == "amount")

    @property
    def narrowing(self) -> bool:
        """Whether any filter is on."""
        return bool(self.narrowed)

    @property
    def narrowed(self) -> list[tuple[str, str, str]]:
        """The filters that are on: name, label, and what was chosen in words."""
        self.is_valid()
        found = []
        for name, field in self.fields.items():
            chosen = self.cleaned_data.get(name)
            if chosen not in ("", None):
                found.append((name, str(field.label), self._words[name].get(str(chosen), "")))
        return found


class ForecastForm(FilterForm):
    """Whose deals, and where: what narrows a forecast, whose months are its own."""

    def __init__(self, data: Mapping[str, str], *, actor: Actor, owners: Sequence[tuple[int, str]]) -> None:
        super().__init__(data, actor=actor, owners=owners)
        for name in OF_LISTS:
            del self.fields[name]
        for field in self.fields.values():
            field.widget.attrs["class"] = "input"


def _months(start: int, end: int) -> list[tuple[str, str]]:
    """Months from so many after this one up to so many."""
    first = today().replace(day=1)
    days = [add_months(first, number) for number in range(start, end)]
    return [(f"{day:%Y-%m}", date_format(day, "F Y")) for day in days]


def _span(
    word: str, *, past: date | None = None, beyond: date | None = None
) -> tuple[date | None, date | None]:
    """The days of a month, or of what stands for several; the last one is left out."""
    this = today().replace(day=1)
    if word == PAST:
        return past, this
    if word == BEYOND:
        return add_months(this, AHEAD), beyond
    if word == YEAR:
        return add_months(this, 1 - BACK), None
    month = month_of(word)
    return (month, add_months(month, 1)) if month else (None, None)

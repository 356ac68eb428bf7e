"""What is asked for, and the two answers."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from licite import packs
from licite.access import labels
from licite.access.actor import Actor
from licite.access.queries import Sheet
from licite.access.requests import Motive, Request, State
from licite.desk.grants.forms import GrantForm, UntilForm
from licite.kit import clock
from licite.web.dates import date_format
from licite.web.forms import DateField, Form

LONGEST = "sec.request.longest"


def last_day_allowed() -> str:
    """The last day that may be asked for today, in words."""
    return date_format(timezone.localdate(clock.now()) + timedelta(days=packs.value(LONGEST)), "j F Y")


class AskForm(UntilForm):
    """A portfolio, stages, a motive, a last day."""

    portfolio = forms.TypedChoiceField(label=_("Portfolio"), coerce=int)
    stages = forms.TypedMultipleChoiceField(
        label=_("Stages"),
        coerce=int,
        choices=[(int(stage), label) for stage, label in labels.STAGES.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    motive = forms.ChoiceField(label=_("Motive"), choices=[("", "…"), *Motive.choices])
    note = forms.CharField(
        label=_("In a few words"),
        required=False,
        max_length=200,
        help_text=_("For whoever answers; it goes with the answer. Without the name of a customer."),
    )
    until = DateField(
        label=_("Last day"), initial=lambda: timezone.localdate(clock.now()) + timedelta(days=7)
    )
    field_order = ("portfolio", "stages", "motive", "note", "until")

    def __init__(self, data: Any = None, *, portfolios: dict[int, str], own: Sequence[Request]) -> None:
        super().__init__(data)
        self.own = own
        field = self.fields["portfolio"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "…"), *portfolios.items()]
        self.fields["until"].help_text = _("At the latest %(day)s.") % {"day": last_day_allowed()}

    def clean_until(self) -> datetime | None:
        """Raises ValidationError for a day gone by, or too far."""
        until = super().clean_until()
        if self.cleaned_data["until"] > timezone.localdate(clock.now()) + timedelta(
            days=packs.value(LONGEST)
        ):
            raise forms.ValidationError(_("At the latest %(day)s.") % {"day": last_day_allowed()})
        return until

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError for another reason that is not said."""
        typed = super().clean() or self.cleaned_data
        if typed.get("motive") == Motive.OTHER and not typed.get("note"):
            self.add_error("note", _("Say which reason."))
        if any(_covers(one, typed) for one in self.own):
            raise forms.ValidationError(_("You have asked for this already: it waits for an answer."))
        return typed


def _covers(one: Request, typed: dict[str, Any]) -> bool:
    return (
        one.state is State.WAITING
        and one.portfolio == typed.get("portfolio")
        and set(typed.get("stages", ())) <= set(one.stages)
        and "until" in typed
        and typed["until"] <= one.until
    )


class AnswerForm(GrantForm):
    """What is given of a request: as much as was asked, or less."""

    def __init__(
        self, data: Any = None, *, actor: Actor, sheets: list[Sheet], asked: Request, profile: str
    ) -> None:
        initial = {
            "profile": profile,
            "portfolios": [asked.portfolio],
            "stages": list(asked.stages),
            "until": labels.last_day(asked.until),
        }
        super().__init__(data, actor=actor, sheets=sheets, initial=initial)
        self.asked = asked
        self._choose("portfolios", [(asked.portfolio, asked.place)])
        self._choose("stages", [(stage, labels.STAGES[stage]) for stage in asked.stages])
        self.fields["until"].required = True
        self.fields["until"].help_text = self._latest()

    def clean_until(self) -> datetime | None:
        """Raises ValidationError for a day gone by, or later than was asked."""
        until = super().clean_until()
        if until and until > self.asked.until:
            raise forms.ValidationError(self._latest())
        return until

    def _latest(self) -> str:
        return str(
            _("As asked, or sooner: at the latest %(day)s.")
            % {"day": date_format(labels.last_day(self.asked.until), "j F Y")}
        )


class RefuseForm(Form):
    """Why a request is refused."""

    why = forms.CharField(
        label=_("Why it is refused"),
        max_length=200,
        help_text=_("Shown to who asked. Without the name of a customer."),
    )

"""A grant as its giver chooses it: profile, places, stages, last day."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from licite.access import giving, labels
from licite.access.actor import Actor
from licite.access.permissions import Permission
from licite.access.queries import Sheet
from licite.kit import clock
from licite.kit.cells import cell_of
from licite.staff.forms import InviteForm
from licite.web.forms import DateField, Form

STAGES = frozenset(str(int(stage)) for stage in labels.STAGES)


def end_of(day: date | None) -> datetime | None:
    """The moment a right ends whose last day is this one; None for none."""
    return (
        None
        if day is None
        else timezone.make_aware(datetime.combine(day + timedelta(days=1), datetime.min.time()))
    )


class UntilForm(Form):
    """The last day of a grant; empty for no end."""

    until = DateField(label=_("Last day"), required=False)

    def clean_until(self) -> datetime | None:
        """Raises ValidationError for a day gone by."""
        day = self.cleaned_data["until"]
        if day and day < timezone.localdate(clock.now()):
            raise forms.ValidationError(_("This day has gone by."))
        return end_of(day)


class GrantForm(UntilForm):
    """What is given; offers only what the giver may give."""

    profile = forms.ChoiceField(label=_("Profile"))
    portfolios = forms.TypedMultipleChoiceField(
        label=_("Portfolios"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    stages = forms.TypedMultipleChoiceField(
        label=_("Stages"),
        coerce=int,
        choices=[(int(stage), label) for stage, label in labels.STAGES.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    field_order: Sequence[str] = ("profile", "portfolios", "stages", "until")

    def __init__(self, data: Any = None, *, actor: Actor, sheets: list[Sheet], **rest: Any) -> None:
        super().__init__(data, **rest)
        self.actor = actor
        self.sheets = {sheet.key: sheet for sheet in sheets}
        self._choose("profile", [("", "…"), *((sheet.key, labels.profile(sheet.key)) for sheet in sheets)])
        self._choose("portfolios", list(givable_portfolios(actor).items()))

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError for an end that the giver's own rights do not reach."""
        chosen: dict[str, Any] = super().clean() or {}
        if self.errors:
            return chosen
        sheet = self.sheets[chosen["profile"]]
        cells = [cell_of(one, stage) for one in chosen["portfolios"] for stage in chosen["stages"]]
        lasting = giving.until_then(self.actor, chosen["until"])
        if giving.lacks(lasting, sheet=sheet, cells=cells) and not giving.lacks(
            self.actor, sheet=sheet, cells=cells
        ):
            self.add_error(
                "until",
                _("Nobody gives a right for longer than one holds it, nor one held for somebody absent."),
            )
        return chosen

    def _choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class InviteWithGrantForm(GrantForm):
    """Somebody new, with the first grant."""

    name = InviteForm.base_fields["name"]
    email = InviteForm.base_fields["email"]
    language = InviteForm.base_fields["language"]
    field_order = ("name", "email", "language", "profile", "portfolios", "stages", "until")
    clean_email = InviteForm.clean_email


def asked_for(asked: QueryDict) -> dict[str, Any]:
    """What a link to the form has chosen already; the rest is ticked by who gives it."""
    return {
        "profile": asked.get("profile", ""),
        "portfolios": [int(one) for one in asked.getlist("portfolios") if one.isdecimal()],
        "stages": [int(one) for one in asked.getlist("stages") if one in STAGES],
    }


def givable_portfolios(actor: Actor) -> dict[int, str]:
    """Where the actor gives rights, by name."""
    giving = [grant for grant in actor.grants if Permission.GRANT_MANAGE in grant.permissions]
    within = {portfolio for grant in giving for portfolio in grant.portfolios}
    return {
        number: name
        for number, name in sorted(actor.portfolios.items(), key=lambda one: one[1])
        if number in within
    }

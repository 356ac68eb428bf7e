"""What narrows the list of those to inform, and the order to inform them."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from licite.access.actor import Actor
from licite.lawful.choices import Source
from licite.people.queries.notices import Wanted
from licite.web.forms import DateField, Form


class WantedForm(Form):
    """Read from the query string, never an error: what cannot be read does not narrow."""

    says_optional = False
    show = forms.ChoiceField(
        label=_("To inform"),
        required=False,
        choices=[("soon", _("Late or within 14 days")), ("overdue", _("Late only")), ("all", _("Everybody"))],
    )
    portfolio = forms.TypedChoiceField(label=_("Portfolio"), coerce=int, required=False)
    source = forms.ChoiceField(
        label=_("Source"), required=False, choices=[("", pgettext_lazy("feminine", "All")), *Source.choices]
    )
    collected = DateField(label=_("Collected on"), required=False)

    def __init__(self, data: Mapping[str, Any], *, actor: Actor) -> None:
        super().__init__(data)
        field = self.fields["portfolio"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("All")), *actor.portfolios.items()]

    def wanted(self) -> Wanted:
        """The list that was asked for."""
        self.is_valid()
        typed = self.cleaned_data
        return Wanted(
            show=typed.get("show") or "soon",
            portfolio=typed.get("portfolio") or 0,
            source=typed.get("source") or "",
            collected=typed.get("collected"),
        )


class CollectionForm(Form):
    """All of a list were informed when their data were collected; one sentence proves it for all."""

    proof = forms.CharField(
        label=_("What proves it"),
        max_length=300,
        help_text=_("Such as: the text printed on the form of the fair, of which a blank one is kept."),
    )
    sure = forms.BooleanField(
        label=_("Everybody of this list was given the notice on the day of collection. I answer for it.")
    )

    def __init__(self, *args: Any, wanted: Wanted, **kwargs: Any) -> None:
        """`wanted`: the list it is about."""
        super().__init__(*args, **kwargs)
        self.wanted = wanted

    def clean(self) -> dict[str, Any]:
        """One sentence proves what was told in one place, on one day, to people who were there."""
        if not self.wanted.together:
            raise ValidationError(
                _(
                    "Narrow the list to one day and one source first. The source must be the persons themselves: data from "
                    "a referral, a website or a bought list are collected without them (GDPR article 14)."
                )
            )
        return self.cleaned_data

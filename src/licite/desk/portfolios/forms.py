"""A portfolio's name, its rules, its hand-over."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from licite.access import labels
from licite.access.actor import Actor
from licite.access.permissions import Permission
from licite.access.placing import Rule
from licite.kit import countries
from licite.people.choices import Sector
from licite.web.forms import Form

PLACE = re.compile(r"^[0-9A-Z]{1,5}$")


class NameForm(Form):
    """What a portfolio is called."""

    name = forms.CharField(label=_("Name"), max_length=80)

    def clean_name(self) -> str:
        """Without needless spaces."""
        return " ".join(str(self.cleaned_data["name"]).split())


class RuleForm(Form):
    """One rule; a line without a portfolio is none."""

    says_optional = False

    rank = forms.IntegerField(label=_("Rank"), required=False, min_value=1, max_value=999)
    country = forms.ChoiceField(label=_("Country"), required=False)
    places = forms.CharField(
        label=_("Departments or beginnings of a postal code"), required=False, max_length=400
    )
    sector = forms.ChoiceField(label=_("Sector"), required=False, choices=[("", _("All")), *Sector.choices])
    portfolio = forms.TypedChoiceField(label=_("Portfolio"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, actor: Actor, portfolios: dict[int, str], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["rank"].widget.attrs["placeholder"] = _("Rank")
        for name, choices in (
            ("country", [("", _("All")), *countries.choices(actor.language)]),
            ("portfolio", [("", "—"), *portfolios.items()]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def clean_places(self) -> list[str]:
        """Raises ValidationError for what begins no postal code."""
        found = [one.upper() for one in re.split(r"[\s,;]+", self.cleaned_data["places"]) if one]
        if not all(PLACE.match(one) for one in found):
            raise forms.ValidationError(_("Write them as 44, 2A, 1050, apart by commas."))
        return found

    def rule(self) -> Rule | None:
        """The rule, None for an empty line."""
        data = self.cleaned_data
        if data.get("portfolio") is None:
            return None
        sectors = (data["sector"],) if data["sector"] else ()
        return Rule(data["portfolio"], data["country"], tuple(data["places"]), sectors)


Rules = formset_factory(RuleForm, extra=3, max_num=200)


def rules_of(formset: "BaseFormSet[RuleForm]") -> list[Rule]:
    """The rules typed, by their order; a line without a number comes last."""
    numbered = sorted(
        (
            (one.cleaned_data.get("rank") or 1000, index, one.rule())
            for index, one in enumerate(formset.forms)
            if one.cleaned_data
        ),
        key=lambda line: line[:2],
    )
    return [rule for _rank, _index, rule in numbered if rule]


def initial_of(rules: list[Rule]) -> list[dict[str, Any]]:
    """The lines of the rules in force."""
    return [
        {
            "rank": number,
            "country": rule.country,
            "places": ", ".join(rule.places),
            "sector": rule.sectors[0] if rule.sectors else "",
            "portfolio": rule.portfolio,
        }
        for number, rule in enumerate(rules, 1)
    ]


class HandoverForm(Form):
    """Which stages, to which portfolio, and who takes the open tasks over.

    With a `giver`, somebody's work goes to a colleague: the records stay unless another portfolio is chosen.
    """

    target = forms.TypedChoiceField(label=_("The records go to"), coerce=int)
    stages = forms.TypedMultipleChoiceField(
        label=_("Stages"),
        coerce=int,
        choices=[(int(stage), label) for stage, label in labels.STAGES.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    tasks_from = forms.TypedChoiceField(
        label=_("Open tasks and deals of"), required=False, coerce=int, empty_value=None
    )
    tasks_to = forms.TypedChoiceField(
        label=_("The tasks are taken over by"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("In brackets, where they may already: elsewhere they take nothing until given a right."),
    )
    deals_to = forms.TypedChoiceField(
        label=_("The deals are taken over by"), required=False, coerce=int, empty_value=None
    )

    def __init__(
        self,
        data: Any = None,
        *,
        actor: Actor,
        source: int,
        giver: int | None = None,
        stages: Sequence[int],
        givers: dict[int, str],
        takers: dict[int, str],
        sellers: dict[int, str],
        begun: dict[str, int],
    ) -> None:
        initial = {"stages": list(stages), "tasks_from": giver, "target": source if giver else None}
        super().__init__(data, initial=initial | begun)
        self.source = source
        elsewhere = {number: name for number, name in assignable(actor).items() if number != source}
        staying = (
            _("choose a colleague; otherwise they stay") if giver else _("nobody: they stay as they are")
        )
        for name, choices in (
            (
                "target",
                [("", "…"), *elsewhere.items(), (source, _("nowhere: only tasks and deals change hands"))],
            ),
            ("tasks_from", [("", _("everybody")), *givers.items()]),
            ("tasks_to", [("", staying), *takers.items()]),
            ("deals_to", [("", staying), *sellers.items()]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError where nothing at all would move."""
        data = super().clean() or {}
        if (
            data.get("target") == self.source
            and data.get("tasks_to") is None
            and data.get("deals_to") is None
        ):
            self.add_error(
                "tasks_to", _("Say who takes the tasks or the deals over, or where the records go.")
            )
        return data


def assignable(actor: Actor) -> dict[int, str]:
    """Where the actor may move records, by name."""
    giving = [grant for grant in actor.grants if Permission.CONTACT_ASSIGN in grant.permissions]
    within = {portfolio for grant in giving for portfolio in grant.portfolios}
    return dict(sorted(((one, actor.portfolios[one]) for one in within), key=lambda pair: pair[1]))

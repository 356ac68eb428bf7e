"""The form of a company."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from licite.access.actor import Actor
from licite.access.permissions import Act
from licite.kit import countries
from licite.kit.cells import portfolio_of
from licite.people.choices import CompanyKind
from licite.people.forms.fields import NameField
from licite.web.forms import Form


class CompanyForm(Form):
    """A legal person, or a sole trader whose name is sealed."""

    name = NameField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=CompanyKind.choices,
        help_text=_("A sole trader is a person: the name is sealed."),
    )
    country = forms.ChoiceField(label=_("Country"), required=False)
    department = forms.CharField(label=_("Department"), required=False, max_length=4)
    portfolio = forms.TypedChoiceField(label=_("Portfolio"), coerce=int)

    def __init__(self, data: Any = None, *, actor: Actor, initial: dict[str, Any] | None = None) -> None:
        """With `initial` the company is there already and stays in its portfolio."""
        super().__init__(data, initial=initial or {"country": "FR"})
        self._choose("country", [("", _("Unknown")), *countries.choices(actor.language)])
        if initial is not None:
            del self.fields["portfolio"]
            return
        writable = {portfolio_of(cell) for cell in actor.cells(Act.CREATE)}
        self._choose("portfolio", [pair for pair in actor.portfolios.items() if pair[0] in writable])

    def _choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

"""What narrows the contact list: read from the query string, never an error, unknown values fall away."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from licite.access import labels
from licite.access.actor import Actor
from licite.kit import countries
from licite.lawful.choices import Capacity
from licite.people.queries import Filters
from licite.web.forms import Form


class FilterForm(Form):
    """Stage, portfolio, capacity, country, department, objection."""

    says_optional = False

    stage = forms.TypedChoiceField(label=_("Stage"), coerce=int, required=False)
    portfolio = forms.TypedChoiceField(label=_("Portfolio"), coerce=int, required=False)
    capacity = forms.ChoiceField(label=_("Capacity"), required=False)
    department = forms.CharField(label=_("Department"), required=False, max_length=4)
    country = forms.ChoiceField(label=_("Country"), required=False)
    objected = forms.TypedChoiceField(
        label=_("Objection"),
        required=False,
        coerce=lambda word: word == "yes",
        empty_value=None,
        choices=[("", pgettext_lazy("feminine", "All")), ("yes", _("Objecting")), ("no", _("Not objecting"))],
    )

    def __init__(self, data: Mapping[str, str], *, actor: Actor) -> None:
        super().__init__(data)
        everything = [("", _("All"))]
        self._choose("stage", [*everything, *labels.STAGES.items()])
        self._choose("portfolio", [*everything, *actor.portfolios.items()])
        self._choose("capacity", [("", pgettext_lazy("feminine", "All")), *Capacity.choices])
        self._choose("country", [*everything, *countries.choices(actor.language)])

    def _choose(self, name: str, choices: list[tuple[object, object]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def filters(self) -> Filters:
        """The filters that could be read; the rest do not narrow."""
        self.is_valid()
        kept = {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}
        order = {"by_name": self.data.get("sort") == "name", "letter": self.data.get("letter", "")[:1]}
        return Filters(**kept, **order)

    @property
    def narrowing(self) -> bool:
        """Whether any filter is on."""
        return any(self.data.get(name) for name in self.fields)

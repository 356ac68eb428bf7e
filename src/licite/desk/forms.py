"""What narrows the contact list: read from the query string, never an error, unknown values fall away."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from licite.access import labels
from licite.access.actor import Actor
from licite.access.permissions import Act
from licite.kit import countries
from licite.kit.cells import stage_of
from licite.lawful.channels import Channel
from licite.lawful.choices import Capacity, Source
from licite.people.choices import Acted, Order, Sector, Step
from licite.people.queries import Filters
from licite.web.forms import Form

REACH: Final = (Channel.PHONE, Channel.SMS, Channel.EMAIL, Channel.POST)
LOOKED_UP: Final = ("company", "tag")
ALL: Final = ("", _("All"))
ALL_FEMININE: Final = ("", pgettext_lazy("feminine", "All"))


def ordered(data: Mapping[str, str]) -> dict[str, Any]:
    """The order and the letter that a query string asks for."""
    order = data.get("sort", "")
    return {"order": order if order in Order.values else "", "letter": data.get("letter", "")[:1]}


class FilterForm(Form):
    """Where the record stands, what happened with the person, where they are and what the law lets us do."""

    says_optional = False

    stage = forms.TypedChoiceField(label=_("Stage"), coerce=int, required=False)
    portfolio = forms.TypedChoiceField(label=_("Portfolio"), coerce=int, required=False)
    acted = forms.ChoiceField(
        label=_("Last act of the person"), required=False, choices=[ALL, *Acted.choices]
    )
    next = forms.ChoiceField(label=_("Next step"), required=False, choices=[ALL_FEMININE, *Step.choices])
    reach = forms.ChoiceField(
        label=_("Reachable now by"),
        required=False,
        choices=[ALL, *((channel.value, channel.label) for channel in REACH)],
        help_text=_("What the law and the person allow at this moment, with a coordinate to do it by."),
    )
    objected = forms.TypedChoiceField(
        label=_("Objection"),
        required=False,
        coerce=lambda word: word == "yes",
        empty_value=None,
        choices=[ALL_FEMININE, ("yes", _("Objecting")), ("no", _("Not objecting"))],
    )
    capacity = forms.ChoiceField(
        label=_("Capacity"), required=False, choices=[ALL_FEMININE, *Capacity.choices]
    )
    source = forms.ChoiceField(
        label=_("Where it comes from"), required=False, choices=[ALL_FEMININE, *Source.choices]
    )
    sector = forms.ChoiceField(
        label=_("Sector of the company"), required=False, choices=[ALL, *Sector.choices]
    )
    tag = forms.IntegerField(
        label=_("Tag"), required=False, min_value=-(2**63), max_value=2**63 - 1, widget=forms.Select
    )
    department = forms.CharField(label=_("Department"), required=False, max_length=4)
    country = forms.ChoiceField(label=_("Country"), required=False)
    company = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, str], *, actor: Actor) -> None:
        super().__init__(data)
        stages = sorted({stage_of(cell) for cell in actor.cells(Act.READ)})
        self._choose("stage", lambda: [ALL_FEMININE, *((one, labels.STAGES[one]) for one in stages)])
        self._choose("portfolio", lambda: [ALL, *actor.portfolios.items()])
        self._choose("country", lambda: [ALL, *countries.choices(actor.language)])

    def offer_tags(self, tags: Mapping[int, str]) -> None:
        """The tags to choose from, by their keyed tokens: what an address may hold. None to choose: no field."""
        widget = self.fields["tag"].widget
        assert isinstance(widget, forms.Select)
        widget.choices = [ALL_FEMININE, *tags.items()]
        if not tags:
            del self.fields["tag"]

    def _choose(self, name: str, choices: Callable[[], list[tuple[Any, Any]]]) -> None:
        """Listed only where they are shown or checked: most lists are narrowed by none of them."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @property
    def kept(self) -> dict[str, Any]:
        """What could be read of what narrows, by field."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}

    def filters(self) -> Filters:
        """The filters that could be read; the rest do not narrow."""
        return Filters(**self.kept, **ordered(self.data))

    def words(self, name: str, value: object) -> str:
        """The words of what a field keeps; those of a company or a tag are not known here."""
        field = self.fields[name]
        if name == "objected":
            value = "yes" if value else "no"
        if name != "tag" and isinstance(field.widget, forms.Select):
            named = {str(one): str(label) for one, label in field.widget.choices}
            return named.get(str(value), str(value))
        return "" if name in LOOKED_UP else str(value)

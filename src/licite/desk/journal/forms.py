"""What narrows the journal: read from the query string, never an error; unknown values fall away."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from licite.journal.acts import FAMILIES, Family, of_family
from licite.journal.queries import FIRST, LAST, Narrowing
from licite.web.forms import DateField, Form


class JournalForm(Form):
    """Kind of act, member, first and last day."""

    family = forms.TypedChoiceField(label=_("Kind of act"), coerce=Family, empty_value=None, required=False)
    member = forms.TypedChoiceField(label=_("Member"), coerce=int, empty_value=None, required=False)
    since = DateField(label=_("From"), required=False)
    until = DateField(label=_("To"), required=False)

    def __init__(self, data: Mapping[str, str], *, members: Iterable[tuple[int, str]]) -> None:
        super().__init__(data)
        self._choose("family", [("", _("All")), *FAMILIES.items()])
        self._choose("member", [("", _("All")), *members])

    def _choose(self, name: str, choices: list[tuple[object, object]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def narrowing(self) -> Narrowing:
        """What could be read of it."""
        self.is_valid()
        asked = self.cleaned_data
        family = asked.get("family")
        since, until = asked.get("since"), asked.get("until")
        return Narrowing(
            since=_morning(since) if since else FIRST,
            until=_morning(until + timedelta(days=1)) if until and until < date.max else LAST,
            acts=of_family(family) if family else (),
            member=asked.get("member"),
        )

    @property
    def narrowing_words(self) -> dict[str, str]:
        """The filters that are on, for the addresses of other pages."""
        return {name: self.data[name] for name in self.fields if self.data.get(name)}


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))

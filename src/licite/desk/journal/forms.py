"""What narrows the journal: read from the query string, never an error; unknown values fall away."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from licite.journal.acts import DEEDS, FAMILIES, Family, of_family
from licite.journal.queries import FIRST, LAST, Entry, Narrowing
from licite.web.dates import date_format
from licite.web.forms import DateField, Form

CROSSED = "crossed"


class JournalForm(Form):
    """Kind of act, member, first and last day; a name, to find whom to ask about."""

    says_optional = False

    family = forms.TypedChoiceField(label=_("Kind of act"), coerce=Family, empty_value=None, required=False)
    member = forms.TypedChoiceField(label=_("Member"), coerce=int, empty_value=None, required=False)
    since = DateField(label=_("From"), required=False)
    until = DateField(label=_("To"), required=False)
    without = forms.BooleanField(
        label=_("Without my readings of the journal, nor the names that they show"), required=False
    )
    q = forms.CharField(label=_("Person concerned"), required=False, max_length=120)

    def __init__(
        self, data: Mapping[str, str], *, reader: int, members: Iterable[tuple[int, str]], names: bool
    ) -> None:
        """`reader`: whose readings may be left out; `names`: whether a person may be looked for."""
        super().__init__(data)
        self.reader = reader
        self.names = dict(members)
        self._choose("family", [("", _("All")), *FAMILIES.items()])
        self._choose("member", [("", _("All")), *self.names.items()])
        if not names:
            del self.fields["q"]

    def _choose(self, name: str, choices: list[tuple[object, object]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Says when the two days cannot both be meant."""
        asked = self.cleaned_data
        since, until = asked.get("since"), asked.get("until")
        if since and until and until < since:
            self.add_error(
                "until",
                forms.ValidationError(_("“To” is before “From”: exchange the two days."), code=CROSSED),
            )
        return asked

    @property
    def crossed(self) -> bool:
        """Whether the last day is before the first, so that no row could answer."""
        return self.has_error("until", CROSSED)

    @property
    def person(self) -> str:
        """The name to look for."""
        return str(self.cleaned_data.get("q") or "") if self.is_bound and not self.crossed else ""

    def narrowing(self, *, deeds: bool = False) -> Narrowing:
        """What could be read of it; `deeds` leaves lists and searches out where no kind of act is asked for."""
        self.is_valid()
        asked = self.cleaned_data
        family = asked.get("family")
        since, until = asked.get("since"), asked.get("until")
        return Narrowing(
            since=_morning(since) if since else FIRST,
            until=_morning(until + timedelta(days=1)) if until and until < date.max else LAST,
            acts=of_family(family) if family else DEEDS if deeds else (),
            member=asked.get("member"),
            without=self.reader if asked.get("without") else None,
        )

    def presets(self, today: date) -> list[tuple[str, str, str, bool]]:
        """(label, first day, last day, whether it is asked for) of the periods that are asked for most."""
        last_month = today.replace(day=1) - timedelta(days=1)
        days = [
            (_("Last 7 days"), today - timedelta(days=6), today),
            (_("Last 30 days"), today - timedelta(days=29), today),
            (_("Last month"), last_month.replace(day=1), last_month),
            (_("Since the beginning"), None, None),
        ]
        asked = (self.cleaned_data.get("since"), self.cleaned_data.get("until"))
        return [
            (str(label), str(since or ""), str(until or ""), (since, until) == asked)
            for label, since, until in days
        ]

    def period(self, rows: Sequence[Entry]) -> list[str]:
        """First and last day of an extract: those asked for, else those of its rows; empty without either."""
        days = [timezone.localdate(row.at) for row in rows]
        first = self.cleaned_data.get("since") or min(days, default=None)
        last = self.cleaned_data.get("until") or max(days, default=None)
        return [date_format(day, "j N Y") for day in (first, last) if day]

    @property
    def narrowing_words(self) -> list[str]:
        """The filters that are on, as the reader chose them."""
        asked = self.cleaned_data
        words = [str(FAMILIES[asked["family"]])] if asked.get("family") else []
        if asked.get("member"):
            words.append(self.names[asked["member"]])
        words += [str(_("without my readings of the journal"))] if asked.get("without") else []
        days = [(self.fields[name].label, asked.get(name)) for name in ("since", "until")]
        return [*words, *(f"{label} {date_format(day, 'j N Y')}" for label, day in days if day)]


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))

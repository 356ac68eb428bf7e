"""The form of what the organisation declares for its notices, and that of a notice given to a person."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _

from licite.kit import clock, countries
from licite.lawful.models import DeliveredBy
from licite.lawful.notices.facts import Aim, Declared, Transfer, Words
from licite.lawful.notices.words import keys, word
from licite.web.forms import DateField, Form

SPARE_ROWS = 2
MOST_LINES, LONGEST_LINE = 30, 200
INTEREST = "interest_"


def _lines(text: str) -> tuple[str, ...]:
    """What was typed, one a line, each tidied and once."""
    found = tuple(dict.fromkeys(" ".join(line.split()) for line in text.splitlines() if line.strip()))
    if len(found) > MOST_LINES or any(len(line) > LONGEST_LINE for line in found):
        raise ValidationError(_("At most 30 lines of 200 characters."))
    return found


class LinesField(forms.CharField):
    """Names, one a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> Any:
        """A tuple of lines."""
        return _lines(super().clean(value))


def named(table: str) -> list[tuple[str, str]]:
    """The keys of a table of the notices' texts, in the words of the reader's language."""
    language = "en" if (translation.get_language() or "fr").startswith("en") else "fr"
    return [(key, word(language, table, key)) for key in keys(table)]


class DeclarationForm(Form):
    """What no setting knows. `aims`: the purposes whose legitimate interest has to be said in English too."""

    representative = forms.CharField(
        label=_("Representative in the European Union"),
        required=False,
        max_length=300,
        help_text=_("Only for an organisation outside the Union: name and contact (GDPR article 27)."),
    )
    providers = forms.MultipleChoiceField(
        label=_("Who works for you with these data"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Processors: they act on your instructions, under a contract (GDPR article 28)."),
    )
    providers_named = LinesField(label=_("Other processors, one a line"))
    others = LinesField(
        label=_("To whom you pass data on, one a line"),
        help_text=_("Partners, public bodies, companies that decide for themselves what they do with them."),
    )
    pages = LinesField(
        label=_("Public sources you consult, one a line"),
        help_text=_(
            "A register, a directory, a website: the person has a right to know which (GDPR article 14(2)(f))."
        ),
    )
    sellers = LinesField(
        label=_("Suppliers of contact files, one a line"),
        help_text=_("The name of each company that sold or lent you contacts."),
    )
    phone_asked = forms.BooleanField(
        label=_("We ask for phone numbers on forms or contracts"), required=False, initial=True
    )
    pixel = forms.BooleanField(
        label=_("Our e-mails hold a tracking pixel"),
        required=False,
        help_text=_(
            "Whatever the tool that sends them. It takes a consent of its own, from professionals too."
        ),
    )
    profiling = forms.BooleanField(
        label=_("We make profiles or scores of persons"),
        required=False,
        help_text=_("Then say below how it works and what it changes for the person."),
    )
    logic_fr = forms.CharField(
        label=_("How, and with what consequences, in French"),
        required=False,
        max_length=800,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    logic_en = forms.CharField(
        label=_("The same in English"),
        required=False,
        max_length=800,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, *args: Any, said: Declared | None, aims: Sequence[Aim], language: str, **kwargs: Any
    ) -> None:
        self.language = language
        self.rows = len(said.transfers) + SPARE_ROWS if said else SPARE_ROWS
        super().__init__(*args, initial=self._start(said or Declared()), **kwargs)
        self.fields["providers"].choices = named("provider")  # type: ignore[attr-defined]
        self._add_interests(aims, said)
        self._add_transfers()

    def _start(self, said: Declared) -> dict[str, Any]:
        start: dict[str, Any] = {
            "representative": said.representative,
            "providers": [one for one in said.providers if one in keys("provider")],
            "providers_named": "\n".join(one for one in said.providers if one not in keys("provider")),
            "others": "\n".join(said.others),
            "pages": "\n".join(said.pages),
            "sellers": "\n".join(said.sellers),
            "phone_asked": said.phone_asked,
            "pixel": said.pixel,
            "profiling": said.profiling,
            "logic_fr": said.logic.fr,
            "logic_en": said.logic.en,
        }
        for row, one in enumerate(said.transfers):
            start |= {f"to_{row}": one.to, f"country_{row}": one.country, f"safeguard_{row}": one.safeguard}
        return start

    def _add_interests(self, aims: Sequence[Aim], said: Declared | None) -> None:
        for aim in aims:
            if "legitimate_interest" not in aim.bases:
                continue
            self.fields[INTEREST + aim.key] = forms.CharField(
                label=_("Legitimate interest in English: %(purpose)s")
                % {"purpose": aim.name.of(self.language)},
                help_text=lazystr(
                    _("In French, the balancing test says: “%(text)s”") % {"text": aim.interest.fr}
                ),
                required=False,
                max_length=600,
                widget=forms.Textarea(attrs={"rows": 2}),
                initial=said.interests_en.get(aim.key, "") if said else "",
            )

    def _add_transfers(self) -> None:
        places = [("", "—"), *countries.choices(self.language)]
        safeguards = [("", "—"), *named("safeguard")]
        for row in range(self.rows):
            number = {"n": row + 1}
            self.fields[f"to_{row}"] = forms.CharField(
                label=_("Transfer outside Europe %(n)s: to whom") % number, required=False, max_length=120
            )
            self.fields[f"country_{row}"] = forms.ChoiceField(
                label=_("Transfer %(n)s: country") % number, required=False, choices=places
            )
            self.fields[f"safeguard_{row}"] = forms.ChoiceField(
                label=_("Transfer %(n)s: safeguard") % number, required=False, choices=safeguards
            )

    def clean(self) -> dict[str, Any]:
        """A transfer is whole or absent; a profile comes with its logic."""
        typed = self.cleaned_data
        for row in range(self.rows):
            parts = {name: typed.get(f"{name}_{row}", "") for name in ("to", "country", "safeguard")}
            if any(parts.values()):
                for name, value in parts.items():
                    if not value:
                        self.add_error(f"{name}_{row}", str(_("Name, country and safeguard go together.")))
        if typed.get("profiling") and not (typed.get("logic_fr") and typed.get("logic_en")):
            self.add_error(
                "logic_fr", str(_("Say how it works, in French and in English (GDPR article 13(2)(f))."))
            )
        return typed

    def declared(self) -> Declared:
        """What was typed."""
        typed = self.cleaned_data
        rows = [
            (typed[f"to_{row}"], typed[f"country_{row}"], typed[f"safeguard_{row}"])
            for row in range(self.rows)
        ]
        return Declared(
            representative=typed["representative"],
            providers=(*typed["providers"], *typed["providers_named"]),
            others=typed["others"],
            transfers=tuple(Transfer(*row) for row in rows if row[0]),
            sellers=typed["sellers"],
            pages=typed["pages"],
            phone_asked=typed["phone_asked"],
            pixel=typed["pixel"],
            profiling=typed["profiling"],
            logic=Words(typed["logic_fr"], typed["logic_en"]),
            interests_en={
                name.removeprefix(INTEREST): value
                for name, value in typed.items()
                if name.startswith(INTEREST) and value
            },
        )


class DeliveryForm(Form):
    """A notice that a person was given: by what means, when, and what proves it."""

    means = forms.ChoiceField(label=_("By what means"), choices=DeliveredBy.choices)
    on = DateField(label=_("On"), initial=timezone.localdate)
    proof = forms.CharField(
        label=_("What proves it"),
        required=False,
        max_length=300,
        help_text=_("Such as: the text printed on the form of the fair, of which a blank one is kept."),
    )

    def __init__(self, *args: Any, present: bool, **kwargs: Any) -> None:
        """`present`: the person gave the data, and so was there when they were collected."""
        super().__init__(*args, prefix="notice", **kwargs)
        if not present:
            means = self.fields["means"]
            assert isinstance(means, forms.ChoiceField)
            means.choices = [one for one in DeliveredBy.choices if one[0] != DeliveredBy.AT_COLLECTION]
            means.help_text = _(
                "The data came from elsewhere (GDPR article 14): the person was not there when they were collected."
            )

    def clean_on(self) -> Any:
        """What was given was given before now."""
        on = self.cleaned_data["on"]
        if on > timezone.localdate(clock.now()):
            raise ValidationError(_("This date is to come."))
        return on

    def at(self) -> datetime:
        """Noon of the day, or now if that is earlier."""
        noon = datetime.combine(self.cleaned_data["on"], time(12), tzinfo=timezone.get_current_timezone())
        return min(noon, clock.now())

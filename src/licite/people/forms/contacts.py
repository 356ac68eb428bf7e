"""Forms of a contact: entry by hand with its provenance, and editing what one may not read."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from licite.access import labels, placing, refusals
from licite.access.actor import Actor
from licite.access.permissions import Act, Field, Level, Permission
from licite.access.refusals import Refused
from licite.kit import clock, countries, phones
from licite.kit.cells import Stage, cell_of, portfolio_of, stage_of
from licite.lawful.choices import Capacity, Source
from licite.lawful.forms import standing
from licite.lawful.models import OWN_ACTS, GroundEvidence
from licite.lawful.queries.purposes import purposes_now
from licite.lawful.standing import category_of
from licite.people.actions import Changes, NewContact
from licite.people.actions.newcomers import OwnAct
from licite.people.forms.fields import CompanyInput, EmailsField, LinesField, NameField, phone_fault
from licite.people.queries import ContactRow
from licite.people.queries.companies import sector_of
from licite.people.sealing import Address
from licite.web.forms import DateField, Form

BLANK = ("", "—")
CAME_BY = [BLANK, *((one.value, one.label) for one in sorted(OWN_ACTS))]
PLAIN = ("first", "last", "title", "emails", "phones", "capacity", "country")
LEVELS = {
    "first": Field.NAME,
    "last": Field.NAME,
    "title": Field.TITLE,
    "emails": Field.EMAIL,
    "phones": Field.PHONE,
    "line": Field.ADDRESS,
    "postal_code": Field.ADDRESS,
    "town": Field.ADDRESS,
}


class PersonForm(Form):
    """What is known of a person."""

    first = NameField(label=_("First name"), required=False, max_length=80)
    last = NameField(label=_("Last name"), required=False, max_length=80)
    title = NameField(label=_("Job title"), required=False, max_length=120)
    company = NameField(label=_("Company"), required=False, max_length=200)
    emails = EmailsField(label=_("E-mails"))
    phones = LinesField(label=_("Phones"))
    line = NameField(label=_("Street"), required=False, max_length=200)
    postal_code = NameField(label=_("Postal code"), required=False, max_length=12)
    town = NameField(label=_("Town"), required=False, max_length=80)
    country = forms.ChoiceField(label=_("Country"), required=False)
    capacity = forms.ChoiceField(
        label=_("Capacity"),
        choices=Capacity.choices,
        initial=Capacity.UNKNOWN,
        help_text=_("Not known counts as a consumer: no call and no e-mail without their consent."),
    )

    def __init__(self, data: Any = None, *, actor: Actor, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if actor.has(Permission.COMPANY_READ):
            self.fields["company"].widget = CompanyInput(again=data is not None)
        country = self.fields["country"]
        assert isinstance(country, forms.ChoiceField)
        country.choices = [("", _("Unknown")), *countries.choices(actor.language)]

    def clean(self) -> dict[str, Any]:
        """Phones are read as one writes them in the country given."""
        fault = phone_fault(self.cleaned_data.get("phones", ()), self.cleaned_data.get("country", ""))
        if fault:
            self.add_error("phones", fault)
        return self.cleaned_data

    @property
    def doubtful(self) -> bool:
        """Whether a phone has the right length but is in no numbering plan."""
        country = self.cleaned_data["country"] or None
        return any(phones.normalise(one, country).status == "doubtful" for one in self.cleaned_data["phones"])

    def address(self) -> Address:
        """The postal address typed."""
        typed = self.cleaned_data
        return Address(typed["line"], typed["postal_code"], typed["town"])


class LenientInput(forms.TextInput):
    """A field that the browser lets stay empty: another e-mail or phone may be the answer instead."""

    def use_required_attribute(self, initial: Any) -> bool:
        """Never."""
        return False


class NewForm(PersonForm):
    """A new record, with where it comes from and why it is held: none of these is chosen for its writer."""

    cell = forms.TypedChoiceField(label=_("Portfolio and stage"), coerce=int)
    source = forms.ChoiceField(label=_("Where it comes from"), choices=[BLANK, *Source.choices])
    collected_on = DateField(label=_("Collected on"), initial=timezone.localdate)
    informed = forms.BooleanField(
        label=_("The person was given our information notice then"),
        help_text=_("Otherwise the record says until when the person has to be informed."),
        required=False,
    )
    purpose = forms.ChoiceField(label=_("Why it is held"), help_text=standing.FOLLOWS)
    came_by = forms.ChoiceField(
        label=_("What the person has done since"),
        choices=CAME_BY,
        help_text=_("An act of their own after the objection opens this purpose again, and no other."),
        required=False,
        widget=forms.HiddenInput,
    )
    came_ref = NameField(
        label=_("Reference of the form, of the order or of the call"),
        required=False,
        max_length=120,
        widget=forms.HiddenInput,
    )
    anyway = forms.BooleanField(required=False, widget=forms.HiddenInput)
    doubted = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, actor: Actor, company: str = "") -> None:
        """`company`: the name of the one that it starts from."""
        super().__init__(data, actor=actor, initial={"country": "FR", "company": company})
        self.fields["last"].required = True
        cell = self.fields["cell"]
        assert isinstance(cell, forms.TypedChoiceField)
        writable = [
            (one, f"{actor.portfolios[portfolio_of(one)]} · {labels.STAGES[stage_of(one)]}")
            for one in actor.cells(Act.CREATE)
        ]
        ruled = self._by_rule(actor) if len({portfolio_of(one) for one, _label in writable}) > 1 else []
        cell.choices = writable if len(writable) == 1 else [BLANK, *ruled, *writable]
        self.actor = actor
        self.purposes = purposes_now()
        purpose = self.fields["purpose"]
        assert isinstance(purpose, forms.ChoiceField)
        purpose.choices = [BLANK, *standing.choices(self.purposes, actor.language)]
        if data and data.get("came_by"):
            self._ask_what_was_done()

    def clean(self) -> dict[str, Any]:
        """A record was not collected in the future, and its purpose stands for such a person."""
        typed = super().clean()
        if "purpose" in typed and "capacity" in typed:
            category = category_of(typed["capacity"])
            if wrong := standing.fault(self.purposes, purpose=typed["purpose"], category=category):
                self.add_error("purpose", wrong)
            else:
                typed["basis"] = self.purposes[typed["purpose"]].basis(category)
        if typed.get("cell") in list(Stage):
            self._place(typed)
        if typed.get("collected_on") and typed["collected_on"] > timezone.localdate(clock.now()):
            self.add_error("collected_on", str(refusals.message("future")))
        return typed

    @staticmethod
    def _by_rule(actor: Actor) -> list[tuple[Any, Any]]:
        """A stage alone stands for "where the rules say"; offered where there are rules."""
        stages = sorted({stage_of(one) for one in actor.cells(Act.CREATE)})
        words = [(int(one), _("By the rules · %(stage)s") % {"stage": labels.STAGES[one]}) for one in stages]
        return words if placing.rules(actor) else []

    def _place(self, typed: dict[str, Any]) -> None:
        country, code = typed.get("country", ""), typed.get("postal_code", "")
        places = [one for one in (code, countries.department(country, code)) if one]
        sector = sector_of(self.actor, typed.get("company", ""))
        portfolio = placing.portfolio_for(self.actor, country=country, places=places, sector=sector)
        cell = None if portfolio is None else cell_of(portfolio, typed["cell"])
        if cell is None or not self.actor.may(Act.CREATE, cell):
            self.add_error("cell", _("No rule says one of your portfolios for this person: choose it."))
        else:
            typed["cell"] = cell

    def bar(self, refused: Refused) -> None:
        """The suppression list keeps the person out: says so, and asks what the person has done since."""
        self.add_error("came_by", str(refused.what))
        self._ask_what_was_done()

    def _ask_what_was_done(self) -> None:
        came_by = self.fields["came_by"]
        assert isinstance(came_by, forms.ChoiceField)
        came_by.widget = forms.Select()
        came_by.choices = CAME_BY
        reference = self.fields["came_ref"]
        reference.required = True
        reference.error_messages["required"] = _(
            "Say what finds it again: the number of the form or of the order, the day of the call."
        )
        reference.widget = LenientInput()

    def new(self, *, company: int | None) -> NewContact:
        """The person typed, with the company that was found or made."""
        typed = self.cleaned_data
        kept = (*PLAIN, "source", "purpose", "basis", "informed")
        collected = datetime.combine(typed["collected_on"], time(12), tzinfo=timezone.get_current_timezone())
        return NewContact(
            **{name: typed[name] for name in kept},
            portfolio=portfolio_of(typed["cell"]),
            stage=stage_of(typed["cell"]),
            company=company,
            address=self.address(),
            collected_at=min(collected, clock.now()),
            own_act=self._own_act(),
        )

    @property
    def doubts(self) -> bool:
        """Whether somebody of a company may well be no consumer, and nobody was asked yet; asked once, by `doubted`."""
        typed = self.cleaned_data
        return bool(typed["company"]) and typed["capacity"] == Capacity.UNKNOWN and not typed["doubted"]

    def _own_act(self) -> OwnAct | None:
        typed = self.cleaned_data
        if not typed["came_by"]:
            return None
        return OwnAct(evidence=GroundEvidence(typed["came_by"]), at=clock.now(), reference=typed["came_ref"])


class EditForm(PersonForm):
    """The same person again. What the editor may not read starts empty, and empty keeps what is there."""

    sometimes = ("last",)

    def __init__(
        self,
        data: Any = None,
        *,
        actor: Actor,
        contact: ContactRow,
        shown: Mapping[str, Any],
        masks: Mapping[str, str],
    ) -> None:
        """`shown`: what the editor may read; `masks`: what stands for the rest."""
        super().__init__(data, actor=actor, initial=dict(shown))
        self.blind = {name for name, field in LEVELS.items() if contact.level(actor, field) is not Level.OPEN}
        for name in self.blind:
            self.fields[name].help_text = _("Masked. Leave empty to keep it; a new value replaces it.")
            self.fields[name].widget.attrs["placeholder"] = masks.get(name, "")

    def changes(self, *, company: int | None) -> Changes:
        """What differs from what was shown; for a blind field, what was typed."""
        changed = {name: self.cleaned_data[name] for name in self.changed_data if name in self.cleaned_data}
        address = {"line", "postal_code", "town"} & changed.keys()
        return Changes(
            **{name: changed[name] for name in PLAIN if name in changed},
            address=self.address() if address else None,
            company=company if "company" in changed else None,
        )

"""The form of a further purpose for which a person is held."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from licite.access import refusals
from licite.kit import clock
from licite.lawful.choices import Basis, Source
from licite.lawful.models import GroundEvidence
from licite.lawful.queries.purposes import purposes_now
from licite.lawful.standing import category_of, standing
from licite.people.actions.grounds import SIGNED, NewGround
from licite.people.forms.fields import NameField
from licite.web.dates import today
from licite.web.forms import DateField, Form

BLANK = ("", "—")


class GroundForm(Form):
    """Which purpose, since when, and what shows it. The basis follows from the purpose and the kind of person."""

    purpose = forms.ChoiceField(label=_("Purpose"))
    since = DateField(label=_("Since"), initial=timezone.localdate)
    source = forms.ChoiceField(label=_("Where it comes from"), choices=[BLANK, *Source.choices])
    evidence = forms.ChoiceField(label=_("What shows it"), choices=GroundEvidence.choices)
    on = DateField(
        label=_("Date of the sale, the contract or the act"),
        required=False,
        help_text=_("Leave empty for a mere declaration."),
    )
    until = DateField(label=_("End of the contract"), required=False)
    opted = forms.BooleanField(
        label=_("At the sale, the person could refuse further offers, at no cost"), required=False
    )
    reference = NameField(
        label=_("Reference"),
        required=False,
        max_length=120,
        help_text=_("Number of the order, of the contract or of the form."),
    )
    family = NameField(label=_("Product family, for a sale"), required=False, max_length=80)

    def __init__(self, data: Any = None, *, capacity: str, language: str) -> None:
        """`capacity` of the record: it decides the basis."""
        super().__init__(data, prefix="ground")
        category, day = category_of(capacity), today()
        self.bases: dict[str, str] = {}
        offered, closed = [], []
        for one in purposes_now().values():
            basis = one.basis(category)
            if one.retired_at or not basis or basis == Basis.CONSENT:
                continue
            if standing(one, basis=basis, category=category, today=day):
                closed.append(one.name(language))
                continue
            self.bases[one.key] = basis
            offered.append((one.key, f"{one.name(language)} ({str(Basis(basis).label).lower()})"))
        field = self.fields["purpose"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [BLANK, *offered]
        if closed:
            field.help_text = _("Not yet, for want of an approved balancing test: %(names)s.") % {
                "names": ", ".join(closed)
            }

    def clean(self) -> dict[str, Any]:
        """What is shown has its date, and a contract has its party."""
        typed = self.cleaned_data
        evidence, local_day = typed.get("evidence"), timezone.localdate(clock.now())
        for name in ("since", "on"):
            if typed.get(name) and typed[name] > local_day:
                self.add_error(name, str(refusals.message("future")))
        if evidence and evidence != GroundEvidence.DECLARED and not typed.get("on"):
            self.add_error("on", str(_("Please give the date of what shows it.")))
        if self.bases.get(typed.get("purpose", "")) == Basis.CONTRACT and evidence not in SIGNED:
            self.add_error("evidence", str(_("A contract is shown by the contract, a sale or an order.")))
        return typed

    def new(self) -> NewGround:
        """What was typed."""
        typed = self.cleaned_data
        evidence = GroundEvidence(typed["evidence"])
        proven = evidence is not GroundEvidence.DECLARED
        return NewGround(
            purpose=typed["purpose"],
            source=typed["source"],
            since=_noon(typed["since"]),
            evidence=evidence,
            at=_noon(typed["on"]) if proven else None,
            until=typed["until"],
            opted=typed["opted"],
            reference=typed["reference"],
            family=typed["family"],
        )


def _noon(day: Any) -> datetime:
    return min(datetime.combine(day, time(12), tzinfo=timezone.get_current_timezone()), clock.now())

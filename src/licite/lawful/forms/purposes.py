"""Forms of a purpose and of its balancing test, with the reasons of what they refuse."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from licite import packs
from licite.kit.dates import add_months
from licite.lawful import balancing
from licite.lawful.channels import Channel
from licite.lawful.choices import Basis, PurposeKind, RetiredFor
from licite.lawful.standing import misfit
from licite.web.dates import today
from licite.web.forms import DateField, Form

NONE = ("", _("Not for them"))
CHANNELS = [(one.value, one.label) for one in Channel if one is not Channel.ALL]


class PurposeForm(Form):
    """A new purpose: its names, what it is for, and one basis for each category of person."""

    french = forms.CharField(label=_("Name in French"), max_length=80)
    english = forms.CharField(label=_("Name in English"), max_length=80)
    kind = forms.ChoiceField(
        label=_("What it is for"),
        choices=PurposeKind.choices,
        help_text=_(
            "Marketing is whatever promotes the organisation: anyone may refuse it at any time, without a reason."
        ),
    )
    consumer = forms.ChoiceField(
        label=_("Legal basis for consumers"),
        choices=[NONE, *Basis.choices],
        required=False,
        help_text=_("Also for sole traders, and for whoever is not known to be a professional."),
    )
    professional = forms.ChoiceField(
        label=_("Legal basis for professionals"), choices=[NONE, *Basis.choices], required=False
    )

    def clean(self) -> dict[str, Any]:
        """Each basis fits the kind; the reason is said beside the field."""
        typed = self.cleaned_data
        wrong = misfit(
            typed.get("kind", ""),
            consumer=typed.get("consumer", ""),
            professional=typed.get("professional", ""),
        )
        if wrong:
            name, reason = wrong
            self.add_error(name.removeprefix("basis_"), str(reason))
        if "french" in typed and not self.key():
            self.add_error("french", str(_("Please give a name with letters.")))
        return typed

    def key(self) -> str:
        """The key made of the French name; empty where it has too few letters."""
        key = slugify(self.cleaned_data.get("french", "")).replace("-", "_").lstrip("_0123456789")[:40]
        return key if len(key) > 1 else ""


class BalancingForm(Form):
    """The balancing test, question by question. A draft may leave questions open; an approval needs them all."""

    says_optional = False
    channels = forms.MultipleChoiceField(
        label=_("By which channels are persons reached for this purpose?"),
        choices=CHANNELS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    holds = forms.ChoiceField(
        label=_("Does the interest prevail?"),
        choices=[
            ("yes", _("Yes, with these protections")),
            ("no", _("No: the purpose cannot rest on a legitimate interest")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in balancing.QUESTIONS:
            self.fields[question.key] = forms.CharField(
                label=str(question.label),
                help_text=str(question.help),
                required=False,
                max_length=balancing.LONGEST,
                widget=forms.Textarea(attrs={"rows": 4}),
            )

    def answers(self) -> dict[str, Any]:
        """What is kept of it."""
        typed = self.cleaned_data
        return {question.key: typed[question.key].strip() for question in balancing.QUESTIONS} | {
            "channels": typed["channels"]
        }

    def clean(self) -> dict[str, Any]:
        """An interest said to prevail opens no channel that takes a consent."""
        typed = self.cleaned_data
        if typed.get("holds") == "yes" and balancing.on_consent(typed):
            self.add_error("channels", str(balancing.CONSENT_ALWAYS))
        return typed


class RetireForm(Form):
    """Why a purpose ends."""

    because = forms.ChoiceField(
        label=_("Why is it no longer used?"),
        choices=[("", "—"), *RetiredFor.choices],
        help_text=_("The journal keeps the reason with your name."),
    )


class ApprovalForm(Form):
    """The opinion of the data protection officer, and when the test is looked at again."""

    opinion = forms.CharField(
        label=_("Opinion of the data protection officer"),
        help_text=_(
            "In the officer’s own words, asked for before the decision and apart from it; the decision may differ from it."
        ),
        max_length=balancing.LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    review_on = DateField(label=_("To be reviewed by"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.latest = add_months(today(), packs.value("balancing.review.months"))
        super().__init__(*args, initial={"review_on": self.latest}, **kwargs)
        self.fields["review_on"].help_text = _("At the latest in %(months)s months.") % {
            "months": packs.value("balancing.review.months")
        }

    def clean_review_on(self) -> Any:
        """To come, and not later than the rule allows."""
        review = self.cleaned_data["review_on"]
        if not today() < review <= self.latest:
            raise ValidationError(
                _("The review is after today, and on %(day)s at the latest.")
                % {"day": self.latest.strftime("%d/%m/%Y")}
            )
        return review

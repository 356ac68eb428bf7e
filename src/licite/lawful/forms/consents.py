"""The forms of a proof of consent, of a withdrawal, of a file, and of a question by mail."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from licite import packs
from licite.access import refusals
from licite.access.actor import Actor
from licite.kit import clock
from licite.lawful.actions.consents import NAMED, NewConsent
from licite.lawful.channels import Channel
from licite.lawful.models import BY_HAND, Age, ConsentSource, PositiveAct, ToldBy, Wording
from licite.lawful.proofs.files import MAX_BYTES, FileRefused, kind_of
from licite.lawful.proofs.sealing import ConsentDetails
from licite.lawful.proofs.wordings import began, was_there
from licite.lawful.queries import wordings as texts
from licite.lawful.queries.consents import notices_published
from licite.web.forms import DateField, Form

BLANK: Final = ("", "—")
ZONES: Final = (
    ("Europe/Paris", gettext_lazy("Mainland France")),
    ("Europe/Brussels", gettext_lazy("Belgium")),
    ("America/Guadeloupe", gettext_lazy("Guadeloupe, Saint Martin, Saint Barthélemy")),
    ("America/Martinique", gettext_lazy("Martinique")),
    ("America/Cayenne", gettext_lazy("French Guiana")),
    ("America/Miquelon", gettext_lazy("Saint Pierre and Miquelon")),
    ("Indian/Reunion", gettext_lazy("Réunion")),
    ("Indian/Mayotte", gettext_lazy("Mayotte")),
    ("Pacific/Noumea", gettext_lazy("New Caledonia")),
    ("Pacific/Tahiti", gettext_lazy("French Polynesia")),
)
NOT_YET: Final = gettext_noop(
    "This text was not there yet: it is in use since %(day)s. Choose the one that the person saw, or have it copied "
    "with the day since when it was in use (page “Consent wordings”)."
)
FAULTS: Final = {
    "empty": gettext_lazy("This file is empty."),
    "too_large": gettext_lazy("This file is larger than 5 MB."),
    "kind": gettext_lazy("This is no PDF, PNG, JPEG, e-mail (.eml) or plain text, whatever its name says."),
}


class MomentInput(forms.DateTimeInput):
    """The browser's own field for a day and an hour."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class MomentField(forms.DateTimeField):
    """A day and an hour, by the clock of the place chosen beside it."""

    widget = MomentInput
    input_formats = ("%Y-%m-%dT%H:%M",)


class ProofField(forms.FileField):
    """A file kept as proof: its bytes, checked."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=gettext_lazy("File kept as proof"),
            help_text=gettext_lazy(
                "Kept encrypted. PDF, image (PNG, JPEG), e-mail (.eml) or plain text; 5 MB at most."
            ),
            **kwargs,
        )

    def clean(self, data: Any, initial: Any = None) -> bytes | None:
        """The content. Raises ValidationError for a kind that is not kept."""
        found: UploadedFile[bytes] | None = super().clean(data, initial)
        if not found:
            return None
        if (found.size or 0) > MAX_BYTES:
            raise ValidationError(str(FAULTS["too_large"]))
        content: bytes = found.read()
        try:
            kind_of(content)
        except FileRefused as refused:
            fault = refused.reason
        else:
            return content
        raise ValidationError(str(FAULTS[fault]))


class ConsentForm(Form):
    """One consent: what was shown, what the person did, when, where, and what shows it."""

    wording = forms.ChoiceField(
        label=gettext_lazy("Text that was shown"),
        help_text=gettext_lazy(
            "The very version the person read or heard. It says the purpose and the channel."
        ),
    )
    act = forms.ChoiceField(
        label=gettext_lazy("What the person did"),
        choices=[BLANK, *(one for one in PositiveAct.choices if one[0] != PositiveAct.DOUBLE_OPT_IN)],
        help_text=gettext_lazy(
            "A box ticked in advance, general terms accepted or a visit continued are no consent: they cannot be "
            "recorded."
        ),
    )
    on = MomentField(label=gettext_lazy("Date and hour"), initial=timezone.localtime)
    zone = forms.ChoiceField(label=gettext_lazy("By the clock of"), choices=ZONES, initial="Europe/Paris")
    source = forms.ChoiceField(
        label=gettext_lazy("Where it was given"), choices=[BLANK, *ConsentSource.choices]
    )
    reference = forms.CharField(
        label=gettext_lazy("Reference"),
        max_length=200,
        help_text=gettext_lazy(
            "What finds it again: the page’s address, the form’s number, the colleague’s or the event’s name, the file "
            "and its line."
        ),
    )
    identifier = forms.CharField(
        label=gettext_lazy("Address or number as given"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Empty: the record’s own first one."),
    )
    age = forms.ChoiceField(label=gettext_lazy("Who consented"), choices=Age.choices, initial=Age.ADULT)
    parent = forms.CharField(label=gettext_lazy("Parent who consented too"), required=False, max_length=120)
    agreed_on = MomentField(
        label=gettext_lazy("Call agreed for"),
        required=False,
        help_text=gettext_lazy(
            "Only where the person agreed to this very date and hour: the one case in which a call may fall outside "
            "the hours of the law."
        ),
    )
    notice = forms.ChoiceField(label=gettext_lazy("Information notice shown with it"), required=False)
    seller_form = forms.CharField(label=gettext_lazy("Form of the seller"), required=False, max_length=200)
    seller_date = DateField(label=gettext_lazy("Collected by the seller on"), required=False)
    audit = forms.CharField(
        label=gettext_lazy("How we checked the seller’s proof"), required=False, max_length=300
    )
    evidence = ProofField(required=False)

    def __init__(
        self, data: Any = None, files: Any = None, *, actor: Actor, country: str, minor: bool = False
    ) -> None:
        """`country`: ISO2 code of the record; `minor`: what the record says."""
        super().__init__(data, files)
        self.minor = minor
        self.texts = {str(one.public): one for one in texts.wordings(actor)}
        self.readable = texts.in_use_first(self.texts.values())
        self._offer("wording", [BLANK, *((str(one.public), label) for one, label in self.readable)])
        notices = published()
        self._offer("notice", [BLANK, *notices])
        self._keep_what_serves(notices)
        self.fields["zone"].initial = "Europe/Brussels" if country == "BE" else "Europe/Paris"
        self.fields["age"].help_text = _(
            "A minor consents alone from the age of %(age)s; below, a parent does too."
        ) % {"age": packs.law(country)["consent.minor.age"].value}

    def _keep_what_serves(self, notices: Sequence[tuple[str, str]]) -> None:
        """Without a seller's text, a text for calls or a notice, what goes with them is not asked."""
        texts_there = self.texts.values()
        for needless, names in (
            (not any(one.seller for one in texts_there), ("seller_form", "seller_date", "audit")),
            (not any(one.channel == Channel.PHONE for one in texts_there), ("agreed_on",)),
            (not notices, ("notice",)),
        ):
            for name in names if needless else ():
                del self.fields[name]

    @property
    def told(self) -> Wording | None:
        """The text chosen."""
        return self.texts.get(str(self.cleaned_data.get("wording")))

    def clean(self) -> dict[str, Any]:
        """What hangs together: the clock and its place, a seller and its papers, a minor and a parent."""
        typed = self.cleaned_data
        told = self.told
        for name in ("on", "agreed_on"):
            if typed.get(name) and typed.get("zone"):
                typed[name] = in_zone(typed[name], typed["zone"])
        if typed.get("on") and typed["on"] > clock.now():
            self.add_error("on", str(refusals.message("future")))
        if typed.get("agreed_on") and told and told.channel != Channel.PHONE:
            self.add_error("agreed_on", _("Only a call is agreed for an hour."))
        if typed.get("age") == Age.WITH_PARENT and not typed.get("parent"):
            self.add_error("parent", _("Please name the parent who consented too."))
        if typed.get("age") == Age.ADULT and self.minor:
            self.add_error("age", _("The record says that this person is a minor."))
        if told:
            self._check_seller(told)
            if typed.get("on") and not was_there(told, typed["on"]):
                self.add_error("on", _(NOT_YET) % {"day": began(told)})
        return typed

    def _check_seller(self, told: Wording) -> None:
        if told.seller:
            for name in ("seller_form", "seller_date", "audit"):
                if not self.cleaned_data.get(name):
                    self.add_error(name, _("Data that was bought comes with the seller’s proof."))
        if told.channel in NAMED and not told.names_us:
            self.add_error(
                "wording",
                _(
                    "This text does not name your organisation: the person has not consented to hear from you. Ask the "
                    "person yourselves, or keep to post (CNIL, decisions Caloga and Solocal)."
                ),
            )

    def new(self, *, identifier: str) -> NewConsent:
        """What was typed. `identifier`: the record's own, for a field left empty."""
        typed, told = self.cleaned_data, self.told
        assert told is not None
        details = ConsentDetails(
            identifier=typed["identifier"] or identifier,
            reference=typed["reference"],
            seller=told.seller,
            seller_form=typed.get("seller_form", ""),
            seller_date=seen.isoformat() if (seen := typed.get("seller_date")) else "",
            audit=typed.get("audit", ""),
            parent=typed["parent"],
        )
        return NewConsent(
            wording=told,
            act=PositiveAct(typed["act"]),
            given_at=typed["on"],
            zone=typed["zone"],
            source=ConsentSource(typed["source"]),
            details=details,
            age=Age(typed["age"]),
            agreed_at=typed.get("agreed_on"),
            notice=int(typed["notice"]) if typed.get("notice") else None,
        )

    def _offer(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)


class WithdrawalForm(Form):
    """How the withdrawal reached us: nothing else is asked of the person."""

    told_by = forms.ChoiceField(
        label=gettext_lazy("How we were told"),
        choices=[one for one in ToldBy.choices if one[0] in BY_HAND],
    )

    def __init__(self, consent: UUID, data: Any = None) -> None:
        super().__init__(data, prefix=f"withdrawal-{consent}")


class EvidenceForm(Form):
    """One more file for a proof."""

    evidence = ProofField()


class AskForm(Form):
    """Which of our texts the mail asks with."""

    wording = forms.ChoiceField(label=gettext_lazy("Text to ask with"))

    def __init__(self, data: Any = None, *, actor: Actor) -> None:
        super().__init__(data)
        self.texts = {str(one.public): one for one in texts.current(actor)}
        names = texts.purpose_names()
        field = self.fields["wording"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [BLANK, *((key, texts.label(one, names)) for key, one in self.texts.items())]

    def told(self) -> Wording:
        """The text chosen."""
        return self.texts[self.cleaned_data["wording"]]


def in_zone(typed: datetime, zone: str) -> datetime:
    """The same hands of the clock, read in another place."""
    return timezone.make_naive(typed).replace(tzinfo=ZoneInfo(zone))


def published() -> list[tuple[str, str]]:
    """The information notices there are, latest first."""
    return [
        (str(one.pk), f"{one.get_kind_display()} · {one.language} · v{one.version}")
        for one in notices_published()
    ]

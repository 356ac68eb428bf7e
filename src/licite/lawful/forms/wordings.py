"""The form of a new version of a text by which consent is asked."""

from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licite import packs
from licite.access import refusals
from licite.kit import clock
from licite.lawful.channels import Channel
from licite.lawful.models import Language, Wording
from licite.lawful.proofs import wordings as proofs
from licite.lawful.queries.wordings import purposes_to_consent
from licite.web.forms import DateField, Form

BLANK: Final = ("", "—")
NAMES: Final = {
    "controller": gettext_lazy("who asks"),
    "third_party": gettext_lazy("who acts for you"),
    "goods": gettext_lazy("what for"),
    "withdrawal": gettext_lazy("how to withdraw"),
    "proof_access": gettext_lazy("how to obtain the proof"),
    "months": gettext_lazy("how long it lasts"),
}


class WordingForm(Form):
    """The mentions of the law, one field each; the text follows from them, or is copied as it was shown."""

    purpose = forms.ChoiceField(label=gettext_lazy("Purpose"))
    channel = forms.ChoiceField(
        label=gettext_lazy("Channel"),
        choices=[BLANK, *(one for one in Channel.choices if one[0] != Channel.ALL)],
        help_text=gettext_lazy("One purpose and one channel a text: a yes to one is no yes to another."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=Language.choices)
    controller = forms.CharField(label=gettext_lazy("Who asks: your organisation’s name"), max_length=200)
    third_party = forms.CharField(
        label=gettext_lazy("Who acts for you, if anybody"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("The call centre or agency that will write or call in your name."),
    )
    goods = forms.CharField(
        label=gettext_lazy("What it is about"),
        max_length=300,
        help_text=gettext_lazy("The goods, services or news, so that the person knows what to expect."),
    )
    months = forms.IntegerField(
        label=gettext_lazy("How long it lasts, in months"), required=False, min_value=1, max_value=120
    )
    withdrawal = forms.CharField(
        label=gettext_lazy("How to withdraw"),
        max_length=300,
        help_text=gettext_lazy("For instance: by telling the caller, or by the link in each message."),
    )
    proof_access = forms.CharField(
        label=gettext_lazy("How to obtain the proof"),
        max_length=300,
        help_text=gettext_lazy(
            "For instance: by writing to the address below; it comes by e-mail or by post."
        ),
    )
    seller = forms.CharField(
        label=gettext_lazy("Shown by (seller of the data)"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Only for data that you bought: the text is the seller’s, and must name you."),
    )
    text = forms.CharField(
        label=gettext_lazy("The text as it was shown"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "Leave it empty and Licite writes it from the fields above. For a text already in use, copy it word for "
            "word, and the mentions above as they stand in it."
        ),
    )
    used_since = DateField(
        label=gettext_lazy("Text already in use since"),
        required=False,
        help_text=gettext_lazy(
            "Only for a text copied word for word: no consent is recorded from before the day on which its text began."
        ),
    )
    previewed = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, follows: Wording | None = None) -> None:
        """`follows`: the version whose mentions are proposed."""
        super().__init__(data, initial=proposed(follows))
        purpose = self.fields["purpose"]
        assert isinstance(purpose, forms.ChoiceField)
        purpose.choices = [BLANK, *purposes_to_consent().items()]
        self.fields["months"].help_text = _(
            "Asked for calls: %(most)s at most here, and nothing renews it by itself."
        ) % {"most": packs.value("phone.consent.months")}

    def clean(self) -> dict[str, Any]:
        """Every mention that the law asks of this channel is there, and stands in the text."""
        typed = self.cleaned_data
        if self.errors:
            return typed
        channel = Channel(typed["channel"])
        most = packs.value("phone.consent.months")
        if channel in proofs.TIMED and not typed["months"]:
            self.add_error("months", _("A consent to be called says how long it lasts (C. conso R223-1)."))
        elif channel in proofs.TIMED and typed["months"] > most:
            self.add_error(
                "months",
                _("%(most)s months at most (C. conso R223-1): ask again afterwards.") % {"most": most},
            )
        since = typed["used_since"]
        if since and since > timezone.localdate(clock.now()):
            self.add_error("used_since", str(refusals.message("future")))
        if since and not typed["text"]:
            self.add_error("text", _("Copy word for word the text that was in use then."))
        elif typed["seller"] and not typed["text"]:
            self.add_error("text", _("Copy the seller’s text word for word."))
        elif not typed["text"] and typed["language"] not in proofs.COMPOSED:
            self.add_error("text", _("Licite writes in French and English; please write this text yourself."))
        if not self.errors:
            self._check_text(channel)
        return typed

    def _check_text(self, channel: Channel) -> None:
        absent = proofs.missing(self.shown(), self.mentions())
        # Of a seller's text the rest may be poor: what it must do is name us, which its reader is told.
        if absent and not self.cleaned_data["seller"]:
            said = ", ".join(str(NAMES[name]) for name in absent)
            self.add_error(
                "text", _("The text does not say, in the words above: %(mentions)s.") % {"mentions": said}
            )

    def mentions(self) -> proofs.Mentions:
        """The mentions typed."""
        typed = self.cleaned_data
        return proofs.Mentions(
            controller=typed["controller"],
            third_party=typed["third_party"],
            goods=typed["goods"],
            months=typed["months"],
            withdrawal=typed["withdrawal"],
            proof_access=typed["proof_access"],
        )

    def shown(self) -> str:
        """The text: as typed, else composed."""
        typed = self.cleaned_data
        if typed["text"]:
            return str(typed["text"]).replace("\r\n", "\n")
        return proofs.compose(Channel(typed["channel"]), typed["language"], self.mentions())

    @property
    def agreed(self) -> bool:
        """Whether the text about to be kept is the one that was shown on the page before."""
        return bool(self.cleaned_data["previewed"] == proofs.digest(self.shown()))

    def names_us(self) -> bool:
        """Whether the text names the organisation, as it is called here and in its settings."""
        house = packs.organisation()
        ours = [house.name] if house else []
        if not self.cleaned_data["seller"]:
            ours.append(self.cleaned_data["controller"])
        return any(proofs.names(self.shown(), name) for name in ours)


def proposed(follows: Wording | None) -> dict[str, Any]:
    """What a new version starts from: the one before, else what the organisation said of itself."""
    if follows is not None:
        return {name: getattr(follows, name) for name in ("purpose", "channel", "language", *NAMES)}
    house = packs.organisation()
    return {"controller": house.name if house else "", "language": Language.FR}

"""Forms of what happened, and of the act a reveal is for."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from licite.access import refusals
from licite.access.permissions import Field
from licite.access.reveal import COORDINATES
from licite.kit import clock
from licite.lawful.asking import Barred
from licite.lawful.choices import Evidence
from licite.lawful.forms.notes import FreeTextForm, NoteField
from licite.people.choices import OUTCOMES, TOLD, Direction, InteractionKind, Outcome
from licite.web.forms import Form

BLANK = ("", "—")
# For how long what was begun may still be under way.
UNDER_WAY = timedelta(hours=4)


class MomentInput(forms.DateTimeInput):
    """The browser's own field for a day and an hour."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class MomentField(forms.DateTimeField):
    """A day and an hour in the organisation's time zone."""

    widget = MomentInput
    input_formats = ("%Y-%m-%dT%H:%M",)


class InteractionForm(FreeTextForm):
    """What happened, who started it, what proves it; the structured outcome comes before the free note."""

    free_texts = ("note",)

    kind = forms.ChoiceField(label=_("What happened"), choices=InteractionKind.choices)
    direction = forms.ChoiceField(label=_("Started by"), choices=Direction.choices, initial=Direction.OURS)
    outcome = forms.ChoiceField(label=_("How it ended"), choices=TOLD, initial=Outcome.REACHED)
    evidence = forms.ChoiceField(
        label=_("Proof"),
        choices=[BLANK, *Evidence.choices],
        required=False,
        help_text=_("For an act of the person only: it is what moves the record's clock."),
    )
    at = MomentField(label=_("When"), initial=timezone.localtime)
    note = NoteField(label=_("Note"))
    took_place = forms.BooleanField(
        label=_("It took place all the same: note it (your data protection officer will see it)"),
        required=False,
        widget=forms.HiddenInput,
    )
    barred: Barred | None = None

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix="interaction")

    def clean_at(self) -> datetime:
        """What happened is past."""
        at: datetime = self.cleaned_data["at"]
        if at > clock.now():
            raise ValidationError(str(refusals.message("future")))
        return at

    def clean(self) -> dict[str, Any]:
        """The person's act needs a proof, ours has none."""
        typed = super().clean()
        if typed.get("kind") == InteractionKind.NOTE:
            typed["outcome"] = Outcome.DONE.value  # a remark has no outcome, whatever the page could not hide
        outcome = typed.get("outcome")
        if "kind" in typed and outcome and outcome not in (Outcome.PLANNED, *OUTCOMES[typed["kind"]]):
            self.add_error("outcome", _("This does not end so: choose another outcome."))
        at = typed.get("at")
        if typed.get("outcome") == Outcome.PLANNED and at and at < clock.now() - UNDER_WAY:
            self.add_error("outcome", _("This is past, and so not under way: say how it ended."))
        theirs = typed.get("direction") == Direction.THEIRS
        if "evidence" in typed and theirs is not bool(typed["evidence"]):
            self.add_error("evidence", str(refusals.message("evidence")))
        return typed

    def bar(self, barred: Barred) -> None:
        """Says by which rule it should not be; what is still under way cannot have taken place."""
        self.barred = barred
        if self.cleaned_data.get("outcome") != Outcome.PLANNED:
            self.fields["took_place"].widget = forms.CheckboxInput()
            self.order_fields(["took_place"])  # next to the words that the page shows above


class OutcomeForm(FreeTextForm):
    """How an act under way that is no call of ours ended; nothing is chosen beforehand, for it would be noted unread."""

    free_texts = ("note",)

    outcome = forms.ChoiceField(
        label=_("How it ended"),
        widget=forms.RadioSelect,
    )
    note = NoteField(label=_("Note"))

    def __init__(self, interaction: UUID, data: Any = None, *, kind: str) -> None:
        """`kind`: of the interaction, which ends in its own ways."""
        super().__init__(data, prefix=f"outcome-{interaction}")
        outcome = self.fields["outcome"]
        assert isinstance(outcome, forms.ChoiceField)
        outcome.choices = [(one.value, one.label) for one in OUTCOMES[InteractionKind(kind)]]


class RevealForm(Form):
    """One field, one act, and the date that some acts need."""

    field = forms.ChoiceField(choices=[(field.value, field.value) for field in COORDINATES])
    act = forms.CharField(max_length=20)
    due = MomentField(required=False)
    place = forms.IntegerField(required=False, min_value=0, max_value=99)

    def asked(self) -> tuple[Field, str, datetime | None, int]:
        """Field, act, date, place; a form that cannot be read asks for nothing that exists."""
        if not self.is_valid():
            return Field.NAME, "", None, 0
        typed = self.cleaned_data
        return Field(typed["field"]), typed["act"], typed["due"], typed["place"] or 0

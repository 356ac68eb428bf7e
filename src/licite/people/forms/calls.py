"""The form of a call: how it ended first, then a note, then what comes next."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from licite import packs
from licite.kit import clock
from licite.lawful.asking import Barred
from licite.lawful.forms.notes import BANNER, FreeTextForm, NoteField
from licite.lawful.may.hours import add_working_days
from licite.people.actions.calls import Ended
from licite.people.actions.tasks import Then
from licite.people.choices import CALLED, Outcome, TaskKind
from licite.people.forms.history import MomentField

MORNING = time(10, 0)


class Soon(TextChoices):
    """When, in words: a working day at ten."""

    TOMORROW = "1", _("Tomorrow, or the next working day")
    THREE_DAYS = "3", _("In three days")
    WEEK = "7", _("In a week")
    MONTH = "30", _("In a month")
    AT = "at", _("On a day and hour that I choose")


class CallForm(FreeTextForm):
    """How a call ended and what comes next."""

    free_texts = ("note", "title")
    barred: Barred | None = None

    outcome = forms.ChoiceField(
        label=_("How did it end?"),
        choices=[(one.value, one.label) for one in CALLED],
        widget=forms.RadioSelect,
    )
    note = NoteField(label=_("Note"))
    step = forms.ChoiceField(
        label=_("What comes next"), choices=[("", _("None")), *TaskKind.choices], required=False
    )
    soon = forms.ChoiceField(label=_("When"), choices=Soon.choices, initial=Soon.WEEK, required=False)
    due = MomentField(label=_("Day and hour"), required=False)
    title = forms.CharField(label=_("In a few words"), required=False, max_length=200, help_text=BANNER)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix="call")

    def clean(self) -> dict[str, Any]:
        """A step has a moment to come."""
        typed = super().clean()
        typed["due_at"] = None
        if typed.get("step"):
            if typed.get("soon") == Soon.AT:
                typed["due_at"] = typed.get("due")
                if "due" in typed and (not typed["due"] or typed["due"] < clock.now()):
                    self.add_error("due", _("Choose a day and hour to come."))
            else:
                typed["due_at"] = working_day(int(typed.get("soon") or Soon.WEEK))
        return typed

    def ended(self) -> Ended:
        """What was typed."""
        typed = self.cleaned_data
        step = typed["due_at"] and Then(TaskKind(typed["step"]), typed["due_at"], typed["title"])
        return Ended(Outcome(typed["outcome"]), typed["note"], step or None)

    def bar(self, barred: Barred) -> None:
        """Says by which rule the next step may not be planned."""
        self.barred = barred


def working_day(days: int) -> datetime:
    """Ten in the morning, so many days from now or on the working day after, by the holidays of the organisation's law."""
    before = timezone.localdate(clock.now()) + timedelta(days=days - 1)
    on = add_working_days(before, 1, packs.words("holidays.public"))
    return datetime.combine(on, MORNING, tzinfo=timezone.get_current_timezone())

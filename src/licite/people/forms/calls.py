"""The form of a call or an appointment: how it ended first, then a note, then what comes next."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from licite import packs
from licite.access import refusals
from licite.kit import clock
from licite.lawful.asking import Barred
from licite.lawful.forms.notes import BANNER, FreeTextForm, NoteField
from licite.lawful.may.hours import add_working_days
from licite.people.actions.calls import Ended
from licite.people.actions.tasks import Then
from licite.people.choices import CALLED, MET, UNANSWERED, WRITTEN, Outcome, TaskKind
from licite.people.forms.history import MomentField

MORNING = time(10, 0)
AGAIN = "again"
"""The step that follows from the outcome: another call tomorrow where nobody answered, else none."""


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
    sometimes = ("due",)
    barred: Barred | None = None

    outcome = forms.ChoiceField(
        label=_("How did it end?"),
        choices=[(one.value, one.label) for one in CALLED],
        widget=forms.RadioSelect,
    )
    note = NoteField(label=_("Note"))
    step = forms.ChoiceField(
        label=_("What comes next"),
        choices=[
            (AGAIN, _("None, or call again tomorrow if nobody answers")),
            ("", _("None")),
            *TaskKind.choices,
        ],
        initial=AGAIN,
        required=False,
    )
    soon = forms.ChoiceField(label=_("When"), choices=Soon.choices, initial=Soon.WEEK, required=False)
    due = MomentField(label=_("Day and hour"), required=False)
    title = forms.CharField(label=_("In a few words"), required=False, max_length=200, help_text=BANNER)

    task = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, key: UUID | None = None, task: UUID | None = None) -> None:
        """`key`: what tells its fields from those of another such form on the same page; `task`: what promised it."""
        auto_id = f"id_{key}_%s" if key else "id_%s"
        super().__init__(data, prefix="call", auto_id=auto_id, initial={"task": task})

    def clean(self) -> dict[str, Any]:
        """A step has a moment to come."""
        typed = super().clean()
        typed["due_at"] = None
        if typed.get("step") == AGAIN:
            again = typed.get("outcome") in UNANSWERED
            typed |= {"step": TaskKind.CALL if again else "", "soon": Soon.TOMORROW}
        if typed.get("outcome") == Outcome.OPPOSED and typed.get("step") == TaskKind.CALL:
            words = _("The person wants no more calls: choose another next step, or none.")
            self.add_error("step", words)
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
        return Ended(Outcome(typed["outcome"]), typed["note"], step or None, typed["task"])

    def bar(self, barred: Barred) -> None:
        """Says by which rule the next step may not be planned."""
        self.barred = barred


class DoneForm(CallForm):
    """How a planned call, appointment or e-mail ended, when it took place, and what comes next."""

    at = MomentField(label=_("When"), initial=timezone.localtime)
    took_place = forms.BooleanField(
        label=_("It took place all the same: note it (your data protection officer will see it)"),
        required=False,
        widget=forms.HiddenInput,
    )
    field_order = ("outcome", "note", "at")

    def __init__(self, data: Any = None, *, kind: str, due_at: datetime, begun: bool, key: UUID) -> None:
        """An appointment took place when it was planned, a call or an e-mail now; one that was `begun` from here is in the
        history.
        """
        super().__init__(data, key=key)
        met = kind == TaskKind.APPOINTMENT
        self.initial["at"] = timezone.localtime(min(due_at, clock.now()) if met else clock.now())
        if begun:
            del self.fields["at"], self.fields["took_place"]
        if kind != TaskKind.CALL:
            field = self.fields["outcome"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(one.value, one.label) for one in (MET if met else WRITTEN)]
            field.initial = None if met else Outcome.DONE
            steps = self.fields["step"]
            assert isinstance(steps, forms.ChoiceField)
            steps.choices, steps.initial = [("", _("None")), *TaskKind.choices], ""

    def clean_at(self) -> datetime:
        """What happened is past."""
        at: datetime = self.cleaned_data["at"]
        if at > clock.now():
            raise ValidationError(str(refusals.message("future")))
        return at

    def said(self) -> dict[str, Any]:
        """What `close_task` takes."""
        ended = self.ended()
        return {
            "outcome": ended.outcome,
            "at": self.cleaned_data.get("at"),
            "note": ended.note,
            "took_place": self.cleaned_data.get("took_place", False),
            "then": ended.next,
        }

    def bar(self, barred: Barred) -> None:
        """Says by which rule it should not be."""
        super().bar(barred)
        if "took_place" in self.fields:
            self.fields["took_place"].widget = forms.CheckboxInput()
            self.order_fields(["took_place"])


def working_day(days: int) -> datetime:
    """Ten in the morning, so many days from now or on the working day after, by the holidays of the organisation's law."""
    before = timezone.localdate(clock.now()) + timedelta(days=days - 1)
    on = add_working_days(before, 1, packs.words("holidays.public"))
    return datetime.combine(on, MORNING, tzinfo=timezone.get_current_timezone())

"""Forms of what is promised: planning it, moving it, handing it over."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from licite.kit import clock
from licite.lawful.asking import Barred
from licite.lawful.forms.notes import BANNER, FreeTextForm
from licite.people.choices import Remind, TaskKind
from licite.people.forms.history import MomentField
from licite.web.forms import Form


class HourInput(forms.TimeInput):
    """The browser's own field for an hour."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class FutureForm(Form):
    """A form with a moment to come (`due`) that the law may bar."""

    barred: Barred | None = None

    def clean_due(self) -> datetime:
        """What one promises is to come; what was held already is an interaction."""
        due: datetime = self.cleaned_data["due"]
        if due < clock.now():
            raise ValidationError(_("This moment is past. For what has taken place, note an interaction."))
        return due

    def bar(self, barred: Barred) -> None:
        """Says by which rule it may not be planned."""
        self.barred = barred


class TaskForm(FutureForm, FreeTextForm):
    """What one promises to do, and when; the end and the place are of appointments."""

    free_texts = ("title", "place")

    kind = forms.ChoiceField(label=_("What is to be done"), choices=TaskKind.choices)
    due = MomentField(label=_("When"))
    ends = forms.TimeField(label=_("Ends at"), required=False, widget=HourInput)
    place = forms.CharField(label=_("Place"), required=False, max_length=200)
    title = forms.CharField(label=_("In a few words"), required=False, max_length=200, help_text=BANNER)
    remind = forms.ChoiceField(label=_("Reminder"), choices=Remind.choices, required=False)

    def __init__(self, data: Any = None, *, call_at: datetime | None = None) -> None:
        """Starts from a call at that moment, if one is given."""
        start = {"kind": TaskKind.CALL, "due": timezone.localtime(call_at)} if call_at else {}
        super().__init__(data, initial=start, prefix="task")

    def clean(self) -> dict[str, Any]:
        """An appointment ends the same day, after it began."""
        typed = super().clean()
        ends, due = typed.get("ends"), typed.get("due")
        if typed.get("kind") != TaskKind.APPOINTMENT:
            typed["ends"], typed["place"] = None, ""  # whatever the page could not hide
        elif ends and due and ends <= timezone.localtime(due).time():
            self.add_error("ends", _("It ends before it begins."))
        return typed

    def wanted(self) -> dict[str, Any]:
        """What `add_task` takes."""
        typed = self.cleaned_data
        return {
            "kind": TaskKind(typed["kind"]),
            "due_at": typed["due"],
            "ends_at": _same_day(typed["due"], typed["ends"]),
            "title": typed["title"],
            "place": typed["place"],
            "remind": typed["remind"],
        }


class MoveForm(FutureForm):
    """Another day or hour."""

    due = MomentField(label=_("New date"))

    def __init__(self, data: Any = None, *, due_at: datetime | None = None) -> None:
        """Starts from what was promised; from tomorrow at the same hour where that is past."""
        start = due_at
        if due_at and due_at < clock.now():
            hour = timezone.localtime(due_at).time()
            tomorrow = timezone.localdate(clock.now()) + timedelta(days=1)
            start = timezone.make_aware(datetime.combine(tomorrow, hour))
        super().__init__(data, initial={"due": start and timezone.localtime(start)}, prefix="move")


class HandForm(Form):
    """To whom."""

    member = forms.TypedChoiceField(label=_("Colleague"), coerce=int)

    def __init__(self, data: Any = None, *, colleagues: Sequence[tuple[int, str]]) -> None:
        super().__init__(data, prefix="hand")
        field = self.fields["member"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(colleagues)


def _same_day(day: datetime, hour: time | None) -> datetime | None:
    """That hour of that day, where the organisation is."""
    if hour is None:
        return None
    return timezone.make_aware(datetime.combine(timezone.localtime(day).date(), hour))

"""What each act on many records needs; and the records, carried from page to page."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from licite.access.actor import Actor
from licite.access.permissions import Act
from licite.kit import clock
from licite.kit.cells import portfolio_of
from licite.kit.ids import uuid_of
from licite.people.actions.bulk import Plan
from licite.people.actions.tagging import LONGEST_TAG
from licite.people.choices import BulkAct, TaskKind
from licite.people.forms.history import MomentField
from licite.people.queries.bulk import AT_MOST
from licite.web.forms import Form


class ActForm(Form):
    """An act that needs nothing but its records."""

    act: BulkAct

    def __init__(self, data: Mapping[str, Any] | None, *, actor: Actor) -> None:
        super().__init__(data, prefix=self.act.value)
        self.actor = actor

    @property
    def plan(self) -> Plan:
        """What is to be done."""
        return Plan(act=self.act, **self.cleaned_data)


class TaskForm(ActForm):
    """A task for oneself on each record."""

    act = BulkAct.TASK

    kind = forms.ChoiceField(label=_("What is to be done"), choices=TaskKind.choices)
    due_at = MomentField(label=_("When"))
    title = forms.CharField(label=_("In a few words"), required=False, max_length=200)

    def clean_due_at(self) -> Any:
        """What one promises is to come."""
        if self.cleaned_data["due_at"] < clock.now():
            raise ValidationError(_("This moment is past."))
        return self.cleaned_data["due_at"]

    def clean_kind(self) -> TaskKind:
        """The kind as it is stored."""
        return TaskKind(self.cleaned_data["kind"])


class TagForm(ActForm):
    """One tag on each record."""

    act = BulkAct.TAG

    tag = forms.CharField(
        label=_("Tag"),
        max_length=LONGEST_TAG,
        help_text=_("One word or two, that the person may read too."),
        widget=forms.TextInput({"list": "tags-known", "autocomplete": "off"}),
    )


class AdvanceForm(ActForm):
    """Cold prospects become qualified leads."""

    act = BulkAct.ADVANCE


class AssignForm(ActForm):
    """Another portfolio; the stage stays."""

    act = BulkAct.ASSIGN

    portfolio = forms.TypedChoiceField(label=_("Portfolio"), coerce=int)

    def __init__(self, data: Mapping[str, Any] | None, *, actor: Actor) -> None:
        super().__init__(data, actor=actor)
        held = {portfolio_of(cell) for cell in actor.cells(Act.EDIT)}
        field = self.fields["portfolio"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Choose…")), *((k, v) for k, v in actor.portfolios.items() if k in held)]


FORMS: Final[Mapping[BulkAct, type[ActForm]]] = {
    form.act: form for form in (TaskForm, TagForm, AdvanceForm, AssignForm)
}
EXPLAINED: Final[Mapping[BulkAct, Promise]] = {
    BulkAct.TASK: _("A task for you on each record. The law is asked of each person for a call, a mail or an appointment."),
    BulkAct.TAG: _("A word on each record, to find them again by a filter."),
    BulkAct.ADVANCE: _("Cold prospects become qualified leads. A record may leave your sight so."),
    BulkAct.ASSIGN: _("The records change portfolio, with all that hangs on them; the stage stays."),
}  # fmt: skip


def packed(chosen: Sequence[UUID]) -> str:
    """The records as one value of a form."""
    return ".".join(one.hex for one in chosen)


def unpacked(text: str) -> list[UUID]:
    """The records that a form carries, five hundred at most; what is no id falls away."""
    return [one for part in text.split(".")[:AT_MOST] if (one := uuid_of(part))]

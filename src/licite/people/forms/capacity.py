"""In what capacity a person is here: of one record, or of a page of them."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from licite.lawful.choices import Capacity, Mailbox
from licite.web.forms import Form
from licite.web.names import of

UNSAID: list[tuple[str, str | Promise]] = [("", "—")]
SAID = [choice for choice in Capacity.choices if choice[0] != Capacity.UNKNOWN]


class CapacityForm(Form):
    """What is known of the person: capacity, kind of mailbox, and whether a minor."""

    capacity = forms.ChoiceField(
        label=_("In what capacity this person is here"),
        choices=Capacity.choices,
        help_text=_("Unknown is treated as a consumer: the strictest rules hold until somebody has asked."),
    )
    mailbox = forms.ChoiceField(
        label=_("Kind of mailbox"),
        choices=Mailbox.choices,
        help_text=_(
            "A mailbox in nobody’s name (info@, contact@) of a company is no person’s. Say so only where it is sure: your "
            "name is kept with it."
        ),
    )
    minor = forms.BooleanField(
        label=_("This person is a minor"),
        required=False,
        help_text=_("A minor is not prospected. No birth date is kept for that: yes or no is enough."),
    )

    def __init__(self, data: Any = None, *, initial: Mapping[str, Any]) -> None:
        super().__init__(data, prefix="capacity", initial=dict(initial))


class BulkForm(Form):
    """A capacity and a tick for each record of a page, by its public id; a tick without a capacity says nothing."""

    def __init__(self, data: Any = None, *, proposed: Sequence[tuple[UUID, str, str]]) -> None:
        """`proposed`: public id, name to be read aloud, and the capacity proposed, "" for none."""
        super().__init__(data)
        for public, name, capacity in proposed:
            self.fields[f"is-{public}"] = forms.ChoiceField(
                choices=SAID if capacity else [*UNSAID, *SAID],
                required=False,
                initial=capacity,
                widget=forms.Select(
                    attrs={"class": "input", "aria-label": _("Capacity %(whose)s") % {"whose": of(name)}}
                ),
            )
            self.fields[f"ok-{public}"] = forms.BooleanField(
                required=False,
                widget=forms.CheckboxInput(attrs={"aria-label": _("Confirm %(name)s") % {"name": name}}),
            )

    def chosen(self) -> dict[UUID, Capacity]:
        """What was ticked and said; only of the records of the page."""
        typed = self.cleaned_data
        return {
            UUID(name[3:]): Capacity(typed[f"is-{name[3:]}"])
            for name, ticked in typed.items()
            if name.startswith("ok-") and ticked and typed.get(f"is-{name[3:]}")
        }

    def unsaid(self) -> int:
        """How many were ticked without a capacity."""
        ticked = sum(bool(value) for name, value in self.cleaned_data.items() if name.startswith("ok-"))
        return ticked - len(self.chosen())

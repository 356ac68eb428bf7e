"""Which record is kept, and whose value for each field that differs."""

from collections.abc import Sequence
from typing import Any, get_args

from django import forms
from django.utils.translation import gettext_lazy as _

from licite.people.actions.merging import Chosen, Part
from licite.people.panels.duplicates import Comparison, Line
from licite.web.forms import Form

SIDES = [("one", _("First record")), ("other", _("Second record"))]
PARTS: Sequence[Part] = get_args(Part)


class MergeForm(Form):
    """`keep`, and a side for each line that differs; a line without one takes what is proposed."""

    says_optional = False
    keep = forms.ChoiceField(choices=SIDES)

    def __init__(self, data: Any = None, *, compared: Comparison) -> None:
        super().__init__(data, initial={"keep": compared.keep})
        self.lines: Sequence[Line] = [line for line in compared.lines if line.differs]
        for line in self.lines:
            self.fields[line.name] = forms.ChoiceField(choices=SIDES, required=False, initial=line.chosen)

    def picked(self, name: str, proposed: str) -> str:
        """The side picked, for the page that shows the form again."""
        return str(self.data.get(name) or proposed) if self.is_bound else proposed

    def chosen(self) -> Chosen:
        """The lines where the value is that of the record that goes."""
        keep = self.cleaned_data["keep"]
        taken = [line.name for line in self.lines if (self.cleaned_data[line.name] or line.chosen) != keep]
        return Chosen(
            parts=frozenset(part for part in PARTS if part in taken),
            customs=frozenset(
                int(name.removeprefix("custom_")) for name in taken if name.startswith("custom_")
            ),
        )

"""What is told of a file of acts, as a form."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from licite.intake.events.declared import Told, tell
from licite.intake.forms import BLANK, ToolField
from licite.intake.headings import Target
from licite.intake.kinds import Kind
from licite.kit import clock
from licite.people.choices import Direction, InteractionKind
from licite.web.forms import Form


class ActsForm(Form):
    """What is told of a file of acts: its tool, and of exchanges what no column says."""

    tool = ToolField(label=_("Which tool does this file come from?"))
    happened = forms.ChoiceField(
        label=_("What are these exchanges?"),
        choices=[
            *BLANK,
            *((one.value, one.label) for one in InteractionKind if one is not InteractionKind.ORDER),
        ],
        required=False,
    )
    direction = forms.ChoiceField(
        label=_("Who started them?"), choices=Direction.choices, initial=Direction.OURS
    )
    proven = forms.BooleanField(
        label=_("That tool keeps what proves the acts of the persons"),
        help_text=_(
            "The answer received, the number of the form, the call with its outcome. Only a proven act of the person "
            "restarts the clock of inactivity; leave it empty if you do not know."
        ),
        required=False,
    )

    def __init__(self, *args: Any, kind: str, columns: Collection[Target], tool: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.told: Told | None = None
        self.fields["tool"].initial = tool
        self.fields["tool"].help_text = (
            _(
                "As it was named when its contacts were brought in: their numbers are looked for under this name; e-mails "
                "and phones come after."
            )
            if Target.REFERENCE in columns
            else _("Kept with the import, and in each report.")
        )
        if kind == Kind.PURCHASES:
            unasked = {"happened", "direction", "proven"}
        else:
            said = {"happened": Target.KIND, "direction": Target.DIRECTION}
            unasked = {name for name, target in said.items() if target in columns}
        for name in unasked:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """What is told, as a whole."""
        given = super().clean() or {}
        if "happened" in self.fields and not given.get("happened"):
            self.add_error("happened", _("Choose what they are."))
        if not self.errors:
            self.told = tell(self.kind, at=clock.now(), **given)
        return given

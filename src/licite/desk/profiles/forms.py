"""A profile as its editor writes it."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from licite import packs
from licite.access import labels
from licite.access.actor import Actor
from licite.access.permissions import Act, Field, Level, Permission
from licite.access.profiles import CONTROL
from licite.access.queries import Sheet
from licite.desk.grants.words import SHOWN
from licite.web.forms import Form

COORDINATES = (Field.PHONE, Field.EMAIL, Field.ADDRESS)
REASON = 500


class SheetForm(Form):
    """Acts, levels, reveals a day, permissions. A permission that the editor lacks is not offered, and stays."""

    says_optional = False

    acts = forms.MultipleChoiceField(
        label=_("On the records of the grant"),
        required=False,
        choices=list(labels.ACTS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    reveals = forms.IntegerField(label=_("Reveals a day"), required=False, min_value=0, max_value=500)
    permissions = forms.MultipleChoiceField(
        label=_("Pages and actions"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, actor: Actor, sheet: Sheet, **rest: Any) -> None:
        rest.setdefault("initial", _initial(sheet))
        super().__init__(data, **rest)
        self.sheet = sheet
        self.offered = {
            one for one in labels.PERMISSIONS if actor.has(Permission(one)) and one not in CONTROL
        }
        permissions = self.fields["permissions"]
        assert isinstance(permissions, forms.ChoiceField)
        permissions.choices = [
            (one, label) for one, label in labels.PERMISSIONS.items() if one in self.offered
        ]
        self.fields["reveals"].help_text = _("Empty: as many as the rule says, %(n)s a day.") % {
            "n": packs.value("sec.reveal.a_day")
        }
        for field in SHOWN:
            self.fields[f"level_{field}"] = forms.TypedChoiceField(
                label=str(labels.FIELDS[field]), coerce=int, choices=_levels(field)
            )
        self.order_fields(["acts", *(f"level_{field}" for field in SHOWN), "reveals", "permissions"])

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError for acts without reading."""
        data = super().clean() or {}
        if data.get("acts") and Act.READ not in data["acts"]:
            self.add_error("acts", _("Whoever acts on a record reads it: tick “read” too."))
        return data

    def changed(self) -> Sheet:
        """The profile as the form says."""
        data = self.cleaned_data
        base = packs.value("sec.reveal.a_day")
        return replace(
            self.sheet,
            acts=frozenset(data["acts"]),
            levels={field: Level(data[f"level_{field}"]) for field in SHOWN} if data["acts"] else {},
            permissions=(self.sheet.permissions - self.offered) | frozenset(data["permissions"]),
            reveals=base if data["reveals"] is None else data["reveals"],
        )


class WhyForm(Form):
    """Why a profile changes."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept with your name and the date. Name no person here."),
    )


class CopyForm(Form):
    """The name of an own profile."""

    name = forms.CharField(label=_("Name of the new profile"), min_length=2, max_length=40)

    def clean_name(self) -> str:
        """Raises ValidationError for a name that a profile of the house bears, or that no address can hold."""
        name = " ".join(str(self.cleaned_data["name"]).split())
        if "/" in name or name.lower() in {str(label).lower() for label in labels.PROFILES.values()}:
            raise forms.ValidationError(
                _("Another profile has this name, or it holds a slash: choose another one.")
            )
        return name


def _levels(field: Field) -> list[tuple[int, Any]]:
    kept = (
        [Level.OPEN, Level.REVEAL, Level.MASKED, Level.HIDDEN]
        if field in COORDINATES
        else [Level.OPEN, Level.MASKED, Level.HIDDEN]
    )
    return [(int(level), labels.LEVELS[level]) for level in kept]


def _initial(sheet: Sheet) -> dict[str, Any]:
    base = packs.value("sec.reveal.a_day")
    levels = {f"level_{field}": int(sheet.levels.get(field, Level.HIDDEN)) for field in SHOWN}
    reveals = None if sheet.reveals == base else sheet.reveals
    return {"acts": list(sheet.acts), "permissions": list(sheet.permissions), "reveals": reveals, **levels}
